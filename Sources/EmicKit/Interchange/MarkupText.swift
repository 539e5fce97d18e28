/// The text of markup as browsers read it: for entities in captions, and for oTranscribe's notes.
///
/// Not an XML reader: what comes here was made by an editable page, with `<br>` and `&nbsp;`.
enum MarkupText {
  /// Named and numbered characters as the characters themselves; what means nothing stays.
  static func withoutEntities(_ text: String) -> String {
    // Bytes, since a mark behind a bracket or a semicolon is one character with it.
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = Substring(text)
    while let ampersand = rest.utf8.firstIndex(of: UInt8(ascii: "&")) {
      result += rest[..<ampersand]
      let behind = rest.utf8.index(after: ampersand)
      if let semicolon = rest[behind...].utf8.prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let scalar = scalar(named: rest[behind..<semicolon])
      {
        result.unicodeScalars.append(scalar)
        rest = rest[rest.utf8.index(after: semicolon)...]
      } else {
        result += "&"
        rest = rest[behind...]
      }
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
      var attributes = attributes
      let words = Array(" \(attribute)=\"".utf8)
      let value: String? = attributes.withUTF8 { bytes in
        let whole = LineScanner(bytes, 0..<bytes.count)
        guard let start = whole.place(of: words).map({ $0 + words.count }),
          let end = bytes[start...].firstIndex(of: Ascii.quote)
        else { return nil }
        return whole.text(start..<end)
      }
      return value.map(withoutEntities)
    }
  }

  enum Piece {
    /// Without entities.
    case text(String)
    case tag(Tag)
  }

  /// Hands out the pieces of a page in order.
  static func forEachPiece(of page: String, _ body: (Piece) -> Void) {
    var rest = Substring(page)
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
      if open > rest.startIndex { body(.text(withoutEntities(String(rest[..<open])))) }
      let behind = rest.utf8.index(after: open)
      guard let close = end(ofTag: rest[behind...]) else {
        rest = rest[open...]
        break
      }
      let inside = rest[behind..<close]
      let isClosing = inside.utf8.first == UInt8(ascii: "/")
      let name = inside.dropFirst(isClosing ? 1 : 0).prefix { $0.isLetter || $0.isNumber }
      let attributes = inside.dropFirst(name.count + (isClosing ? 1 : 0))
      body(.tag(Tag(name: name.lowercased(), isClosing: isClosing, attributes: attributes)))
      rest = rest[rest.utf8.index(after: close)...]
    }
    if !rest.isEmpty { body(.text(withoutEntities(String(rest)))) }
  }

  /// The bracket that ends a tag: the first that stands in no quotes, or where those are not closed,
  /// the first.
  private static func end(ofTag rest: Substring) -> Substring.Index? {
    guard let first = rest.utf8.firstIndex(of: UInt8(ascii: ">")) else { return nil }
    var quote: UInt8?
    var place = rest.startIndex
    while place < rest.endIndex {
      let byte = rest.utf8[place]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return place
      }
      place = rest.utf8.index(after: place)
    }
    return first
  }
}
