import EmicKit
import ZipTesting

/// What is imported is text as emic keeps it, with times that lie in it.
extension ReaderLaw {
  /// The text of a project whose XML is tried.
  static let text = Array("I felt alone.\n信任政府。\n".utf8)

  static let odt = Array("application/vnd.oasis.opendocument.text".utf8)

  func importHolds(for bytes: [UInt8], ending: String) throws(Violation) -> Bool {
    var isRead = false
    for encoding in [nil, TextEncoding.gb18030] {
      var options = ImportSource.Options()
      options.encoding = encoding
      let source = ImportSource(path: "\(Self.file).\(ending)", bytes: bytes, options: options)
      guard let texts = try texts(of: source) else { continue }
      isRead = true
      for text in texts { try check(text) }
    }
    return isRead
  }

  private func texts(of source: ImportSource) throws(Violation) -> [ImportedText]? {
    do throws(ImportProblem) {
      return try ImportFormat.read(source).imported.texts
    } catch {
      try checkRefusal(error.message(file: source.path, study: "s"))
      return nil
    }
  }

  private func check(_ imported: ImportedText) throws(Violation) {
    guard let text = try? TranscriptText(bytes: imported.bytes) else {
      throw Violation(description: "\(self): what is imported is no text")
    }
    guard imported.times.allSatisfy({ $0.span.end <= text.scalarCount }) else {
      throw Violation(description: "\(self): a time lies behind the end of the text")
    }
  }

  func projectHolds(for bytes: [UInt8]) throws(Violation) -> Bool {
    var moment = Moment(now: Timestamp(milliseconds: 1_800_000_000_000), seed: (1, 2))
    do throws(QDAError) {
      _ = try QDAFile.study(of: bytes, file: Self.file, moment: &moment)
      return true
    } catch {
      try checkRefusal("\(error)")
      return false
    }
  }

  /// A whole archive.
  func packed(_ members: KeyValuePairs<String, [UInt8]>) throws(Violation) -> [UInt8] {
    var writer = ZipWriter()
    for (name, body) in members {
      do {
        try writer.add(name, body)
      } catch {
        throw Violation(description: "\(self): \(error)")
      }
    }
    return writer.packed()
  }
}
