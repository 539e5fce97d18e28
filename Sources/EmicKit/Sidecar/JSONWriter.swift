/// Prints JSON exactly as Python's `json.dumps(x, indent=2, ensure_ascii=False)` does, except that
/// DEL, C1, line separators and bidirectional controls are escaped too.
///
/// So a sidecar can be rewritten by a script without a difference, and `cat` of one is harmless.
struct JSONWriter: ~Copyable {
  // Raw memory: an array asks for each byte whether it is its only owner and has room for it, which
  // took half of the time.
  private var start: UnsafeMutablePointer<UInt8>
  /// How many bytes were printed so far.
  private(set) var count = 0
  private var capacity: Int
  /// Whether the memory is the writer's own.
  private(set) var isOwner = true
  private var depth = 0
  private var isFirst = true

  init(reserving capacity: Int = 256) {
    self.capacity = max(capacity, 256)
    start = .allocate(capacity: self.capacity)
  }

  /// Prints into the memory of an array that is made, as far as there is room.
  init?(into buffer: UnsafeMutableBufferPointer<UInt8>) {
    guard let start = buffer.baseAddress else { return nil }
    self.start = start
    capacity = buffer.count
    isOwner = false
  }

  deinit { if isOwner { start.deallocate() } }

  /// What was printed so far.
  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

  mutating func object(_ body: (inout JSONWriter) -> Void) {
    nest(Ascii.openBrace, Ascii.closeBrace, body)
  }

  mutating func array<Element>(
    _ elements: [Element],
    _ body: (inout JSONWriter, Element) -> Void
  ) {
    nest(Ascii.openBracket, Ascii.closeBracket) { writer in
      for index in elements.indices {
        writer.separate()
        body(&writer, elements[index])
      }
    }
  }

  /// Starts a member; its value comes next.
  mutating func key(_ name: StaticString) {
    separate()
    append(Ascii.quote)
    append(name, name.utf8CodeUnitCount)
    append("\": ", 3)
  }

  /// Starts a member whose key is no literal: a literal would be taken for a `String`, too, and looked
  /// through for what has to be escaped.
  mutating func key(text name: String) {
    separate()
    string(name)
    append(": ", 2)
  }

