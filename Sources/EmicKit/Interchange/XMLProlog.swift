/// What stands before the first element of an XML document, looked at before anything is parsed.
enum XMLProlog {
  /// Checks that a document can be read without surprises.
  ///
  /// - Returns: the document in UTF-8, `nil` when it is so already.
  /// - Throws: when it has a DOCTYPE, or says that it is in another encoding than UTF-8 or UTF-16:
  ///   in those a DOCTYPE could hide.
  static func utf8(of bytes: [UInt8]) throws(XMLError.Problem) -> [UInt8]? {
    if let isBigEndian = byteOrder(of: bytes) {
      guard let text = decode(bytes, isBigEndian: isBigEndian) else {
        throw .malformed("it is not UTF-16, as its first bytes say")
      }
      try check(text)
      return text
    }
    try check(bytes)
    return nil
  }

  private static func byteOrder(of bytes: [UInt8]) -> Bool? {
    switch bytes.prefix(2) {
    case [0xFE, 0xFF]: true
    case [0xFF, 0xFE]: false
    default: nil
    }
  }

  private static func decode(_ bytes: [UInt8], isBigEndian: Bool) -> [UInt8]? {
    guard bytes.count.isMultiple(of: 2) else { return nil }
    let units = stride(from: 2, to: bytes.count, by: 2).map { place in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
  }

  private static func check(_ bytes: [UInt8]) throws(XMLError.Problem) {
    var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while true {
      while place < bytes.count, isBlank(bytes[place]) { place += 1 }
      guard place < bytes.count else { throw .malformed("it is empty") }
      let rest = bytes[place...]
      if rest.starts(with: Array("<?".utf8)) {
        let end = end(of: "?>", in: rest) ?? bytes.count
        if rest.starts(with: Array("<?xml".utf8)) { try checkEncoding(bytes[place..<end]) }
        place = end
      } else if rest.starts(with: Array("<!--".utf8)) {
        place = end(of: "-->", in: rest.dropFirst(4)) ?? bytes.count
      } else if rest.starts(with: Array("<!".utf8)) {
        throw .doctype
      } else {
        // An element, or something that the parser refuses.
        return
      }
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// The place behind the next occurrence of a mark.
  private static func end(of mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let mark = Array(mark.utf8)
    var place = bytes.startIndex
    while place + mark.count <= bytes.endIndex {
      if bytes[place] == mark[0], bytes[place...].starts(with: mark) { return place + mark.count }
      place += 1
    }
    return nil
  }

  private static func checkEncoding(_ declaration: ArraySlice<UInt8>) throws(XMLError.Problem) {
    let text = String(decoding: declaration, as: UTF8.self)
    let parts = text.split { $0 == "\"" || $0 == "'" || $0 == "=" || $0.isWhitespace }
    guard let place = parts.firstIndex(of: "encoding"), place + 1 < parts.count else { return }
    let name = parts[place + 1].lowercased()
    guard ["utf-8", "utf8", "us-ascii", "ascii", "utf-16"].contains(name) else {
      throw .encoding(String(parts[place + 1]))
    }
  }
}
