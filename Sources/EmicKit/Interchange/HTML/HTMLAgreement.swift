import Agreement

/// The figures of agreement: a table with the counts behind them, and a map with the figures in it.
struct HTMLAgreement {
  private let study: ExportedStudy
  private let codes: HTMLCodes

  init(_ study: ExportedStudy, codes: HTMLCodes) {
    self.study = study
    self.codes = codes
  }

  var text: String {
    guard let comparison = try? study.comparison() else {
      return
        "<p>There is nothing to compare: it takes a transcript that two coders have submitted.</p>\n"
    }
    let report = AgreementReport(of: comparison)
    // Single codes are often too rare to judge.
    let families = AgreementReport(of: comparison.counted(level: .family))
    return zip(report.blocks, families.blocks).map { block, family in
      let kind =
        block.compared.kind.map { $0 == .interview ? "Interviews" : "Documents" } ?? "Sources"
      let units = block.transcripts.reduce(0) { $0 + $1.units }
      let coders = HTMLEscape.escaped(block.coders.map(\.text).joined(separator: ", "))
      guard block.coders.count > 1 else {
        return "<h3>\(kind)</h3>\n<p>Only one coder has submitted them.</p>\n"
      }
      return
        "<h3>\(kind)</h3>\n<p class=\"facts\">Unit \(comparison.unit.rawValue): \(units) in all, "
        + "scope \(comparison.scope.rawValue). Coders: \(coders). κ is Cohen’s, α Krippendorff’s, P+ "
        + "positive agreement. A code in fewer than \(CodeRow.fewestUnits) units is too rare to judge: "
        + "counts, no figures.</p>\n" + HTMLHeatMap(family, study.release).text
        + HTMLHeatMap(block, study.release).text + table(block)
    }.joined()
  }

  private func table(_ block: AgreementBlock) -> String {
    let pairs = block.pairs.map { pair in
      let names = [pair.first, pair.second].map { HTMLEscape.escaped(block.coders[$0].text) }
      return "<th scope=\"col\">\(names[0])<br>\(names[1])<br>both/only/only/neither</th>"
    }
    let rows = block.rows.map { row -> String in
      let counts = row.pairs.map { pair -> String in
        let table = pair.measures.table
        return "<td>\(table.both)/\(table.onlyFirst)/\(table.onlySecond)/\(table.neither)</td>"
      }
      let figures = [row.all.positive, row.all.alpha].map { measure in
        "<td>\(row.part == .tooRare ? "too rare" : Self.figure(measure))</td>"
      }
      return "<tr><td dir=\"auto\">\(codes.name(study.release.words(row.code.text)))</td>"
        + "<td>\(row.unitsWith)</td><td>\(row.disagreeingUnits)</td>\(counts.joined())"
        + "\(figures.joined())</tr>\n"
    }
    return "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">Code</th>"
      + "<th scope=\"col\">units<br>with it</th><th scope=\"col\">differing</th>\(pairs.joined())"
      + "<th scope=\"col\">P+</th><th scope=\"col\">α</th></tr></thead>\n<tbody>\n\(rows.joined())"
      + "</tbody>\n</table></div>\n"
  }

  /// In two decimals; why there is none.
  static func figure(_ measure: Measure) -> String {
    guard let value = measure.value else { return measure.reason?.rawValue ?? "–" }
    let hundredths = Int((abs(value) * 100).rounded())
    let fraction = hundredths % 100 < 10 ? "0\(hundredths % 100)" : "\(hundredths % 100)"
    return (value < 0 && hundredths > 0 ? "−" : "") + "\(hundredths / 100).\(fraction)"
  }
}

/// Codes × pairs of coders: κ of each, and α of all; the darker, the better, with the figure in it.
struct HTMLHeatMap {
  private let block: AgreementBlock
  private let release: Release
  private static let (nameWidth, cellWidth, cellHeight) = (190, 84, 24)

  init(_ block: AgreementBlock, _ release: Release) {
    self.block = block
    self.release = release
  }

  var text: String {
    let rows = block.rows(.judged)
    guard !rows.isEmpty else { return "" }
    let heads =
      block.pairs.map { "\(block.coders[$0.first].text) · \(block.coders[$0.second].text)" }
      + ["α of all"]
    let top = 40
    let width = Self.nameWidth + Self.cellWidth * heads.count
    let height = top + Self.cellHeight * rows.count
    var svg =
      "<div class=\"scroll\"><svg width=\"\(width)\" height=\"\(height)\" "
      + "viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-label=\"κ of each pair of coders and α, "
      + "code by code\">\n"
    for (column, head) in heads.enumerated() {
      let x = Self.nameWidth + column * Self.cellWidth + Self.cellWidth / 2
      let parts = head.split(separator: "·").map { HTMLEscape.escaped($0.trimmingBlanks()) }
      for (line, part) in parts.enumerated() {
        svg += "<text x=\"\(x)\" y=\"\(top - 8 - 15 * (parts.count - 1 - line))\" "
        svg += "text-anchor=\"middle\">\(Self.short(part))</text>\n"
      }
    }
    for (place, row) in rows.enumerated() {
      let y = top + place * Self.cellHeight
      svg += "<text x=\"\(Self.nameWidth - 8)\" y=\"\(y + 16)\" text-anchor=\"end\">"
      svg += "\(HTMLEscape.escaped(Self.short(release.words(row.code.text))))</text>\n"
      for (column, measure) in (row.pairs.map(\.measures.kappa) + [row.all.alpha]).enumerated() {
        svg += cell(measure, x: Self.nameWidth + column * Self.cellWidth, y: y)
      }
    }
    return svg + "</svg></div>\n"
  }

  private func cell(_ measure: Measure, x: Int, y: Int) -> String {
    let (width, height) = (Self.cellWidth - 2, Self.cellHeight - 2)
    let shade = measure.value.map(Self.shade)
    let words = measure.value == nil ? "–" : HTMLAgreement.figure(measure)
    return "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" "
      + "fill=\"\(shade?.fill ?? "#ffffff")\" stroke=\"#999999\"/>"
      + "<text x=\"\(x + width / 2)\" y=\"\(y + 16)\" text-anchor=\"middle\" "
      + "fill=\"\(shade?.ink ?? "#000000")\">\(words)</text>\n"
  }

  /// Steps of one hue, which a grey printer keeps apart too.
  private static func shade(_ value: Double) -> (fill: String, ink: String) {
    switch value {
    case ..<0.2: ("#f7fbff", "#000000")
    case ..<0.4: ("#d6e6f4", "#000000")
    case ..<0.6: ("#abd0e6", "#000000")
    case ..<0.8: ("#2a6fa8", "#ffffff")
    default: ("#084a91", "#ffffff")
    }
  }

  private static func short(_ text: String) -> String {
    text.count > 26 ? text.prefix(25) + "…" : text
  }
}
