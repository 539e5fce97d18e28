/// Prints JSON exactly as Python's `json.dumps(x, indent=2, ensure_ascii=False)` does, except that
/// DEL, C1, line separators and bidirectional controls are escaped too.
///
/// So a sidecar can be rewritten by a script without a difference, and `cat` of one is harmless.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var depth = 0
  private var isFirst = true

  init(reserving capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  mutating func object(_ body: (inout JSONWriter) -> Void) {
    nest(Ascii.openBrace, Ascii.closeBrace, body)
  }

  mutating func array<Element>(
    _ elements: [Element],
    _ body: (inout JSONWriter, Element) -> Void
  ) {
    nest(Ascii.openBracket, Ascii.closeBracket) { writer in
      for element in elements {
        writer.separate()
        body(&writer, element)
      }
    }
  }

  /// Starts a member; its value comes next.
  mutating func key(_ name: StaticString) {
    separate()
    bytes.append(Ascii.quote)
    append(name, name.utf8CodeUnitCount)
    append("\": ", 3)
  }

  mutating func key(_ name: String) {
    separate()
    string(name)
    append(": ", 2)
  }

  mutating func number(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

  mutating func string(_ text: String) {
    bytes.append(Ascii.quote)
    var text = text
    text.withUTF8 { utf8 in
      var plainFrom = 0
      var index = 0
      while index < utf8.count {
        index = Self.harmlessEnd(utf8, from: index)
        guard index < utf8.count else { break }
        let length = Self.escapedLength(utf8, index)
        guard length > 0 else {
          index += 1
          continue
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plainFrom..<index]))
        escape(utf8, index, length)
        index += length
        plainFrom = index
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plainFrom...]))
    }
    bytes.append(Ascii.quote)
  }

  mutating func time(_ time: Timestamp) {
    bytes.append(Ascii.quote)
    time.append(to: &bytes)
    bytes.append(Ascii.quote)
  }

  mutating func value(_ value: JSONValue) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let isTrue): bytes.append(contentsOf: (isTrue ? "true" : "false").utf8)
    case .number(let digits): bytes.append(contentsOf: digits.utf8)
    case .string(let text): string(text)
    case .array(let elements): array(elements) { $0.value($1) }
    case .object(let members):
      object { writer in
        for member in members { writer.member(member) }
      }
    }
  }

  mutating func member(_ member: JSONMember) {
    key(member.key)
    value(member.value)
  }

  mutating func finish() { bytes.append(Ascii.lineFeed) }

  private mutating func nest(
    _ open: UInt8,
    _ close: UInt8,
    _ body: (inout JSONWriter) -> Void
  ) {
    bytes.append(open)
    depth += 1
    isFirst = true
    body(&self)
    depth -= 1
    // Python prints what is empty as {} and [].
    if !isFirst { newLine() }
    isFirst = false
    bytes.append(close)
  }

  private mutating func separate() {
    if !isFirst { bytes.append(Ascii.comma) }
    isFirst = false
    newLine()
  }

  private mutating func newLine() {
    // Sidecars nest this deep; only unknown keys can go deeper.
    append("\n                ", 1 + 2 * min(depth, 8))
    for _ in 0..<max(0, depth - 8) { append("  ", 2) }
  }

  /// The first bytes of a literal, copied at once: byte after byte took a third of the time.
  private mutating func append(_ literal: StaticString, _ count: Int) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: count))
  }

  // Where eight bytes begin of which one may have to be escaped, or fewer than eight are left.
  private static func harmlessEnd(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(utf8)
    var index = start
    while index + 8 <= utf8.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let below = (word &- 0x2020_2020_2020_2020) & ~word
      let found =
        below | zeroes(word ^ 0x2222_2222_2222_2222) | zeroes(word ^ 0x5C5C_5C5C_5C5C_5C5C)
        | zeroes(word ^ 0x7F7F_7F7F_7F7F_7F7F) | zeroes(word ^ 0xC2C2_C2C2_C2C2_C2C2)
        | zeroes(word ^ 0xD8D8_D8D8_D8D8_D8D8) | zeroes(word ^ 0xE2E2_E2E2_E2E2_E2E2)
      if found & 0x8080_8080_8080_8080 != 0 { return index }
      index += 8
    }
    return index
  }

  // The high bit of a byte that is zero (and of some above one, which costs only a closer look).
  @inline(__always)
  private static func zeroes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word
  }

  // How many bytes at the index are to be escaped as one; 0 when they are harmless.
  @inline(__always)
  private static func escapedLength(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    let byte = utf8[index]
    if byte < 0x80 {
      return byte < 0x20 || byte == Ascii.quote || byte == Ascii.backslash || byte == 0x7F ? 1 : 0
    }
    switch byte {
    case 0xC2: return utf8[index + 1] < 0xA0 ? 2 : 0
    case 0xD8: return utf8[index + 1] == 0x9C ? 2 : 0
    case 0xE2:
      let (second, third) = (utf8[index + 1], utf8[index + 2])
      let isEscaped =
        second == 0x80
        ? third == 0x8E || third == 0x8F || (0xA8...0xAE).contains(third)
        : second == 0x81 && (0xA6...0xA9).contains(third)
      return isEscaped ? 3 : 0
    default: return 0
    }
  }

  private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int, _ length: Int) {
    let byte = utf8[index]
    var scalar = UInt32(byte)
    switch length {
    case 2: scalar = UInt32(byte & 0x1F) << 6 | UInt32(utf8[index + 1] & 0x3F)
    case 3:
      scalar =
        UInt32(byte & 0x0F) << 12 | UInt32(utf8[index + 1] & 0x3F) << 6
        | UInt32(utf8[index + 2] & 0x3F)
    default: break
    }
    bytes.append(Ascii.backslash)
    switch scalar {
    case UInt32(Ascii.quote), UInt32(Ascii.backslash): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(UInt8(ascii: "u"))
      let digits = Array("0123456789abcdef".utf8)
      for shift in [12, 8, 4, 0] as [UInt32] {
        bytes.append(digits[Int(scalar >> shift & 0xF)])
      }
    }
  }
}

extension JSONValue {
  /// The bytes of the value as a file: two blanks a level, a line feed at the end.
  public func printed() -> [UInt8] {
    var writer = JSONWriter()
    writer.value(self)
    writer.finish()
    return writer.bytes
  }

  /// The bytes of the value in one line, for tables that are read line by line.
  func compact() -> [UInt8] {
    switch self {
    case .array(let elements):
      Array("[".utf8) + elements.map { $0.compact() }.joined(separator: [Ascii.comma]) + [0x5D]
    case .object(let members):
      Array("{".utf8)
        + members.map { JSONValue.string($0.key).compact() + [Ascii.colon] + $0.value.compact() }
        .joined(separator: [Ascii.comma]) + [Ascii.closeBrace]
    default: printed().dropLast()
    }
  }
}
