import CPlatform

/// The one gate between data and a terminal: screens and plain output pass it.
///
/// Whatever a transcript, a name or a message holds, only harmless characters of a known width come
/// out: control and bidirectional characters are shown as `^[` or `<202E>`, never sent.
public enum DisplayText {
  /// What fills one or two cells.
  public struct Glyph: Hashable, Sendable {
    public var scalar: Unicode.Scalar
    public var marks: Marks
    /// In cells, 1 or 2.
    public var width: Int
    /// Whether it stands for a character that may not be sent.
    public var isEscaped: Bool

    public init(
      _ scalar: Unicode.Scalar,
      marks: Marks = Marks(),
      width: Int = 1,
      isEscaped: Bool = false
    ) {
      self.scalar = scalar
      self.marks = marks
      self.width = width
      self.isEscaped = isEscaped
    }
  }

  /// The glyphs of a whole text.
  public static func glyphs(of text: String) -> [Glyph] {
    var glyphs: [Glyph] = []
    glyphs.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { append(scalar, to: &glyphs) }
    return glyphs
  }

  /// Adds what a scalar looks like: no glyph (a mark on the last one, or a character that is not
  /// sent at all), one, or several.
  public static func append(_ scalar: Unicode.Scalar, to glyphs: inout [Glyph]) {
    let value = scalar.value
    if isPlain(scalar) {
      glyphs.append(Glyph(scalar))
      return
    }
    if isWide(scalar) {
      glyphs.append(Glyph(scalar, width: 2))
      return
    }
    if isSilent(value) { return }
    if value == tab {
      glyphs.append(contentsOf: [Glyph(" "), Glyph(" ")])
      return
    }
    if let name = escapedName(value) {
      for character in name.unicodeScalars { glyphs.append(Glyph(character, isEscaped: true)) }
      return
    }
    switch platform_cell_width(value) {
    case 0:
      guard let last = glyphs.last, !last.isEscaped else {
        // A mark with nothing to stand on gets a dotted circle, so that it is seen.
        glyphs.append(Glyph("\u{25CC}", marks: [scalar]))
        return
      }
      glyphs[glyphs.count - 1].marks.append(scalar)
    case 1: glyphs.append(Glyph(scalar))
    case 2: glyphs.append(Glyph(scalar, width: 2))
    default:
      for character in bracketed(value).unicodeScalars {
        glyphs.append(Glyph(character, isEscaped: true))
      }
    }
  }

  /// A text made safe for plain output; line feeds and tabs stay when asked for.
  public static func safe(_ text: some StringProtocol, keepingLines: Bool = false) -> String {
    // Most of what is printed is its own safe form.
    if isPlain(text) || text.unicodeScalars.allSatisfy(isSafe) { return String(text) }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if keepingLines, scalar == "\n" || scalar == "\t" {
        result.append(scalar)
      } else if let name = escapedName(scalar.value) {
        result.append(contentsOf: name.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    isPlain(scalar) || isWide(scalar) || escapedName(scalar.value) == nil
  }

  /// The width of a text in cells, as a screen shows it.
  public static func width(of text: String) -> Int {
    // Apart from that of any kind of text, which is slow where it is called from another target: a
    // frame asks a hundred times.
    if isPlain(text) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// The width of a text in cells, as a screen shows it.
  public static func width(of text: some StringProtocol) -> Int {
    if isPlain(text) { return text.utf8.count }
    var width = 0
    for scalar in text.unicodeScalars { width += DisplayText.width(of: scalar) }
    return width
  }

  /// The width of one scalar in cells: 0 for marks and for what is not sent.
  public static func width(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if isPlain(scalar) { return 1 }
    if isWide(scalar) { return 2 }
    if isSilent(value) { return 0 }
    if value == tab { return 2 }
    if let name = escapedName(value) { return name.utf8.count }
    let width = Int(platform_cell_width(value))
    return width >= 0 ? width : bracketed(value).utf8.count
  }

  /// Whether a scalar is drawn as itself in one cell, without a look into any table: printable ASCII.
  @inlinable
  public static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && scalar.value < 0x7F
  }

  /// Whether a scalar is drawn as itself in two cells, without a look into any table: the characters
  /// and marks of nearly all Chinese and Korean text.
  @inlinable
  public static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3001...0x3029, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFF01...0xFF60: true
    default: false
    }
  }

  /// Whether a text is printable ASCII.
  public static func isPlain(_ text: String) -> Bool {
    // Apart from any kind of text, as with `width`.
    var text = text
    return text.withUTF8 { isPlain($0) }
  }

  /// Whether bytes are printable ASCII.
  public static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // All of them, without a way out, so that many are looked at in one step: texts here are short.
    var others: UInt8 = 0
    for byte in bytes { others |= byte &- 0x20 < 0x5F ? 0 : 1 }
    return others == 0
  }

  /// Whether a text is printable ASCII.
  public static func isPlain(_ text: some StringProtocol) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { isPlain($0) }
      ?? text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  /// Whether a scalar is drawn on the character before it.
  public static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    !isSilent(scalar.value) && width(of: scalar) == 0
  }

  // On a screen a tab is two blanks: columns mean nothing in speech.
  private static let tab: UInt32 = 0x09

  // Joiners, variation selectors and skin tones: terminals disagree on the width of what they join,
  // so the parts are drawn one after another.
  private static func isSilent(_ value: UInt32) -> Bool {
    value == 0x200D || (0xFE00...0xFE0F).contains(value) || (0x1F3FB...0x1F3FF).contains(value)
      || (0xE0100...0xE01EF).contains(value)
  }

  private static func escapedName(_ value: UInt32) -> String? {
    switch value {
    case 0..<0x20: "^" + String(UnicodeScalar(UInt8(value) + 0x40))
    case 0x7F: "^?"
    case 0x80...0x9F, 0x061C, 0x200B, 0x200C, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE007F:
      bracketed(value)
    case 0x1F1E6...0x1F1FF: String(UnicodeScalar(UInt8(value - 0x1F1E6) + UInt8(ascii: "A")))
    default: nil
    }
  }

  private static func bracketed(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "<" + (value > 0xFF ? String(repeating: "0", count: max(0, 4 - digits.count)) : "")
      + digits + ">"
  }
}
