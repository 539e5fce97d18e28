import Agreement
import EmicKit

/// One part of the table of codes: a line for each code, below it one for each pair with its counts.
struct AgreementCodes {
  let rows: [CodeRow]
  let part: CodeRow.Part
  let coders: [Coder.ID]
  let unit: AgreementUnits.Kind

  // Figures of a code that is too rare would be read as judgement; they stay in JSON and CSV.
  private var isJudged: Bool { part == .judged }

  private var hasIntervals: Bool {
    isJudged && rows.contains { !Figures.interval(of: $0.all.alpha).isEmpty }
  }

  var table: Table {
    var columns = ["CODE", "SPANS", "UNITS", "DIFFER", "BOTH", "1ST", "2ND", "NEITHER"]
    if isJudged { columns += ["%", "P+", "α", "κ"] }
    if part == .tooRare { columns.append("WHY NO FIGURES") }
    if hasIntervals { columns.append("INTERVAL OF α") }
    var table = Table(columns)
    for (place, head) in columns.enumerated() { table.labels[place] = Self.spoken[head] }
    table.rightAligned = isJudged ? Set(2...11) : Set(2...7)
    for row in rows {
      guard row.pairs.count != 1 else {
        table.add(start(row) + counts(row.pairs[0]) + end(row, kappa: row.pairs[0]))
        continue
      }
      table.add(start(row) + ["", "", "", ""] + end(row, kappa: nil))
      for pair in row.pairs {
        let name = "  \(coders[pair.first]) ~ \(coders[pair.second])"
        let label = "\(row.code.text), pair"
        table.add([name, "", "", ""] + counts(pair) + figures(pair), label: label)
      }
    }
    return table
  }

  /// The heads in words, for a list.
  private static let spoken = [
    "SPANS": "spans of each coder", "UNITS": "units with the code", "DIFFER": "units that differ",
    "BOTH": "units of both", "1ST": "units of the first only", "2ND": "units of the second only",
    "NEITHER": "units of neither", "%": "per cent of units alike", "P+": "positive agreement",
    "α": "alpha", "κ": "kappa", "INTERVAL OF α": "interval of alpha",
  ]

  private func start(_ row: CodeRow) -> [String] {
    [
      row.code.text, row.spans.map { String($0) }.joined(separator: "/"), String(row.unitsWith),
      String(row.disagreeingUnits),
    ]
  }

  private func counts(_ pair: PairRow) -> [String] {
    let table = pair.measures.table
    return [table.both, table.onlyFirst, table.onlySecond, table.neither].map { String($0) }
  }

  private func end(_ row: CodeRow, kappa pair: PairRow?) -> [String] {
    switch part {
    case .notDefined: []
    case .tooRare: ["too rare to judge (\(unit.counted(row.unitsWith)))"]
    case .judged:
      [
        Figures.percent(row.all.percent), Figures.percent(row.all.positive),
        Figures.text(row.all.alpha), pair.map { Figures.text($0.measures.kappa) } ?? "",
      ] + (hasIntervals ? [Figures.interval(of: row.all.alpha)] : [])
    }
  }

  private func figures(_ pair: PairRow) -> [String] {
    guard isJudged else { return part == .tooRare ? [""] : [] }
    let two = pair.measures
    return [Figures.percent(two.percent), Figures.percent(two.positive), ""]
      + [Figures.text(two.kappa)] + (hasIntervals ? [""] : [])
  }
}
