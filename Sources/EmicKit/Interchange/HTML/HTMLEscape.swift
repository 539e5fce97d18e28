/// Words from files as they stand in HTML: nothing in them is markup.
enum HTMLEscape {
  /// Between tags and in quoted attributes.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in DisplayText.safe(text, keepingLines: true).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
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
