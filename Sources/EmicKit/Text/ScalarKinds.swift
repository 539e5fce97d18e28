extension Unicode.Scalar {
  /// Whether it is White_Space, or one of the four information separators: what Python's
  /// `isspace` calls a blank, so that scripts by others trim as emic does.
  var isBlank: Bool {
    switch value {
    case 0x20, 0x09...0x0D, 0x1C...0x1F, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029,
      0x202F, 0x205F, 0x3000:
      true
    default: false
    }
  }

  /// Whether it is a decimal digit of any script.
  var isDecimalDigit: Bool {
    if value < 0x80 { return value >= 0x30 && value <= 0x39 }
    // Signs, kana and Han characters: no script has its digits there, and it is asked at every line.
    if (0x2000..<0xA620).contains(value) { return false }
    return properties.generalCategory == .decimalNumber
  }

  /// Whether it is a letter, a number or `_`.
  var isOfWord: Bool {
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: return true
    case 0..<0x80: return false
    default: break
    }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return true
    default: return properties.numericType != nil
    }
  }

  /// Whether it is a Han character.
  var isHan: Bool {
    switch value {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF, 0x3007: true
    default: false
    }
  }
}

extension StringProtocol {
  /// The text without blanks at its ends.
  func trimmingBlanks() -> String {
    if let first = unicodeScalars.first, let last = unicodeScalars.last,
      (0x21...0x7E).contains(first.value), (0x21...0x7E).contains(last.value)
    {
      return String(self)
    }
    var scalars = Substring(self).unicodeScalars
    while let first = scalars.first, first.isBlank { scalars.removeFirst() }
    while let last = scalars.last, last.isBlank { scalars.removeLast() }
    return String(scalars)
  }
}

extension String {
  /// The text without blanks at its ends.
  func trimmingBlanks() -> String {
    // Bytes: scalars take ten times as long, and every cell of a table is asked.
    if let first = utf8.first, let last = utf8.last, (0x21...0x7E).contains(first),
      (0x21...0x7E).contains(last)
    {
      return self
    }
    return Substring(self).trimmingBlanks()
  }
}
