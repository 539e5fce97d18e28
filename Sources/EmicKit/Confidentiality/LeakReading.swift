/// A text as a reader or a program will have it: escapes read, marks of emphasis and tags gone.
///
///     \u5f20\u4f1f  &#24352;伟  %E5%BC%A0%E4%BC%9F  **张**伟        张伟, four times
///
/// Each scalar knows where it came from, so that what is found can be shown in the file.
struct LeakReading {
  private(set) var scalars: [Unicode.Scalar] = []
  /// For each scalar, where in the file it begins.
  private(set) var places: [Int] = []
  private let source: [Unicode.Scalar]
  private var place = 0
  /// Whether it differs from the file in more than where lines end.
  private(set) var isOther = false

  /// - Parameters:
  ///   - source: what stands in the file.
  ///   - dropsTags: `<b>` and the like are gone, as on a page.
  init(_ source: [Unicode.Scalar], dropsTags: Bool) {
    self.source = source
    scalars.reserveCapacity(source.count)
    places.reserveCapacity(source.count)
    while place < source.count {
      switch source[place] {
      case "<" where dropsTags: tag()
      case "&": entity()
      case "\\": escape()
      case "%": percent()
      case "*", "_", "`", "~": skip(1)
      default: add(source[place], of: 1)
      }
    }
  }

  /// Where a stretch of the reading lies in the file.
  func span(of span: Span) -> Span {
    let start = places[span.start]
    return Span(start..<max(start + 1, span.end < places.count ? places[span.end] : source.count))
  }

  /// Whether there is anything in a text that could be read in another way.
  static func isWorthwhile(_ text: some Sequence<Unicode.Scalar>) -> Bool {
    text.contains { "<&\\%*_`~".unicodeScalars.contains($0) }
  }

  // MARK: Reading on

  private mutating func add(_ scalar: Unicode.Scalar, of count: Int) {
    scalars.append(scalar)
    places.append(place)
    if count > 1 { isOther = true }
    place += count
  }

  private mutating func skip(_ count: Int) {
    place += count
    isOther = true
  }

  /// Lines stay: only what a tag says goes.
  private mutating func tag() {
    guard let end = source[place...].prefix(4096).firstIndex(of: ">") else {
      return add("<", of: 1)
    }
    skip(end + 1 - place)
  }

  private mutating func entity() {
    let body = source[(place + 1)...].prefix(10)
    guard let end = body.firstIndex(of: ";"),
      let scalar = Self.scalar(named: String(String.UnicodeScalarView(body[..<end])))
    else { return add("&", of: 1) }
    // Its line end is none of the file's.
    add(scalar == "\n" ? " " : scalar, of: end + 1 - place)
  }

  private static func scalar(named entity: String) -> Unicode.Scalar? {
    switch entity {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case "nbsp": return " "
    default: break
    }
    guard entity.hasPrefix("#") else { return nil }
    let digits = entity.dropFirst()
    let value =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap { Unicode.Scalar($0) }
  }

  /// JSON's, and Markdown's before a sign.
  private mutating func escape() {
    guard place + 1 < source.count else { return add("\\", of: 1) }
    switch source[place + 1] {
    case "u":
      guard let unit = unit(at: place) else { return skip(1) }
      if let scalar = Unicode.Scalar(UInt32(unit)) {
        add(scalar == "\n" ? " " : scalar, of: 6)
      } else if let low = self.unit(at: place + 6), UTF16.isLeadSurrogate(unit),
        UTF16.isTrailSurrogate(low),
        let scalar = String(decoding: [unit, low], as: UTF16.self).unicodeScalars.first
      {
        add(scalar, of: 12)
      } else {
        skip(6)
      }
    case "n", "r", "t": add(" ", of: 2)
    default: skip(1)
    }
  }

  /// Reads `\u5f20`.
  private func unit(at place: Int) -> UInt16? {
    guard place + 6 <= source.count, source[place] == "\\", source[place + 1] == "u" else {
      return nil
    }
    return UInt16(String(String.UnicodeScalarView(source[(place + 2)..<(place + 6)])), radix: 16)
  }

  /// As in addresses: bytes of UTF-8.
  private mutating func percent() {
    var bytes: [UInt8] = []
    while let byte = byte(at: place + 3 * bytes.count) { bytes.append(byte) }
    guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty else {
      return add("%", of: 1)
    }
    for scalar in text.unicodeScalars {
      add(scalar == "\n" ? " " : scalar, of: 3 * UTF8.width(scalar))
    }
  }

  private func byte(at place: Int) -> UInt8? {
    guard place + 3 <= source.count, source[place] == "%" else { return nil }
    let digits = source[(place + 1)..<(place + 3)]
    guard digits.allSatisfy({ $0.properties.isASCIIHexDigit }) else { return nil }
    return UInt8(String(String.UnicodeScalarView(digits)), radix: 16)
  }
}
