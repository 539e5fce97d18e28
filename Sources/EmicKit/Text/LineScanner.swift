import CPlatform
import Glibc

/// One line of a text, read from its start for what transcribers put there.
///
/// Places are bytes of the whole text. Work is bounded by the width of a label, not of the line.
struct LineScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  let start: Int
  let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    start = range.lowerBound
    end = range.upperBound
  }

  func scalar(at place: inout Int) -> Unicode.Scalar { UTF8Bytes.scalar(in: bytes, at: &place) }

  func byte(at place: Int) -> UInt8? { place < end ? bytes[place] : nil }

  /// The scalar at a place and the place behind it.
  func next(_ place: Int) -> (scalar: Unicode.Scalar, end: Int)? {
    guard place < end else { return nil }
    var behind = place
    let scalar = scalar(at: &behind)
    return (scalar, behind)
  }

  func skippingSpaces(from place: Int) -> Int {
    var place = place
    while place < end, bytes[place] == 0x20 { place += 1 }
    return place
  }

  func skippingBlanks(from place: Int) -> Int {
    var place = place
    while let (scalar, behind) = next(place), scalar.isBlank { place = behind }
    return place
  }

  /// The end of a range without the blanks at its end.
  func trimmingEnd(_ range: Range<Int>) -> Int {
    var place = range.upperBound
    while place > range.lowerBound {
      var first = place - 1
      while first > range.lowerBound, bytes[first] & 0xC0 == 0x80 { first -= 1 }
      var behind = first
      guard scalar(at: &behind).isBlank else { break }
      place = first
    }
    return place
  }

  /// The range without blanks at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    let first = min(skippingBlanks(from: range.lowerBound), range.upperBound)
    return first..<trimmingEnd(first..<range.upperBound)
  }

  var isBlank: Bool { skippingBlanks(from: start) == end }

  /// The place behind `:` or `：`, or `nil` when none stands here.
  func colon(at place: Int) -> Int? {
    guard let byte = byte(at: place) else { return nil }
    if byte == UInt8(ascii: ":") { return place + 1 }
    let isWide =
      byte == 0xEF && place + 2 < end && bytes[place + 1] == 0xBC && bytes[place + 2] == 0x9A
    return isWide ? place + 3 : nil
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The whole line.
  var text: String { text(start..<end) }

  /// Where the line holds these bytes first.
  func place(of words: [UInt8]) -> Int? {
    guard start < end, let base = bytes.baseAddress,
      let found = platform_find(base + start, end - start, words, words.count)
    else { return nil }
    return found - base
  }

  /// Whether the bytes of a range stand at another one, too.
  func stands(_ range: Range<Int>, at other: Range<Int>) -> Bool {
    guard range.count == other.count, let base = bytes.baseAddress else { return false }
    return memcmp(base + range.lowerBound, base + other.lowerBound, range.count) == 0
  }
}

extension LineScanner {
  /// A time such as `00:12`, `[01:02:03.250]` or `#00:01:02-3#`.
  struct Stamp: Hashable {
    /// The digits and what divides them.
    var digits: Range<Int>
    /// Behind the closing bracket, when one follows.
    var end: Int
    var isBracketed: Bool
  }

  func stamp(at place: Int) -> Stamp? {
    var place = place
    guard var byte = byte(at: place) else { return nil }
    let isOpened = Self.opensStamp(byte)
    if isOpened { place += 1 }
    let first = place
    byte = self.byte(at: place) ?? 0
    if byte == UInt8(ascii: "-") { place += 1 }
    var count = 0
    while count < 3, let behind = digit(at: place) { (place, count) = (behind, count + 1) }
    guard count > 0, let minutes = colonAndTwoDigits(at: place) else { return nil }
    place = minutes
    for _ in 0..<2 { place = colonAndTwoDigits(at: place) ?? place }
    if let mark = self.byte(at: place), ".,-".utf8.contains(mark), var behind = digit(at: place + 1)
    {
      while let more = digit(at: behind) { behind = more }
      place = behind
    }
    let isClosed = self.byte(at: place).map(Self.closesStamp) ?? false
    return Stamp(
      digits: first..<place,
      end: isClosed ? place + 1 : place,
      isBracketed: isOpened && isClosed
    )
  }

  // Asked at every line of every text: a look through a text would take longer than all the rest.
  static func opensStamp(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "#"), UInt8(ascii: "<"): true
    default: false
    }
  }

  static func closesStamp(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "#"), UInt8(ascii: ">"): true
    default: false
    }
  }

  private func digit(at place: Int) -> Int? {
    guard let (scalar, behind) = next(place), scalar.isDecimalDigit else { return nil }
    return behind
  }

  private func colonAndTwoDigits(at place: Int) -> Int? {
    guard byte(at: place) == UInt8(ascii: ":"), let first = digit(at: place + 1) else { return nil }
    return digit(at: first)
  }

  /// The stamp of a line that holds nothing else.
  var loneStamp: Stamp? {
    guard let stamp = stamp(at: skippingBlanks(from: start)),
      skippingBlanks(from: stamp.end) == end
    else { return nil }
    return stamp
  }

  /// Whether the line is no speech: blank, a stamp alone, or wholly in brackets.
  var isAside: Bool {
    let inside = trimmed(start..<end)
    guard let (first, behind) = next(inside.lowerBound), !inside.isEmpty else { return true }
    if "[(（【".unicodeScalars.contains(first), behind < inside.upperBound {
      let last = inside.upperBound - 1
      if bytes[last] == UInt8(ascii: "]") || bytes[last] == UInt8(ascii: ")") { return true }
      let wide = inside.upperBound - 3
      if wide >= behind, ["）", "】"].contains(text(wide..<inside.upperBound)) { return true }
    }
    return loneStamp != nil
  }
}
