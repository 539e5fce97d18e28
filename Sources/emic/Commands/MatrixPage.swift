import EmicKit

/// A matrix as JSON, CSV and two tables.
struct MatrixPage: Sendable {
  let matrix: CodeMatrix
  let showsCells: Bool
  let form: Table.Form
  /// What happens to words.
  let release: Release
  /// The sources as they leave, by path.
  let words: [String: ReleasedSource]

  /// Two coders' codings of one passage are no two passages: nothing is added over coders.
  private var hasCoders: Bool { matrix.dimensions.contains(.coder) }

  // MARK: JSON

  var json: JSONValue {
    var members = [
      JSONMember("rows", .strings(matrix.codes.map { release.id($0).text })),
      JSONMember("columns", .array(matrix.columns.map(name))),
      JSONMember("codings", numbers(\.codings)),
      JSONMember("cases", numbers(\.cases)),
      JSONMember("unknown", object(matrix.unknown)),
      JSONMember("not-coded", .strings(matrix.notCoded.map(release.transcript))),
      JSONMember("hidden", .strings(matrix.hidden.map(release.transcript))),
      JSONMember("drafts", .strings(matrix.drafts.map(release.transcript))),
      JSONMember(
        "not-offered",
        .array(
          matrix.notOffered.map { code, transcripts in
            .object([
              JSONMember("code", .string(release.id(code).text)),
              JSONMember("transcripts", .strings(transcripts.map(release.transcript))),
            ])
          }
        )
      ),
      JSONMember("by", .strings(matrix.dimensions.map(\.text))),
      JSONMember(
        "totals",
        .object([
          JSONMember("rows", hasCoders ? .null : .array(matrix.rowTotals.map(object))),
          JSONMember("columns", .array(matrix.columnTotals.map(object))),
          JSONMember("all", hasCoders ? .null : object(matrix.total)),
        ])
      ),
    ]
    if showsCells { members.append(JSONMember("cells", .array(filledCells.map(object)))) }
    return .object(members)
  }

  private func values(of column: MatrixColumn) -> [String?] {
    zip(column.values, matrix.dimensions).map { value, dimension in
      value.map { release.value($0, of: dimension) }
    }
  }

  /// One attribute is its value, several are a list of them.
  private func name(_ column: MatrixColumn) -> JSONValue {
    let values = values(of: column).map { JSONValue.known($0) }
    return values.count == 1 ? values[0] : .array(values)
  }

  /// What nobody could find is null, what nobody found 0.
  private func numbers(_ part: KeyPath<CodeMatrix.Count, Int>) -> JSONValue {
    .array(
      matrix.cells.map { row in
        .array(
          row.map { cell in
            if case .counted(let count) = cell { return .count(count[keyPath: part]) }
            return .null
          }
        )
      }
    )
  }

  private func object(_ count: CodeMatrix.Count) -> JSONValue {
    .object([
      JSONMember("codings", .count(count.codings)), JSONMember("cases", .count(count.cases)),
    ])
  }

  // MARK: What is behind a cell

  private struct FilledCell {
    var code: Code.ID
    var column: MatrixColumn
    var rows: [CodingRow]
  }

  private var filledCells: [FilledCell] {
    matrix.codes.indices.flatMap { row in
      matrix.columns.indices.compactMap { column in
        let rows = matrix.codings(row: row, column: column)
        guard !rows.isEmpty else { return nil }
        return FilledCell(code: matrix.codes[row], column: matrix.columns[column], rows: rows)
      }
    }
  }

  private func object(_ cell: FilledCell) -> JSONValue {
    .object([
      JSONMember("row", .string(release.id(cell.code).text)),
      JSONMember("column", name(cell.column)),
      JSONMember(
        "codings",
        .array(
          cell.rows.map { row in
            .object([
              JSONMember("coding_id", .string(row.coding.id.text)),
              JSONMember("transcript", .string(release.transcript(row.transcript))),
              JSONMember("turn", row.turn.map { .count($0) } ?? .null),
              JSONMember("coder", .string(row.coder.text)),
              JSONMember("code_id", .string(release.id(Code.ID(row.codeID)).text)),
            ])
          }
        )
      ),
    ])
  }

  // MARK: CSV

