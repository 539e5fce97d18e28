import EmicKit

@testable import EmicTUI

/// The project's own sample study, after its calibration round.
enum Samples {
  static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(3).joined(separator: "/")
  static let english = "T03-disability-ngo-en.txt"
  static let chinese = "T06-migrant-official-zh.txt"

  static func study() throws -> StudyFolder {
    try StudyFolder.open(path: root + "/Tests/CalibrationStudy/sample-transcripts")
  }

  static func row(
    _ name: String,
    _ caseName: String,
    _ state: String,
    turns: Int,
    readTo: Int?,
    share: Double,
    codings: Int
  ) -> TranscriptRow {
    var row = TranscriptRow(name: name)
    row.caseName = caseName
    row.state = state
    row.turns = turns
    row.readTo = readTo
    row.share = share
    row.codings = codings
    row.saved = codings > 0 ? Timestamp(milliseconds: 1_799_990_000_000) : nil
    return row
  }

  static let rows = [
    row(english, "NGO-D1", "draft", turns: 40, readTo: 31, share: 0.45, codings: 21),
    row(chinese, "GOV-M2", "not begun", turns: 24, readTo: nil, share: 0, codings: 0),
  ]
}

extension Session {
  /// A session of the coder *guest* on a transcript of the sample study, nothing coded yet.
  ///
  /// `transcript: nil` stays on the list of transcripts.
  init(
    sample transcript: String?,
    size: Size = Size(width: 80, height: 24),
    depth: ColorDepth = .many,
    coder: Coder.ID? = "guest",
    names: NameList? = nil
  ) throws {
    let study = try Samples.study()
    let summary = StudySummary(
      title: study.file.title,
      coders: study.file.coders,
      codebook: try study.codebook(),
      rows: Samples.rows
    )
    self.init(
      State(
        size: size,
        depth: depth,
        study: summary,
        coder: coder.map { Coder(id: $0) },
        names: names,
        moment: Moment(now: Timestamp(milliseconds: 1_800_000_000_000), seed: (1, 2))
      )
    )
    guard let transcript else { return }
    open(try study.transcript(transcript))
  }

  /// Lets the message end, so that the facts are seen.
  mutating func rest() { for _ in 0..<5 { perform(.clock) } }
}
