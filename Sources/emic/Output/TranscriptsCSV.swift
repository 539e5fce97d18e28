import EmicKit
import EmicTUI

/// The table of transcripts as the screen shows it: a row for each, those on which coders differ most first.
struct TranscriptsCSV {
  let blocks: [AgreementBlock]
  /// By the transcript's path.
  let passages: [String: PassageCount]
  let release: Release

  static let columns = [
    "transcript", "kind", "coders", "units", "disagreeing_units", "passages", "open_passages",
    "most_about",
  ]

  var rows: [[String]] {
    [Self.columns]
      + blocks.flatMap(\.transcriptsByDifference).map { summary in
        let count = passages[summary.transcript]
        return [
          release.transcript(summary.transcript), summary.kind.name, String(summary.coders.count),
          String(summary.units), String(summary.disagreeing), count.map { String($0.all) } ?? "",
          count?.open.map { String($0) } ?? "", summary.worstCode.map { release.id($0).text } ?? "",
        ]
      }
  }
}
