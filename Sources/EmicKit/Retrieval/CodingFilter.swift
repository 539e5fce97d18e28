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
  /// - Parameters:
  ///   - source: one coder's work on one source.
  ///   - isStopped: asked before each quotation is searched.
  /// - Returns: what was found until it was stopped.
  /// - Throws: when the pattern takes too long.
  /// - Complexity: O(rows); with relations, times the rows of the codes that they name.
  public func places(
    in source: CodedSource,
    isStopped: () -> Bool = { false }
  ) throws(SearchProblem) -> [Int] {
    guard coders.isEmpty || coders.contains(source.coder) else { return [] }
    if isEverythingWanted { return Array(source.sidecar.codings.indices) }
    let read = codes.isEmpty && relations.isEmpty ? [] : source.readCodes
    let isWanted = source.codes.indices.map { codes.isEmpty || takes(read[$0], of: codes) }
    guard isWanted.contains(true) else { return [] }
    let related = relations.map { relation in
      let isRelated = read.map { takes($0, of: [relation.code]) }
      let places = source.codeOfRow.indices.filter { isRelated[source.codeOfRow[$0]] }
      return (relation: relation, places: places)
    }
    let rows = speakers.isEmpty && relations.isEmpty ? [] : source.rows
    let codings = source.sidecar.codings
    var places: [Int] = []
    for place in codings.indices where isWanted[source.codeOfRow[place]] {
      guard speakers.isEmpty || rows[place].speaker.map(speakers.contains) ?? false,
        flags.allSatisfy(codings[place].flags.contains),
        related.allSatisfy({ $0.relation.holds(at: place, among: $0.places, of: rows) })
      else { continue }
      if let text {
        if isStopped() { break }
        if try text.hits(in: TranscriptText(codings[place].quote)).isEmpty { continue }
      }
      places.append(place)
    }
    return places
  }

  /// Whether nothing is asked for that a coding could lack.
  private var isEverythingWanted: Bool {
    codes.isEmpty && speakers.isEmpty && relations.isEmpty && flags.isEmpty && text == nil
  }

  /// Whether a code is one of a few, or below one of them.
  private func takes(_ code: ReadCode, of codes: [Code.ID]) -> Bool {
    (includesSubcodes ? code.path[...] : code.path.suffix(1)).contains(where: codes.contains)
  }
}
