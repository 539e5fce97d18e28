/// Codes that are simply gone from a codebook's file, neither retired nor merged: as from a file of which only
/// the beginning has arrived.
public struct CodebookLoss: Hashable, Sendable {
  /// How many may go that nobody has used: somebody else may have taken them back.
  static let few = 3

  /// The file's name.
  public var file: String
  /// In the order of the last whole book.
  public var gone: [Code.ID]
  /// Those of them that codings or proposals have.
  public var used: Set<Code.ID>
  /// How many codes the last whole book has.
  public var whole: Int
  /// How many the file has; `nil` where there is no file.
  public var left: Int?
  /// Where the last whole book is kept, relative to the study; `nil` where that was not possible.
  public var keptAt: String?

  /// What is missing, in one sentence.
  public var sentence: String {
    guard left != nil else {
      return "\(DisplayText.safe(file)) is gone from the disk, with \(count(whole))."
    }
    let uses =
      used.isEmpty
      ? ""
      : used.count == gone.count
        ? ", \(gone.count == 1 ? "in use" : "all in use")," : ", \(used.count) of them in use,"
    return
      "\(count(gone.count))\(uses) \(gone.count == 1 ? "is" : "are") gone from \(DisplayText.safe(file)), "
      + "neither retired nor merged."
  }

  /// Where the last whole book is.
  public var keptWords: String {
    keptAt.map { "The last whole book is kept in \($0)." }
      ?? "The last whole book could not be kept in .emic/backup/."
  }

  private func count(_ codes: Int) -> String { codes == 1 ? "1 code" : "\(codes) codes" }
}

extension Codebook {
  /// The codes that are not in another version any more, in their order.
  func codes(goneFrom other: Codebook?) -> [Code.ID] {
    guard let other else { return codes.map(\.id) }
    let there = Set(other.codes.map(\.id))
    return codes.map(\.id).filter { !there.contains($0) }
  }
}
