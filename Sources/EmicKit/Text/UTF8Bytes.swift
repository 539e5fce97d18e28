import CPlatform
import Glibc

/// Loops over bytes of UTF-8, eight at a time where that is possible.
enum UTF8Bytes {
  /// The scalar that begins at a place of valid UTF-8; moves the place behind it.
  @inline(__always)
  static func scalar(
    in bytes: UnsafeBufferPointer<UInt8>,
    at place: inout Int
  ) -> Unicode.Scalar {
    let first = UInt32(bytes[place])
    if first < 0x80 {
      place += 1
      return Unicode.Scalar(UInt8(first))
    }
    let value: UInt32
    if first < 0xE0 {
      value = (first & 0x1F) << 6 | tail(bytes, place + 1)
      place += 2
    } else if first < 0xF0 {
      value = (first & 0x0F) << 12 | tail(bytes, place + 1) << 6 | tail(bytes, place + 2)
      place += 3
    } else {
      value =
        (first & 0x07) << 18 | tail(bytes, place + 1) << 12 | tail(bytes, place + 2) << 6
        | tail(bytes, place + 3)
      place += 4
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  @inline(__always)
  private static func tail(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> UInt32 {
    UInt32(bytes[place]) & 0x3F
  }

  /// The number of scalars that begin in a range.
  static func countScalars(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    guard let base = bytes.baseAddress else { return 0 }
    return platform_count_scalars(base + range.lowerBound, range.count)
  }

  /// Bytes.
  private static let blockLength = 128

  /// The place of the scalar that has `skipped` scalars between `start` and itself.
  static func place(
    skipping skipped: Int,
    from start: Int,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var left = skipped
    var place = start
    let raw = UnsafeRawBufferPointer(bytes)
    // Counting takes sixteen bytes at a time. A block has no more scalars than bytes: none is stepped over.
    while left >= blockLength, place + blockLength <= bytes.count {
      left -= countScalars(in: bytes, place..<place + blockLength)
      place += blockLength
    }
    while place + 8 <= bytes.count {
      var starts = starts(in: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let here = ones(in: starts)
      if here > left {
        for _ in 0..<left { starts &= starts &- 1 }
        return place + starts.trailingZeroBitCount >> 3
      }
      left -= here
      place += 8
    }
    while place < bytes.count {
      if bytes[place] & 0xC0 != 0x80 {
        if left == 0 { break }
        left -= 1
      }
      place += 1
    }
    return place
  }

  /// The place of the scalar that begins `count` scalars before a place, or the first one.
  static func place(
    goingBack count: Int,
    from end: Int,
    to first: Int,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var left = count
    var place = end
    let raw = UnsafeRawBufferPointer(bytes)
    while place - 8 >= first, left > 0 {
      var starts = starts(in: raw.loadUnaligned(fromByteOffset: place - 8, as: UInt64.self))
      let here = ones(in: starts)
      if here >= left {
        for _ in left..<here { starts &= starts &- 1 }
        return place - 8 + starts.trailingZeroBitCount >> 3
      }
      left -= here
      place -= 8
    }
    while place > first, left > 0 {
      place -= 1
      if bytes[place] & 0xC0 != 0x80 { left -= 1 }
    }
    return place
  }

  /// 1 in each of eight bytes that begins a scalar.
  @inline(__always)
  private static func starts(in word: UInt64) -> UInt64 {
    (~(word &>> 7) | word &>> 6) & 0x0101_0101_0101_0101
  }

  /// How many of eight bytes are 1, where each is 0 or 1; counting the bits of any word takes several times as long.
  @inline(__always)
  private static func ones(in starts: UInt64) -> Int {
    Int(truncatingIfNeeded: (starts &* 0x0101_0101_0101_0101) &>> 56)
  }

  static func forEachLineFeed(in bytes: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) {
    var place = 0
    while let found = firstPlace(of: 0x0A, in: bytes, from: place) {
      body(found)
      place = found + 1
    }
  }

  /// The first place of a byte at or after `start`.
  static func firstPlace(
    of byte: UInt8,
    in bytes: UnsafeBufferPointer<UInt8>,
    from start: Int = 0
  ) -> Int? {
    guard let base = bytes.baseAddress, start < bytes.count,
      let found = memchr(base + start, Int32(byte), bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// The first byte that is not part of strict UTF-8, or `nil`.
  static func firstInvalid(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let raw = UnsafeRawBufferPointer(bytes)
    let count = bytes.count
    var place = 0
    while place < count {
      if place + 8 <= count {
        let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        if word & 0x8080_8080_8080_8080 == 0 {
          place += 8
          while place + 32 <= count, isASCII(raw, place) { place += 32 }
          continue
        }
        if beginsWithTwoOfThree(word) {
          place += 6
          while place + 24 <= count, isEightOfThree(raw, place) { place += 24 }
          continue
        }
      }
      let first = bytes[place]
      if first < 0x80 {
        place += 1
        continue
      }
      let length = sequenceLength(in: bytes, at: place, first)
      if length == 0 { return place }
      place += length
    }
    return nil
  }

  /// Whether 32 bytes are ASCII.
  @inline(__always)
  private static func isASCII(_ raw: UnsafeRawBufferPointer, _ place: Int) -> Bool {
    func word(_ distance: Int) -> UInt64 {
      raw.loadUnaligned(fromByteOffset: place + distance, as: UInt64.self)
    }
    return (word(0) | word(8) | word(16) | word(24)) & 0x8080_8080_8080_8080 == 0
  }

  /// Whether 24 bytes are eight well-formed sequences of three, none of which begins with E0 or ED:
  /// these are looked at more closely.
  @inline(__always)
  static func isEightOfThree(_ raw: UnsafeRawBufferPointer, _ place: Int) -> Bool {
    func word(_ distance: Int) -> UInt64 {
      UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: place + distance, as: UInt64.self)
      )
    }
    /// Whether no first byte has 0 or D as its lower half; 15 more carries all others into bit 4.
    func isPlain(_ word: UInt64, _ firsts: UInt64) -> Bool {
      let halves = word & (firsts &* 0x0F)
      let fifteens = firsts &* 0x0F
      let both = (halves &+ fifteens) & ((halves ^ (firsts &* 0x0D)) &+ fifteens)
      return both & (firsts &* 0x10) == firsts &* 0x10
    }
    let (one, two, three) = (word(0), word(8), word(16))
    // Where in each eight bytes the sequences begin.
    let firsts: (UInt64, UInt64, UInt64) = (
      0x0001_0000_0100_0001, 0x0100_0001_0000_0100, 0x0000_0100_0001_0000
    )
    return one & 0xC0F0_C0C0_F0C0_C0F0 == 0x80E0_8080_E080_80E0
      && two & 0xF0C0_C0F0_C0C0_F0C0 == 0xE080_80E0_8080_E080
      && three & 0xC0C0_F0C0_C0F0_C0C0 == 0x8080_E080_80E0_8080
      && isPlain(one, firsts.0) && isPlain(two, firsts.1) && isPlain(three, firsts.2)
  }

  /// Whether eight bytes, as loaded, begin with two well-formed sequences of three: most of a text in
  /// Chinese.
  @inline(__always)
  static func beginsWithTwoOfThree(_ loaded: UInt64) -> Bool {
    let word = UInt64(littleEndian: loaded)
    guard word & 0x0000_C0C0_F0C0_C0F0 == 0x0000_8080_E080_80E0 else { return false }
    // Behind E0 and ED not every tail is well-formed: those are looked at more closely.
    let (first, second) = (word & 0xF, word &>> 24 & 0xF)
    return first != 0 && first != 0xD && second != 0 && second != 0xD
  }

  /// The length of the well-formed sequence of two to four bytes, 0 when there is none
  /// (Unicode 15, table 3-7).
  @inline(__always)
  private static func sequenceLength(
    in bytes: UnsafeBufferPointer<UInt8>,
    at place: Int,
    _ first: UInt8
  ) -> Int {
    func isTail(_ distance: Int) -> Bool { bytes[place + distance] & 0xC0 == 0x80 }
    let left = bytes.count - place
    switch first {
    case 0xE1...0xEC, 0xEE, 0xEF:
      return left >= 3 && isTail(1) && isTail(2) ? 3 : 0
    case 0xC2...0xDF:
      return left >= 2 && isTail(1) ? 2 : 0
    case 0xE0:
      return left >= 3 && bytes[place + 1] >= 0xA0 && isTail(1) && isTail(2) ? 3 : 0
    case 0xED:
      return left >= 3 && bytes[place + 1] <= 0x9F && isTail(1) && isTail(2) ? 3 : 0
    case 0xF0:
      return left >= 4 && bytes[place + 1] >= 0x90 && isTail(1) && isTail(2) && isTail(3) ? 4 : 0
    case 0xF1...0xF3:
      return left >= 4 && isTail(1) && isTail(2) && isTail(3) ? 4 : 0
    case 0xF4:
      return left >= 4 && bytes[place + 1] <= 0x8F && isTail(1) && isTail(2) && isTail(3) ? 4 : 0
    default: return 0
    }
  }
}
