/// A UUID as text, checked eight digits at a time: a large study holds half a million of them.
struct UUIDText {
  /// The digits as two numbers that no other UUID has.
  let number: UInt128

  /// Reads `0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3e`; `nil` for anything else, capitals included.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count == 36, text[8] == Ascii.minus, text[13] == Ascii.minus,
      text[18] == Ascii.minus, text[23] == Ascii.minus
    else { return nil }
    let bytes = UnsafeRawBufferPointer(text)
    func eight(_ place: Int) -> UInt64 {
      bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }
    func four(_ place: Int) -> UInt64 {
      UInt64(bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    }
    guard let one = Self.digits(eight(0)), let two = Self.digits(four(9) << 32 | four(14)),
      let three = Self.digits(four(19) << 32 | four(24)), let four = Self.digits(eight(28))
    else { return nil }
    number = UInt128(one << 4 | two) << 64 | UInt128(three << 4 | four)
  }

  /// The values of eight hexadecimal digits in lower case, a byte each.
  @inline(__always)
  private static func digits(_ text: UInt64) -> UInt64? {
    // 1 for a to f, 0 for 0 to 9.
    let letters = text >> 6 & 0x0101_0101_0101_0101
    let values = (text & 0x0F0F_0F0F_0F0F_0F0F) &+ letters &* 9
    let areInColumn = text & 0xF0F0_F0F0_F0F0_F0F0 == (0x0101_0101_0101_0101 &+ letters) &* 0x30
    // Digits stop at 9, letters are 10 to 15.
    let areInRange =
      (values &+ 0x0606_0606_0606_0606) & 0x1010_1010_1010_1010 == letters << 4
      && values & 0x1010_1010_1010_1010 == 0
    return areInColumn && areInRange ? values : nil
  }
}
