import Agreement

/// What the figures take from one transcript: counts, and nothing of its text and codings.
struct CountedTranscript: Sendable {
  /// What two coders' spans of a code have in common.
  struct Match: Sendable {
    /// Spans with the same ends.
    var exact = SpanMatch()
    /// Spans that share enough of their text.
    var overlapping = SpanMatch()

    static func += (sum: inout Match, other: Match) {
      sum.exact = sum.exact + other.exact
      sum.overlapping = sum.overlapping + other.overlapping
    }
  }

  /// One code that somebody used in it.
  struct Counts: Sendable {
    /// The units with the code, by who gave it.
    let cells: [CoverCells.Cell]
    /// For each coder the united spans that touch the scope.
    let spans: [Int]
    /// Over the whole text, of the coders with a layer.
    let unitizing: UnitizingCounts?
    /// In the order of `pairs`.
    let matches: [Match]
  }

  /// Two codes that stand against each other, the first coder's first.
  struct CodePair: Hashable, Sendable {
    let first: Code.ID
    let second: Code.ID
  }

  let summary: TranscriptSummary
  /// The coders with a layer, by their places.
  let present: CoderSet
  /// In Unicode scalars.
  let length: Int
  let codes: [Code.ID: Counts]
  /// Each two coders with a layer, by their places.
  let pairs: [(first: Int, second: Int)]
  /// For each pair the disagreements of different codes, by code.
  let confusions: [[CodePair: Int]]

  /// - Parameters:
  ///   - transcript: with its layers.
  ///   - overlap: as in the options of a report.
  ///   - isRow: whether a code has a row in the table.
  /// - Complexity: grows with the codings, whatever the length of the text and the number of codes.
  init(_ transcript: ComparedTranscript, overlap: Int, isRow: (Code.ID) -> Bool) {
    let layers = transcript.layers
    let coders = layers.indices.filter { layers[$0] != nil }
    let pairs = coders.indices.flatMap { place in
      coders[(place + 1)...].map { (first: coders[place], second: $0) }
    }
    var spans: [Code.ID: [[Span]]] = [:]
    for coder in coders {
      for (code, codings) in layers[coder]?.codes ?? [:] {
        spans[code, default: Array(repeating: [], count: layers.count)][coder] =
          codings.map(\.span)
      }
    }
    codes = spans.mapValues { Counts($0, in: transcript, coders, pairs, overlap: overlap) }
    present = transcript.present
    length = transcript.transcript.text.scalarCount
    self.pairs = pairs
    confusions = pairs.map { pair in
      let (one, other) = (layers[pair.first]?.codings ?? [], layers[pair.second]?.codings ?? [])
      return MatchedCodings(one, other).differentCode.reduce(into: [:]) { counts, item in
        let codes = CodePair(first: one[item.first].code, second: other[item.second].code)
        counts[codes, default: 0] += 1
      }
    }
    let present = present
    summary = TranscriptSummary(
      transcript,
      codes.filter { isRow($0.key) }.map { code, counts in
        (code, CoverCells(present: present, cells: counts.cells).disagreeingUnits)
      }
    )
  }
}

extension CountedTranscript.Counts {
  fileprivate init(
    _ spans: [[Span]],
    in transcript: ComparedTranscript,
    _ coders: [Int],
    _ pairs: [(first: Int, second: Int)],
    overlap: Int
  ) {
    cells = transcript.cells(of: spans).cells.filter { !$0.coders.isEmpty }
    self.spans = spans.map { $0.count(where: transcript.units.isInScope) }
    unitizing = transcript.unitizing(of: coders.map { spans[$0] })
    let ranges = spans.map { $0.map(\.range) }
    matches = pairs.map { pair in
      let (one, other) = (ranges[pair.first], ranges[pair.second])
      return CountedTranscript.Match(
        exact: .exact(one, other),
        overlapping: .overlapping(
          one,
          other,
          atLeast: overlap,
          of: AgreementReport.Options.wholeOverlap
        )
      )
    }
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
