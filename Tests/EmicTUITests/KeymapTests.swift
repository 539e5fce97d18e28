import Testing

@testable import EmicTUI

@Suite("Which command a key means") struct KeymapTests {
  /// The same by a walk through all bindings.
  private func slowMatch(_ keys: [Key], on place: Keymap.Place, in keymap: Keymap) -> Keymap.Match {
    var isPrefix = false
    for binding in keymap.bindings where binding.place.holds(on: place) {
      for sequence in binding.keys.compactMap({ Key.sequence($0) }) {
        if sequence == keys { return .command(binding.command) }
        if sequence.starts(with: keys) { isPrefix = true }
      }
    }
    return isPrefix ? .prefix : .none
  }

  @Test("every key and every beginning of keys means what the table says, on every screen")
  func table() {
    let keymap = Keymap.standard
    let known = keymap.bindings.flatMap(\.keys).compactMap { Key.sequence($0) }
    let beginnings = known.flatMap { keys in (1...keys.count).map { Array(keys.prefix($0)) } }
    let others: [[Key]] = [
      [Key(.character("é"))], [Key(.character("信"))], [Key(.function(12))], [Key(.enter, .alt)],
      [Key(.character("j"), .alt)], [Key(.down, [.shift, .control])], [Key(.character("\u{1}"))],
      [Key(.character("\u{37E}"))], [Key(.character("\u{212A}"))], [Key(.character("\u{1FEF}"))],
    ]
    #expect(beginnings.count > 200)
    for place in Keymap.Place.allCases where place.isScreen {
      for keys in beginnings + others {
        #expect(keymap.match(keys, on: place) == slowMatch(keys, on: place, in: keymap))
      }
    }
  }

  @Test("keys that no group of their own have are told apart")
  func rareKeys() {
    let keymap = Keymap(bindings: [
      .init(command: .grow, place: .coding, keys: ["é"], help: "", group: ""),
      .init(command: .shrink, place: .coding, keys: ["ö ö"], help: "", group: ""),
    ])
    #expect(keymap.match([Key(.character("e\u{301}"))], on: .coding) == .command(.grow))
    #expect(keymap.match([Key(.character("ö"))], on: .coding) == .prefix)
    #expect(keymap.match([Key(.character("ü"))], on: .coding) == .none)
    #expect(keymap.match([Key(.character("e"))], on: .coding) == .none)
  }
}
