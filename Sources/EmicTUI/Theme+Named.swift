import EmicKit

/// The colours of a theme, by their numbers on a terminal.
struct Tones {
  /// Of lanes, seen apart by the colour-blind as well.
  var lanes: [Int]
  /// The same colours where they are read: names of codes, coded words.
  var words: [Int]
  /// Of what matters less.
  var faint: Look
  var alarm: Int
  /// Grounds of a hit and of the current hit, and what is written on them.
  var light: Int
  var strong: Int
  var ink: Int
  /// What is written and on what, where that is not left to the terminal.
  var ground: (ink: Int, ground: Int)?
}

extension Theme {
  /// The colours of a theme on a terminal that shows so many.
  public static func named(_ name: ScreenSettings.Theme, _ depth: ColorDepth) -> Theme {
    guard depth != .none else { return Theme(nil) }
    let isRich = depth == .many
    return switch name {
    case .auto: standard(depth)
    case .dark: Theme(isRich ? .dark : .few)
    case .light: Theme(isRich ? .light : .fewOnLight)
    case .highContrast: Theme(isRich ? .highContrast : .fewInHighContrast)
    case .mono: Theme(nil)
    }
  }

  /// Made for the terminal's own background, light or dark, as long as nobody knows which it is.
  public static func standard(_ depth: ColorDepth) -> Theme {
    switch depth {
    case .many: Theme(.either)
    case .eight, .sixteen: Theme(.few)
    case .none: Theme(nil)
    }
  }
}

extension Tones {
  private static let laneColors = [214, 75, 36, 227, 26, 202, 176, 250]

  /// Neither too light nor too dark for any background.
  fileprivate static let either = Tones(
    lanes: laneColors,
    words: [172, 68, 36, 136, 69, 202, 133, 245],
    faint: Look(foreground: 243),
    alarm: 202,
    light: 227,
    strong: 214,
    ink: 16
  )

  fileprivate static let dark = Tones(
    lanes: laneColors,
    words: [214, 75, 36, 227, 69, 202, 176, 250],
    faint: Look(foreground: 246),
    alarm: 202,
    light: 227,
    strong: 214,
    ink: 16
  )

  fileprivate static let light = Tones(
    lanes: [166, 31, 28, 100, 20, 160, 162, 243],
    words: [94, 24, 22, 58, 20, 160, 126, 240],
    faint: Look(foreground: 242),
    alarm: 160,
    light: 227,
    strong: 214,
    ink: 16
  )

  fileprivate static let highContrast = Tones(
    lanes: [214, 117, 43, 227, 111, 209, 219, 255],
    words: [214, 117, 43, 227, 111, 209, 219, 255],
    faint: Look(foreground: 252),
    alarm: 227,
    light: 227,
    strong: 214,
    ink: 16,
    ground: (231, 16)
  )

  // No blue (4) and no bright black (8): many terminals show them as good as black.
  fileprivate static let few = Tones(
    lanes: [3, 6, 2, 5, 1, 7],
    words: [],
    faint: Look(.dim),
    alarm: 1,
    light: 3,
    strong: 6,
    ink: 0
  )

  // Yellow and white cannot be read on white.
  fileprivate static let fewOnLight = Tones(
    lanes: [1, 6, 2, 5],
    words: [],
    faint: Look(.dim),
    alarm: 1,
    light: 3,
    strong: 6,
    ink: 0
  )

  fileprivate static let fewInHighContrast = Tones(
    lanes: [3, 6, 2, 5, 7],
    words: [],
    faint: Look(foreground: 6),
    alarm: 3,
    light: 3,
    strong: 6,
    ink: 0,
    ground: (7, 0)
  )
}