  /// A row for each cell; with `showsCells` a row for each coding behind one.
  var csv: [[String]] {
    let names = matrix.dimensions.map(\.text)
    guard !showsCells else {
      return [["code"] + names + ["coding_id", "transcript", "turn", "coder", "code_id"]]
        + filledCells.flatMap { cell in
          cell.rows.map { row in
            [release.id(cell.code).text] + values(of: cell.column).map { $0 ?? "" } + [
              row.coding.id.text, release.transcript(row.transcript),
              row.turn.map { String($0) } ?? "",
              row.coder.text, release.id(Code.ID(row.codeID)).text,
            ]
          }
        }
    }
    return [["code"] + names + ["codings", "cases", "state"]]
      + zip(matrix.codes, matrix.cells).flatMap { code, cells in
        zip(matrix.columns, cells).map { column, cell in
          [release.id(code).text] + values(of: column).map { $0 ?? "" }
            + Self.fields(cell)
        }
      }
  }

  private static func fields(_ cell: CodeMatrix.Cell) -> [String] {
    switch cell {
    case .counted(let count): [String(count.codings), String(count.cases), "coded"]
    case .notCoded: ["", "", "not-coded"]
    case .hidden: ["", "", "hidden"]
    case .draft: ["", "", "draft"]
    case .notOffered: ["", "", "not-offered"]
    }
  }

  // MARK: Tables

  var text: String {
    guard !matrix.columns.isEmpty, !matrix.codes.isEmpty else {
      return "Nothing is coded that could be counted. Drafts count only with --layer current.\n"
    }
    let counts: [KeyPath<CodeMatrix.Count, Int> & Sendable] = [\.codings, \.cases]
    // Wide tables take a while to be put into columns.
    let tables = Concurrently.map(counts.count) { table(counts[$0]) }
    return "Codings\n\n" + tables[0] + "\nCases\n\n" + tables[1] + legend
      + (showsCells ? "\n" + list : "")
  }

  private func table(_ part: KeyPath<CodeMatrix.Count, Int>) -> String {
    var table = Table(["CODE"] + matrix.columns.map(heading) + (hasCoders ? [] : [Self.total]))
    table.rightAligned = Set(1...matrix.columns.count + 1)
    func sign(_ cell: CodeMatrix.Cell) -> String {
      switch cell {
      case .counted(let count): String(count[keyPath: part])
      case .notCoded: "…"
      case .hidden: "?"
      case .draft: "~"
      case .notOffered: "–"
      }
    }
    for (row, code) in matrix.codes.enumerated() {
      let total = hasCoders ? [] : [sign(matrix.rowTotal(row))]
      table.add([release.id(code).text] + matrix.cells[row].map(sign) + total)
    }
    let total = hasCoders ? [] : [sign(matrix.wholeTotal)]
    table.add(
      [Self.total] + matrix.columns.indices.map { sign(matrix.columnTotal($0)) } + total
    )
    return table.text(form)
  }

  /// In brackets, since an attribute may have any word as a value.
  private static let total = "(total)"

  private func heading(_ column: MatrixColumn) -> String {
    values(of: column).map { $0 ?? "(unknown)" }.joined(separator: " · ")
  }

  private var legend: String {
    var lines = ""
    let cells = matrix.cells.joined()
    if cells.contains(.notCoded) { lines += "…  not coded yet\n" }
    if cells.contains(.hidden) { lines += "?  coded, and hidden: blind, or not submitted\n" }
    if cells.contains(.draft) { lines += "~  a draft, not counted\n" }
    if cells.contains(.notOffered) { lines += "–  the code was not offered then\n" }
    if !matrix.notCoded.isEmpty { lines += "Not coded yet: \(list(matrix.notCoded))\n" }
    if !matrix.hidden.isEmpty { lines += "Coded and hidden: \(list(matrix.hidden))\n" }
    if !matrix.drafts.isEmpty {
      lines += "Drafts, not counted: \(list(matrix.drafts)) (--layer current counts them)\n"
    }
    if let warning = matrix.smallCellWarning { lines += warning + "\n" }
    return lines.isEmpty ? "" : "\n" + lines
  }

  private func list(_ transcripts: [String]) -> String {
    transcripts.map { DisplayText.safe(release.transcript($0)) }.joined(separator: ", ")
  }

  /// What may not be quoted is not, and of a text that has changed nobody knows it.
  private func quotation(_ row: CodingRow) -> String {
    guard let source = words[row.transcript], source.transcript.digest == row.sha256 else {
      return "(not to be quoted: the text has changed)"
    }
    return source.quotation(of: row.coding.span) ?? "(not to be quoted)"
  }

  private var list: String {
    var table = Table(["CODE", "COLUMN", "TRANSCRIPT", "TURN", "CODER", "QUOTATION"])
    table.rightAligned = [3]
    table.clips = [5]
    for cell in filledCells {
      for row in cell.rows {
        table.add([
          release.id(cell.code).text, heading(cell.column), release.transcript(row.transcript),
          row.turn.map { String($0) } ?? "", row.coder.text, quotation(row),
        ])
      }
    }
    return table.text(form)
  }
}
