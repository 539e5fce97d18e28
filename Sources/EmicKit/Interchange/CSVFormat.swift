extension ImportFormat {
  /// A table: one turn in each row where it has columns of speakers and words, else one document in
  /// each row, as surveys come.
  static let csv = ImportFormat(
    name: "csv",
    title: "Table (CSV)",
    endings: ["csv", "tsv"],
    reading: .text(
      is: { _, source in ["csv", "tsv"].contains(source.ending) },
      read: { text, source throws(ImportProblem) in
        try TableImport(text, isTabbed: source.ending == "tsv").imported()
      }
    )
  )
}

/// Reads a table of turns, or of documents.
struct TableImport {
  private let head: [String]
  private let rows: [CSV.Row]

  init(_ text: DecodedText, isTabbed: Bool) throws(ImportProblem) {
    let separator = isTabbed ? UInt8(ascii: "\t") : Self.separator(of: text.bytes)
    let rows: [CSV.Row]
    do throws(CSVError) {
      rows = try CSV.read(text.bytes, file: "", separator: separator)
    } catch {
      throw .damaged(error.problem.words.what, line: error.line, advice: error.problem.words.advice)
    }
    try self.init(rows)
  }

  /// - Throws: when there is nothing below the first row, which names the columns.
  init(_ rows: [CSV.Row]) throws(ImportProblem) {
    guard let first = rows.first, rows.count > 1 else {
      throw .empty("this table has no rows below its head")
    }
    head = first.fields.map { $0.trimmingBlanks() }
    self.rows = Array(rows.dropFirst())
  }

  /// Spreadsheets in half of Europe part by semicolons.
  private static func separator(of bytes: [UInt8]) -> UInt8 {
    let line = bytes.prefix { $0 != 0x0A }
    let marks = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    let counts = marks.map { mark in line.count { $0 == mark } }
    guard let most = counts.max(), most > 0, let place = counts.firstIndex(of: most) else {
      return marks[0]
    }
    return marks[place]
  }

  func imported() throws(ImportProblem) -> Imported {
    if let speaker = column(Self.speakerHeads), let words = column(Self.wordHeads) {
      return try turns(speaker, words)
    }
    return try documents()
  }

  private func column(_ names: Set<String>) -> Int? {
    head.firstIndex { names.contains($0.lowercased()) }
  }

  private func cell(_ row: CSV.Row, _ column: Int) -> String {
    column < row.fields.count ? row.fields[column].trimmingBlanks() : ""
  }

  private static let speakerHeads: Set<String> = [
    "speaker", "speakers", "who", "speaker name", "speaker_name", "speaker label", "说话人", "发言人",
    "講者", "说话者", "sprecher", "sprecherin", "locuteur", "hablante",
  ]
  private static let wordHeads: Set<String> = [
    "text", "words", "utterance", "transcript", "content", "speech", "sentence", "内容", "文本",
    "文字", "发言内容", "發言內容", "texte", "texto", "inhalt",
  ]
  private static let startHeads: Set<String> = [
    "start", "start time", "start_time", "begin", "from", "time", "timestamp", "开始时间", "时间", "时间戳",
  ]
  private static let endHeads: Set<String> = ["end", "end time", "end_time", "to", "结束时间"]

  // MARK: One turn in each row

  private func turns(_ speaker: Int, _ words: Int) throws(ImportProblem) -> Imported {
    let (start, end) = (column(Self.startHeads), column(Self.endHeads))
    var lines = ImportedLines()
    var (empty, timeless) = (0, 0)
    for row in rows {
      let text = cell(row, words)
      guard !text.isEmpty else {
        empty += 1
        continue
      }
      let from = start.flatMap { Self.time(cell(row, $0)) }
      if start != nil, from == nil { timeless += 1 }
      lines.add(
        speaker: cell(row, speaker),
        text,
        from: from,
        to: end.flatMap { Self.time(cell(row, $0)) }
      )
    }
    guard !lines.bytes.isEmpty else { throw .empty("no row of this table has words") }
    var imported = Imported([lines.text])
    imported.leaveOut("rows without words", empty)
    imported.leaveOut("times that could not be read", timeless)
    let used = [speaker, words, start, end].compactMap(\.self)
    imported.leaveOut("other columns", head.indices.count { !used.contains($0) })
    return imported
  }

  /// `00:01:02`, or seconds.
  private static func time(_ text: String) -> Int? {
    if let time = CaptionSyntax.time(text) { return time }
    guard let seconds = Double(text), seconds >= 0, seconds < 1_000_000_000 else { return nil }
    return Int((seconds * 1000).rounded())
  }

  // MARK: One document in each row

  private static let mostDocuments = 10_000
  private static let idHeads: Set<String> = [
    "transcript", "id", "case", "name", "participant", "respondent", "participant id",
    "respondent id", "case id", "document", "编号", "个案", "序号",
  ]

  private func documents() throws(ImportProblem) -> Imported {
    guard rows.count <= Self.mostDocuments else {
      throw .tooMuch(
        "this table has \(rows.count) rows, and \(Self.mostDocuments) documents are the most that "
          + "one import makes"
      )
    }
    let id = column(Self.idHeads)
    let digits = String(rows.count).count
    let isShort = shortColumns
    var texts: [ImportedText] = []
    var empty = 0
    var names: Set<String> = []
    for (index, row) in rows.enumerated() {
      let number = String(index + 1)
      let counted = String(repeating: "0", count: digits - number.count) + number
      var part = id.map { cell(row, $0) } ?? ""
      // Two rows of one name are told apart by their place.
      if part.isEmpty || !names.insert(SourceName.slugged(part).lowercased()).inserted {
        part = part.isEmpty ? counted : "\(part)-\(counted)"
        names.insert(SourceName.slugged(part).lowercased())
      }
      guard let bytes = document(row, isShort) else {
        empty += 1
        continue
      }
      texts.append(ImportedText(part: part, bytes: bytes))
    }
    guard !texts.isEmpty else { throw .empty("no row of this table has words") }
    var imported = Imported(texts)
    imported.leaveOut("rows without words", empty)
    imported.note(
      "Each row became a document: no two columns are named as speaker and text, so that they could "
        + "be turns."
    )
    return imported
  }

  /// Short cells as header lines, long ones as paragraphs beneath their question.
  private func document(_ row: CSV.Row, _ isShort: [Bool]) -> [UInt8]? {
    var (header, body) = ("", "")
    for column in head.indices {
      let text = cell(row, column)
      guard !text.isEmpty else { continue }
      let name = head[column].isEmpty ? "Column \(column + 1)" : ImportedLines.oneLine(head[column])
      if isShort[column] {
        header += "\(name): \(text)\n"
      } else {
        body += "\n\(name)\n\(text)\n"
      }
    }
    guard !body.isEmpty else { return header.isEmpty ? nil : Array(header.utf8) }
    return Array((header.isEmpty ? String(body.dropFirst()) : header + body).utf8)
  }

  /// Columns of values rather than of words: no cell is longer than a label, or has a line's end.
  private var shortColumns: [Bool] {
    head.indices.map { column in
      head[column].unicodeScalars.count <= 40 && !head[column].isEmpty
        && rows.allSatisfy { row in
          let text = cell(row, column).unicodeScalars
          return text.count <= 40 && !text.contains("\n")
        }
    }
  }
}
