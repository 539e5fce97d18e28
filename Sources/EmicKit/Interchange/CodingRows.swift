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
  /// `nil` where the text has changed or nothing is said.
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
    let isSame = transcript?.digest == sidecar.source.sha256
    let places = isSame ? transcript : nil
    let structure = places?.structure
    return sidecar.codings.map { coding in
      let id = codebook.resolved(coding.code)
      let code = codebook[id]
      let start = coding.span.start
      return CodingRow(
        coding: coding,
        transcript: name,
        coder: sidecar.coder,
        sha256: sidecar.source.sha256,
        attributes: attributes,
        codeID: code == nil ? "?\(id)" : id.text,
        code: code?.name.primary ?? "?\(id)",
        path: code == nil ? [Code.ID("?\(id)")] : codebook.path(to: id),
        turn: places?.turnNumber(at: start),
        lastTurn: places?.turnNumber(at: coding.span.end - 1),
        line: places.map { $0.text.line(containing: start) + 1 },
        speaker: structure?.turn(at: start)?.speaker,
        time: structure?.time(at: start)
      )
    }
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
    let hasStoredCodes = rows.contains { $0.codeID != $0.coding.code.text }
    return [columns(attributes: attributes, hasStoredCodes: hasStoredCodes)]
      + rows.map { row in
        row.cells(attributes: attributes, hasStoredCodes: hasStoredCodes).map { cell in
          switch cell {
          case .string(let text), .number(let text): text
          default: ""
          }
        }
      }
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
    func number(_ number: Int?) -> JSONValue { number.map { .number(String($0)) } ?? .null }
    func known(_ text: String?) -> JSONValue {
      text.map { $0.isEmpty ? .null : .string($0) } ?? .null
    }
    let fixed: [JSONValue] = [
      .string(coding.id.text), .string(transcript), known(attributes.case), .string(coder.text),
      .string(codeID), .string(code), .string(path.map(\.text).joined(separator: "/")),
      number(coding.span.start), number(coding.span.end), number(turn), number(line),
      known(speaker), known(time), .string(coding.quote), .string(coding.memo),
      .string(coding.flags.map(\.text).joined(separator: "|")), .string(coding.created.text),
      .string(coding.modified.text), number(coding.codebook), .string(sha256),
    ]
    return fixed + names.map { known(attributes.values[$0]) }
      + (hasStoredCodes ? [.string(coding.code.text)] : [])
  }
}
