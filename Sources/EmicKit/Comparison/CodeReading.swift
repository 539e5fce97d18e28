/// As which codes a stored code counts when coders are compared.
public struct CodeReading: Sendable {
  public enum Level: Sendable {
    /// Each code for itself.
    case code
    /// A code also has the spans of the codes below it; families have no row.
    case withSubcodes
    /// Only the families at the top, with all that is below them.
    case family
  }

  public let codebook: Codebook
  public let level: Level
  /// Whether working codes take part; they are never rolled up.
  public let includesWorking: Bool

  public init(_ codebook: Codebook, level: Level = .code, includesWorking: Bool = false) {
    self.codebook = codebook
    self.level = level
    self.includesWorking = includesWorking
  }

  /// As a comparison wants them.
  init(_ codebook: Codebook, _ request: ComparisonRequest) {
    self.init(
      codebook,
      level: request.level,
      includesWorking: request.includesWorking
        || request.codes.contains { codebook[$0]?.isWorking == true }
    )
  }

  /// The codes whose spans a coding adds to; none for a working code that is left out.
  ///
  /// A code that the book lacks is read as `?id`.
  public func codes(for stored: Code.ID) -> [Code.ID] {
    let id = codebook.resolved(stored)
    guard let code = codebook[id] else { return [Code.ID("?\(id)")] }
    if code.isWorking { return includesWorking ? [id] : [] }
    let path = codebook.path(to: id)
    switch level {
    case .code: return [id]
    case .withSubcodes: return path.filter { $0 == id || codebook[$0]?.isFamily == false }
    case .family: return [path[0]]
    }
  }

  /// The one code that a coding stands for in a list of disagreements: the topmost of its codes.
  public func code(for stored: Code.ID) -> Code.ID? { codes(for: stored).first }
}
