import Agreement

/// The pairs of coders of each transcript, where transcripts are told apart.
struct TranscriptPairs: Sendable {
  private let counted: CountedBlock
  private let coders: Int
  private let obstacles: FigureObstacles
  private var options: AgreementReport.Options

  init(
    _ counted: CountedBlock,
    _ coders: Int,
    _ obstacles: FigureObstacles,
    _ options: AgreementReport.Options
  ) {
    self.counted = counted
    self.coders = coders
    self.obstacles = obstacles
    self.options = options
    // One transcript gives no interval.
    self.options.resampling = nil
  }

  /// One code between each two coders who both worked on a transcript.
  func rows(of code: Code.ID, inTranscript place: Int) -> [PairRow] {
    let (cells, matches) = counted.counts(of: code, inTranscript: place)
    let one = CodeCells(coders: coders, transcripts: [cells])
    return counted.transcripts[place].coders.pairs.enumerated().map { number, pair in
      PairRow(
        code,
        one,
        pair,
        matches.indices.contains(number) ? matches[number] : CountedTranscript.Match(),
        obstacles.reason(of:among:),
        options
      )
    }
  }
}

extension [Int] {
  /// Each two of them, in their order.
  fileprivate var pairs: [(first: Int, second: Int)] {
    indices.flatMap { place in self[(place + 1)...].map { (first: self[place], second: $0) } }
  }
}
