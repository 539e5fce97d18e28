import EmicKit
import EmicTUI

/// The table of confusions as the screen shows it: which code of one coder stands where another has which.
struct ConfusionsCSV {
  let blocks: [AgreementBlock]
  /// What stands for the coders' ids where they are not to be known.
  let coderNames: [Coder.ID: String]
  let release: Release

  static let columns = [
    "kind", "code_a", "coder_a", "code_b", "coder_b", "count", "parent_and_child",
  ]

  var rows: [[String]] { [Self.columns] + blocks.flatMap { rows(of: $0) } }

  private func rows(of block: AgreementBlock) -> [[String]] {
    let rows = block.confusions.map { confusion in (row(confusion, block), confusion.count) }
    guard !coderNames.isEmpty else { return rows.map(\.0) }
    // The order of the coders would tell who is who.
    return rows.sorted { one, other in
      one.1 != other.1 ? one.1 > other.1 : one.0.lexicographicallyPrecedes(other.0)
    }.map(\.0)
  }

  private func row(_ confusion: Confusion, _ block: AgreementBlock) -> [String] {
    var sides = [
      [release.id(confusion.codeOfFirst).text, name(confusion.first, block)],
      [release.id(confusion.codeOfSecond).text, name(confusion.second, block)],
    ]
    if !coderNames.isEmpty { sides.sort { $0[1] < $1[1] } }
    return [block.compared.kind?.name ?? "all"] + sides[0] + sides[1]
      + [String(confusion.count), confusion.isParentAndChild ? "true" : "false"]
  }

  private func name(_ coder: Int, _ block: AgreementBlock) -> String {
    coderNames[block.coders[coder]] ?? block.coders[coder].text
  }
}
