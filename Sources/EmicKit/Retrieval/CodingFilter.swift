/// Which codings are wanted; an empty part asks for all.
public struct CodingFilter: Sendable {
  public var coders: [Coder.ID] = []
  /// As codes are read today; one of them is enough.
  public var codes: [Code.ID] = []
  /// Also for the codes of `relations`.
  public var includesSubcodes = false
  /// By attribute (`case` is the case).
  public var conditions: [AttributeCondition] = []
  /// Labels as they stand in the text; one of them is enough.
  public var speakers: [String] = []
  /// All of them must hold.
  public var relations: [CodeRelation] = []
  /// All of them must be set.
  public var flags: [Coding.Flag] = []
  /// Must be found in the quotation.
  public var text: TextSearch?

  public init() {}

  /// The codings of a source that are wanted: their places in its rows.
  ///
  /// The source's attributes are not asked about: `conditions` has that answer.
  ///
  /// - Throws: when the pattern takes too long.
  /// - Complexity: O(rows); with relations, times the rows of the codes that they name.
  public func places(in source: CodedSource) throws(SearchProblem) -> [Int] {
    guard coders.isEmpty || coders.contains(source.coder) else { return [] }
    var wanted = CodeChoice(codes, includesSubcodes: includesSubcodes)
    let related = relations.map { relation in
      var choice = CodeChoice([relation.code], includesSubcodes: includesSubcodes)
      return (relation: relation, rows: source.rows.filter { choice.takes($0) })
    }
    var places: [Int] = []
    for (place, row) in source.rows.enumerated() {
      guard codes.isEmpty || wanted.takes(row),
        speakers.isEmpty || row.speaker.map(speakers.contains) ?? false,
        flags.allSatisfy(row.coding.flags.contains),
        related.allSatisfy({ $0.relation.holds(for: row, among: $0.rows) })
      else { continue }
      if let text, try text.hits(in: TranscriptText(row.coding.quote)).isEmpty { continue }
      places.append(place)
    }
    return places
  }
}

/// Whether rows have one of a few codes; asks each code of the rows once.
private struct CodeChoice {
  private let codes: Set<Code.ID>
  private let includesSubcodes: Bool
  private var answers: [String: Bool] = [:]

  init(_ codes: [Code.ID], includesSubcodes: Bool) {
    self.codes = Set(codes)
    self.includesSubcodes = includesSubcodes
  }

  mutating func takes(_ row: CodingRow) -> Bool {
    if let answer = answers[row.codeID] { return answer }
    let answer = (includesSubcodes ? row.path : row.path.suffix(1)).contains(where: codes.contains)
    answers[row.codeID] = answer
    return answer
  }
}
