import Agreement
import EmicKit

/// The table of agreement by transcript, by pair, by confusion and by round.
extension ReviewState {
  var transcriptTable: FigureTable {
    let titles = [
      "transcript", "coders", comparison.unit.plural, "differ", "passages", "open", "most about",
    ]
    var table = FigureTable(columns: titles.map { FigureTable.Column(title: $0) })
    table.columns[6].isNumber = false
    for (place, block) in figures.report.blocks.enumerated() {
      if let name = blockName(place) { table.addHeading(name) }
      table.rows += block.transcriptsByDifference.map { summary in
        let counts = passages(.transcript(summary.transcript))
        let isClosed = work(on: summary.transcript)?.sidecar.status.state == .submitted
        return FigureTable.Row(
          name: shortName(of: summary.transcript),
          cells: [
            String(summary.coders.count), String(summary.units), String(summary.disagreeing),
            String(counts.all), isClosed ? "closed" : open(counts), summary.worstCode?.text ?? "",
          ],
          target: .transcript(summary.transcript),
          words: differingWords(summary)
        )
      }
    }
    return table
  }

  /// What is counted as differing, which can be more than there are units.
  private func differingWords(_ summary: TranscriptSummary) -> String {
    "\(summary.disagreeing) \(summary.disagreeing == 1 ? "pair" : "pairs") of a \(comparison.unit.rawValue) and a code about which coders differ."
  }

  var pairTable: FigureTable {
    let titles = ["pair", "passages", "open", "median α", "codes judged", "pooled κ", "of codes"]
    var table = FigureTable(columns: titles.map { FigureTable.Column(title: $0) })
    for (place, block) in figures.report.blocks.enumerated() {
      if let name = blockName(place) { table.addHeading(name) }
      let lanes = lanesOfBlocks[place]
      table.rows += lanes.pairs.compactMap { pair in
        guard let summary = block.pairs.first(where: { lanes.isPair(pair, $0.first, $0.second) })
        else { return nil }
        let coders = [pair.0, pair.1].map { block.coders[lanes.places[$0]] }
        let filter = filter(.pair(coders[0], coders[1]), inBlock: place)
        let counts = passages(filter)
        return FigureTable.Row(
          name: "\(lanes.names[pair.0]) · \(lanes.names[pair.1])",
          cells: [
            String(counts.all), open(counts),
            summary.medianAlpha.map(FigureText.number) ?? "–", String(summary.alphaCodes),
            FigureText.shaded(summary.pooled.pooled), String(summary.pooled.codes),
          ],
          target: filter
        )
      }
    }
    return table
  }

  var confusionTable: FigureTable {
    let titles = ["this code", "by", "for this code", "by", "times", ""]
    var table = FigureTable(
      columns: titles.map { FigureTable.Column(title: $0, isNumber: $0 == "times") }
    )
    for (place, block) in figures.report.blocks.enumerated() {
      if let name = blockName(place), !block.confusions.isEmpty { table.addHeading(name) }
      let lanes = lanesOfBlocks[place]
      table.rows += block.confusions.map { confusion in
        FigureTable.Row(
          name: confusion.codeOfFirst.text,
          cells: [
            lanes.name(of: confusion.first), confusion.codeOfSecond.text,
            lanes.name(of: confusion.second), String(confusion.count),
            confusion.isParentAndChild ? "one above the other" : "",
          ],
          target: filter(
            .confusion(
              block.coders[confusion.first],
              confusion.codeOfFirst,
              block.coders[confusion.second],
              confusion.codeOfSecond
            ),
            inBlock: place
          )
        )
      }
    }
    if table.rows.isEmpty { table.addHeading("nobody gave different codes to the same words") }
    return table
  }

  /// Whether there is anything in the table of rounds.
  var hasRounds: Bool { figures.rounds.contains { $0.entry.round != nil } }

