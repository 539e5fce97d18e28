import EmicKit
import Testing

@Suite("From round to round") struct RoundSeriesTests {
  @Test(
    "a text's length is its speech in words, or in characters where it is mostly Chinese",
    arguments: [
      ("I: How did it begin?\n\nR: I don't know, co-op 7.\n\nI: And?\n", TextLength.Unit.words, 10),
      ("问：你信任他们吗？\n\n答：信任，NGO很好。\n\n问：好。\n", .characters, 12),
      ("Title\n\nThe contract is signed by both.\n\n信任和NGO。\n", .words, 10),
      ("问：\n\n答：\n\n问：\n", .words, 0),
    ]
  )
  func lengths(text: String, unit: TextLength.Unit, count: Int) throws {
    let transcript = Transcript(
      name: "T.txt",
      text: try TranscriptText(bytes: Array(text.utf8)),
      interviewers: [],
      respondents: []
    )
    let length = TextLength(of: transcript)
    #expect(length.unit == unit)
    #expect(length.count == count)
  }

  @Test("the sample's calibration round: each coder's rate, and agreement as of that round alone")
  func sample() throws {
    let study = try StudyFolder.open(path: CalibrationStudy.path)
    var work = VisibleWork(of: study, asker: "supervisor")
    let codebook = try study.codebook()
    let series = RoundSeries(of: &work, codebook: codebook)
    #expect(series.entries.map(\.round?.name) == ["calibration"])
    let entry = try #require(series.entries.first)
    #expect(entry.codebooks == [1])
    #expect(entry.problem == nil)
    var request = ComparisonRequest()
    request.round = "calibration"
    let direct = AgreementReport(
      of: try StudyComparison(of: &work, codebook: codebook, request: request)
    )
    for (one, other) in zip(try #require(entry.report).blocks, direct.blocks) {
      #expect(one.rows.map(\.code) == other.rows.map(\.code))
      #expect(one.rows.map(\.all.alpha) == other.rows.map(\.all.alpha))
    }
    // Two texts, one in words and one in characters: two rates for each of three coders.
    #expect(
      entry.rates.map(\.coder) == [
        "coder-a", "coder-a", "coder-b", "coder-b", "coder-c", "coder-c",
      ]
    )
    #expect(entry.rates.map(\.unit).prefix(2) == [.words, .characters])
    let codings = try work.sidecars(of: study.transcripts[0], layer: .submitted)[0].codings
    let working = codings.count { codebook[$0.code]?.isWorking == true }
    #expect(entry.rates[0].codings == codings.count - working)
    let length = TextLength(of: try study.transcript(study.transcripts[0]))
    #expect(
      entry.rates[0].perThousand == Double(codings.count - working) * 1000 / Double(length.count)
    )
  }
}
