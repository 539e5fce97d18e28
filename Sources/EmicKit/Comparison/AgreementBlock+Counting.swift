import Agreement

extension AgreementBlock {
  init(_ block: ComparedBlock, of study: StudyComparison, _ options: AgreementReport.Options) {
    compared = block
    let comparison = block.comparison
    let codes = Self.codes(of: block, study)
    let cells = codes.map { comparison.cells(of: $0) }
    let pairs = comparison.pairs
    let strangers = pairs.map { Self.hasOtherTexts($0.first, $0.second, block, study.leftOut) }
    let counted = zip(codes, cells).map { code, cells in
      CodeRow(code, cells, in: block, strangers, options)
    }
    rows = counted.sorted { $0.precedes($1) }
    self.pairs = pairs.enumerated().map { place, pair in
      PairSummary(pair.first, pair.second, counted.map { ($0, $0.pairs[place]) })
    }
    confusions = comparison.confusions(
      in: block.reading.codebook,
      of: study.request.codes.isEmpty ? nil : Set(codes)
    )
    transcripts = comparison.transcripts.enumerated().map { place, transcript in
      TranscriptSummary(
        transcript,
        zip(codes, cells.map { $0.transcripts[place].disagreeingUnits }).map { ($0, $1) }
      )
    }
  }

  /// One code between each two coders who both worked on a transcript.
  ///
  /// - Parameters:
  ///   - code: of a row.
  ///   - place: of the transcript in the comparison.
  ///   - options: those of the report; one transcript gives no interval.
  /// - Returns: in the order of the coders.
  public func pairs(
    of code: Code.ID,
    inTranscript place: Int,
    _ options: AgreementReport.Options
  ) -> [PairRow] {
    let transcript = compared.comparison.transcripts[place]
    let one = Comparison(coders: coders, transcripts: [transcript])
    var options = options
    options.resampling = nil
    return one.pairs.filter { pair in
      transcript.layers[pair.first] != nil && transcript.layers[pair.second] != nil
    }.map { pair in
      PairRow(code, one.cells(of: code), pair, one, compared.obstacle(of:among:), options)
    }
  }

  /// The codes that have a row.
  private static func codes(of block: ComparedBlock, _ study: StudyComparison) -> [Code.ID] {
    guard study.request.codes.isEmpty else { return study.request.codes }
    return block.comparison.codes.filter { code in
      study.request.level == .family || study.codebook[code]?.isFamily != true
    }
  }

  /// Whether two coders have no transcript in common because they coded different texts of one.
  private static func hasOtherTexts(
    _ first: Int,
    _ second: Int,
    _ block: ComparedBlock,
    _ leftOut: [LeftOut]
  ) -> Bool {
    let comparison = block.comparison
    func places(_ coder: Int, changed: Bool) -> Set<String> {
      if changed {
        let name = comparison.coders[coder]
        return Set(
          leftOut.filter { $0.coder == name && $0.reason == .textChanged }.map(\.transcript)
        )
      }
      return Set(
        comparison.transcripts.filter { $0.layers[coder] != nil }.map(\.transcript.name)
      )
    }
    let (one, other) = (places(first, changed: false), places(second, changed: false))
    guard one.isDisjoint(with: other) else { return false }
    return !one.isDisjoint(with: places(second, changed: true))
      || !other.isDisjoint(with: places(first, changed: true))
  }
}

extension Comparison {
  /// Each two coders, by their places.
  public var pairs: [(first: Int, second: Int)] {
    coders.indices.flatMap { first in
      coders.indices.dropFirst(first + 1).map { (first: first, second: $0) }
    }
  }

  /// Which codes stand against each other in disagreements of different codes, over whole texts.
  ///
  /// - Parameters:
  ///   - codebook: says which codes stand above which.
  ///   - wanted: one of the two must be among these; `nil` for all.
  /// - Returns: the most frequent first, then by coders and codes.
  public func confusions(in codebook: Codebook, of wanted: Set<Code.ID>? = nil) -> [Confusion] {
    var found: [Confusion] = []
    for (first, second) in pairs {
      var counts: [[Code.ID]: Int] = [:]
      for transcript in transcripts {
        for item in transcript.disagreements(first, second) where item.kind == .differentCode {
          counts[[item.first[0].code, item.second[0].code], default: 0] += 1
        }
      }
      for (codes, count) in counts where wanted.map({ !$0.isDisjoint(with: codes) }) ?? true {
        found.append(
          Confusion(
            first: first,
            second: second,
            codeOfFirst: codes[0],
            codeOfSecond: codes[1],
            count: count,
            isParentAndChild: codebook.path(to: codes[0]).contains(codes[1])
              || codebook.path(to: codes[1]).contains(codes[0])
          )
        )
      }
    }
    return found.sorted { one, other in
      if one.count != other.count { return one.count > other.count }
      if (one.first, one.second) != (other.first, other.second) {
        return (one.first, one.second) < (other.first, other.second)
      }
      return (one.codeOfFirst, one.codeOfSecond) < (other.codeOfFirst, other.codeOfSecond)
    }
  }
}

extension CodeRow {
  fileprivate init(
    _ code: Code.ID,
    _ cells: CodeCells,
    in block: ComparedBlock,
    _ strangers: [Bool],
    _ options: AgreementReport.Options
  ) {
    let comparison = block.comparison
    self.code = code
    spans = comparison.coders.indices.map { comparison.spanCount(of: code, by: $0) }
    unitsWith = cells.unitsWith
    disagreeingUnits = cells.disagreeingUnits
    let obstacle = block.obstacle(of: code)
    var all = cells.measures(
      obstacle == nil ? options.resampling : nil,
      confidence: options.confidence
    )
    if let obstacle { all.withhold(obstacle) }
    self.all = all
    binaryUAlpha =
      obstacle.map { .undefined($0) } ?? comparison.unitizing(of: code).binaryUAlpha
    pairs = zip(comparison.pairs, strangers).map { pair, isStrange in
      PairRow(
        code,
        cells,
        pair,
        comparison,
        { isStrange ? .differentTexts : block.obstacle(of: $0, among: $1) },
        options
      )
    }
    alphaWithout =
      comparison.coders.count < 3
      ? []
      : comparison.coders.indices.map { coder in
        let others = CoderSet(first: comparison.coders.count).subtracting(CoderSet(coder))
        if let obstacle = block.obstacle(of: code, among: others) { return .undefined(obstacle) }
        return cells.alpha(without: coder)
      }
  }
}

extension PairRow {
  fileprivate init(
    _ code: Code.ID,
    _ cells: CodeCells,
    _ pair: (first: Int, second: Int),
    _ comparison: Comparison,
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
    exact = comparison.spans(of: code, pair.first, pair.second)
    overlapping = comparison.spans(
      of: code,
      pair.first,
      pair.second,
      atLeast: options.overlap,
      of: AgreementReport.Options.wholeOverlap
    )
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

extension TranscriptSummary {
  fileprivate init(_ transcript: ComparedTranscript, _ disagreeing: [(code: Code.ID, units: Int)]) {
    self.transcript = transcript.transcript.name
    kind = transcript.transcript.structure.kind
    coders = transcript.layers.indices.filter { transcript.layers[$0] != nil }
    units = transcript.units.count
    self.disagreeing = disagreeing.reduce(0) { $0 + $1.units }
    let worst = disagreeing.max { ($0.units, $1.code) < ($1.units, $0.code) }
    worstCode = worst.flatMap { $0.units > 0 ? $0.code : nil }
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
