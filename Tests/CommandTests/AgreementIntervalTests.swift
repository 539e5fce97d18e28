import EmicKit
import Foundation
import Testing

/// A study of eight transcripts with ten answers each, in which coders give "hope" to whole answers.
@Suite("Intervals and words of emic agreement") struct AgreementIntervalTests {
  let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try FileManager.default.createDirectory(
      at: workshop.folder.appending(path: "team"),
      withIntermediateDirectories: true
    )
    try write("format: emic/study\nversion: 1\ninterviewers: [I]\n", to: "study.yaml")
    try write(
      """
      format: emic/codebook
      version: 1
      codes:
        - {id: hope, name: Hope}
        - {id: money, name: Money}

      """,
      to: "codebook.yaml"
    )
    for number in 1...8 {
      let answers = (1...10).map { "I: Question \($0)?\n\nR: Answer number \($0).\n" }
      let text = answers.joined(separator: "\n")
      try write(text, to: "T\(number).txt")
      let transcript = Transcript(
        name: "T\(number).txt",
        text: try TranscriptText(bytes: Array(text.utf8)),
        interviewers: ["I"]
      )
      // The first gives it to the first half; the second misses one answer, each time another.
      try code("ana", transcript, answers: Array(0..<5))
      try code("ben", transcript, answers: (0..<5).filter { $0 != number % 6 })
    }
  }

  private func write(_ text: String, to name: String) throws {
    try workshop.write(text, to: "../team/\(name)")
  }

  private func code(_ coder: Coder.ID, _ transcript: Transcript, answers: [Int]) throws {
    let time = try #require(Timestamp("2026-03-20T10:11:12Z"))
    var sidecar = Sidecar(draftOf: transcript, by: coder, codebook: 1, at: time)
    sidecar.codings = answers.map { answer in
      let span = transcript.structure.respondentTurns[answer].speech
      return Coding(
        id: Coding.ID("00000000-0000-7000-8000-00000000\(coder == "ana" ? 1 : 2)00\(answer)"),
        code: "hope",
        span: span,
        quote: String(transcript.text[span]),
        codebook: 1,
        created: time,
        modified: time
      )
    }
    sidecar.status.state = .submitted
    let text = String(decoding: SidecarWriter.encode(sidecar), as: UTF8.self)
    try write(text, to: "\(transcript.name).\(coder).json")
  }

  private func alpha(_ options: String) throws -> JSONValue {
    let answer = try workshop.run("agreement team --format json \(options)")
    #expect(answer.status == 0, "\(answer.error)")
    return try #require(answer.json()["codes"]?.items.first?["all"]?["alpha"])
  }

  @Test("the jackknife over transcripts is the default, with the number of transcripts")
  func jackknife() throws {
    let interval = try #require(alpha("")["interval"])
    #expect(interval.keys == ["method", "low", "high", "confidence", "transcripts"])
    #expect(interval["method"] == "jackknife")
    #expect(interval["confidence"]?.double == 0.95)
    #expect(interval["transcripts"]?.int == 8)
    #expect(try alpha("--interval jackknife")["interval"] == interval)
    let narrow = try #require(alpha("--confidence 0.5")["interval"])
    #expect((narrow["low"]?.double ?? 0) > (interval["low"]?.double ?? 1))
    #expect(try alpha("--interval none").keys == ["value"])
  }

  @Test("five transcripts give no interval, six do")
  func fewTranscripts() throws {
    let five = try alpha("--transcripts T1,T2,T3,T4,T5")
    #expect(five["interval"] == .null)
    #expect(five["interval-reason"] == "too-few-transcripts")
    #expect(try alpha("--transcripts T1,T2,T3,T4,T5,T6")["interval"] != .null)
  }

  @Test("the bootstrap names its seed, repeats with it, and says how often α falls short")
  func bootstrap() throws {
    let interval = try #require(alpha("--interval bootstrap --resamples 500")["interval"])
    #expect(
      interval.keys == [
        "method", "low", "high", "confidence", "transcripts", "resamples", "undefined", "seed",
        "probability-below",
      ]
    )
    #expect(interval["seed"]?.int == 1)
    #expect(interval["probability-below"]?.keys == ["0.667", "0.800"])
    let again = try alpha("--interval bootstrap --resamples 500 --seed 1")["interval"]
    #expect(again == interval)
    let other = try alpha("--interval bootstrap --resamples 500 --seed 2")["interval"]
    #expect(other?["seed"]?.int == 2)
    #expect(other != interval)
  }

  @Test("with an interval there is a word of judgement, on its lower end")
  func words() throws {
    // 80 units: both 33, only ana 7, neither 40.
    let out = try workshop.run("agreement team").out
    let line = try #require(out.split(separator: "\n").first { $0.hasPrefix("  hope:") })
    #expect(
      line == "  hope: where one coder used it another did too in 90 % of the cases (P+). "
        + "α = .82, probably between .76 and .88 (8 transcripts). That supports tentative "
        + "conclusions."
    )
    let chances = try workshop.run("agreement team --interval bootstrap").out
    #expect(chances.contains("(8 transcripts, 2000 resamples)"))
    #expect(chances.contains("P(α < .667) = .00, P(α < .800) = "))
    let methods = try workshop.run("agreement team --methods").out
    #expect(methods.contains("jackknife over 8 transcripts"))
  }

  @Test("with one pair there is no matrix, and the counts stand in the code's own line")
  func onePair() throws {
    let out = try workshop.run("agreement team").out
    #expect(!out.contains("Who differs from whom"))
    #expect(!out.contains("α without one coder"))
    let line = try #require(out.split(separator: "\n").first { $0.hasPrefix("hope ") })
    let words = line.split(separator: " ").map(String.init)
    #expect(words[..<8] == ["hope", "40/33", "40", "7", "33", "7", "0", "40"])
  }
}
