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

  var rows: [[String]] {
    [Self.columns]
      + blocks.flatMap { block in
        block.confusions.map { confusion in
          [
            block.compared.kind?.name ?? "all", release.id(confusion.codeOfFirst).text,
            name(confusion.first, block), release.id(confusion.codeOfSecond).text,
            name(confusion.second, block), String(confusion.count),
            confusion.isParentAndChild ? "true" : "false",
          ]
        }
      }
  }

  private func name(_ coder: Int, _ block: AgreementBlock) -> String {
    coderNames[block.coders[coder]] ?? block.coders[coder].text
  }
}
