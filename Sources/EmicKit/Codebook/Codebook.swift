/// The codes of a study, in the order of the file, each family before its members.
public struct Codebook: Hashable, Sendable {
  public var title: String
  /// Grows by one with every saved change of meaning.
  public var version: Int
  /// Depth first: a code stands after its parent and before its parent's next sibling.
  public private(set) var codes: [Code]
  /// What was changed in earlier versions, in the order of the file.
  public var history: [CodebookHistoryEntry]
  /// The comment lines at the head of the file, `#` and line ends included.
  public var heading: String
  /// Keys that this version keeps without reading them, in the order of the file.
  public var kept: [YAMLMember]
  private var places: [Code.ID: Int]

  /// A book of codes that stand depth first under unique ids (readers check and report the line).
  public init(
    title: String = "",
    version: Int = 1,
    codes: [Code] = [],
    history: [CodebookHistoryEntry] = [],
    heading: String = "",
    kept: [YAMLMember] = []
  ) {
    self.title = title
    self.version = version
    self.codes = codes
    self.history = history
    self.heading = heading
    self.kept = kept
    places = Dictionary(
      codes.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The code of an id; `nil` when the codebook has none.
  public subscript(id: Code.ID) -> Code? { places[id].map { codes[$0] } }

  /// The place of a code in `codes`.
  public func index(of id: Code.ID) -> Int? { places[id] }

  /// The same book with more codes at its end: a coder's own proposals.
  public func adding(_ proposals: [Code]) -> Codebook {
    let new = proposals.filter { places[$0.id] == nil }
    return new.isEmpty ? self : with(codes + new)
  }

  /// The same book without some codes: a coder's own proposals, taken back.
  public func removing(_ ids: Set<Code.ID>) -> Codebook {
    with(codes.filter { !ids.contains($0.id) })
  }

  /// The same book with other codes, depth first.
  func with(_ codes: [Code]) -> Codebook {
    Codebook(
      title: title,
      version: version,
      codes: codes,
      history: history,
      heading: heading,
      kept: kept
    )
  }

  /// The code as which a stored id is read: the end of a chain of merges, else the id itself.
  public func resolved(_ id: Code.ID) -> Code.ID {
    var current = id
    // A chain longer than the book is a cycle, which lint reports.
    for _ in 0...codes.count {
      guard let replacedBy = self[current]?.replacedBy, replacedBy.count == 1 else { break }
      current = replacedBy[0]
    }
    return current
  }

  /// The code's ancestors, the topmost first, and the code itself.
  public func path(to id: Code.ID) -> [Code.ID] {
    var path: [Code.ID] = []
    var current: Code.ID? = id
    while let here = current, !path.contains(here) {
      path.insert(here, at: 0)
      current = self[here]?.parent
    }
    return path
  }
}
