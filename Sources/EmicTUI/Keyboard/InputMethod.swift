/// Keys typed while a Chinese input method is on: outside a text field they act as their ASCII keys.
enum InputMethod {
  enum Reading: Equatable {
    case key(Key)
    /// A Han character: the input method composes; no command can be meant.
    case composed
  }

  static func reading(of key: Key) -> Reading {
    guard case .character(let character) = key.code, let scalar = character.unicodeScalars.first,
      !scalar.isASCII
    else { return .key(key) }
    if let ascii = punctuation[character] { return .key(Key(.character(ascii), key.modifiers)) }
    // Full-width forms of ASCII: U+FF01 to U+FF5E, and the ideographic space.
    if (0xFF01...0xFF5E).contains(scalar.value),
      let ascii = Unicode.Scalar(scalar.value - 0xFEE0)
    {
      return .key(Key(.character(Character(ascii)), key.modifiers))
    }
    return isHan(scalar) ? .composed : .key(key)
  }

  private static let punctuation: [Character: Character] = [
    "。": ".", "、": "/", "【": "[", "】": "]", "《": "<", "》": ">", "「": "{", "」": "}",
    "‘": "'", "’": "'", "“": "\"", "”": "\"", "·": "`", "—": "-", "…": "^", "￥": "$", "　": " ",
  ]

  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    (0x2E80...0x9FFF).contains(scalar.value) || (0xF900...0xFAFF).contains(scalar.value)
      || (0x20000...0x3FFFF).contains(scalar.value)
  }
}
