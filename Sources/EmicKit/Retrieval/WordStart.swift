/// Where words can begin whose first scalar is an ASCII letter, digit or sign: looked for in eight
/// bytes at a time, which takes a tenth of the time of one byte after the other.
///
/// It passes over no place at which the words stand, and stops at some at which they do not: who asks
/// looks there more closely.
struct WordStart {
  /// In every byte: what is looked for, and the bit in which capitals differ where it is a letter.
  private let first: UInt64
  private let firstCase: UInt64
  private let second: UInt64
  private let secondCase: UInt64
  private let hasSecond: Bool

  /// - Parameter words: folded; `nil` for those that begin otherwise, or with a sign of which there are
  ///   other spellings than the full-width one.
  init?(_ words: [Unicode.Scalar]) {
    guard let first = words.first, first.isASCII, !" sk".unicodeScalars.contains(first) else {
      return nil
    }
    self.first = Self.everywhere(first)
    firstCase = Self.caseBits(first)
    // A second one that is no ASCII can follow as anything.
    let second = words.dropFirst().first
    hasSecond = second?.isASCII ?? false
    self.second = Self.everywhere(second ?? first)
    secondCase = Self.caseBits(second ?? first)
  }

  /// The next place at or after one.
  ///
  /// - Parameters:
  ///   - bytes: of the text.
  ///   - place: where to begin.
  ///   - leads: for the last bytes, with which bytes the first scalar can begin.
  /// - Returns: `nil` when there is none.
  func next(in bytes: UnsafeBufferPointer<UInt8>, from place: Int, _ leads: [Bool]) -> Int? {
    let raw = UnsafeRawBufferPointer(bytes)
    var place = place
    while place + 9 <= bytes.count {
      let here = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let following = raw.loadUnaligned(fromByteOffset: place + 1, as: UInt64.self)
      // Behind the first one the second, or what may be a mark that nobody sees or another width.
      let fits =
        hasSecond ? Self.zeroes((following | secondCase) ^ second) | following : UInt64.max
      let wide = Self.zeroes(here ^ Self.everywhere("\u{EF}"))
      let found = Self.zeroes((here | firstCase) ^ first) & fits | wide
      let marks = UInt64(littleEndian: found & 0x8080_8080_8080_8080)
      if marks != 0 { return place + marks.trailingZeroBitCount >> 3 }
      place += 8
    }
    while place < bytes.count, !leads[Int(bytes[place])] { place += 1 }
    return place < bytes.count ? place : nil
  }

  private static func everywhere(_ scalar: Unicode.Scalar) -> UInt64 {
    UInt64(scalar.value & 0xFF) &* 0x0101_0101_0101_0101
  }

  private static func caseBits(_ scalar: Unicode.Scalar) -> UInt64 {
    ("a"..."z").contains(scalar) ? 0x2020_2020_2020_2020 : 0
  }

  /// The high bit of each byte that is zero, and of some that are not.
  @inline(__always)
  private static func zeroes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word
  }
}
