import EmicKit
import Testing

@Suite("Turns of a source") struct SourceStructureTests {
  func spoken(_ string: String, interviewers: [String] = []) -> [String] {
    let text = TranscriptText(string)
    return SourceStructure(of: text, interviewers: interviewers).turns.map {
      "\($0.number) \($0.speaker)\($0.isRespondent ? "*" : "") \(text[$0.speech])"
    }
  }

  @Test("known labels open turns; who does not ask is a respondent")
  func known() {
    #expect(spoken("I: How?\nR: So.\n\nI：好") == ["1 I How?", "2 R* So.", "3 I 好"])
  }

  @Test("consecutive lines of one speaker are one turn with several labels")
  func merged() {
    let text = TranscriptText("Dana: one\nDana: two\nBo: three\nDana: four\n")
    let structure = SourceStructure(of: text)
    #expect(structure.turns.map(\.speaker) == ["Dana", "Bo", "Dana"])
    #expect(structure.turns[0].labels.map { text[$0] } == ["Dana:", "Dana:"])
    #expect(text[structure.turns[0].speech] == "one\nDana: two")
    #expect(structure.respondentTurns.count == 3)
    #expect(!structure.knowsInterviewers)
  }

  @Test("declared interviewers replace the built-in labels")
  func declared() {
    #expect(
      spoken("Ann: How?\nI: So.", interviewers: ["Ann"]) == ["1 Ann How?", "2 I* So."]
    )
  }

  @Test("a declared label that is a key of the header leaves the header one")
  func declaredKey() {
    let text = TranscriptText("访谈者：问（田野调查员1）\n语言：zh\n\n问：好吗？\n答：好。\n问：嗯\n答：对\n")
    let structure = SourceStructure(of: text, interviewers: ["问", "访谈者"])
    #expect(structure.header.lineCount == 3)
    #expect(structure.turns.map(\.speaker) == ["问", "答", "问", "答"])
  }

  @Test("a time stands in the label or on the line above, and is nobody's speech")
  func times() {
    let text = TranscriptText(
      "[00:00:05]\nP1: one\n00:12\nI: two\nP1 (00:01:02): three #00:01:30-3# more\n[00:02:00]\n"
    )
    let structure = SourceStructure(of: text)
    #expect(structure.turns.map(\.time) == ["00:00:05", "00:12", "00:01:02"])
    #expect(text[structure.turns[0].speech] == "one")
    #expect(text[structure.turns[2].speech] == "three #00:01:30-3# more")
    let speech = structure.turns[2].speech
    #expect(structure.time(at: speech.start) == "00:01:02")
    #expect(structure.time(at: speech.end - 1) == "00:01:30-3")
    #expect(structure.time(at: text.scalarCount) == "00:02:00")
    #expect(structure.time(at: 0) == "00:00:05")
    #expect(
      SourceStructure(of: TranscriptText("I: at 10:30\nR: at 11:15 then")).time(at: 20) == nil
    )
  }

  @Test("the turn at an offset is found, its label included; before the first there is none")
  func lookup() {
    let text = TranscriptText("Preamble.\n\nI: a\nR: b\n")
    let structure = SourceStructure(of: text)
    #expect(structure.turn(at: 3) == nil)
    #expect(structure.turn(at: 11)?.speaker == "I")
    #expect(structure.turn(at: 16)?.speaker == "R")
    #expect(structure.turn(at: text.scalarCount)?.speaker == "R")
  }

  @Test("a block between lines of dashes is a header")
  func dashes() {
    let structure = SourceStructure(
      of: TranscriptText("---\nTranscript ID: T01\nCase: a b\n---\nI: a")
    )
    #expect(structure.header.lineCount == 4)
    #expect(structure.header["transcript-id"] == "T01")
    #expect(structure.header["case"] == "a b")
    #expect(structure.header.title == nil)
    #expect(structure.bodyStart == 37)
  }

  @Test("without speakers a source is a document of paragraphs and articles")
  func document() {
    let text = TranscriptText(
      "Law\n\n第一条 政府\n购买服务。\n第二条　适用。\nArticle 3 All.\nArticles are many.\n \n Last. \n"
    )
    let structure = SourceStructure(of: text)
    #expect(structure.kind == .document)
    #expect(
      structure.paragraphs.map { text[$0] } == [
        "第一条 政府\n购买服务。", "第二条　适用。", "Article 3 All.\nArticles are many.", "Last.",
      ]
    )
    #expect(structure.paragraph(at: 6).map { text[$0] } == "第一条 政府\n购买服务。")
  }

  @Test("é and e with an accent are two speakers: names are compared as written")
  func exactNames() {
    #expect(spoken("é: a\nc: b\ne\u{301}: c\nc: d").count == 4)
  }

  @Test(
    "empty texts and lines have no turns",
    arguments: ["", "\n", "\n\n\n", "   ", ":", "：\n：\n"]
  )
  func nothing(string: String) {
    #expect(SourceStructure(of: TranscriptText(string)).turns.filter { !$0.speech.isEmpty } == [])
  }

  @Test("one line of ten megabytes is one turn")
  func longLine() {
    let text = TranscriptText("I: " + String(repeating: "中文 and so on ", count: 700_000))
    let transcript = Transcript(name: "long.txt", text: text)
    #expect(transcript.structure.turns.count == 1)
    #expect(transcript.sentence(at: 5_000_000)?.contains(5_000_000) == true)
    #expect(Words.next(after: 5_000_000, in: text) > 5_000_000)
    #expect(text.graphemeBoundary(after: 5_000_000) == 5_000_001)
  }
}
