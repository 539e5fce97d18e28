/// The attributes of transcripts, one row each: `cases.csv`.
public struct CaseTable: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    /// In the file, from 1.
    public var line: Int
    /// The transcript's path relative to the study.
    public var transcript: String
    /// Empty when the table does not say it.
    public var `case`: String
    /// By attribute; what is empty or not allowed is unknown and not here.
    public var values: [String: String]
    /// By attribute: what the study does not list; it is unknown, whatever a header says.
    public var refused: [String: String]

    public init(
      line: Int,
      transcript: String,
      case: String,
      values: [String: String],
      refused: [String: String] = [:]
    ) {
      self.line = line
      self.transcript = transcript
      self.case = `case`
      self.values = values
      self.refused = refused
    }
  }

  /// A value that `study.yaml` does not list; it counts as unknown.
  public struct Warning: Hashable, Sendable {
    public var file: String
    public var line: Int
    public var attribute: String
    public var value: String
    public var allowed: [String]
  }

  /// In the order of the columns.
  public var attributes: [String]
  public var rows: [Row] { didSet { index = Index() } }
  public var warnings: [Warning]

  public init(attributes: [String] = [], rows: [Row] = [], warnings: [Warning] = []) {
    self.attributes = attributes
    self.rows = rows
    self.warnings = warnings
  }

  private var index = Index()

  /// The row of a transcript; where several have its path, the first.
  public subscript(transcript: String) -> Row? {
    let places = index.places.value {
      Dictionary(
        rows.indices.map { (rows[$0].transcript, $0) },
        uniquingKeysWith: { first, _ in first }
      )
    }
    return places[transcript].map { rows[$0] }
  }

  /// Where the row of a transcript is; no part of what the table says.
  ///
  /// To look through all rows for each transcript grew with the square of a large study.
  private struct Index: Hashable, Sendable {
    let places = Once<[String: Int]>()

    static func == (one: Index, other: Index) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
  }
}

extension CaseTable {
  /// Reads the file; values that are not allowed are unknown, anything else wrong is refused.
  ///
  /// - Parameters:
  ///   - bytes: the file as it is on disk.
  ///   - file: the name under which messages speak of it.
  ///   - study: what lists the allowed values and their synonyms.
  /// - Returns: the rows, and a warning for each value that is not allowed.
  /// - Throws: the first problem, with its line.
  public static func read(
    _ bytes: [UInt8],
    file: String,
    study: StudyFile
  ) throws(CaseTableError) -> CaseTable {
    let rows: [CSV.Row]
    do {
      rows = try CSV.read(bytes, file: file)
    } catch {
      throw CaseTableError(file: file, line: error.line, problem: .csv(error))
    }
    guard let header = rows.first else {
      throw CaseTableError(file: file, line: nil, problem: .empty)
    }
    let columns = try columns(of: header, file: file)
    var table = CaseTable(
      attributes: header.fields.filter { $0 != "transcript" && $0 != "case" }
    )
    var lines: [String: Int] = [:]
    for row in rows.dropFirst() {
      func error(_ problem: CaseTableError.Problem) -> CaseTableError {
        CaseTableError(file: file, line: row.line, problem: problem)
      }
      guard row.fields.count == header.fields.count else {
        throw error(.ragged(fields: row.fields.count, columns: header.fields.count))
      }
      let transcript = row.fields[columns.transcript]
      guard !transcript.isEmpty else { throw error(.noTranscript) }
      if let firstLine = lines.updateValue(row.line, forKey: transcript) {
        throw error(.duplicateRow(transcript, firstLine: firstLine))
      }
      table.add(row, transcript: transcript, columns: header.fields, file: file, study: study)
    }
    return table
  }

  private static func columns(
    of header: CSV.Row,
    file: String
  ) throws(CaseTableError) -> (transcript: Int, case: Int) {
    func error(_ problem: CaseTableError.Problem) -> CaseTableError {
      CaseTableError(file: file, line: header.line, problem: problem)
    }
    if header.fields.count == 1, let only = header.fields.first {
      if only.contains("\t") { throw error(.separator("tabs")) }
      if only.contains(";") { throw error(.separator("semicolons")) }
    }
    for (place, name) in header.fields.enumerated() {
      guard !name.isEmpty else { throw error(.emptyColumn(place + 1)) }
      guard !header.fields[..<place].contains(name) else { throw error(.duplicateColumn(name)) }
    }
    guard let transcript = header.fields.firstIndex(of: "transcript") else {
      throw error(.missingColumn("transcript"))
    }
    guard let column = header.fields.firstIndex(of: "case") else {
      throw error(.missingColumn("case"))
    }
    return (transcript, column)
  }

  private mutating func add(
    _ row: CSV.Row,
    transcript: String,
    columns: [String],
    file: String,
    study: StudyFile
  ) {
    // With room for all: for the first dictionary of texts that grows, Swift's runtime goes through all conformances
    // of the program, a fiftieth of the start.
    let values = [String: String](minimumCapacity: attributes.count)
    var result = Row(line: row.line, transcript: transcript, case: "", values: values)
    for (column, text) in zip(columns, row.fields) where column != "transcript" && !text.isEmpty {
      if column == "case" {
        result.case = text
        continue
      }
      guard let allowed = study.values(of: column) else {
        result.values[column] = text
        continue
      }
      result.values[column] = allowed.value(for: text)
      if result.values[column] == nil {
        result.refused[column] = text
        warnings.append(
          Warning(
            file: file,
            line: row.line,
            attribute: column,
            value: text,
            allowed: allowed.values
          )
        )
      }
    }
    rows.append(result)
  }
}
