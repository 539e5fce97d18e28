import Agreement

/// Units × coders for R's `irr` and Python's `krippendorff`.
///
/// 1, 0, or empty where a coder did not work on the transcript. One code at a time is a table of
/// ratings.
struct UnitTable {
  let study: ExportedStudy
  let isForExcel: Bool

  init(_ study: ExportedStudy, isForExcel: Bool) {
    self.study = study
    self.isForExcel = isForExcel
  }

  func write(to file: ExportFile) throws -> ExportOutcome {
    let comparison = try study.comparison(showsCodings: true)
    guard comparison.unit != .character else { throw ExportProblem.unitOfCharacters }
    var writer = SpreadsheetWriter(file, isForExcel: isForExcel)
    let coders = comparison.coders
    try writer.add((["unit_id", "transcript", "code"] + coders.map(\.text)).map { .string($0) })
    var count = 0
    for block in comparison.blocks {
      let codes = block.comparison.codes
      // A coder without work in a block is missing there.
      let places = coders.map { block.comparison.coders.firstIndex(of: $0) }
      for transcript in block.comparison.transcripts {
        let name = study.release.words(transcript.transcript.name)
        let marks = codes.map { code in
          transcript.layers.map { layer in layer.map { Self.marked($0, code, transcript.units) } }
        }
        for (unit, id) in Self.ids(of: transcript.units, name).enumerated() {
          for (place, code) in codes.enumerated() {
            let ratings = places.map { coder -> JSONValue in
              guard let coder, let marked = marks[place][coder] else { return .null }
              return .number(marked.contains(unit) ? "1" : "0")
            }
            try writer.add(
              [.string(id), .string(name), .string(study.release.id(code).text)] + ratings
            )
            count += 1
          }
        }
      }
    }
    return ExportOutcome(count, "row", "rows", notes: writer.notes)
  }

  /// The units that a coder gave a code.
  private static func marked(
    _ layer: ComparedLayer,
    _ code: Code.ID,
    _ units: AgreementUnits
  ) -> Set<Int> {
    layer.spans(of: code).reduce(into: []) { $0.formUnion(units.places(touchedBy: $1)) }
  }

  /// `T03.txt#14`, of a sentence `T03.txt#14.2`.
  private static func ids(of units: AgreementUnits, _ name: String) -> [String] {
    var sentence = (turn: 0, number: 0)
    return units.turns.map { turn in
      guard units.kind == .sentence else { return "\(name)#\(turn)" }
      sentence = sentence.turn == turn ? (turn, sentence.number + 1) : (turn, 1)
      return "\(name)#\(turn).\(sentence.number)"
    }
  }
}

/// `agreement.csv`: a row for each code and pair of coders, the counts beside the figures.
struct AgreementSummaryTable {
  let study: ExportedStudy
  let isForExcel: Bool

  init(_ study: ExportedStudy, isForExcel: Bool) {
    self.study = study
    self.isForExcel = isForExcel
  }

  private static let columns = [
    "code", "coder_a", "coder_b", "unit", "units", "both", "only_a", "only_b", "neither", "percent",
    "positive", "kappa", "alpha", "reason",
  ]

  func write(to file: ExportFile) throws -> ExportOutcome {
    // The table has no intervals.
    var options = AgreementReport.Options()
    options.resampling = nil
    let report = AgreementReport(of: try study.comparison(), options: options)
    var writer = SpreadsheetWriter(file, isForExcel: isForExcel)
    // Interviews and documents are two questions.
    let hasKinds = report.blocks.count > 1
    try writer.add((Self.columns + (hasKinds ? ["kind"] : [])).map { .string($0) })
    var count = 0
    for block in report.blocks {
      for row in block.rows.sorted(by: { $0.code < $1.code }) {
        for pair in row.pairs {
          let kind =
            block.compared.kind.map { $0 == .interview ? "interview" : "document" } ?? "all"
          try writer.add(
            cells(row.code, pair, block, report.study.unit) + (hasKinds ? [.string(kind)] : [])
          )
          count += 1
        }
      }
    }
    return ExportOutcome(count, "row", "rows", notes: writer.notes)
  }

  private func cells(
    _ code: Code.ID,
    _ pair: PairRow,
    _ block: AgreementBlock,
    _ unit: AgreementUnits.Kind
  ) -> [JSONValue] {
    let table = pair.measures.table
    let counts = [table.both, table.onlyFirst, table.onlySecond, table.neither]
    let measures = [
      pair.measures.percent, pair.measures.positive, pair.measures.kappa, pair.measures.alpha,
    ]
    let reasons = measures.compactMap(\.reason).map(\.rawValue)
    return [
      .string(study.release.id(code).text), .string(block.coders[pair.first].text),
      .string(block.coders[pair.second].text), .string(unit.rawValue),
    ] + ([counts.reduce(0, +)] + counts).map { .number(String($0)) }
      + measures.map { $0.value.map { .number("\($0)") } ?? .null }
      + [reasons.first.map { .string($0) } ?? .null]
  }
}
