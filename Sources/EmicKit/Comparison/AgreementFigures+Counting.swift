import Agreement

extension AgreementFigures {
  /// - Parameters:
  ///   - counted: what was counted of the transcripts.
  ///   - kind: of the sources; `nil` where they were pooled.
  ///   - coders: by the places in what was counted.
  ///   - obstacles: why figures of codes would be about two things at once.
  ///   - request: how it was counted.
  ///   - codebook: of the study.
  ///   - leftOut: what is missing.
  ///   - options: what is computed beside the counts.
  init(
    of counted: CountedBlock,
    kind: SourceStructure.Kind?,
    coders: [Coder.ID],
    _ obstacles: FigureObstacles,
    _ request: ComparisonRequest,
    _ codebook: Codebook,
    _ leftOut: [LeftOut],
    _ options: AgreementReport.Options
  ) {
    self.kind = kind
    self.coders = coders
    let codes =
      request.codes.isEmpty
      ? counted.codes.filter { request.hasRow(of: $0, codebook) } : request.codes
    let allPairs = coders.pairs
    let strangers = allPairs.map { pair in
      Self.hasOtherTexts(pair.first, pair.second, counted.transcripts, coders, leftOut)
    }
    let counts = Concurrently.map(codes.count) { place in
      CodeRow(codes[place], counted, allPairs, obstacles, strangers, coders.count, options)
    }
    rows = counts.sorted { $0.precedes($1) }
    pairs = allPairs.enumerated().map { place, pair in
      PairSummary(pair.first, pair.second, counts.map { ($0, $0.pairs[place]) })
    }
    let wanted = request.codes.isEmpty ? nil : Set(codes)
    confusions = allPairs.flatMap { pair in
      Confusion.all(counted.confusions(of: pair), of: pair, codebook, among: wanted)
    }.sorted { $0.precedes($1) }
    transcripts = counted.transcripts
  }

  /// Whether two coders have no transcript in common because they coded different texts of one.
  private static func hasOtherTexts(
    _ first: Int,
    _ second: Int,
    _ transcripts: [TranscriptSummary],
    _ coders: [Coder.ID],
    _ leftOut: [LeftOut]
  ) -> Bool {
    guard !transcripts.contains(where: { $0.coders.contains(first) && $0.coders.contains(second) })
    else { return false }
    func places(_ coder: Int) -> Set<String> {
      Set(transcripts.filter { $0.coders.contains(coder) }.map(\.transcript))
    }
    func changed(_ coder: Int) -> Set<String> {
      Set(
        leftOut.filter { $0.coder == coders[coder] && $0.reason == .textChanged }.map(\.transcript)
      )
    }
    return !places(first).isDisjoint(with: changed(second))
      || !places(second).isDisjoint(with: changed(first))
  }
}

extension ComparisonRequest {
  /// Whether a code that somebody used has a row in the table.
  func hasRow(of code: Code.ID, _ codebook: Codebook) -> Bool {
    guard codes.isEmpty else { return codes.contains(code) }
    return level == .family || codebook[code]?.isFamily != true
  }
}

extension [Coder.ID] {
  /// Each two of them, by their places.
  fileprivate var pairs: [(first: Int, second: Int)] {
    indices.flatMap { first in
      indices.dropFirst(first + 1).map { (first: first, second: $0) }
    }
  }
}

extension Confusion {
  /// Those of two coders; one of the two codes must be among those that are wanted.
  fileprivate static func all(
    _ counts: [CountedTranscript.CodePair: Int],
    of pair: (first: Int, second: Int),
    _ codebook: Codebook,
    among wanted: Set<Code.ID>?
  ) -> [Confusion] {
    counts.filter { codes, _ in
      wanted.map { $0.contains(codes.first) || $0.contains(codes.second) } ?? true
    }.map { codes, count in
      Confusion(
        first: pair.first,
        second: pair.second,
        codeOfFirst: codes.first,
        codeOfSecond: codes.second,
        count: count,
        isParentAndChild: codebook.path(to: codes.first).contains(codes.second)
          || codebook.path(to: codes.second).contains(codes.first)
      )
    }
  }

  /// The most frequent first, then by coders and codes.
  fileprivate func precedes(_ other: Confusion) -> Bool {
    if count != other.count { return count > other.count }
    if (first, second) != (other.first, other.second) {
      return (first, second) < (other.first, other.second)
    }
    return (codeOfFirst, codeOfSecond) < (other.codeOfFirst, other.codeOfSecond)
  }
}

extension Comparison {
  /// Each two coders, by their places.
  public var pairs: [(first: Int, second: Int)] { coders.pairs }
}

extension CodeRow {
  fileprivate init(
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
  fileprivate init(_ first: Int, _ second: Int, _ rows: [(row: CodeRow, pair: PairRow)]) {
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
  fileprivate func precedes(_ other: CodeRow) -> Bool {
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
