/// What else by the same coder must stand, or must not, where a coding stands.
public struct CodeRelation: Hashable, Sendable {
  public enum Place: Hashable, Sendable {
    /// They share at least one scalar.
    case overlapping
    /// None shares a scalar with it.
    case notOverlapping
    /// They touch the same turn; in a document the same paragraph.
    case sameTurn
    /// At most so many turns lie between the one and the other's.
    case near(turns: Int)
  }

  public var place: Place
  /// As codes are read today.
  public var code: Code.ID

  public init(_ place: Place, _ code: Code.ID) {
    self.place = place
    self.code = code
  }

  /// Whether the relation holds for a row among all rows of the same coder and source.
  ///
  /// - Parameters:
  ///   - row: the coding that is asked about.
  ///   - others: those of the code; the coding itself among them does not count.
  /// - Returns: for `notOverlapping`, whether none is there.
  func holds(for row: CodingRow, among others: [CodingRow]) -> Bool {
    let isThere = others.contains { other in
      guard other.coding.id != row.coding.id else { return false }
      return switch place {
      case .overlapping, .notOverlapping: row.coding.span.overlaps(other.coding.span)
      case .sameTurn: Self.distance(row, other) == 0
      case .near(let turns): Self.distance(row, other).map { $0 <= turns } ?? false
      }
    }
    return isThere != (place == .notOverlapping)
  }

  /// How many turns further the nearer edges stand; 0 in the same turn, `nil` without turns.
  private static func distance(_ one: CodingRow, _ other: CodingRow) -> Int? {
    guard let first = one.turn, let last = one.lastTurn, let start = other.turn,
      let end = other.lastTurn
    else { return nil }
    return max(0, start - last, first - end)
  }
}
