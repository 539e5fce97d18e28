import Agreement

extension CodeRow {
  init(
    _ code: Code.ID,
    _ counted: CountedBlock,
    _ allPairs: [(first: Int, second: Int)],
    _ obstacles: FigureObstacles,
    _ strangers: [Bool],
    _ coders: Int,
    _ options: AgreementReport.Options
  ) {
    let cells = counted.cells(of: code, coders: coders)
    self.code = code
    spans = counted.spans(of: code, coders: coders)
    unitsWith = cells.unitsWith
    disagreeingUnits = cells.disagreeingUnits
    let obstacle = obstacles.reason(of: code)
    var all = cells.measures(
      obstacle == nil ? options.resampling : nil,
      confidence: options.confidence
    )
    if let obstacle { all.withhold(obstacle) }
    self.all = all
    binaryUAlpha =
      obstacle.map { .undefined($0) }
      ?? counted.unitizing(of: code, coders: coders).binaryUAlpha
    pairs = zip(allPairs, strangers).map { pair, isStrange in
      PairRow(
        code,
        cells,
        pair,
        counted.match(of: code, pair),
        { isStrange ? .differentTexts : obstacles.reason(of: $0, among: $1) },
        options
      )
    }
    alphaWithout =
      coders < 3
      ? []
      : (0..<coders).map { coder in
        let others = CoderSet(first: coders).subtracting(CoderSet(coder))
        if let obstacle = obstacles.reason(of: code, among: others) { return .undefined(obstacle) }
        return cells.alpha(without: coder)
      }
  }
}

extension PairRow {
  init(
    _ code: Code.ID,
    _ cells: CodeCells,
    _ pair: (first: Int, second: Int),
    _ match: CountedTranscript.Match,
    _ obstacle: (Code.ID, CoderSet?) -> Measure.Reason?,
    _ options: AgreementReport.Options
  ) {
    (first, second) = pair
    let obstacle = obstacle(code, [CoderSet(pair.first), CoderSet(pair.second)])
    var measures = cells.measures(
      pair.first,
      pair.second,
      obstacle == nil ? options.resampling : nil,
      confidence: options.confidence
    )
    if let obstacle { measures.withhold(obstacle) }
    self.measures = measures
    (exact, overlapping) = (match.exact, match.overlapping)
  }
}

extension PairSummary {
  init(_ first: Int, _ second: Int, _ rows: [(row: CodeRow, pair: PairRow)]) {
    self.first = first
    self.second = second
    pooled = PooledKappa(
      rows.filter { $0.pair.measures.isWithheld == false }.map(\.pair.measures.table)
    )
    disagreeing = rows.reduce(0) { $0 + $1.pair.measures.table.disagreeing }
    let alphas = rows.filter { $0.row.part == .judged }
      .compactMap { $0.pair.measures.alpha.value }.sorted()
    alphaCodes = alphas.count
    medianAlpha = alphas.median
  }
}

extension CodeRow {
  /// The order of the table.
  func precedes(_ other: CodeRow) -> Bool {
    if part != other.part { return part.rawValue < other.part.rawValue }
    if disagreeingUnits != other.disagreeingUnits {
      return disagreeingUnits > other.disagreeingUnits
    }
    let (alpha, otherAlpha) = (all.alpha.value ?? 0, other.all.alpha.value ?? 0)
    return alpha != otherAlpha ? alpha < otherAlpha : code < other.code
  }
}

extension [Double] {
  /// Of numbers in order; between the two in the middle where their count is even.
  package var median: Double? {
    guard !isEmpty else { return nil }
    return (self[(count - 1) / 2] + self[count / 2]) / 2
  }
}
