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
        try TableImport.read(text, isTabbed: source.ending == "tsv")
      }
    )
  )
}

/// Takes the rows of a table of turns, or of documents, one after the other; the first names the
/// columns.
struct TableImport {
  private var head: [String]?
  /// Of those below the head.
  private var count = 0
  /// Where there are columns of speakers and words.
  private var turns: TableTurns?
  /// Where there are none: so many as one import makes documents of.
  private var rows: [CSV.Row] = []

  static func read(_ text: DecodedText, isTabbed: Bool) throws(ImportProblem) -> Imported {
    let separator = isTabbed ? UInt8(ascii: "\t") : separator(of: text.bytes)
    var table = TableImport()
    do throws(CSVError) {
      try CSV.forEachRow(of: text.bytes, file: "", separator: separator) { table.add($0) }
    } catch {
      throw .damaged(error.problem.words.what, line: error.line, advice: error.problem.words.advice)
    }
    return try table.imported()
  }

  mutating func add(_ row: CSV.Row) {
    guard head != nil else {
      let names = row.fields.map { $0.trimmingBlanks() }
      (head, turns) = (names, TableTurns(below: names))
      return
    }
    count += 1
    if turns != nil {
      turns?.add(row)
    } else if count <= Self.mostDocuments {
      rows.append(row)
    }
  }

  /// - Throws: when there is nothing below the head, or nothing in it.
  func imported() throws(ImportProblem) -> Imported {
    if let head { try Foreign.refuseOwnTable(below: head) }
    guard let head, count > 0 else { throw .empty("this table has no rows below its head") }
    if let turns { return try turns.imported() }
    return try documents(below: head)
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

  // MARK: One document in each row

  private static let mostDocuments = 10_000
  private static let idHeads: Set<String> = [
    "transcript", "id", "case", "name", "participant", "respondent", "participant id",
    "respondent id", "case id", "document", "编号", "个案", "序号",
  ]

  private func documents(below head: [String]) throws(ImportProblem) -> Imported {
    guard count <= Self.mostDocuments else {
      throw .tooMuch(
        "this table has \(count) rows, and \(Self.mostDocuments) documents are the most that "
          + "one import makes"
      )
    }
    // Who is who stays outside of the study, in names of files, too.
    let people = TableOfNames(below: head)
    let hidden = people?.names ?? []
    let id = people?.replacement ?? head.column(Self.idHeads)
    let digits = String(rows.count).count
    let isShort = shortColumns(of: head)
    var texts: [ImportedText] = []
    var empty = 0
    var names: Set<String> = []
    for (index, row) in rows.enumerated() {
      let number = String(index + 1)
      let counted = String(repeating: "0", count: digits - number.count) + number
      var part = id.map { row.cell($0) } ?? ""
      // Two rows of one name are told apart by their place.
      if part.isEmpty || !names.insert(SourceName.slugged(part).lowercased()).inserted {
        part = part.isEmpty ? counted : "\(part)-\(counted)"
        names.insert(SourceName.slugged(part).lowercased())
      }
      guard let bytes = document(row, below: head, isShort, without: hidden) else {
        empty += 1
        continue
      }
      texts.append(ImportedText(part: part, bytes: bytes))
    }
    guard !texts.isEmpty else { throw .empty("no row of this table has words") }
    var imported = Imported(texts)
    imported.leaveOut("rows without words", empty)
    imported.leaveOut(
      "real names",
      rows.count { row in hidden.contains { !row.cell($0).isEmpty } }
    )
    imported.note(
      "Each row became a document: no two columns are named as speaker and text, so that they could "
        + "be turns."
    )
    return imported
  }

  /// Short cells as header lines, long ones as paragraphs beneath their question.
  private func document(
    _ row: CSV.Row,
    below head: [String],
    _ isShort: [Bool],
    without hidden: [Int]
  ) -> [UInt8]? {
    var (header, body) = ("", "")
    for column in head.indices where !hidden.contains(column) {
      let text = row.cell(column)
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
  private func shortColumns(of head: [String]) -> [Bool] {
    head.indices.map { column in
      head[column].unicodeScalars.count <= 40 && !head[column].isEmpty
        && rows.allSatisfy { row in
          let text = row.cell(column).unicodeScalars
          return text.count <= 40 && !text.contains("\n")
        }
    }
  }
}

/// One turn in each row.
private struct TableTurns {
  private let speaker, words: Int
  private let start, end: Int?
  /// How many columns mean nothing here.
  private let others: Int
  private var lines = ImportedLines()
  private var (empty, timeless) = (0, 0)

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

  /// - Parameter head: the names of the columns; `nil` where they are not those of turns.
  init?(below head: [String]) {
    guard let speaker = head.column(Self.speakerHeads), let words = head.column(Self.wordHeads)
    else { return nil }
    (self.speaker, self.words) = (speaker, words)
    (start, end) = (head.column(Self.startHeads), head.column(Self.endHeads))
    let used = [speaker, words, start, end].compactMap(\.self)
    others = head.indices.count { !used.contains($0) }
  }

  mutating func add(_ row: CSV.Row) {
    let text = row.cell(words)
    guard !text.isEmpty else {
      empty += 1
      return
    }
    let from = start.flatMap { Self.time(row.cell($0)) }
    if start != nil, from == nil { timeless += 1 }
    lines.add(
      speaker: row.cell(speaker),
      text,
      from: from,
      to: end.flatMap { Self.time(row.cell($0)) }
    )
  }

  func imported() throws(ImportProblem) -> Imported {
    guard !lines.bytes.isEmpty else { throw .empty("no row of this table has words") }
    var imported = Imported([lines.text])
    imported.leaveOut("rows without words", empty)
    imported.leaveOut("times that could not be read", timeless)
    imported.leaveOut("other columns", others)
    return imported
  }

  /// `00:01:02`, or seconds.
  private static func time(_ text: String) -> Int? {
    if let time = CaptionSyntax.time(text) { return time }
    guard let seconds = Double(text), seconds >= 0, seconds < 1_000_000_000 else { return nil }
    return Int((seconds * 1000).rounded())
  }
}

extension [String] {
  /// The first column of one of these names.
  fileprivate func column(_ names: Set<String>) -> Int? {
    firstIndex { names.contains($0.lowercased()) }
  }
}

extension CSV.Row {
  /// What stands in a column, without blanks around it; nothing where the row is too short.
  fileprivate func cell(_ column: Int) -> String {
    column < fields.count ? fields[column].trimmingBlanks() : ""
  }
}
