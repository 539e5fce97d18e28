/// A study made of another program's project; nothing of it is on the disk yet.
package struct ImportedStudy: Sendable {
  package struct Work: Sendable {
    /// The transcript's path.
    package var transcript: String
    package var sidecar: Sidecar
  }

  /// What it was: `REFI-QDA project of NVivo`.
  package var kind: String
  package var file: StudyFile
  package var codebook: Codebook
  package var transcripts: [Transcript]
  /// By transcript, then by coder.
  package var work: [Work]
  package var cases: [CaseTable.Row]
  /// In the order of the columns.
  package var attributes: [String]
  /// One for each coder with memos on codes, cases or the study.
  package var memos: [MemosFile]
  package var report: ImportReport

  package var codingCount: Int { work.reduce(0) { $0 + $1.sidecar.codings.count } }
  package var memoCount: Int {
    memos.reduce(0) { $0 + $1.entries.count }
      + work.reduce(0) { $0 + $1.sidecar.memos.count }
  }

  /// `cases.csv`; `nil` when nothing is known of any transcript.
  var casesText: String? {
    guard !cases.isEmpty else { return nil }
    let rows = cases.map { row in
      [row.transcript, row.case] + attributes.map { row.values[$0] ?? "" }
    }
    return CSV.text(of: [["transcript", "case"] + attributes] + rows)
  }
}
