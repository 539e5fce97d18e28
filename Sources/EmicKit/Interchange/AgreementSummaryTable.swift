import Agreement

/// `agreement.csv`: a row for each code and pair of coders, the counts beside four figures.
///
/// All figures with their intervals are in what `emic agreement --format csv` prints.
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
    let figures = try study.figures(families: false)
    var writer = SpreadsheetWriter(file, isForExcel: isForExcel)
    // Interviews and documents are two questions.
    let hasKinds = figures.blocks.count > 1
    try writer.add((Self.columns + (hasKinds ? ["kind"] : [])).map { .string($0) })
    var count = 0
    for block in figures.blocks {
      for row in block.rows.sorted(by: { $0.code < $1.code }) {
        for pair in row.pairs {
          let kind =
            block.kind?.name ?? "all"
          try writer.add(
            cells(row.code, pair, block, figures.compared.unit) + (hasKinds ? [.string(kind)] : [])
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
    _ block: AgreementFigures,
    _ unit: AgreementUnits.Kind
  ) -> [JSONValue] {
    let table = pair.measures.table
    let counts = [table.both, table.onlyFirst, table.onlySecond, table.neither]
    let measures = [
      pair.measures.percent, pair.measures.positive, pair.measures.kappa, pair.measures.alpha,
    ]
    let reasons = measures.compactMap(\.reason).map(\.rawValue)
    return [
      .string(study.id(of: code).text), .string(block.coders[pair.first].text),
      .string(block.coders[pair.second].text), .string(unit.rawValue),
    ] + ([counts.reduce(0, +)] + counts).map { .number(String($0)) }
      + measures.map { $0.value.map { .number("\($0)") } ?? .null }
      + [reasons.first.map { .string($0) } ?? .null]
  }
}
