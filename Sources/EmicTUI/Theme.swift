/// How much a terminal can show.
public enum ColorDepth: Int, Hashable, Sendable, CaseIterable {
  case none = 0
  case eight = 8
  case sixteen = 16
  case many = 256
}

/// How a cell looks on a terminal: colours by their number, −1 the terminal's own.
public struct Look: Hashable, Sendable {
  public struct Attributes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let bold = Attributes(rawValue: 1)
    public static let underline = Attributes(rawValue: 2)
    public static let reverse = Attributes(rawValue: 4)
    public static let dim = Attributes(rawValue: 8)
  }

  public var foreground: Int
  public var background: Int
  public var attributes: Attributes

  public init(_ attributes: Attributes = [], foreground: Int = -1, background: Int = -1) {
    self.attributes = attributes
    self.foreground = foreground
    self.background = background
  }
}

/// Says how a style looks.
///
/// Nothing is said by colour alone: without colours the attributes keep apart what stands side by
/// side.
public struct Theme: Sendable {
  /// The colours of lanes and names of codes, seen apart by the colour-blind as well; `Style.color`
  /// counts from 1 and begins anew after the last.
  public var lanes: [Int]
  /// The same colours for words in a transcript, neither too light nor too dark for any background.
  public var words: [Int]
  private var looks: [Look]

  /// Made for the terminal's own background, light or dark.
  public static func standard(_ depth: ColorDepth) -> Theme {
    switch depth {
    case .many:
      Theme(
        lanes: [214, 75, 36, 227, 26, 202, 176, 250],
        words: [172, 68, 36, 142, 69, 202, 133, 245],
        colors: Colors(
          faint: Look(foreground: 243),
          alarm: 202,
          light: 227,
          strong: 214,
          ink: 16
        )
      )
    case .eight, .sixteen:
      // No blue (4) and no bright black (8): many terminals show them as good as black.
      Theme(
        lanes: [3, 6, 2, 5, 1, 7],
        words: [],
        colors: Colors(faint: Look(.dim), alarm: 1, light: 3, strong: 6, ink: 0)
      )
    case .none:
      Theme(lanes: [], words: [], colors: nil)
    }
  }

  /// How cells of a style look in this theme.
  public func look(of style: Style) -> Look {
    var look = looks[Int(style.role.rawValue)]
    if style.isUnderlined { look.attributes.insert(.underline) }
    if style.color > 0, look.foreground < 0 {
      let palette = style.role == .coded ? words : lanes
      if !palette.isEmpty { look.foreground = palette[(Int(style.color) - 1) % palette.count] }
    }
    return look
  }

  private struct Colors {
    var faint: Look
    var alarm: Int
    var light: Int
    var strong: Int
    var ink: Int
  }

  private init(lanes: [Int], words: [Int], colors: Colors?) {
    self.lanes = lanes
    self.words = words
    looks = Role.allCases.map { role in
      guard let colors else { return Theme.plainLook(of: role) }
      return Theme.coloredLook(of: role, colors) ?? Theme.plainLook(of: role)
    }
  }

  private static func coloredLook(of role: Role, _ colors: Colors) -> Look? {
    switch role {
    case .interviewer, .aside, .border, .faint: colors.faint
    case .problem: Look([.bold, .reverse], foreground: colors.alarm)
    case .control: Look(.reverse, foreground: colors.alarm)
    case .hit: Look(foreground: colors.ink, background: colors.light)
    case .currentHit: Look(.bold, foreground: colors.ink, background: colors.strong)
    default: nil
    }
  }

  private static func plainLook(of role: Role) -> Look {
    switch role {
    case .plain, .facts, .hints, .lane: Look()
    case .speaker, .title, .key: Look(.bold)
    case .message: Look(.bold)
    case .hit: Look([.bold, .underline])
    case .problem, .caret: Look([.bold, .reverse])
    case .currentHit: Look([.bold, .underline, .reverse])
    case .selection, .selectedRow: Look(.reverse)
    case .coded, .input: Look(.underline)
    case .control: Look([.dim, .reverse])
    case .interviewer, .aside, .border, .faint: Look(.dim)
    }
  }
}
