import CICU

/// Letters that one character stands for, as printers join them and PDF files have them: `ﬁ`, `ﬀ`, `ĳ`.
enum JoinedLetters {
  /// - Returns: two letters and more, without their case and marks; `nil` for any other scalar.
  @inline(__always)
  static func letters(in scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    scalar.value < 0x132 ? nil : rareLetters(in: scalar.value)
  }

  private static func rareLetters(in value: UInt32) -> [Unicode.Scalar]? {
    switch value {
    // Dutch, Croatian, Armenian, Latin ones of printers, Hebrew, Arabic.
    case 0x132...0x133, 0x1C4...0x1CC, 0x1F1...0x1F3, 0x587, 0xFB00...0xFB4F, 0xFBD0...0xFDFF,
      0xFE70...0xFEFC:
      break
    default: return nil
    }
    var letters = [UInt32](repeating: 0, count: 8)
    let count = Int(icu_letters(value, &letters, Int32(letters.count)))
    guard count > 1 else { return nil }
    let folded = letters[..<count].compactMap { Unicode.Scalar($0).flatMap(Folding.fold) }
    // A name begins and ends at the border of a word, so that it never ends inside of one character.
    return folded.count == count && folded.allSatisfy { $0.wordKind == .letter } ? folded : nil
  }
}
