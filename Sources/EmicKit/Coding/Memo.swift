/// A note on a transcript as a whole. (The memo on a coding is a property of the coding.)
public struct Memo: Hashable, Sendable {
  public typealias ID = Identifier<Memo>

  public let id: ID
  public var at: Timestamp
  public var text: String
  /// Keys that this version keeps without reading them.
  public var kept: [JSONMember]

  public init(id: ID, at: Timestamp, text: String, kept: [JSONMember] = []) {
    self.id = id
    self.at = at
    self.text = text
    self.kept = kept
  }
}
