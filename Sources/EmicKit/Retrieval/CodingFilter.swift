/// Which codings are wanted; an empty part asks for all.
public struct CodingFilter: Sendable {
  public var coders: [Coder.ID] = []
  /// As codes are read today.
  public var codes: [Code.ID] = []
  public var includesSubcodes = false
  /// By attribute (`case` is the case); one of the values of each attribute must fit.
  public var attributes: [String: [String]] = [:]
  /// All of them must be set.
  public var flags: [Coding.Flag] = []
  /// Must be found in the quotation.
  public var text: TextSearch?

  public init() {}

  /// Whether a source fits, before its codings are looked at.
  public func matches(_ source: CaseTable.Attributes) -> Bool {
    attributes.allSatisfy { name, values in
      let value = name == "case" ? source.case : source.values[name] ?? ""
      return values.contains(value)
    }
  }

  /// - Throws: when the pattern takes too long.
  public func matches(_ row: CodingRow) throws(SearchProblem) -> Bool {
    guard coders.isEmpty || coders.contains(row.coder), matches(row.attributes) else {
      return false
    }
    let wanted = includesSubcodes ? row.path : row.path.suffix(1)
    guard codes.isEmpty || wanted.contains(where: codes.contains),
      flags.allSatisfy(row.coding.flags.contains)
    else { return false }
    guard let text else { return true }
    return try !text.hits(in: TranscriptText(row.coding.quote)).isEmpty
  }
}
