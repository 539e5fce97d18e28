import CDigest

/// Ids that follow from a name, so that whoever makes one of the same name makes the same.
enum NamedUUID {
  /// The id that a name always has: a UUIDv5 (RFC 9562, section 5.5) in a name space of emic's own.
  static func text(of name: String) -> String {
    var result = [UInt8](repeating: 0, count: 20)
    let bytes = space + Array(name.utf8)
    let isDone = bytes.withUnsafeBufferPointer {
      digest_sha1($0.baseAddress, $0.count, &result) == 1
    }
    precondition(isDone, "libcrypto has no memory for a digest")
    result[6] = result[6] & 0x0F | 0x50
    result[8] = result[8] & 0x3F | 0x80
    var text: [UInt8] = []
    for (place, byte) in result.prefix(16).enumerated() {
      if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let digits = Array("0123456789abcdef".utf8)
  /// 6f1d0f5e-3c52-4e0b-9d1b-7b0a6b1a54e1, drawn once.
  private static let space: [UInt8] = [
    0x6F, 0x1D, 0x0F, 0x5E, 0x3C, 0x52, 0x4E, 0x0B, 0x9D, 0x1B, 0x7B, 0x0A, 0x6B, 0x1A, 0x54, 0xE1,
  ]
}
