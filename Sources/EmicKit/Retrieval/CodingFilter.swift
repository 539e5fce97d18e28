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
    let rows = source.rows
    let isWanted = source.codes.map { takes($0, of: codes) }
    guard isWanted.contains(true) else { return [] }
    let related = relations.map { relation in
      let isRelated = source.codes.map { takes($0, of: [relation.code]) }
      return (relation: relation, places: rows.indices.filter { isRelated[source.codeOfRow[$0]] })
    }
    var places: [Int] = []
    for place in rows.indices where isWanted[source.codeOfRow[place]] {
      guard speakers.isEmpty || rows[place].speaker.map(speakers.contains) ?? false,
        flags.allSatisfy(rows[place].coding.flags.contains),
        related.allSatisfy({ $0.relation.holds(at: place, among: $0.places, of: rows) })
      else { continue }
      if let text, try text.hits(in: TranscriptText(rows[place].coding.quote)).isEmpty { continue }
      places.append(place)
    }
    return places
  }

  /// Whether a code is one of a few, or below one of them; no codes ask for all.
  private func takes(_ code: CodedSource.UsedCode, of codes: [Code.ID]) -> Bool {
    codes.isEmpty
      || (includesSubcodes ? code.path : code.path.suffix(1)).contains(where: codes.contains)
  }
}
