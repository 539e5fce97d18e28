import EmicKit
import Testing

@Suite("Transcripts and addresses") struct TranscriptTests {
  let interview = Transcript(
    name: "T01.txt",
    text: TranscriptText("T01\n\nI: How? Why?\nR: One. Two, three.\nR: Four.\nI:\nR: Five.\n")
  )
  let document = Transcript(name: "law.txt", text: TranscriptText("\nOne. Two.\n\nThree."))

  func text(_ address: String, _ transcript: Transcript) throws -> String {
    transcript.text[try Address.span(address, in: transcript)]
  }

  @Test("a turn, a sentence and stretches have addresses")
  func parse() throws {
    #expect(try text("1", interview) == "How? Why?")
    #expect(try text("1.2", interview) == "Why?")
    #expect(try text("2.1-2.2", interview) == "One. Two, three.")
    #expect(try text("1-2", interview) == "How? Why?\nR: One. Two, three.\nR: Four.")
    #expect(try text("1.2-2", interview) == "Why?\nR: One. Two, three.\nR: Four.")
    #expect(try text("1.2", document) == "Two.")
    #expect(try text("2", document) == "Three.")
  }

  @Test(
    "a printed address names the span again",
    arguments: ["1", "1.1", "1.2", "2", "2.1", "2.1-2.2", "1-2", "1.2-2.1", "4"]
  )
  func printed(address: String) throws {
    let span = try Address.span(address, in: interview)
    #expect(Address.text(of: span, in: interview) == address)
  }

  @Test("outside of the turns there is no address")
  func header() { #expect(Address.text(of: 1, in: interview) == nil) }

  @Test(
    "a wrong address is answered with what can be given",
    arguments: [
      ("9", "T01.txt: there is no turn 9. Give 1 to 4."),
      ("0", "T01.txt: there is no turn 0. Give 1 to 4."),
      ("1.3", "T01.txt: turn 1 has no sentence 3. Give 1.1 to 1.2."),
      ("4.2", "T01.txt: turn 4 has one sentence. Give 4 or 4.1."),
      ("2-1", "T01.txt: \"2-1\" ends before it begins. Give the earlier place first."),
      ("3", "T01.txt: nothing is said in turn 3. Give another turn."),
      (
        "a",
        "T01.txt: \"a\" is no address. Give a turn (30), a sentence (30.2) or a stretch (30.2-30.4)."
      ),
      (
        "+1",
        "T01.txt: \"+1\" is no address. Give a turn (30), a sentence (30.2) or a stretch (30.2-30.4)."
      ),
    ]
  )
  func problem(address: String, message: String) {
    let problem = #expect(throws: AddressProblem.self) {
      try Address.span(address, in: interview)
    }
    #expect(problem?.message(transcript: interview.name) == message)
  }

  @Test(
    "malformed addresses are refused",
    arguments: ["", "-", "1-", "-1", "1.", ".1", "1.2.3", "1--2"]
  )
  func malformed(address: String) {
    #expect(throws: AddressProblem.malformed(address)) {
      try Address.span(address, in: interview)
    }
  }

  @Test("a document counts paragraphs; an empty text has nothing to address")
  func documents() {
    let problem = #expect(throws: AddressProblem.self) { try Address.span("3", in: document) }
    #expect(
      problem?.message(transcript: "law.txt") == "law.txt: there is no paragraph 3. Give 1 to 2."
    )
    let empty = Transcript(name: "e.txt", text: TranscriptText(""))
    let nothing = #expect(throws: AddressProblem.self) { try Address.span("1", in: empty) }
    #expect(
      nothing?.message(transcript: "e.txt")
        == "e.txt: there is nothing to address: the text has no turns and no paragraphs. Give offsets."
    )
  }

  @Test("the sentence at an offset is the one there, or the next of the turn, or its last")
  func sentence() {
    func sentence(_ offset: Int) -> String? {
      interview.sentence(at: offset).map { interview.text[$0] }
    }
    #expect(sentence(5) == "How?")
    #expect(sentence(12) == "Why?")
    #expect(sentence(17) == "Why?")
    #expect(sentence(0) == nil)
    #expect(interview.sentences(inTurn: 2).count == 3)
    #expect(interview.clause(at: 26).map { interview.text[$0] } == "Two,")
    #expect(document.sentence(at: 12).map { document.text[$0] } == "Three.")
  }

  @Test("a place asked for after others has the sentence that it has alone", arguments: 1...5)
  func sentenceAfterOthers(seed: UInt64) {
    var numbers = SeededNumbers(state: seed)
    for _ in 0..<60 {
      let offset = numbers.next(interview.text.scalarCount)
      let alone = Transcript(name: interview.name, text: interview.text)
      #expect(interview.sentence(at: offset) == alone.sentence(at: offset), "\(offset)")
      #expect(interview.sentenceEnd(after: offset) == alone.sentenceEnd(after: offset), "\(offset)")
    }
  }

  @Test("a coding is trimmed of blanks and labels at its edges")
  func trimmed() {
    //  "I: How? Why?\nR: One."
    let text = interview.text
    #expect(interview.trimmed(Span(5..<25)).map { text[$0] } == "How? Why?\nR: One.")
    #expect(interview.trimmed(Span(6..<19)).map { text[$0] } == "How? Why?")
    #expect(interview.trimmed(Span(12..<14)).map { text[$0] } == "W")
    #expect(interview.trimmed(Span(17..<21)) == nil)
  }
}
