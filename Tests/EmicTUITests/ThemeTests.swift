import EmicTUI
import Testing

@Suite("The standard theme")
struct ThemeTests {
  @Test("what stands side by side looks different", arguments: ColorDepth.allCases)
  func distinct(depth: ColorDepth) {
    let theme = Theme.standard(depth)
    let together: [[Role]] = [
      [.plain, .selection, .coded, .hit, .currentHit, .control, .caret, .speaker, .interviewer],
      [.plain, .selectedRow, .faint, .title, .input, .problem],
      [.facts, .message, .problem], [.hints, .key], [.plain, .border, .title],
    ]
    for roles in together {
      #expect(Set(roles.map { theme.look(of: Style($0)) }).count == roles.count, "\(roles)")
    }
  }

  @Test("without colours only attributes are used")
  func colorless() {
    let theme = Theme.standard(.none)
    for role in Role.allCases {
      let look = theme.look(of: Style(role, color: 3))
      #expect(look.foreground == -1 && look.background == -1)
    }
    #expect(theme.look(of: Style(.selection)).attributes == .reverse)
    #expect(theme.look(of: Style(.coded)).attributes == .underline)
    #expect(
      theme.look(of: Style(.selection, isUnderlined: true)).attributes == [.reverse, .underline]
    )
  }

  @Test("lanes take the palette in turn and begin anew")
  func lanes() {
    let many = Theme.standard(.many)
    #expect(
      (1...9).map { many.look(of: Style(.lane, color: $0)).foreground }
        == [214, 75, 36, 227, 26, 202, 176, 250, 214]
    )
    let few = Theme.standard(.eight)
    #expect(
      (1...7).map { few.look(of: Style(.lane, color: $0)).foreground } == [3, 6, 2, 5, 1, 7, 3]
    )
    #expect(many.look(of: Style(.lane)).foreground == -1)
  }

  @Test("nothing relies on blue or bright black", arguments: [ColorDepth.eight, .sixteen])
  func noDarkColors(depth: ColorDepth) {
    for role in Role.allCases {
      for color in UInt8(0)...8 {
        let look = Theme.standard(depth).look(of: Style(role, color: color))
        #expect(look.foreground != 4 && look.foreground < 8)
        #expect(look.background != 4 && look.background < 8)
      }
    }
  }
}
