/// The codes of a study, in the order of the file, each family before its members.
public struct Codebook: Hashable, Sendable {
  public var title: String
  /// Grows by one with every saved change of meaning.
  public var version: Int
  /// Depth first: a code stands after its parent and before its parent's next sibling.
  public private(set) var codes: [Code]
  private var places: [Code.ID: Int]

  /// - Parameter codes: depth first; ids are unique (readers check that and report the line).
  public init(title: String = "", version: Int = 1, codes: [Code] = []) {
    self.title = title
    self.version = version
    self.codes = codes
    places = Dictionary(
      codes.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  public subscript(id: Code.ID) -> Code? { places[id].map { codes[$0] } }

  /// The same book with more codes at its end: a coder's own proposals.
  public func adding(_ proposals: [Code]) -> Codebook {
    Codebook(
      title: title,
      version: version,
      codes: codes + proposals.filter { self[$0.id] == nil }
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
