/// Flags that somebody has typed by hand: a slip in one that protects people must not let words leave.
extension Coding.Flag {
  /// The flag that protects words and was probably meant; `nil` for a known one, and for what is far from
  /// any, as a later version may have made it.
  static func meant(by text: String) -> String? {
    guard case .unknown = Self(text) else { return nil }
    let bare = letters(of: text)
    if EditDistance.between(bare, letters(of: doNotQuote.text), limit: 2) != nil {
      return doNotQuote.text
    }
    return bare.hasPrefix(redact.text) || EditDistance.between(bare, redact.text, limit: 1) != nil
      ? redact.text : nil
  }

  /// The key that was probably meant by one that nobody knows: that of the flags or of what stands in place
  /// of redacted words.
  static func keyMeant(by text: String) -> String? {
    let bare = letters(of: text)
    return ["flags", "replacement"].first { known in
      EditDistance.between(bare, known, limit: 1) != nil
    }
  }

  private static func letters(of text: String) -> String {
    String(text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic })
  }
}
