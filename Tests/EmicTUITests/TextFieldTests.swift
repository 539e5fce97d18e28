import Testing

@testable import EmicTUI

@Suite("Typing a line") struct TextFieldTests {
  @Test(
    "editing keys do what they do in a shell",
    arguments: [
      ("o n e Space t w o Ctrl-U a", "a|"), ("o n e Space t w o Ctrl-W a", "one a|"),
      ("o n e Home a", "a|one"), ("o n e Left Delete", "on|"), ("Left Backspace Delete", "|"),
      ("a b Ctrl-A Ctrl-E c", "abc|"), ("o n e Space t w o Ctrl-Left Ctrl-Left Right", "o|ne two"),
      ("信 任 Left Ctrl-U", "|任"), ("Ctrl-U Ctrl-W", "|"),
    ]
  )
  func keys(keys: String, expected: String) {
    #expect(typed(keys, into: TextField()) == expected)
  }

  @Test(
    "in a memo Up and Down go by lines, and Ctrl-U empties one line",
    arguments: [
      ("a b Enter c Up", "a|b\nc"), ("a b Enter c Ctrl-U", "ab\n|"),
      ("a Enter b c Up Down", "a\nb|c"),
      ("Up Down", "|"), ("a Enter Up Up Down Down", "a\n|"),
    ]
  )
  func lines(keys: String, expected: String) {
    #expect(typed(keys, into: TextField(isMultiline: true)) == expected)
  }

  private func typed(_ keys: String, into field: TextField) -> String {
    var field = field
    for key in Key.sequence(keys) ?? [] { _ = field.edit(key) }
    return field.beforeCaret + "|" + field.text.dropFirst(field.beforeCaret.count)
  }
}
