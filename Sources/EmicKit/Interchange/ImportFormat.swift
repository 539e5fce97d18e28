/// A format that can be imported: how it is recognised, and how it is read.
///
/// `all` is the one table; each format has a file of its own. Content decides before endings do.
package struct ImportFormat: Sendable {
  /// For `--format json` and messages: `docx`, `vtt`.
  package var name: String
  /// `Word document`.
  package var title: String
  /// Without their dots.
  package var endings: [String]
  package var reading: Reading

  package enum Reading: Sendable {
    /// Of the members of a ZIP file.
    case archive(
      is: @Sendable (ZipArchive) -> Bool,
      read: @Sendable (ZipArchive, ImportSource) throws(ImportProblem) -> Imported
    )
    /// Of the bytes as they came.
    case bytes(
      is: @Sendable (ImportSource) -> Bool,
      read: @Sendable (ImportSource) throws(ImportProblem) -> Imported
    )
    /// Of a text that is decoded first.
    case text(
      is: @Sendable (DecodedText, ImportSource) -> Bool,
      read: @Sendable (DecodedText, ImportSource) throws(ImportProblem) -> Imported
    )
    /// Of a decoded text, where only reading it tells whether it is of this format: `nil` if not.
    case attempt(@Sendable (DecodedText, ImportSource) -> Imported?)
  }

  /// The table, in the order in which a file is held against it.
  package static let all: [ImportFormat] = [
    .docx, .odt, .xlsx,
    .rtf, .pdf, .elan,
    .webVTT, .subRip, .oTranscribe, .speechJSON, .chat, .csv,
    .f4, .inqScribe, .meetingText, .plainText,
  ]

  /// Reads a file in whichever format it is.
  ///
  /// - Returns: the format and what was made of the file.
  /// - Throws: why nothing can be made of it.
  package static func read(
    _ source: ImportSource
  ) throws(ImportProblem) -> (format: ImportFormat, imported: Imported) {
    if source.begins(with: "PK\u{3}\u{4}") || source.begins(with: "PK\u{5}\u{6}") {
      return try readArchive(source)
    }
    for format in all {
      if case .bytes(let isIt, let read) = format.reading, isIt(source) {
        return (format, try read(source))
      }
    }
    try Foreign.refuse(source)
    let text = try DecodedText(source.bytes, as: source.options.encoding)
    try Foreign.refuseOwn(text)
    for format in all {
      guard var imported = try format.imported(text, source) else { continue }
      imported.encoding = imported.encoding ?? text.encoding
      text.addNotes(to: &imported)
      return (format, imported)
    }
    throw .unsupported("a file of an unknown format", advice: "Save it as text (.txt) first.")
  }

  /// - Returns: `nil` where the text is of another format.
  private func imported(
    _ text: DecodedText,
    _ source: ImportSource
  ) throws(ImportProblem) -> Imported? {
    switch reading {
    case .archive, .bytes: return nil
    case .text(let isIt, let read): return isIt(text, source) ? try read(text, source) : nil
    case .attempt(let read): return read(text, source)
    }
  }

  private static func readArchive(
    _ source: ImportSource
  ) throws(ImportProblem) -> (format: ImportFormat, imported: Imported) {
    let archive: ZipArchive
    do throws(ZipError) {
      archive = try ZipArchive(source.bytes, file: source.path)
    } catch {
      throw .archive(error)
    }
    for format in all {
      if case .archive(let isIt, let read) = format.reading, isIt(archive) {
        return (format, try read(archive, source))
      }
    }
    throw Foreign.problem(with: archive)
  }
}

extension DecodedText {
  /// Tells what happened on the way from bytes to text.
  fileprivate func addNotes(to imported: inout Imported) {
    if let overruled {
      imported.note(
        "It says itself that it is \(encoding.rawValue), and was read so, not as "
          + "\(overruled.rawValue)."
      )
    }
    for line in gaps.prefix(20) {
      imported.note("Bytes that are not UTF-8 became U+FFFD here.", line: line)
    }
    if gaps.count > 20 {
      imported.note("U+FFFD stands in \(gaps.count - 20) more places for bytes that are not UTF-8.")
    }
  }

  /// Hands over the lines without their ends, one after the other; a last empty one is none.
  func forEachLine(_ body: (LineScanner) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        let end = UTF8Bytes.firstPlace(of: 0x0A, in: bytes, from: start) ?? bytes.count
        body(LineScanner(bytes, start..<end))
        start = end + 1
      }
    }
  }

  static func lines(of bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { String(decoding: $0, as: UTF8.self) }
  }
}