  /// α of each code, a column for each round.
  var roundTable: FigureTable {
    var table = FigureTable(columns: [
      FigureTable.Column(title: "α (\(comparison.unit.plural) with it)")
    ])
    let rounds = figures.rounds
    guard hasRounds else {
      table.addHeading("study.yaml names no rounds")
      return table
    }
    table.columns += rounds.map { FigureTable.Column(title: title(of: $0.entry)) }
    var codes: Set<Code.ID> = []
    for round in rounds {
      for block in round.report?.blocks ?? [] { codes.formUnion(block.rows.map(\.code)) }
    }
    table.rows = codes.sorted().map { code in
      FigureTable.Row(
        name: code.text,
        cells: rounds.map { alpha(of: code, in: $0) },
        target: .code(code),
        words: "↵ shows its passages of all rounds."
      )
    }
    if codes.isEmpty { table.addHeading("no round has two coders' submissions yet") }
    addRates(rounds.map(\.entry), to: &table)
    return table
  }

  /// `calibration (calibration, codebook 1)`.
  private func title(of entry: RoundSeries.Entry) -> String {
    let books = entry.codebooks.map(String.init).joined(separator: ", ")
    let kind = entry.round.map { "\($0.kind)" } ?? ""
    let facts = [kind, books.isEmpty ? "" : "codebook \(books)"].filter { !$0.isEmpty }
    let name = entry.round?.name ?? "in no round"
    return facts.isEmpty ? name : "\(name) (\(facts.joined(separator: ", ")))"
  }

  /// How densely each coder codes, round by round: whoever drifts is seen there.
  private func addRates(_ entries: [RoundSeries.Entry], to table: inout FigureTable) {
    for unit in [TextLength.Unit.words, .characters] {
      let coders = comparison.coders.filter { coder in
        entries.contains { $0.rates.contains { $0.coder == coder && $0.unit == unit } }
      }
      guard !coders.isEmpty else { continue }
      table.addHeading("codings per 1,000 \(unit.rawValue)")
      table.rows += coders.map { coder in
        FigureTable.Row(
          name: name(of: coder),
          cells: entries.map { entry in
            let rate = entry.rates.first { $0.coder == coder && $0.unit == unit }
            return rate?.perThousand.map { ShortNumber.tenths($0) } ?? "–"
          }
        )
      }
    }
  }

  // Interviews and documents are never one number: with both, both are shown.
  private func alpha(of code: Code.ID, in round: ReviewFigures.Round) -> String {
    let rows = (round.report?.blocks ?? []).compactMap { $0[code] }
    guard !rows.isEmpty else { return "–" }
    return rows.map { row in
      let figure = row.all.alpha.value.map { "\(FigureText.number($0)) \(FigureText.shade($0))" }
      return "\(figure ?? "–") (\(row.unitsWith))"
    }.joined(separator: " / ")
  }

  private func open(_ count: PassageCount) -> String { count.open.map { String($0) } ?? "" }

  /// How many passages a filter takes, and how many of them are open.
  private func passages(_ filter: PassageFilter) -> PassageCount {
    let taken = items(of: filter).map { items[$0] }
    return PassageCount(
      all: taken.count,
      open: showsVerdicts ? taken.count { $0.openRows > 0 } : nil
    )
  }

  /// The passages of each transcript that is compared, by its path.
  var passagesOfTranscripts: [String: PassageCount] {
    figures.report.blocks.flatMap(\.transcripts).reduce(into: [:]) { counts, summary in
      counts[summary.transcript] = passages(.transcript(summary.transcript))
    }
  }

  /// What a transcript is called on the screen.
  func shortName(of transcript: String) -> String {
    works[transcript]?.transcript.shortName ?? sourceNames[transcript]
  }
}

/// How many passages there are, and in how many of them something is not settled yet.
public struct PassageCount: Hashable, Sendable {
  public var all: Int
  /// `nil` where verdicts are not shown to whoever looks.
  public var open: Int?

  public init(all: Int, open: Int?) {
    self.all = all
    self.open = open
  }
}
