import EmicKit

/// Why a line of somebody's own keys is not followed.
public struct RebindingError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case unknownCommand(String, nearest: String?)
    case unknownPlace(String)
    /// A command that has no keys of its own at this place, but at others.
    case notThere(Command, String, places: [String])
    case notAKey(String)
    /// A key that terminals send as another.
    case arrivesAsAnother(String, instead: String)
    case neverArrives(String, Key.Reason)
    case conflict(Conflict)
    /// A command that must have one.
    case needsKey(Command)
    /// A command behind which nothing stands.
    case unsaid(Command)
  }

  /// Keys that other commands have, too, or that are the beginning of theirs or go on from them.
  public struct Conflict: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case same, beginsOthers, goesOn }

    public var keys: String
    public var command: Command
    public var kind: Kind
    public var others: [Other]
  }

  /// A command that stands in the way of another one's keys.
  public struct Other: Hashable, Sendable {
    public var keys: String
    public var command: Command
    /// `nil` where it has the keys that emic comes with.
    public var line: Int?
    /// The screens on which both would work.
    public var places: [String]
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
