/// What asks a terminal to put a text into the clipboard (OSC 52); many do, some have to be told to.
public enum Clipboard {
  /// In bytes of UTF-8: what is longer some terminals drop in silence, and so it is never sent.
  public static let longest = 74_000

  static func sequence(_ text: String) -> [UInt8] {
    Array("\u{1B}]52;c;".utf8) + base64(Array(text.utf8)) + [0x07]
  }

  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(0) { $0 << 8 | Int($1) }
      bits <<= 8 * (3 - group.count)
      for place in 0..<4 {
        let sign = signs[bits >> (18 - 6 * place) & 0x3F]
        result.append(place <= group.count ? sign : UInt8(ascii: "="))
      }
    }
    return result
  }
}
