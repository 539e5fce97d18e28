import EmicKit

/// Why somebody's own keys are not followed.
public struct RebindingError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case unknownCommand(String, nearest: String?)
    case unknownPlace(String)
    /// A command that has no keys of its own at this place, but at others.
    case notThere(Command, String, places: [String])
    case notAKey(String)
    /// A key that terminals send as another.
    case neverArrives(String, instead: String)
    /// The same keys, or one the beginning of the other: own keys and command, then the other's.
    case conflict(String, Command, String, Command, otherLine: Int?, place: String)
    /// A command that must have one.
    case needsKey(Command)
  }

  public var file: String
  /// From 1; `nil` when no line can be named.
  public var line: Int?
  public var problem: Problem

  public init(file: String, line: Int?, problem: Problem) {
    self.file = file
    self.line = line
    self.problem = problem
  }
}
