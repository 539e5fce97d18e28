extension NameList {
  /// Reads a list: CSV with the columns `name`, `replacement` and, if wanted, `kind` and `variants`.
  ///
  /// - Parameters:
  ///   - bytes: of the file.
  ///   - file: its name, for messages.
  /// - Throws: with the line, when it is no such list.
  public init(reading bytes: [UInt8], file: String) throws(NameListError) {
    func error(_ line: Int?, _ problem: NameListError.Problem) -> NameListError {
      NameListError(file: file, line: line, problem: problem)
    }
    var rows: [CSV.Row] = []
    do throws(CSVError) {
      let separator = Self.separator(of: bytes)
      try CSV.forEachRow(of: bytes, file: file, separator: separator) { rows.append($0) }
    } catch {
      throw NameListError(file: file, line: error.line, problem: .csv(error))
    }
    guard let head = rows.first else { throw error(nil, .empty) }
    // Excel begins them with a capital.
    let columns = head.fields.map { $0.trimmingBlanks().lowercased() }
    for (place, column) in columns.enumerated() {
      guard Self.columns.contains(column) else {
        throw error(head.line, .unknownColumn(column))
      }
      guard !columns[..<place].contains(column) else {
        throw error(head.line, .duplicateColumn(column))
      }
    }
    for column in Self.needed where !columns.contains(column) {
      throw error(head.line, .missingColumn(column))
    }
    var entries: [Entry] = []
    for row in rows.dropFirst() {
      guard row.fields.count == columns.count else {
        throw error(row.line, .ragged(fields: row.fields.count, columns: columns.count))
      }
      let fields = Dictionary(
        uniqueKeysWithValues: zip(columns, row.fields.map { $0.trimmingBlanks() })
      )
      guard let name = fields["name"], !name.isEmpty else { throw error(row.line, .noName) }
      let kind = fields["kind"] ?? ""
      guard kind.count <= 32, kind.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) else {
        throw error(row.line, .malformedKind(kind))
      }
      let variants = (fields["variants"] ?? "").split(whereSeparator: Self.separators.contains)
        .map { $0.trimmingBlanks() }
      entries.append(
        Entry(
          line: row.line,
          name: name,
          replacement: fields["replacement"] ?? "",
          kind: kind.isEmpty ? Self.usualKind : kind,
          variants: variants.filter { !$0.isEmpty }
        )
      )
    }
    guard !entries.isEmpty else { throw error(nil, .empty) }
    try self.init(entries, file: file)
  }

  private static let needed = ["name", "replacement"]
  private static let columns = needed + ["kind", "variants"]

  /// Spreadsheets in half of Europe part by semicolons.
  private static func separator(of bytes: [UInt8]) -> UInt8 {
    let head = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    let isOfSemicolons = !head.contains(UInt8(ascii: ",")) && head.contains(UInt8(ascii: ";"))
    return UInt8(ascii: isOfSemicolons ? ";" : ",")
  }

  /// What parts variants; a Chinese input method has bars, commas and semicolons of its own.
  private static let separators: Set<Character> = ["|", "｜", ";", "；", "、", "，"]
}
