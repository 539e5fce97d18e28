import CPlatform

/// Files that are no transcripts in any format, told for what they are.
enum Foreign {
  /// - Throws: what the file is, when that is known and none of emic's business.
  static func refuse(_ source: ImportSource) throws(ImportProblem) {
    let bytes = source.bytes
    for (magic, kind, advice) in magicNumbers where bytes.starts(with: magic) {
      throw .unsupported(kind, advice: advice)
    }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      throw oldOffice(bytes)
    }
    if ["docx", "docm", "odt", "ott", "xlsx", "xlsm"].contains(source.ending)
      || source.ending == "pdf"
    {
      throw .notWhatItSays(source.ending)
    }
  }

  /// A file of a study is no transcript: what is in it is emic's own.
  static func refuseOwn(_ text: DecodedText) throws(ImportProblem) {
    let head = String(decoding: text.bytes.prefix(8192), as: UTF8.self)
    // A codebook may begin with pages of comments.
    let lines = head.split(separator: "\n").drop { $0.hasPrefix("#") }
    let isOwn =
      lines.prefix(8).contains { $0.hasPrefix("format: emic/") }
      || head.hasPrefix("{") && head.contains("\"format\": \"emic/")
    if isOwn {
      throw .unsupported("a file of a study of emic's", advice: studyAdvice)
    }
    try refuseOwnTable(below: columns(of: head))
    if head.hasPrefix("transcript,case,") || head.hasPrefix("transcript,case\n") {
      throw .unsupported("a study's table of cases", advice: studyAdvice)
    }
    if head.hasPrefix("coding_id,transcript,case,coder,") || head.hasPrefix("{\"coding_id\":") {
      throw .unsupported("a list of codings that emic has exported", advice: studyAdvice)
    }
  }

  /// A table that names people, or says where they were named, is no transcript, whatever program saved it.
  ///
  /// - Parameter head: the names of its columns.
  /// - Throws: what the table is, where it is one of these.
  static func refuseOwnTable(below head: [String]) throws(ImportProblem) {
    let columns = head.map { $0.trimmingBlanks().lowercased() }
    if TableOfNames(below: head)?.isList == true {
      throw .unsupported(
        "a list of names",
        advice: "It says who is who, so it stays outside of the study, and nothing was taken "
          + "from it. Commands that let words out are given it with --names. Where it is a survey, take "
          + "the column of names out of it."
      )
    }
    if columns == AnonymisationLog.columns {
      throw .unsupported(
        "a list of what an export has replaced (--log)",
        advice: "Keep it with the export, outside of the study."
      )
    }
  }

  /// The fields of the first line, whichever of three signs parts them.
  private static func columns(of head: String) -> [String] {
    let line = head.prefix { !$0.isNewline }
    return line.split(omittingEmptySubsequences: false) { ",;\t".contains($0) }.map {
      String($0.filter { $0 != "\"" && $0 != "\u{FEFF}" })
    }
  }

  private static let studyAdvice =
    "Import the transcripts alone; a whole study goes over as a .qdpx archive (emic export --identified)."

  /// What a ZIP file is that holds no text which emic reads.
  static func problem(with archive: ZipArchive) -> ImportProblem {
    func holds(_ start: String) -> Bool { archive.members.contains { $0.name.hasPrefix(start) } }
    if QDAFile.isProject(archive) {
      return .unsupported("a REFI-QDA project", advice: "`emic import` brings it in as a whole.")
    }
    if holds("xl/") {
      return .unsupported("an Excel workbook of binary parts", advice: "Save it as .xlsx or .csv.")
    }
    if holds("ppt/") { return .unsupported("a PowerPoint file", advice: "Save its text as .txt.") }
    if archive.has("mimetype"), holds("META-INF/") {
      return .unsupported("an OpenDocument file or an e-book", advice: "Save it as .odt or .txt.")
    }
    if holds("word/") {
      return .damaged(
        "this Word document lacks its text",
        line: nil,
        advice: "Save it again in Word or LibreOffice."
      )
    }
    return .unsupported("a ZIP archive", advice: "Unpack it and import what is inside.")
  }

  private static let otherFile = "Import the text itself."
  private static let magicNumbers: [([UInt8], String, String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a PNG picture", otherFile),
    ([0xFF, 0xD8, 0xFF], "a JPEG picture", otherFile),
    (Array("GIF87a".utf8), "a GIF picture", otherFile),
    (Array("GIF89a".utf8), "a GIF picture", otherFile),
    ([0x1F, 0x8B], "a gzip archive", "Unpack it and import what is inside."),
    (
      [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive",
      "Unpack it and import what is inside."
    ),
    (Array("Rar!".utf8), "a RAR archive", "Unpack it and import what is inside."),
    (Array("OggS".utf8), "an Ogg recording", "Transcribe it first."),
    (Array("fLaC".utf8), "a FLAC recording", "Transcribe it first."),
    ([0x49, 0x44, 0x33, 0x03], "an MP3 recording", "Transcribe it first."),
    ([0x49, 0x44, 0x33, 0x04], "an MP3 recording", "Transcribe it first."),
    ([0x7F, 0x45, 0x4C, 0x46], "a program", otherFile),
    (
      SQLiteDatabase.magic, "a database",
      "If it is a project of QualCoder or Taguette, `emic import` brings it in."
    ),
  ]

  /// Before 2007, and what a password makes of a file since.
  private static func oldOffice(_ bytes: [UInt8]) -> ImportProblem {
    // The names in its table of contents are UTF-16.
    func names(_ name: String) -> Bool {
      let name = name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      return bytes.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return false }
        return platform_find(start, bytes.count, name, name.count) != nil
      }
    }
    if names("EncryptedPackage") { return .protected("Office document") }
    if names("WordDocument") {
      return .unsupported(
        "an old Word document (.doc)",
        advice: "Save it as .docx in Word or LibreOffice."
      )
    }
    return .unsupported("an old Office file", advice: "Save it as .docx, .csv or .txt.")
  }
}
