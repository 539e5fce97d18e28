/// What the coder's own settings say.
public struct ScreenSettings: Hashable, Sendable {
  /// Whether `y` may send the quotation to the terminal's clipboard (OSC 52).
  public var usesTerminalClipboard = false

  public init() {}
}
