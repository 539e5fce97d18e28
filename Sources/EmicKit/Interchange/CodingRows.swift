/// A coding as one row of `codings.csv`: what it says and where it stands.
public struct CodingRow: Hashable, Sendable {
  public var coding: Coding
  public var transcript: String
  public var coder: Coder.ID
  public var sha256: String
  public var attributes: CaseTable.Attributes
  /// Of the code as it is read today; `?id` when the codebook lacks it.
  public var codeID: String
  public var code: String
  /// Ids from the family down.
  public var path: [Code.ID]
  /// From 1; of a document the paragraph.
  ///
  /// `nil` where the text has changed, and outside all turns.
  public var turn: Int?
  /// That of the last character.
  public var lastTurn: Int?
  /// From 1.
  public var line: Int?
  public var speaker: String?
  /// The last stamp at or before the start.
  public var time: String?
}

extension CodingRow: Comparable {
  /// Transcript, start, end, path, coder; the id where all are equal.
  public static func < (one: CodingRow, other: CodingRow) -> Bool {
    if one.transcript != other.transcript { return one.transcript < other.transcript }
    if one.coding.span != other.coding.span { return one.coding.span < other.coding.span }
    if one.path != other.path { return one.path.lexicographicallyPrecedes(other.path) }
    return (one.coder, one.coding.id) < (other.coder, other.coding.id)
  }
}

/// The rows of a sidecar's codings, and their printed forms.
public enum CodingRows {
  /// - Parameters:
  ///   - sidecar: one coder's.
  ///   - transcript: `nil` when it cannot be read; its places then stay empty.
  ///   - name: the transcript's path.
  ///   - codebook: with the coder's own proposals.
  ///   - attributes: of the source.
  /// - Returns: a row for each coding, in the order of the sidecar.
  public static func rows(
    of sidecar: Sidecar,
    in transcript: Transcript?,
    named name: String,
    codebook: Codebook,
    attributes: CaseTable.Attributes
  ) -> [CodingRow] {
    let places = places(of: sidecar, in: transcript)
    var codes: [Code.ID: ReadCode] = [:]
    return sidecar.codings.map { coding in
      let code = codes[coding.code] ?? ReadCode(coding.code, by: codebook)
      codes[coding.code] = code
      var row = CodingRow(
        coding: coding,
        transcript: name,
        coder: sidecar.coder,
        sha256: sidecar.source.sha256,
        attributes: attributes,
        codeID: code.id,
        code: code.name,
        path: code.path
      )
      places?.fill(&row)
      return row
    }
  }

  /// Where the codings stand; `nil` where the text is not the one that was coded.
  static func places(of sidecar: Sidecar, in transcript: Transcript?) -> CodingPlaces? {
    let isSame = transcript?.digest == sidecar.source.sha256
    return isSame ? transcript.map { CodingPlaces($0) } : nil
  }

  /// The names of the columns; the written code follows where some code is read as another.
  public static func columns(attributes: [String], hasStoredCodes: Bool) -> [String] {
    var columns = fixed
    for attribute in attributes {
      let snake = "attr_" + String(attribute.map { $0 == "-" || $0 == " " ? "_" : $0 })
      columns.append(columns.contains(snake) ? "attr_\(attribute)" : snake)
    }
    return columns + (hasStoredCodes ? ["code_stored"] : [])
  }

  private static let fixed = [
    "coding_id", "transcript", "case", "coder", "code_id", "code", "code_path", "start", "end",
    "turn", "line", "speaker", "time", "quotation", "memo", "flags", "created", "modified",
    "codebook_version", "transcript_sha256",
  ]

  /// The rows with their header, for CSV; what is missing is empty.
  public static func table(_ rows: [CodingRow], attributes: [String]) -> [[String]] {
    let hasStoredCodes = hasStoredCodes(rows)
    return [columns(attributes: attributes, hasStoredCodes: hasStoredCodes)]
      + rows.map { row in
        var fields: [String] = []
        row.forEachCell(attributes: attributes, hasStoredCodes: hasStoredCodes) { cell in
          fields.append(text(cell))
        }
        return fields
      }
  }

