/// Ids of REFI-QDA: `8-4-4-4-12` hexadecimal digits, with or without braces.
enum QDAGUID {
  /// The form in which ids are compared: without braces and blanks, in lower case.
  static func plain(_ text: String) -> String {
    String(text.drop { $0 == "{" || $0.isWhitespace }.prefix { $0 != "}" && !$0.isWhitespace })
      .lowercased()
  }

  /// Whether a text in plain form is a UUID.
  static func isWellFormed(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return false }
    return bytes.enumerated().allSatisfy { place, byte in
      [8, 13, 18, 23].contains(place)
        ? byte == UInt8(ascii: "-")
        : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
  }
}
