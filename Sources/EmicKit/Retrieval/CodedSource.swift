/// One coder's codings of one source, read and ready for questions.
///
/// Retrieval, matrices and co-occurrence all start from an array of these; what was asked for is in
/// `found`.
public struct CodedSource: Sendable {
  /// The source's path.
  public let transcript: String
  public let coder: Coder.ID
  public let attributes: CaseTable.Attributes
  /// The version of the codebook under which the coder last worked on it.
  public let codebook: Int
  /// All codings, in the order of the text.
  public let rows: [CodingRow]
  /// The codes in `rows`, each once; looking codes up row by row would take most of the time.
  let codes: [UsedCode]
  /// For each row the place of its code in `codes`.
  let codeOfRow: [Int]
  /// Between the coder's codings; each is kept with the coding from which it goes.
  public let links: [Link]
  /// Places in `rows`; all of them until somebody asks.
  public var found: [Int]

  /// - Parameters:
  ///   - sidecar: one coder's.
  ///   - transcript: `nil` when it cannot be read.
  ///   - name: the source's path.
  ///   - codebook: with the coder's own proposals.
  ///   - attributes: of the source.
  public init(
    of sidecar: Sidecar,
    in transcript: Transcript?,
    named name: String,
    codebook: Codebook,
    attributes: CaseTable.Attributes
  ) {
    self.transcript = name
    coder = sidecar.coder
    self.attributes = attributes
    self.codebook = sidecar.codings.reduce(sidecar.status.codebook) { max($0, $1.codebook) }
    rows = CodingRows.rows(
      of: sidecar,
      in: transcript,
      named: name,
      codebook: codebook,
      attributes: attributes
    )
    links = sidecar.links
    found = Array(rows.indices)
    var places: [Code.ID: Int] = [:]
    var codes: [UsedCode] = []
    codeOfRow = rows.map { row in
      if let place = places[row.coding.code] { return place }
      places[row.coding.code] = codes.count
      codes.append(UsedCode(stored: row.coding.code, path: row.path))
      return codes.count - 1
    }
    self.codes = codes
  }

  /// A code as the sidecar has it.
  struct UsedCode: Hashable {
    let stored: Code.ID
    /// From the family down, as it is read today.
    let path: [Code.ID]
  }

  /// The rows that were asked for.
  public var foundRows: [CodingRow] { found.map { rows[$0] } }

  /// What cases are counted by: a source without a case is a case of its own.
  public var caseKey: String { Self.caseKey(of: transcript, attributes) }

  /// The key of a source's case; no case has the key of another source.
  static func caseKey(of transcript: String, _ attributes: CaseTable.Attributes) -> String {
    // A line feed is in no path, and a case named like a file is another thing.
    attributes.case.isEmpty ? "\n\(transcript)" : attributes.case
  }
}
