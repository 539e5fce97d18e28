/// A question about codings as people put it together: every part of it can be said in words.
///
///     trust or mistrust with subcodes, and legitimacy, by coder-a, sector=migrants
///
/// An empty part asks for all. `CodingFilter` is the same made ready for searching.
public struct CodingQuery: Hashable, Sendable {
  /// As codes are read today; one of them is enough.
  public var codes: [Code.ID] = []
  /// Also for the codes of `relations`.
  public var includesSubcodes = false
  /// All of them must hold.
  public var relations: [CodeRelation] = []
  /// One of them is enough.
  public var coders: [Coder.ID] = []
  /// `nil` for what the screen or command reads without being told.
  public var layer: CodingLayer?
  /// Paths; one of them is enough.
  public var transcripts: [String] = []
  public var conditions: [AttributeCondition] = []
  /// Labels as they stand in the text; one of them is enough.
  public var speakers: [String] = []
  /// All of them must be set.
  public var flags: [Coding.Flag] = []
  /// A regular expression that must be found in the quotation; empty for any words.
  public var text = ""

  public init() {}

  /// Whether it asks for everything.
  public var isEmpty: Bool { self == CodingQuery() }

  /// - Throws: when the text is no regular expression.
  public func filter() throws(SearchProblem) -> CodingFilter {
    var filter = CodingFilter()
    filter.coders = coders
    filter.codes = codes
    filter.includesSubcodes = includesSubcodes
    filter.conditions = conditions
    filter.speakers = speakers
    filter.relations = relations
    filter.flags = flags
    if !text.isEmpty { filter.text = try TextSearch(pattern: text, isRegex: true) }
    return filter
  }

  /// How codes are read where the answer is counted; working codes are counted like others.
  public func reading(_ codebook: Codebook) -> CodeReading {
    CodeReading(
      codebook,
      level: includesSubcodes ? .withSubcodes : .code,
      includesWorking: true
    )
  }
}
