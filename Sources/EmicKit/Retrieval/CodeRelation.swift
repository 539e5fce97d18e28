/// What else by the same coder must stand, or must not, where a coding stands.
///
/// Where a code must stand, another coding is meant than the one that is asked about; where it must not,
/// that one has it, too.
public struct CodeRelation: Hashable, Sendable {
  public enum Place: Hashable, Sendable {
    /// They share at least one scalar.
    case overlapping
    /// None shares a scalar with it; it is itself of another code.
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

  /// Whether the relation holds for a row of a source.
  ///
  /// - Parameters:
  ///   - place: of the row that is asked about.
  ///   - others: the places of those of the code; the row itself is among them if it is one.
  ///   - rows: of one coder and source.
  /// - Returns: for `notOverlapping`, whether none is there.
  func holds(at place: Int, among others: [Int], of rows: [CodingRow]) -> Bool {
    let isThere = others.contains { other in
      // A coding of the code itself has it there; what stands beside it is another.
      guard other != place else { return self.place == .notOverlapping }
      return switch self.place {
      case .overlapping, .notOverlapping: rows[place].coding.span.overlaps(rows[other].coding.span)
      case .sameTurn: Self.distance(rows, place, other) == 0
      case .near(let turns): Self.distance(rows, place, other).map { $0 <= turns } ?? false
      }
    }
    return isThere != (self.place == .notOverlapping)
  }

  /// How many turns further the nearer edges stand; 0 in the same turn, `nil` without turns.
  private static func distance(_ rows: [CodingRow], _ one: Int, _ other: Int) -> Int? {
    guard let first = rows[one].turn, let last = rows[one].lastTurn, let start = rows[other].turn,
      let end = rows[other].lastTurn
    else { return nil }
    return max(0, start - last, first - end)
  }
}
