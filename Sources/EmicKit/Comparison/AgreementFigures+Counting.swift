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
    pairsByTranscript =
      options.byTranscript ? TranscriptPairs(counted, coders.count, obstacles, options) : nil
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
