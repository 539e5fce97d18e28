import EmicKit

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
  /// The colours of lanes; `Style.color` counts from 1 and begins anew after the last.
  public let lanes: [Int]
  /// The same colours for the names of codes and for words in a transcript, which are read.
  public let words: [Int]
  private var looks: [Look]

  /// How cells of a style look in this theme.
  public func look(of style: Style) -> Look {
    var look = looks[Int(style.role.rawValue)]
    if style.isUnderlined { look.attributes.insert(.underline) }
    guard style.color > 0 else { return look }
    let palette =
      switch style.role {
      case .lane: lanes
      // Few colours are no help to whoever reads a coded text, but names keep those of their lanes.
      case .codeName: words.isEmpty ? lanes : words
      case .coded, .selection: words
      default: [Int]()
      }
    if !palette.isEmpty { look.foreground = palette[(Int(style.color) - 1) % palette.count] }
    return look
  }

  init(_ tones: Tones?) {
    lanes = tones?.lanes ?? []
    words = tones?.words ?? []
    looks = Role.allCases.map { role in
      guard let tones else { return Theme.plainLook(of: role) }
      return Theme.grounded(Theme.toned(role, tones) ?? Theme.plainLook(of: role), tones)
    }
  }

  /// What is left to the terminal is not left to it where the theme has a ground of its own.
  private static func grounded(_ look: Look, _ tones: Tones) -> Look {
    guard let (ink, ground) = tones.ground else { return look }
    var look = look
    if look.foreground < 0 { look.foreground = ink }
    if look.background < 0 { look.background = ground }
    return look
  }

  private static func toned(_ role: Role, _ tones: Tones) -> Look? {
    switch role {
    case .interviewer, .aside, .border, .faint: tones.faint
    case .problem: Look([.bold, .reverse], foreground: tones.alarm)
    case .control: Look(.reverse, foreground: tones.alarm)
    case .hit: Look(foreground: tones.ink, background: tones.light)
    case .currentHit: Look(.bold, foreground: tones.ink, background: tones.strong)
    default: nil
    }
  }

  private static func plainLook(of role: Role) -> Look {
    switch role {
    case .plain, .facts, .hints, .lane, .codeName: Look()
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
