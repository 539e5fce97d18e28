/// How codes are used, of the codings that somebody may see.
public struct CodeUsage: Hashable, Sendable {
  /// Two codes that meet.
  public struct Pair: Hashable, Sendable {
    public var one: Code.ID
    public var other: Code.ID

    public init(_ one: Code.ID, _ other: Code.ID) {
      self.one = one
      self.other = other
    }
  }

  /// Codings per code, as it is read today.
  public private(set) var counts: [Code.ID: Int]
  /// For each two codes, how many codings of the first share text with one of the second, by the
  /// same coder in the same source.
  public private(set) var companions: [Pair: Int] = [:]
  /// How often one coder gave both codes to one and the same span; the smaller id comes first.
  public private(set) var sameSpans: [Pair: Int] = [:]

  public init(counts: [Code.ID: Int] = [:]) { self.counts = counts }

  /// Adds one coder's codings of one source.
  ///
  /// - Parameters:
  ///   - sidecar: whose codings may be seen.
  ///   - codebook: by which merged codes are read.
  /// - Complexity: O(n log n + pairs of codings that share text).
  public mutating func add(_ sidecar: Sidecar, codebook: Codebook) {
    let codings = sidecar.codings.map { (code: codebook.resolved($0.code), span: $0.span) }
      .sorted { $0.span < $1.span }
    var met: [Set<Code.ID>] = Array(repeating: [], count: codings.count)
    for (place, coding) in codings.enumerated() {
      counts[coding.code, default: 0] += 1
      var next = place + 1
      while next < codings.count, codings[next].span.start < coding.span.end {
        let other = codings[next]
        if other.code != coding.code {
          met[place].insert(other.code)
          met[next].insert(coding.code)
          if other.span == coding.span {
            let pair = Pair(min(coding.code, other.code), max(coding.code, other.code))
            sameSpans[pair, default: 0] += 1
          }
        }
        next += 1
      }
    }
    for (place, others) in met.enumerated() {
      for other in others { companions[Pair(codings[place].code, other), default: 0] += 1 }
    }
  }

  /// Whether two codes never stand without one another; told from two codings each upwards.
  func areAlwaysTogether(_ one: Code.ID, _ other: Code.ID) -> Bool {
    guard let count = counts[one], let countOfOther = counts[other], min(count, countOfOther) > 1
    else { return false }
    return companions[Pair(one, other)] == count && companions[Pair(other, one)] == countOfOther
  }
}
