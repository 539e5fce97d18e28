/// How often each coder has used each code, of the codings that somebody may see.
public struct CodeUses: Hashable, Sendable {
  /// By the code as it is written.
  private var written: [Code.ID: [Coder.ID: Int]] = [:]
  /// How many sidecars there are whose codings are hidden from whoever asks.
  public var hiddenSidecars: Int

  public init(hiddenSidecars: Int = 0) { self.hiddenSidecars = hiddenSidecars }

  /// Takes in one coder's codings of one source.
  public mutating func add(_ sidecar: Sidecar) {
    for coding in sidecar.codings {
      written[coding.code, default: [:]][sidecar.coder, default: 0] += 1
    }
  }

  /// How many codings of each coder are read as a code today.
  ///
  /// - Parameters:
  ///   - id: of the code.
  ///   - book: says which codes were merged into it.
  /// - Returns: by coder; none who has none.
  public func coders(of id: Code.ID, in book: Codebook) -> [(coder: Coder.ID, count: Int)] {
    var counts: [Coder.ID: Int] = [:]
    for (code, coders) in written where book.resolved(code) == id {
      counts.merge(coders) { $0 + $1 }
    }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// All codings that are read as each code today.
  public func counts(in book: Codebook) -> [Code.ID: Int] {
    var counts: [Code.ID: Int] = [:]
    for (code, coders) in written {
      counts[book.resolved(code), default: 0] += coders.values.reduce(0, +)
    }
    return counts
  }
}
