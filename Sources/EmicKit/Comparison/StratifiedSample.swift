import Agreement

/// Transcripts drawn by chance so that each stratum has its share of them.
///
/// The number drawn is the share of all, rounded, at least 1; it is divided among the strata by the
/// largest remainders, equal remainders by chance. A seed draws the same again.
public struct StratifiedSample: Hashable, Sendable {
  /// Transcripts with the same values.
  public struct Stratum: Hashable, Sendable {
    /// One for each attribute that makes the strata; `nil` is unknown, a stratum like any other.
    public var values: [String?]
    /// In the order of the study.
    public var transcripts: [String]
    public var drawn: [String]
  }

  /// In the order in which the study has their first transcripts.
  public let strata: [Stratum]

  /// In the order of the study within each stratum.
  public var transcripts: [String] { strata.flatMap(\.drawn) }

  /// Draws.
  ///
  /// - Parameters:
  ///   - transcripts: in the order of the study, each with its values of the attributes.
  ///   - share: above 0 and at most 1.
  ///   - seed: of the draw.
  public init(of transcripts: [(name: String, values: [String?])], share: Double, seed: Int) {
    var strata: [Stratum] = []
    var places: [[String?]: Int] = [:]
    for (name, values) in transcripts {
      if let place = places[values] {
        strata[place].transcripts.append(name)
      } else {
        places[values] = strata.count
        strata.append(Stratum(values: values, transcripts: [name], drawn: []))
      }
    }
    let seed = UInt64(bitPattern: Int64(seed))
    let count = max(1, Int((share * Double(transcripts.count)).rounded()))
    let counts = Self.counts(min(count, transcripts.count), strata.map(\.transcripts.count), seed)
    for place in strata.indices {
      let order = Self.order(strata[place].transcripts.count, seed, stream: UInt64(place) + 1)
      strata[place].drawn = order.prefix(counts[place]).sorted()
        .map { strata[place].transcripts[$0] }
    }
    self.strata = strata
  }

  /// How many each stratum gives; `sizes` add up to at least `count`.
  private static func counts(_ count: Int, _ sizes: [Int], _ seed: UInt64) -> [Int] {
    let all = sizes.reduce(0, +)
    guard all > 0 else { return sizes }
    var counts = sizes.map { $0 * count / all }
    let chance = order(sizes.count, seed, stream: 0)
    let byRemainder = chance.sorted { sizes[$0] * count % all > sizes[$1] * count % all }
    for place in byRemainder.prefix(count - counts.reduce(0, +)) { counts[place] += 1 }
    return counts
  }

  /// The numbers below `count` in an order by chance (Fisher & Yates).
  private static func order(_ count: Int, _ seed: UInt64, stream: UInt64) -> [Int] {
    var generator = SplitMix(seed: seed, stream: stream)
    var order = Array(0..<count)
    for place in order.indices.dropLast() {
      order.swapAt(place, place + generator.next(below: count - place))
    }
    return order
  }
}
