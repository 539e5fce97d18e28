/// A UUID as it is written in lower case, read and printed eight digits at a time: a large study holds
/// half a million of them.
struct UUIDText: Hashable, Sendable {
  /// The first and the last sixteen digits.
  private let high, low: UInt64

  static let length = 36

  /// The digits as a number.
  var number: UInt128 { UInt128(high) << 64 | UInt128(low) }

  init(_ number: UInt128) {
    (high, low) = (UInt64(truncatingIfNeeded: number >> 64), UInt64(truncatingIfNeeded: number))
  }

  /// Reads `0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3e`; `nil` for anything else, capitals included.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count == Self.length, text[8] == Ascii.minus, text[13] == Ascii.minus,
      text[18] == Ascii.minus, text[23] == Ascii.minus
    else { return nil }
    let bytes = UnsafeRawBufferPointer(text)
    func eight(_ place: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
    func four(_ place: Int) -> UInt64 {
      UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
    }
    guard let one = Self.value(of: eight(0)), let two = Self.value(of: four(14) << 32 | four(9)),
      let three = Self.value(of: four(24) << 32 | four(19)), let four = Self.value(of: eight(28))
    else { return nil }
    (high, low) = (one << 32 | two, three << 32 | four)
  }

  /// The value of eight hexadecimal digits in lower case, a byte each, the first the lowest.
  @inline(__always)
  private static func value(of text: UInt64) -> UInt64? {
    // 1 for a to f, 0 for 0 to 9.
    let letters = text >> 6 & 0x0101_0101_0101_0101
    var value = (text & 0x0F0F_0F0F_0F0F_0F0F) &+ letters &* 9
    let areInColumn = text & 0xF0F0_F0F0_F0F0_F0F0 == (0x0101_0101_0101_0101 &+ letters) &* 0x30
    // Digits stop at 9, letters are 10 to 15.
    let areInRange =
      (value &+ 0x0606_0606_0606_0606) & 0x1010_1010_1010_1010 == letters << 4
      && value & 0x1010_1010_1010_1010 == 0
    guard areInColumn, areInRange else { return nil }
    value = value.byteSwapped
    value = (value | value >> 4) & 0x00FF_00FF_00FF_00FF
    value = (value | value >> 8) & 0x0000_FFFF_0000_FFFF
    return (value | value >> 16) & 0xFFFF_FFFF
  }

  /// Eight hexadecimal digits, a byte each, the first the lowest: what `value` reads.
  @inline(__always)
  private static func digits(of value: UInt64) -> UInt64 {
    var digits = (value | value << 16) & 0x0000_FFFF_0000_FFFF
    digits = (digits | digits << 8) & 0x00FF_00FF_00FF_00FF
    digits = (digits | digits << 4) & 0x0F0F_0F0F_0F0F_0F0F
    let letters = (digits &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    return (digits &+ 0x3030_3030_3030_3030 &+ letters &* 0x27).byteSwapped
  }

  var text: String {
    withUTF8 { String(decoding: $0, as: UTF8.self) }
  }

  /// Lends the text, of which no `String` need be made.
  func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.length) { text in
      let bytes = UnsafeMutableRawBufferPointer(text)
      func put(_ digits: UInt64, at place: Int) {
        bytes.storeBytes(of: digits.littleEndian, toByteOffset: place, as: UInt64.self)
      }
      let (two, three) = (Self.digits(of: high & 0xFFFF_FFFF), Self.digits(of: low >> 32))
      put(Self.digits(of: high >> 32), at: 0)
      // Four digits are wanted of each: what stands behind them is written after it.
      put(two, at: 9)
      put(two >> 32, at: 14)
      put(three, at: 19)
      put(three >> 32, at: 24)
      put(Self.digits(of: low & 0xFFFF_FFFF), at: 28)
      for place in [8, 13, 18, 23] { text[place] = Ascii.minus }
      return try body(UnsafeBufferPointer(text))
    }
  }
}

extension UUIDText: Comparable {
  static func < (one: Self, other: Self) -> Bool {
    one.high != other.high ? one.high < other.high : one.low < other.low
  }
}
