import Agreement
import EmicKit

/// `emic agreement --format csv`: one row for each code, pair or all coders, and measure.
struct AgreementCSV {
  let figures: StudyFigures
  let byTranscript: Bool
  /// What stands for the coders' ids where they are not to be known.
  var coderNames: [Coder.ID: String] = [:]
  /// How ids of codes leave.
  var release = Release.released(nil)

  static let columns = [
    "kind", "transcript", "code", "coders", "units_with", "disagreeing_units", "both", "only_first",
    "only_second", "neither", "measure", "value", "reason", "low", "high", "confidence", "method",
    "interval_reason",
  ]

  var rows: [[String]] {
    [Self.columns]
      + figures.blocks.enumerated().flatMap { place, block in
        block.rows.flatMap { rows($0, block) } + pooled(block)
          + (figures.domains.isEmpty ? [] : domain(figures.domains[place], block))
      }
  }

  private func rows(_ row: CodeRow, _ block: AgreementFigures) -> [[String]] {
    let start = [Self.kind(block), "", release.id(row.code).text]
    let counts = [String(row.unitsWith), String(row.disagreeingUnits)]
    var rows = row.all.named(binaryUAlpha: row.binaryUAlpha).map { name, measure in
      start + ["all"] + counts + ["", "", "", "", name] + Self.cells(measure)
    }
    for pair in ordered(row.pairs, block) { rows += self.rows(pair, start, block) }
    guard byTranscript else { return rows }
    for (place, transcript) in block.transcripts.enumerated() {
      for pair in block.pairs(of: row.code, inTranscript: place) {
        rows += self.rows(
          pair,
          [transcript.kind.name, transcript.transcript, release.id(row.code).text],
          block
        )
      }
    }
    return rows
  }

  private func rows(_ pair: PairRow, _ start: [String], _ block: AgreementFigures) -> [[String]] {
    let table = pair.measures.table
    let isTurned = name(pair.first, block) > name(pair.second, block) && !coderNames.isEmpty
    let alone = [table.onlyFirst, table.onlySecond]
    let cells = ([table.both] + (isTurned ? alone.reversed() : alone) + [table.neither])
      .map { String($0) }
    let counts = [String(table.both + table.disagreeing), String(table.disagreeing)] + cells
    let measures =
      pair.measures.named + [
        ("span-f1-exact", pair.exact.f1), ("span-f1-overlap", pair.overlapping.f1),
      ]
    return measures.map { name, measure in
      start + [names(pair.first, pair.second, block)] + counts + [name] + Self.cells(measure)
    }
  }

  private func pooled(_ block: AgreementFigures) -> [[String]] {
    ordered(block.pairs, block).map { pair in
      let names = names(pair.first, pair.second, block)
      return [Self.kind(block), "", "", names, "", "", "", "", "", "", "pooled-kappa"]
        + Self.cells(pair.pooled.pooled)
    }
  }

  private func domain(_ domain: DomainAgreement, _ block: AgreementFigures) -> [[String]] {
    var measures: [(Code.ID, String, Measure)] = [
      (domain.family, "u-alpha", domain.counts.uAlpha),
      (domain.family, "binary-u-alpha", domain.counts.binaryUAlpha),
      (domain.family, "cu-alpha", domain.counts.cuAlpha),
      (domain.family, "cu-coverage", domain.counts.cuCoverage),
    ]
    for (value, code) in domain.codes.enumerated() {
      let agreement = domain.counts.kuAlpha(value)
      measures.append((code, "ku-alpha", agreement.alpha))
      measures.append((code, "ku-coverage", agreement.coverage))
    }
    return measures.map { code, name, measure in
      [Self.kind(block), "", release.id(code).text, "all", "", "", "", "", "", "", name]
        + Self.cells(measure)
    }
  }

  private static func kind(_ block: AgreementFigures) -> String {
    block.kind?.name ?? "all"
  }

  private func names(_ first: Int, _ second: Int, _ block: AgreementFigures) -> String {
    let names = [first, second].map { name($0, block) }
    return (coderNames.isEmpty ? names : names.sorted()).joined(separator: "~")
  }

  private func name(_ place: Int, _ block: AgreementFigures) -> String {
    coderNames[block.coders[place]] ?? block.coders[place].text
  }

  /// Pairs as they come; of anonymous coders by their numbers, since the order would tell who is who.
  private func ordered<Pair: PairOfCoders>(_ pairs: [Pair], _ block: AgreementFigures) -> [Pair] {
    guard !coderNames.isEmpty else { return pairs }
    return pairs.sorted { names($0.first, $0.second, block) < names($1.first, $1.second, block) }
  }

  /// The columns from `value` on.
  static func cells(_ measure: Measure) -> [String] {
    let start = [measure.value.map { "\($0)" } ?? "", measure.reason?.rawValue ?? ""]
    switch measure.interval {
    case .interval(let interval)?:
      let ends = ["\(interval.low)", "\(interval.high)", "\(interval.confidence)"]
      return start + ends + [interval.method.name, ""]
    case .missing(let reason)?: return start + ["", "", "", "", reason.rawValue]
    case nil: return start + ["", "", "", "", ""]
    }
  }
}

/// What is about two compared coders, by their places.
private protocol PairOfCoders {
  var first: Int { get }
  var second: Int { get }
}

extension PairRow: PairOfCoders {}
extension PairSummary: PairOfCoders {}
