/// What the coders did with one code, transcript by transcript.
public struct CodeCells: Equatable, Sendable {
  /// m, the number of coders compared.
  public let coders: Int
  public var transcripts: [CoverCells]

  public init(coders: Int, transcripts: [CoverCells]) {
    self.coders = coders
    self.transcripts = transcripts
  }

  /// The units that some coder gave the code.
  public var unitsWith: Int { transcripts.reduce(0) { $0 + $1.unitsWith } }

  /// The units that some coder gave the code and another, who worked there too, did not.
  public var disagreeingUnits: Int { transcripts.reduce(0) { $0 + $1.disagreeingUnits } }

  /// Krippendorff's α of the others: whether one coder pulls it down.
  public func alpha(without coder: Int) -> Measure {
    CodeCells(coders: coders, transcripts: transcripts.map { $0.without(coder) }).counts.alpha
  }

  /// The four counts of two coders over the transcripts that both worked on.
  public func pairTable(_ first: Int, _ second: Int) -> PairTable {
    pairClusters(first, second).parts.reduce(into: PairTable()) { $0 += $1 }
  }

  /// The sums of all coders; category 0 is "no", category 1 "yes".
  public var counts: RatingCounts {
    transcripts.reduce(into: RatingCounts(coders: coders, categories: 2)) {
      $0 += $1.counts(coders: coders)
    }
  }

  /// The measures of all coders, missing decisions left out.
  ///
  /// - Parameters:
  ///   - resampling: how α and P+ get their interval; `nil` for none.
  ///   - confidence: of the intervals, between 0 and 1.
  /// - Returns: every measure, with its reason where it is not defined.
  public func measures(_ resampling: Resampling?, confidence: Double = 0.95) -> CodeMeasures {
    let counts = counts
    var measures = CodeMeasures(
      percent: counts.percent,
      positive: counts.specificAgreement(on: 1),
      alpha: counts.alpha,
      fleiss: counts.fleissKappa,
      conger: counts.congerKappa,
      brennanPrediger: counts.brennanPrediger,
      ac1: counts.ac1
    )
    guard let resampling else { return measures }
    let clusters = Clusters(
      parts: transcripts.filter { $0.present.count >= 2 && $0.units > 0 }.map(DecisionSums.init),
      zero: DecisionSums()
    )
    let intervals = clusters.intervals(
      of: [\.positive, \.alpha],
      resampling,
      confidence: confidence
    )
    measures.positive = measures.positive.with(intervals[0])
    measures.alpha = measures.alpha.with(intervals[1])
    return measures
  }

  /// The measures of two coders over the transcripts that both worked on.
  ///
  /// - Parameters:
  ///   - first: a coder, by their place in the list of those compared.
  ///   - second: another.
  ///   - resampling: how P+, κ and α get their interval; `nil` for none.
  ///   - confidence: of the intervals, between 0 and 1.
  /// - Returns: every measure, with its reason where it is not defined.
  public func measures(
    _ first: Int,
    _ second: Int,
    _ resampling: Resampling?,
    confidence: Double = 0.95
  ) -> PairMeasures {
    var measures = PairMeasures(pairTable(first, second))
    guard let resampling else { return measures }
    let intervals = pairClusters(first, second).intervals(
      of: [{ $0.positive }, { $0.kappa }, { $0.alpha }],
      resampling,
      confidence: confidence
    )
    measures.positive = measures.positive.with(intervals[0])
    measures.kappa = measures.kappa.with(intervals[1])
    measures.alpha = measures.alpha.with(intervals[2])
    return measures
  }

  private func pairClusters(_ first: Int, _ second: Int) -> Clusters<PairTable> {
    Clusters(
      parts: transcripts.compactMap { $0.pairTable(first, second) }.filter { $0.units > 0 },
      zero: PairTable()
    )
  }
}

extension Measure {
  /// The measure with its interval; one without a value has none.
  func with(_ interval: IntervalResult?) -> Measure {
    guard value != nil else { return self }
    var measure = self
    measure.interval = interval
    return measure
  }
}
