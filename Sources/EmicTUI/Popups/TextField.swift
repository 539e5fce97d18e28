import EmicKit

/// A text being typed, with a caret: the query of a list, a memo, a number.
struct TextField: Equatable {
  private(set) var characters: [Character]
  /// Between characters, 0 before the first.
  private(set) var caret: Int
  let isMultiline: Bool

  init(_ text: String = "", isMultiline: Bool = false) {
    characters = Array(text)
    caret = characters.count
    self.isMultiline = isMultiline
  }

  var text: String { String(characters) }
  var isEmpty: Bool { characters.isEmpty }
  var beforeCaret: String { String(characters[..<caret]) }

  mutating func insert(_ text: String) {
    // One line stays one line: what parts words in a text that is pasted into it is a blank there.
    var whole = TypedText.lines(text)
    if !isMultiline { while whole.last == "\n" { whole.removeLast() } }
    let parted = String(
      String.UnicodeScalarView(
        whole.unicodeScalars.map { $0 == "\t" || !isMultiline && $0 == "\n" ? " " : $0 }
      )
    )
    let kept = parted.unicodeScalars.filter {
      isMultiline && $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F
    }
    // Joined to what stands before the caret, so that a mark typed alone finds its base.
    let before = String(characters[..<caret]) + String(String.UnicodeScalarView(kept))
    let after = characters[caret...]
    let head = Array(before)
    characters = head + after
    caret = head.count
  }

  /// Takes off what is longer than a number of characters.
  mutating func cut(to count: Int) {
    characters = Array(characters.prefix(count))
    caret = min(caret, characters.count)
  }

  /// Carries out an editing key; `false` when the key is none.
  mutating func edit(_ key: Key) -> Bool {
    switch (key.code, key.modifiers) {
    case (.character(let character), []): insert(String(character))
    case (.character("b"), .alt): caret = wordEdge(-1)
    case (.character("f"), .alt): caret = wordEdge(1)
    case (.character("d"), .alt): characters.removeSubrange(caret..<wordEdge(1))
    case (.backspace, .alt): removeWordBefore()
    case (.backspace, _):
      if caret > 0 {
        characters.remove(at: caret - 1)
        caret -= 1
      }
    case (.delete, _): if caret < characters.count { characters.remove(at: caret) }
    case (.left, []): caret = max(0, caret - 1)
    case (.right, []): caret = min(characters.count, caret + 1)
    case (.left, _): caret = wordEdge(-1)
    case (.right, _): caret = wordEdge(1)
    case (.home, _), (.character("a"), .control): caret = lineStart
    case (.end, _), (.character("e"), .control): caret = lineEnd
    case (.character("u"), .control):
      let start = lineStart
      characters.removeSubrange(start..<caret)
      caret = start
    case (.character("w"), .control): removeWordBefore()
    case (.enter, _) where isMultiline: insert("\n")
    case (.up, _) where isMultiline: moveLine(-1)
    case (.down, _) where isMultiline: moveLine(1)
    default: return false
    }
    return true
  }

  /// Whether a key with Alt is one of those that shells edit words with.
  static func edits(_ key: Key) -> Bool {
    key.modifiers == .alt && [.character("b"), .character("f"), .character("d")].contains(key.code)
  }

  private mutating func removeWordBefore() {
    let start = wordEdge(-1)
    characters.removeSubrange(start..<caret)
    caret = start
  }

  private var lineStart: Int {
    characters[..<caret].lastIndex(of: "\n").map { $0 + 1 } ?? 0
  }

  private var lineEnd: Int { characters[caret...].firstIndex(of: "\n") ?? characters.count }

  private func wordEdge(_ direction: Int) -> Int {
    var place = caret
    func character() -> Character? {
      let index = direction < 0 ? place - 1 : place
      return characters.indices.contains(index) ? characters[index] : nil
    }
    while character()?.isWhitespace == true { place += direction }
    while let here = character(), !here.isWhitespace { place += direction }
    return place
  }

  private mutating func moveLine(_ direction: Int) {
    let column = caret - lineStart
    if direction < 0 {
      guard lineStart > 0 else { return }
      caret = lineStart - 1
    } else {
      guard lineEnd < characters.count else { return }
      caret = lineEnd + 1
    }
    caret = min(lineStart + column, lineEnd)
  }
}