  mutating func number(_ number: Int) {
    // Offsets, which are natural numbers; to make a text of each costs more than to print it.
    guard number >= 0 else { return append(String(number)) }
    var length = 1
    var rest = number / 10
    while rest > 0 { (length, rest) = (length + 1, rest / 10) }
    reserve(length)
    rest = number
    for place in (count..<count + length).reversed() {
      start[place] = Ascii.zero + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += length
  }

  mutating func string(_ text: String) {
    // Lent, not `withUTF8`, which needs a copy of the text that can be changed.
    let isPut: Void? = text.utf8.withContiguousStorageIfAvailable { putString($0) }
    if isPut == nil { Array(text.utf8).withUnsafeBufferPointer { putString($0) } }
  }

  /// Words as a coding holds them, of which no text need be made.
  mutating func string(_ words: StoredWords, _ place: StoredWords.Place) {
    words.withUTF8(place) { putString($0) }
  }

  /// An id, of which no text need be made.
  mutating func string(_ id: Coding.ID) { id.withUTF8 { putString($0) } }

  private mutating func putString(_ utf8: UnsafeBufferPointer<UInt8>) {
    // As if every byte were escaped.
    reserve(2 + 6 * utf8.count)
    put(Ascii.quote)
    var index = 0
    while index < utf8.count {
      let end = min(index + 8, utf8.count)
      if end - index == 8, putHarmless(utf8, index) {
        index = end
        continue
      }
      while index < end {
        let length = Self.escapedLength(utf8, index)
        if length == 0 { put(utf8[index]) } else { escape(utf8, index, length) }
        index += max(1, length)
      }
    }
    put(Ascii.quote)
  }

  mutating func time(_ time: Timestamp) {
    reserve(2 + Timestamp.longestText)
    put(Ascii.quote)
    count += time.write(to: start + count)
    put(Ascii.quote)
  }

  mutating func value(_ value: JSONValue) {
    switch value {
    case .null: append("null", 4)
    case .bool(let isTrue): append(isTrue ? "true" : "false")
    case .number(let digits): append(digits)
    case .string(let text): string(text)
    case .array(let elements): array(elements) { $0.value($1) }
    case .object(let members):
      object { writer in
        for member in members { writer.member(member) }
      }
    }
  }

  mutating func member(_ member: JSONMember) {
    key(text: member.key)
    value(member.value)
  }

  /// Puts a value that was printed at the same depth.
  mutating func copy(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    reserve(bytes.count)
    guard let base = UnsafeBufferPointer(rebasing: bytes).baseAddress else { return }
    (start + count).update(from: base, count: bytes.count)
    count += bytes.count
  }

  mutating func finish() { append(Ascii.lineFeed) }

  private mutating func nest(
    _ open: UInt8,
    _ close: UInt8,
    _ body: (inout JSONWriter) -> Void
  ) {
    append(open)
    depth += 1
    isFirst = true
    body(&self)
    depth -= 1
    // Python prints what is empty as {} and [].
    if !isFirst { newLine() }
    isFirst = false
    append(close)
  }

  private mutating func separate() {
    if !isFirst { append(Ascii.comma) }
    isFirst = false
    newLine()
  }

  private mutating func newLine() {
    // Sidecars nest this deep; only unknown keys can go deeper.
    append("\n                ", 1 + 2 * min(depth, 8))
    for _ in 0..<max(0, depth - 8) { append("  ", 2) }
  }

  // MARK: Bytes

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(more) }
  }

  private mutating func grow(_ more: Int) {
    capacity = max(2 * capacity, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    if isOwner { start.deallocate() }
    (start, isOwner) = (larger, true)
  }

  /// A byte for which there is room.
  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    start[count] = byte
    count += 1
  }

  private mutating func append(_ byte: UInt8) {
    reserve(1)
    put(byte)
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      reserve(utf8.count)
      for byte in utf8 { put(byte) }
    }
  }

  /// The first bytes of a literal.
  @inline(__always)
  private mutating func append(_ literal: StaticString, _ length: Int) {
    reserve(length)
    (start + count).update(from: literal.utf8Start, count: length)
    count += length
  }

  /// Puts eight bytes of which none has to be escaped; `false` when one may have to be.
  @inline(__always)
  private mutating func putHarmless(
    _ utf8: UnsafeBufferPointer<UInt8>,
    _ index: Int
  ) -> Bool {
    let word = UnsafeRawBufferPointer(utf8).loadUnaligned(fromByteOffset: index, as: UInt64.self)
    let below = (word &- 0x2020_2020_2020_2020) & ~word
    let found =
      below | Self.zeroes(word ^ 0x2222_2222_2222_2222) | Self.zeroes(word ^ 0x5C5C_5C5C_5C5C_5C5C)
      | Self.zeroes(word ^ 0x7F7F_7F7F_7F7F_7F7F) | Self.zeroes(word ^ 0xC2C2_C2C2_C2C2_C2C2)
      | Self.zeroes(word ^ 0xD8D8_D8D8_D8D8_D8D8) | Self.zeroes(word ^ 0xE2E2_E2E2_E2E2_E2E2)
    guard found & 0x8080_8080_8080_8080 == 0 else { return false }
    UnsafeMutableRawPointer(start + count).storeBytes(of: word, as: UInt64.self)
    count += 8
    return true
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
    put(Ascii.backslash)
    switch scalar {
    case UInt32(Ascii.quote), UInt32(Ascii.backslash): put(byte)
    case 0x08: put(UInt8(ascii: "b"))
    case 0x09: put(UInt8(ascii: "t"))
    case 0x0A: put(UInt8(ascii: "n"))
    case 0x0C: put(UInt8(ascii: "f"))
    case 0x0D: put(UInt8(ascii: "r"))
    default:
      put(UInt8(ascii: "u"))
      for shift in [12, 8, 4, 0] as [UInt32] {
        let digit = UInt8(scalar >> shift & 0xF)
        put(digit < 10 ? Ascii.zero + digit : UInt8(ascii: "a") + digit - 10)
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
    var bytes: [UInt8] = []
    write(compactTo: &bytes)
    return bytes
  }

  private func write(compactTo bytes: inout [UInt8]) {
    switch self {
    case .array(let elements):
      bytes.append(Ascii.openBracket)
      for (place, element) in elements.enumerated() {
        if place > 0 { bytes.append(Ascii.comma) }
        element.write(compactTo: &bytes)
      }
      bytes.append(Ascii.closeBracket)
    case .object(let members):
      bytes.append(Ascii.openBrace)
      for (place, member) in members.enumerated() {
        if place > 0 { bytes.append(Ascii.comma) }
        JSONValue.string(member.key).write(compactTo: &bytes)
        bytes.append(Ascii.colon)
        member.value.write(compactTo: &bytes)
      }
      bytes.append(Ascii.closeBrace)
    default:
      var writer = JSONWriter()
      writer.value(self)
      bytes += writer.bytes
    }
  }
}
