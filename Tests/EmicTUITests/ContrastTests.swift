import struct EmicKit.Code
import struct EmicKit.ScreenSettings
import Glibc
import Testing

@testable import EmicTUI

/// Whether what a theme draws can be read, by the measure of the Web Content Accessibility
/// Guidelines: (lighter + 0.05) / (darker + 0.05) of relative luminances.
@Suite("Contrast") struct ContrastTests {
  /// A colour of the 256, those above the sixteen that every terminal has as it likes.
  struct RGB: Hashable {
    var red: Int
    var green: Int
    var blue: Int

    init(_ red: Int, _ green: Int, _ blue: Int) {
      (self.red, self.green, self.blue) = (red, green, blue)
    }

    init(number: Int) {
      precondition((16...255).contains(number))
      guard number < 232 else {
        let grey = 8 + 10 * (number - 232)
        self.init(grey, grey, grey)
        return
      }
      let steps = [0, 95, 135, 175, 215, 255]
      let place = number - 16
      self.init(steps[place / 36], steps[place / 6 % 6], steps[place % 6])
    }

    var luminance: Double {
      func linear(_ value: Int) -> Double {
        let share = Double(value) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    func contrast(to other: RGB) -> Double {
      let (one, two) = (luminance, other.luminance)
      return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }
  }

  /// The grounds for which a theme is made, and the terminal's own ink on them.
  static let grounds: [ScreenSettings.Theme: [(ground: RGB, ink: RGB)]] = [
    .dark: [
      (RGB(0, 0, 0), RGB(0xE5, 0xE5, 0xE5)), (RGB(0x26, 0x26, 0x26), RGB(0xE5, 0xE5, 0xE5)),
    ],
    .light: [(RGB(255, 255, 255), RGB(0, 0, 0)), (RGB(0xEE, 0xEE, 0xEE), RGB(0x22, 0x22, 0x22))],
    // It brings its own.
    .highContrast: [(RGB(255, 255, 255), RGB(0x80, 0x80, 0x80))],
    .auto: [(RGB(0, 0, 0), RGB(0xE5, 0xE5, 0xE5)), (RGB(255, 255, 255), RGB(0, 0, 0))],
  ]

  /// The least contrast of what is read, and of signs that are only seen: lanes and rules.
  static func least(_ theme: ScreenSettings.Theme, _ role: Role) -> Double {
    let isSign = role == .lane || role == .border
    return switch theme {
    // Until the terminal has said what it is, nothing is good on both grounds, and nothing is lost.
    case .auto: isSign ? 1 : 2.5
    case .highContrast: isSign ? 4.5 : 7
    // The blue of the palette is 3.6 on black, and less on grey.
    default: isSign ? 2.5 : 4.5
    }
  }

  @Test("the measure is that of the guidelines")
  func measure() {
    #expect(RGB(0, 0, 0).contrast(to: RGB(255, 255, 255)) == 21)
    #expect(abs(RGB(0x76, 0x76, 0x76).contrast(to: RGB(255, 255, 255)) - 4.54) < 0.01)
    #expect(RGB(number: 214) == RGB(255, 175, 0))
    #expect(RGB(number: 243) == RGB(0x76, 0x76, 0x76))
  }

  @Test(
    "with 256 colours everything can be read on the grounds of its theme",
    arguments: [ScreenSettings.Theme.dark, .light, .highContrast, .auto]
  )
  func readable(name: ScreenSettings.Theme) throws {
    let theme = Theme.named(name, .many)
    for (ground, ink) in try #require(Self.grounds[name]) {
      for role in Role.allCases {
        for color in UInt8(0)...UInt8(Code.colors.count) {
          let look = theme.look(of: Style(role, color: color))
          var front = look.foreground < 0 ? ink : RGB(number: look.foreground)
          var back = look.background < 0 ? ground : RGB(number: look.background)
          if look.attributes.contains(.reverse) { swap(&front, &back) }
          // Faintness is a colour here: `dim` is whatever a terminal makes of it.
          #expect(!look.attributes.contains(.dim), "\(role)")
          let contrast = front.contrast(to: back)
          #expect(contrast >= Self.least(name, role), "\(role) \(color): \(contrast)")
        }
      }
    }
  }

  @Test("no theme says by colour alone what stands side by side", arguments: ColorDepth.allCases)
  func distinct(depth: ColorDepth) {
    for name in ScreenSettings.Theme.allCases {
      let theme = Theme.named(name, depth)
      let together: [[Role]] = [
        [.plain, .selection, .coded, .hit, .currentHit, .control, .caret, .speaker, .interviewer],
        [.plain, .selectedRow, .faint, .title, .input, .problem],
        [.facts, .message, .problem], [.hints, .key],
      ]
      for roles in together {
        let looks = Set(roles.map { theme.look(of: Style($0)) })
        #expect(looks.count == roles.count, "\(name) \(roles)")
      }
      // Selected, found and coded are seen without any colour, too.
      let marked: [Role] = [.selection, .coded, .selectedRow, .problem, .input]
      for role in marked {
        #expect(theme.look(of: Style(role)).attributes != theme.look(of: .plain).attributes)
      }
    }
  }

  @Test("without colours, and in the theme that has none, there are only attributes")
  func colorless() {
    let themes =
      [Theme.named(.mono, .many)]
      + ScreenSettings.Theme.allCases.map {
        Theme.named($0, .none)
      }
    for theme in themes {
      for role in Role.allCases {
        let look = theme.look(of: Style(role, color: 3))
        #expect(look.foreground == -1 && look.background == -1)
      }
    }
  }

  @Test(
    "with few colours no theme relies on blue or bright black",
    arguments: [ColorDepth.eight, .sixteen]
  )
  func few(depth: ColorDepth) {
    for name in ScreenSettings.Theme.allCases {
      for role in Role.allCases {
        for color in UInt8(0)...8 {
          let look = Theme.named(name, depth).look(of: Style(role, color: color))
          #expect(look.foreground != 4 && look.foreground < 8)
          #expect(look.background != 4 && look.background < 8)
          // Yellow and white on a light ground are as good as nothing.
          if name == .light, look.background < 0 { #expect(![3, 7].contains(look.foreground)) }
        }
      }
    }
  }
}
