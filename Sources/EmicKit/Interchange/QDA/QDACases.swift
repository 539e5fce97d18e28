/// The rows of a table of cases as a project wants them: by text, and by case.
struct QDACases: Sendable {
  /// The values that all texts of a case share; the others stand at the texts.
  private let shared: [String: [String: String]]
  /// By text.
  private let rows: [String: CaseTable.Row]
  private let transcripts: [String: [String]]

  init(_ rows: [CaseTable.Row]) {
    self.rows = Dictionary(
      rows.map { ($0.transcript, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let cases = Dictionary(grouping: rows.filter { !$0.case.isEmpty }, by: \.case)
    transcripts = cases.mapValues { $0.map(\.transcript) }
    shared = cases.mapValues { rows in
      rows[0].values.filter { attribute, value in
        !value.isEmpty && rows.allSatisfy { $0.values[attribute] == value }
      }
    }
  }

  /// The texts of a case, in the order of the rows.
  func transcripts(of name: String) -> [String] { transcripts[name] ?? [] }

  func values(of name: String) -> [String: String] { shared[name] ?? [:] }

  /// The values that a text does not share with the others of its case.
  func values(ofText name: String) -> [String: String] {
    guard let row = rows[name] else { return [:] }
    let shared = values(of: row.case)
    return row.values.filter { shared[$0.key] == nil }
  }
}
