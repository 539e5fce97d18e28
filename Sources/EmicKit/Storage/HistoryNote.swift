/// A line beside the changes of a history: nothing that its coder could undo.
enum HistoryNote: String, Sendable {
  /// Others' codings were shown.
  case reveal
  /// Something came of which no line tells, as with a merge: should the `Checkpoint` be lost that has it, this tells
  /// that there was one.
  case checkpoint

  func bytes(at time: Timestamp) -> [UInt8] {
    JSONValue.object([
      JSONMember("act", .string(rawValue)), JSONMember("at", .string(time.text)),
    ]).compact() + [Ascii.lineFeed]
  }

  /// When that was; `nil` for other lines.
  func time(in bytes: [UInt8]) -> Timestamp? {
    guard let line = try? JSONValue(reading: bytes), line["act"] == .string(rawValue) else {
      return nil
    }
    return line["at"]?.string.flatMap { Timestamp($0) }
  }
}
