/// Words from files as they stand in HTML: nothing in them is markup.
enum HTMLEscape {
  /// Between tags and in quoted attributes.
  static func escaped(_ text: String) -> String {
    var safe = DisplayText.safe(text, keepingLines: true)
    let isPlain = safe.withUTF8 { bytes in !bytes.contains { name(of: $0) != nil } }
    guard !isPlain else { return safe }
    return safe.withUTF8 { bytes in
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count + bytes.count / 8)
      for byte in bytes {
        if let name = name(of: byte) { result += name.utf8 } else { result.append(byte) }
      }
      return String(decoding: result, as: UTF8.self)
    }
  }

  /// What stands for a character of markup; `nil` for all others.
  private static func name(of byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }

  /// A name for the places that links lead to.
  static func anchor(_ text: String) -> String {
    text.utf8.reduce(into: "") { result, byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
      if isPlain {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "_" + String(byte, radix: 16)
      }
    }
  }
}
