import Agreement
import EmicKit

/// `emic agreement` as a page that can be read aloud.
struct AgreementTable {
  let figures: StudyFigures
  let title: String
  let showsAll: Bool
  let byTranscript: Bool
  let form: Table.Form

  var text: String {
    let heading = AgreementHeading(figures: figures, title: title, form: form)
    return heading.text
      + figures.blocks.enumerated().map { place, block in
        self.text(of: block, figures.domains.isEmpty ? nil : figures.domains[place])
      }.joined()
      + Self.legend
  }

  private static let legend = """
    SPANS are each coder's, UNITS those in which somebody used the code, 1ST and 2ND those of only the
    first or the second of two coders. DIFFER counts the units that somebody gave the code and
    another did not. P+ is the chance that another used the code where one did; the percentage is easy
    to reach when most text is uncoded. α is Krippendorff's, of all coders; κ is Cohen's, of two.
    `emic help agreement` explains them, `emic disagreements` lists the passages behind them.

    """

  private func text(of block: AgreementFigures, _ domain: DomainAgreement?) -> String {
    var text = "\n"
    if figures.blocks.count > 1 {
      let kind = block.kind == .document ? "Documents" : "Interviews"
      text += bold("\(kind), \(block.coders.map(\.text).joined(separator: ", "))") + "\n\n"
    }
    let headings: [(CodeRow.Part, String)] = [
      (.judged, "Codes, those with most disagreeing units first"),
      (.tooRare, "Too rare to judge (fewer than \(CodeRow.fewestUnits) units)"),
      (.notDefined, "Not defined"),
    ]
    for (part, heading) in headings {
      let rows = block.rows(part)
      guard !rows.isEmpty else { continue }
      let table = AgreementCodes(
        rows: rows,
        part: part,
        coders: block.coders,
        unit: figures.compared.unit
      ).table
      text += bold(heading) + "\n" + table.text(form)
      text += part == .tooRare ? hint : words(rows, block)
      text += "\n"
    }
    if block.rows.isEmpty { text += "Nobody used a code here.\n\n" }
    if showsAll { text += section("All measures", measures(block)) }
    if byTranscript { text += section("By transcript", transcriptPairs(block)) }
    if let domain { text += section("Domain \(domain.family)", self.domain(domain)) }
    text += AgreementComparisons(block: block, form: form).text
    return text
  }

  private func section(_ heading: String, _ table: Table) -> String {
    "\(bold(heading))\n\(table.text(form))\n"
  }

  private func bold(_ text: String) -> String {
    form == .columns(isBold: true) ? "\u{1B}[1m\(text)\u{1B}[m" : text
  }

  private var hint: String {
    let families =
      figures.compared.request.level == .family ? "" : " --level family counts families;"
    let unit = figures.compared.unit == .turn ? " --unit sentence has more units;" : ""
    return "  Their figures would say little.\(families)\(unit) JSON has them all the same.\n"
  }

  private func words(_ rows: [CodeRow], _ block: AgreementFigures) -> String {
    let words = AgreementWords(
      block: block,
      unit: figures.compared.unit,
      layer: figures.compared.request.layer
    )
    return rows.map { "  \(DisplayText.safe($0.code.text)): \(words.line($0))\n" }.joined()
  }

  private func measures(_ block: AgreementFigures) -> Table {
    var table = Table([
      "CODE", "WHO", "PERCENT", "P+", "P-", "α", "κ", "π", "FLEISS", "CONGER", "BP", "AC1", "|uα",
      "F1 SAME", "F1 ≥ \(Self.threshold(figures.options))",
    ])
    table.rightAligned = Set(2...14)
    for row in block.rows {
      let all = row.all
      table.add(
        [row.code.text, "all", Figures.percent(all.percent), Figures.percent(all.positive), ""]
          + [Figures.text(all.alpha), "", ""]
          + [all.fleiss, all.conger, all.brennanPrediger, all.ac1, row.binaryUAlpha]
          .map(Figures.text) + ["", ""]
      )
      for pair in row.pairs {
        let two = pair.measures
        table.add(
          ["", names(pair, block)] + [two.percent, two.positive, two.negative].map(Figures.percent)
            + [two.alpha, two.kappa, two.pi].map(Figures.text) + ["", ""]
            + [two.brennanPrediger, two.ac1].map(Figures.text) + [""]
            + [pair.exact.f1, pair.overlapping.f1].map(Figures.text)
        )
      }
    }
    return table
  }

  private func transcriptPairs(_ block: AgreementFigures) -> Table {
    var table = Table([
      "CODE", "TRANSCRIPT", "PAIR", "BOTH", "ONLY 1ST", "ONLY 2ND", "NEITHER", "PERCENT", "P+", "κ",
      "α",
    ])
    table.rightAligned = Set(3...10)
    for row in block.rows {
      for (place, transcript) in block.transcripts.enumerated() {
        for pair in block.pairs(of: row.code, inTranscript: place) {
          let two = pair.measures
          table.add(
            [row.code.text, transcript.transcript, names(pair, block)] + Self.counts(two.table)
              + [two.percent, two.positive].map(Figures.percent)
              + [two.kappa, two.alpha].map(Figures.text)
          )
        }
      }
    }
    return table
  }

  private func domain(_ domain: DomainAgreement) -> Table {
    var table = Table(["VALUE", "MEASURE", "FIGURE", "COVERS", "WHAT IT SAYS"])
    table.rightAligned = [2, 3]
    let counts = domain.counts
    let coverage = Figures.percent(counts.cuCoverage)
    table.add(["all", "uα", Figures.text(counts.uAlpha), "", "where and which code together"])
    table.add(["all", "|uα", Figures.text(counts.binaryUAlpha), "", "agreement about WHERE"])
    table.add([
      "all", "cuα", Figures.text(counts.cuAlpha), coverage,
      "agreement about WHICH code, where both marked something",
    ])
    for (value, code) in domain.codes.enumerated() {
      let agreement = counts.kuAlpha(value)
      let covers = Figures.percent(agreement.coverage)
      table.add([code.text, "(k)uα", Figures.text(agreement.alpha), covers, ""])
    }
    return table
  }

  private static func threshold(_ options: AgreementReport.Options) -> String {
    Figures.coefficient(Double(options.overlap) / Double(AgreementReport.Options.wholeOverlap))
  }

  static func counts(_ table: PairTable) -> [String] {
    [table.both, table.onlyFirst, table.onlySecond, table.neither].map { String($0) }
  }

  private func names(_ pair: PairRow, _ block: AgreementFigures) -> String {
    "\(block.coders[pair.first]) ~ \(block.coders[pair.second])"
  }
}
