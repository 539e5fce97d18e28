import EmicKit
import EmicTUI

/// Counts as the commands print them, as they may leave, under a name that says what is counted.
struct CountsExport {
  /// The file's name, and its rows.
  let file: (name: String, rows: [[String]])
  /// What whoever gives counts away must know.
  let warning: String

  /// - Parameters:
  ///   - answered: what was counted.
  ///   - release: what happens to words.
  init(_ answered: Answered, _ release: Release) {
    let small: Int
    switch answered.findings {
    case .list: (file, small) = (("codings.csv", []), 0)
    case .matrix(let matrix):
      let by = matrix.dimensions.map { Slug.id(for: $0.text) }.joined(separator: "-")
      let page = MatrixPage(
        matrix: matrix,
        showsCells: false,
        form: .columns(isBold: false),
        release: release,
        words: [:]
      )
      file = ("matrix-\(by).csv", page.csv)
      small = matrix.smallCells
    case .pairs(let pairs):
      file = ("cooccurrence.csv", CooccurrenceCommand.csv(pairs, release))
      small = pairs.count { $0.cases < CodeMatrix.fewestCases }
    case .saturation(let saturation, _):
      file = ("saturation.csv", SaturationCommand.csv(saturation.firstUses, release))
      small = 0
    }
    warning = Self.warning(small)
  }

  /// What to say behind where counts are written; empty where none stands for few cases.
  static func warning(_ small: Int) -> String {
    small == 0
      ? ""
      : " \(small == 1 ? "1 count stands" : "\(small) counts stand") for fewer than "
        + "\(CodeMatrix.fewestCases) cases: people can be known by them."
  }
}
