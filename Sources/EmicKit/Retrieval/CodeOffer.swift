/// When coders could choose a code: whether it says something that they gave it nowhere.
struct CodeOffer: Sendable {
  /// The versions of the codebook that had it in use.
  private let versions: Range<Int>
  /// For what came of a split, since when there was the code that was split; else the same.
  private let sinceWhole: Int
  /// The codes that were split into it, and those that were split into these.
  private let wholes: Set<Code.ID>
  private let book: Codebook

  /// - Parameters:
  ///   - id: of the code; one that the book lacks was always there.
  ///   - book: as it is today.
  init(of id: Code.ID, in book: Codebook) {
    self.book = book
    guard let code = book[id] else {
      (versions, sinceWhole, wholes) = (Int.min..<Int.max, Int.min, [])
      return
    }
    let since = code.since ?? 1
    versions = since..<Swift.max(since, code.retired ?? Int.max)
    sinceWhole = book.versionOfWhole(code)
    wholes = Set(book.wholes(of: code).map(\.id))
  }

  /// Whether whoever coded a source was offered the code when they read it.
  ///
  /// A decision on a single coding that waited makes nobody read the rest of a text again. A part of a code
  /// that was split is known to be lacking when nothing is coded with the whole any more.
  func wasMade(in source: CodedSource) -> Bool {
    if versions.contains(source.codebook) { return true }
    guard source.codebook < versions.lowerBound, source.codebook >= sinceWhole else { return false }
    return !source.codes.contains { wholes.contains(book.resolved($0)) }
  }
}

extension Codebook {
  /// The codes that were split into a code which was made by that, the nearest first.
  func wholes(of part: Code) -> [Code] {
    var found: [Code] = []
    var waiting = [part]
    while let next = waiting.popLast() {
      // A code that was there already has a meaning of its own.
      let wholes = codes.filter { code in
        code.replacedBy.count > 1 && code.replacedBy.contains(next.id)
          && (next.since ?? 1) >= (code.retired ?? 1) && code.id != part.id
          && !found.contains { $0.id == code.id }
      }
      found += wholes
      waiting += wholes
    }
    return found
  }

  /// The version in which a code was added, or the code that was split into it.
  func versionOfWhole(_ code: Code) -> Int {
    ([code] + wholes(of: code)).map { $0.since ?? 1 }.min() ?? 1
  }
}