  /// What `CSV.text` makes of the table, in pieces that follow each other.
  ///
  /// Half a million rows are never all there as fields.
  public static func csv(_ rows: [CodingRow], attributes: [String]) -> [[UInt8]] {
    let hasStoredCodes = hasStoredCodes(rows)
    return [heading(attributes: attributes, hasStoredCodes: hasStoredCodes)]
      + pieces(of: rows) { rows in
        printed(rows.count, attributes: attributes, hasStoredCodes: hasStoredCodes) {
          rows[rows.startIndex + $0]
        }
      }
  }

  /// Prints rows one after the other, without a heading.
  ///
  /// - Parameters:
  ///   - count: of the rows.
  ///   - attributes: the names of the columns at the end.
  ///   - hasStoredCodes: whether the codes as they are stored have a column.
  ///   - row: the row of a number below `count`.
  /// - Returns: whole rows.
  static func printed(
    _ count: Int,
    attributes: [String],
    hasStoredCodes: Bool,
    _ row: (Int) -> CodingRow
  ) -> [UInt8] {
    var csv = CSVBytes(reserving: count * 400)
    for number in 0..<count {
      row(number).forEachCell(attributes: attributes, hasStoredCodes: hasStoredCodes) { cell in
        csv.add(text(cell))
      }
      csv.endRow()
    }
    return csv.bytes
  }

  /// The names of the columns as a row of CSV.
  package static func heading(attributes: [String], hasStoredCodes: Bool) -> [UInt8] {
    var heading = CSVBytes()
    for column in columns(attributes: attributes, hasStoredCodes: hasStoredCodes) {
      heading.add(column)
    }
    heading.endRow()
    return heading.bytes
  }

  private static func text(_ cell: JSONValue) -> String {
    switch cell {
    case .string(let text), .number(let text): text
    default: ""
    }
  }

  /// Prints some rows at a time, on all cores.
  private static func pieces(
    of rows: [CodingRow],
    _ print: @escaping @Sendable (ArraySlice<CodingRow>) -> [UInt8]
  ) -> [[UInt8]] {
    let length = 1024
    return Concurrently.map((rows.count + length - 1) / length) { piece in
      print(rows[piece * length..<min(rows.count, (piece + 1) * length)])
    }
  }

  private static func hasStoredCodes(_ rows: [CodingRow]) -> Bool {
    rows.indices.contains { rows[$0].codeID != rows[$0].coding.code.text }
  }

  /// The rows as JSON objects under the names of the columns; what is missing is null.
  public static func objects(_ rows: [CodingRow], attributes: [String]) -> JSONValue {
    let columns = columns(attributes: attributes, hasStoredCodes: true)
    return .array(
      rows.map { row in
        let cells = row.cells(attributes: attributes, hasStoredCodes: true)
        return .object(zip(columns, cells).map { JSONMember($0, $1) })
      }
    )
  }
}

extension CodingRow {
  /// What stands in the columns, in their order; null where something is missing.
  func cells(attributes names: [String], hasStoredCodes: Bool) -> [JSONValue] {
    var cells: [JSONValue] = []
    forEachCell(attributes: names, hasStoredCodes: hasStoredCodes) { cells.append($0) }
    return cells
  }

  /// The same, one after the other: for half a million rows nothing is gathered.
  fileprivate func forEachCell(
    attributes names: [String],
    hasStoredCodes: Bool,
    _ put: (JSONValue) -> Void
  ) {
    func putNumber(_ number: Int?) { put(number.map { .number(String($0)) } ?? .null) }
    func putKnown(_ text: String?) {
      put(text.map { $0.isEmpty ? .null : .string($0) } ?? .null)
    }
    put(.string(coding.id.text))
    put(.string(transcript))
    putKnown(attributes.case)
    put(.string(coder.text))
    put(.string(codeID))
    put(.string(code))
    put(.string(path.count == 1 ? path[0].text : path.map(\.text).joined(separator: "/")))
    putNumber(coding.span.start)
    putNumber(coding.span.end)
    putNumber(turn)
    putNumber(line)
    putKnown(speaker)
    putKnown(time)
    put(.string(coding.quote))
    put(.string(coding.memo))
    put(.string(coding.flags.map(\.text).joined(separator: "|")))
    put(.string(coding.created.text))
    put(.string(coding.modified.text))
    putNumber(coding.codebook)
    put(.string(sha256))
    for name in names { putKnown(attributes.values[name]) }
    if hasStoredCodes { put(.string(coding.code.text)) }
  }
}
