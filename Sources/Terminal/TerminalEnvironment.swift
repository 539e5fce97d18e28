import EmicKit
import EmicTUI
import Glibc

/// When colours are used, as `--color` says it.
public enum ColorChoice: String, Sendable, CaseIterable {
  case auto, always, never
}

/// What the environment says about the terminal.
public struct TerminalEnvironment: Sendable {
  /// `TERM`.
  public var terminalType: String?
  /// `NO_COLOR`; colours are off when it is not empty, unless they were asked for.
  public var noColor: String?
  /// `COLORFGBG`, in which some terminals say their colours: `15;0` is white on black.
  public var ownColors: String?
  /// Whether each frame ends with a mark that tests wait for (`EMIC_TEST_SYNC`).
  public var reportsFrames: Bool

  public init(
    terminalType: String?,
    noColor: String? = nil,
    ownColors: String? = nil,
    reportsFrames: Bool = false
  ) {
    self.terminalType = terminalType
    self.noColor = noColor
    self.ownColors = ownColors
    self.reportsFrames = reportsFrames
  }

  /// The environment of this process.
  public static var current: TerminalEnvironment {
    TerminalEnvironment(
      terminalType: variable("TERM"),
      noColor: variable("NO_COLOR"),
      ownColors: variable("COLORFGBG"),
      reportsFrames: variable("EMIC_TEST_SYNC") != nil
    )
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The theme for what the terminal says of its colours; `auto` where it says nothing.
  var saidTheme: ScreenSettings.Theme {
    guard let last = ownColors?.split(separator: ";").last, let ground = Int(last) else {
      return .auto
    }
    return (0...6).contains(ground) || ground == 8 ? .dark : .light
  }

  /// Whether terminals of a type say what colours they have, or at least print nothing when they are
  /// asked.
  static func tellsColors(_ type: String) -> Bool {
    let families = [
      "xterm", "tmux", "rxvt", "foot", "alacritty", "kitty", "wezterm", "ghostty", "konsole",
      "gnome", "vte", "contour", "mlterm", "iterm", "st-",
    ]
    return families.contains { type.hasPrefix($0) }
  }

  func depth(_ choice: ColorChoice, colorCount: Int) -> ColorDepth {
    let isOff = choice == .never || (choice == .auto && !(noColor ?? "").isEmpty)
    if isOff { return .none }
    return switch colorCount {
    case 256...: .many
    case 16...: .sixteen
    case 8...: .eight
    default: .none
    }
  }
}
