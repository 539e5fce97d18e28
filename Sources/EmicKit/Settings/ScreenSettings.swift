/// How one person wants the screen: `settings.yaml` in their own settings.
public struct ScreenSettings: Hashable, Sendable {
  /// The colours, by their name in the file.
  public enum Theme: String, Hashable, Sendable, CaseIterable {
    /// Dark or light, as the terminal says that it is.
    case auto
    case dark, light, mono
    case highContrast = "high-contrast"
  }

  public var theme = Theme.auto
  /// Whether the screen is to be listened to or felt: plain signs, nothing beside each other, nothing
  /// that changes without a key.
  public var isAccessible = false
  /// Whether the mouse may be used.
  public var usesMouse = true
  /// Whether `y` also hands the quotation to the terminal's clipboard.
  public var usesClipboard = false

  public init() {}
}
