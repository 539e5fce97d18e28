/// Words that somebody has begun to write, and not saved.
public struct Draft: Hashable, Sendable {
  public var text: String
  /// What stood there when they were begun; empty where nothing did, or nobody knows.
  public var begunOver: String

  public init(_ text: String, begunOver: String = "") {
    self.text = text
    self.begunOver = begunOver
  }

  /// The words with which somebody goes on.
  ///
  /// - Parameter now: what stands there today.
  /// - Returns: the draft; with what stands there below it, under a line, where that was written since.
  package func resumed(over now: String) -> String {
    now == begunOver ? text : JoinedMemo.text(text, over: now, since: begunOver)
  }

  /// Whether going on shows more than the draft: somebody else has written there meanwhile.
  package func isJoined(over now: String) -> Bool { resumed(over: now) != text }
}
