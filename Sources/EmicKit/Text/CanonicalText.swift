/// From the bytes of a file to canonical text, or to the reason why not.
enum CanonicalText {
  static func bytes(of file: [UInt8]) throws(TranscriptTextProblem) -> [UInt8] {
    guard file.count <= Int(UInt32.max) else { throw .tooLarge(bytes: file.count) }
    if let problem = problem(in: file) { throw problem }
    return withLineFeeds(file.starts(with: byteOrderMark) ? Array(file.dropFirst(3)) : file)
  }

  /// CRLF and CR read as LF.
  static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
    let first = bytes.withUnsafeBufferPointer { UTF8Bytes.firstPlace(of: 0x0D, in: $0) }
    guard let first else { return bytes }
    var result = [UInt8]()
    result.reserveCapacity(bytes.count)
    bytes.withUnsafeBufferPointer { bytes in
      var copied = 0
      var next: Int? = first
      while let place = next {
        result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<place]))
        result.append(0x0A)
        let isPair = place + 1 < bytes.count && bytes[place + 1] == 0x0A
        copied = place + (isPair ? 2 : 1)
        next = UTF8Bytes.firstPlace(of: 0x0D, in: bytes, from: copied)
      }
      result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied...]))
    }
    return result
  }

  /// Whether a stretch of whole characters is canonical as it is: neither invalid nor to be changed.
  static func isCanonical(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    UTF8Bytes.firstInvalid(in: bytes) == nil
      && UTF8Bytes.firstPlace(of: 0x0D, in: bytes) == nil
      && UTF8Bytes.firstPlace(of: 0, in: bytes) == nil
  }

  /// Whether a file has neither a mark of order nor one of another kind of file at its start.
  static func beginsAsText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    !bytes.starts(with: byteOrderMark) && !markups.contains { bytes.starts(with: $0) }
  }

  // "GIF8" or "ID3" may begin an interview; these two never do.
  private static let markups = [Array("%PDF-".utf8), Array("{\\rtf".utf8)]

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static let magicNumbers: [(bytes: [UInt8], kind: String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
    ([0x47, 0x49, 0x46, 0x38], "a GIF picture"),
    ([0x25, 0x50, 0x44, 0x46, 0x2D], "a PDF document"),
    ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive (docx, odt, qdpx)"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document"), ([0x1F, 0x8B], "a gzip archive"),
    ([0x7B, 0x5C, 0x72, 0x74, 0x66], "an RTF document"), ([0x49, 0x44, 0x33], "an MP3 recording"),
    ([0x52, 0x49, 0x46, 0x46], "a RIFF recording"), ([0x4F, 0x67, 0x67, 0x53], "an Ogg recording"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"), (Array("SQLite format 3\0".utf8), "a SQLite database"),
  ]

  private static func problem(in file: [UInt8]) -> TranscriptTextProblem? {
    // UTF-32's mark begins like UTF-16's.
    if file.starts(with: [0xFF, 0xFE, 0, 0]) || file.starts(with: [0, 0, 0xFE, 0xFF]) {
      return .notUTF8(byte: 0, line: 1, likely: .utf32)
    }
    if file.starts(with: [0xFF, 0xFE]) {
      return .notUTF8(byte: 0, line: 1, likely: .utf16LittleEndian)
    }
    if file.starts(with: [0xFE, 0xFF]) {
      return .notUTF8(byte: 0, line: 1, likely: .utf16BigEndian)
    }
    return file.withUnsafeBufferPointer { bytes in
      if let invalid = UTF8Bytes.firstInvalid(in: bytes) {
        if let kind = magic(of: file) { return .binary(kind: kind) }
        if isCut(bytes, at: invalid) {
          return .cut(byte: invalid, line: line(of: invalid, in: bytes))
        }
        let null = UTF8Bytes.firstPlace(of: 0, in: bytes)
        if null != nil {
          guard let encoding = utf16Pattern(in: bytes) else { return .binary(kind: nil) }
          return .notUTF8(byte: invalid, line: line(of: invalid, in: bytes), likely: encoding)
        }
        return .notUTF8(
          byte: invalid,
          line: line(of: invalid, in: bytes),
          likely: isUTF8(bytes[..<invalid]) ? .damagedUTF8 : .national
        )
      }
      if let null = UTF8Bytes.firstPlace(of: 0, in: bytes) {
        let start = bytes.prefix(1 << 16)
        let zeros = start.count { $0 == 0 }
        let kind = magic(of: file)
        // A few of them are stray; in UTF-16 that reads as UTF-8, nearly every second byte is one.
        if kind == nil, zeros * 4 < start.count {
          return .zeroByte(byte: null, line: line(of: null, in: bytes))
        }
        guard let encoding = utf16Pattern(in: bytes) else { return .binary(kind: kind) }
        return .notUTF8(byte: null, line: line(of: null, in: bytes), likely: encoding)
      }
      guard markups.contains(where: file.starts(with:)) else { return nil }
      return .binary(kind: magic(of: file))
    }
  }

  /// Whether only the end of the last character is missing; elsewhere in a text of another encoding
  /// there would have been something else before that is no UTF-8.
  private static func isCut(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    let length =
      switch bytes[place] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    return bytes.count - place < length
      && bytes[(place + 1)...].allSatisfy { $0 & 0xC0 == 0x80 }
      && bytes[..<place].contains { $0 >= 0x80 }
  }

  /// Whether so much of it is UTF-8 beyond ASCII that no other encoding would read so by chance.
  private static func isUTF8(_ valid: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var beyond = 0
    for byte in valid where byte >= 0x80 {
      beyond += 1
      if beyond == 60 { return true }
    }
    return false
  }

  private static func magic(of file: [UInt8]) -> String? {
    magicNumbers.first { file.starts(with: $0.bytes) }?.kind
  }

  /// UTF-16 without a mark shows in line feeds and blanks: their zero byte stands always on the same
  /// side.
  private static func utf16Pattern(
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> TranscriptTextProblem.Encoding? {
    var zeros = [0, 0]
    for index in 0..<min(bytes.count, 1 << 16) where bytes[index] == 0 { zeros[index & 1] += 1 }
    if bytes.count % 2 != 0 || min(zeros[0], zeros[1]) * 10 > max(zeros[0], zeros[1]) { return nil }
    return zeros[1] > zeros[0] ? .utf16LittleEndian : .utf16BigEndian
  }

  private static func line(of place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var line = 1
    for index in 0..<place
    where bytes[index] == 0x0A || bytes[index] == 0x0D && bytes[index + 1] != 0x0A { line += 1 }
    return line
  }
}
