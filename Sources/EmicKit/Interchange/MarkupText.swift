/// The text of markup as browsers read it: for entities in captions, and for oTranscribe's notes.
///
/// Not an XML reader: what comes here was made by an editable page, with `<br>` and `&nbsp;`.
enum MarkupText {
  /// Named and numbered characters as the characters themselves; what means nothing stays.
  static func withoutEntities(_ text: String) -> String {
    guard text.contains("&") else { return text }
    var result = ""
    var rest = Substring(text)
    while let ampersand = rest.firstIndex(of: "&") {
      result += rest[..<ampersand]
      rest = rest[ampersand...]
      let window = rest.dropFirst().prefix(12)
      guard let semicolon = window.firstIndex(of: ";"),
        let scalar = scalar(named: rest[rest.index(after: ampersand)..<semicolon])
      else {
        result += "&"
        rest = rest.dropFirst()
        continue
      }
      result.unicodeScalars.append(scalar)
      rest = rest[rest.index(after: semicolon)...]
    }
    return result + rest
  }

  private static let names: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    "lrm": "\u{200E}", "rlm": "\u{200F}", "ndash": "–", "mdash": "—", "hellip": "…",
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "shy": "\u{AD}",
  ]

  private static func scalar(named name: Substring) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return names[String(name)] }
    let digits = name.dropFirst()
    let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
    let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
  }

  /// A tag with its name in lower case.
  struct Tag {
    var name: String
    var isClosing: Bool
    /// Between the name and the bracket.
    var attributes: Substring

    /// The value of an attribute in double quotes.
    func value(_ attribute: String) -> String? {
      guard let start = attributes.ranges(of: " \(attribute)=\"").first?.upperBound,
        let end = attributes[start...].firstIndex(of: "\"")
      else { return nil }
      return withoutEntities(String(attributes[start..<end]))
    }
  }

  /// Hands out the pieces of a page in order: text without entities, and tags.
  static func forEachPiece(of page: String, text: (String) -> Void, tag: (Tag) -> Void) {
    var rest = Substring(page)
    while let open = rest.firstIndex(of: "<") {
      if open > rest.startIndex { text(withoutEntities(String(rest[..<open]))) }
      let behind = rest.index(after: open)
      guard let close = rest[behind...].firstIndex(of: ">") else {
        rest = rest[open...]
        break
      }
      let inside = rest[behind..<close]
      let isClosing = inside.hasPrefix("/")
      let body = isClosing ? inside.dropFirst() : inside
      let name = body.prefix { $0.isLetter || $0.isNumber }
      tag(
        Tag(name: name.lowercased(), isClosing: isClosing, attributes: body.dropFirst(name.count))
      )
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { text(withoutEntities(String(rest))) }
  }
}
