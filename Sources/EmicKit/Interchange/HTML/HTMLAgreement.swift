import Agreement

/// The figures of agreement: a table with the counts behind them, and a map with the figures in it.
struct HTMLAgreement {
  private let study: ExportedStudy
  private let codes: HTMLCodes

  init(_ study: ExportedStudy, codes: HTMLCodes) {
    self.study = study
    self.codes = codes
  }

  /// - Throws: when something of what is compared cannot be read.
  func text() throws -> String {
    let figures: StudyFigures
    do {
      figures = try study.figures(families: true)
    } catch let problem as ComparisonProblem {
      let words = study.release.words(problem.message)
      return "<p>There is nothing to compare. \(HTMLEscape.escaped(Self.sentence(words)))</p>\n"
    }
    // Single codes are often too rare to judge.
    let blocks = zip(figures.blocks, figures.families).map { block, family in
      let kind = block.kind.map { $0 == .interview ? "Interviews" : "Documents" } ?? "Sources"
      let units = block.transcripts.reduce(0) { $0 + $1.units }
      let coders = HTMLEscape.escaped(block.coders.map(\.text).joined(separator: ", "))
      guard block.coders.count > 1 else {
        return "<h3>\(kind)</h3>\n<p>Only one coder has submitted them.</p>\n"
      }
      return
        "<h3>\(kind)</h3>\n<p class=\"facts\">Unit \(figures.compared.unit.rawValue): \(units) in all, "
        + "scope \(figures.compared.scope.rawValue). Coders: \(coders). Transcripts: \(names(block)). κ is Cohen’s, α Krippendorff’s, P+ "
        + "positive agreement. A code in fewer than \(CodeRow.fewestUnits) units is too rare to judge: "
        + "counts, no figures.</p>\n" + HTMLHeatMap(family, study).text
        + HTMLHeatMap(block, study).text + table(block)
    }
    return blocks.joined() + leftOut(of: figures.compared)
  }

  /// The transcripts that are compared; of many the first.
  private func names(_ block: AgreementFigures) -> String {
    let most = 20
    let names = block.transcripts.prefix(most).map { transcript in
      let coders = transcript.coders.map { block.coders[$0].text }.joined(separator: ", ")
      return study.release.transcript(transcript.transcript)
        + (transcript.coders.count == block.coders.count ? "" : " (\(coders))")
    }
    let more = block.transcripts.count > most ? " and \(block.transcripts.count - most) more" : ""
    return HTMLEscape.escaped(names.joined(separator: ", ") + more)
  }

  /// What is not compared, and why: a figure is read beside what is not in it.
  private func leftOut(of compared: ComparisonSummary) -> String {
    var sentences: [String] = []
    if !compared.calibrationLeftOut.isEmpty {
      let rounds = compared.calibrationLeftOut.map { study.release.words($0) }
      sentences.append("Calibration is left out: \(rounds.joined(separator: ", ")).")
    }
    for (words, those) in compared.leftOut.byWords {
      let places = those.places(of: compared.coders, transcript: study.release.transcript)
      sentences.append("Left out, \(words): \(places).")
    }
    return sentences.map { "<p class=\"facts\">\(HTMLEscape.escaped($0))</p>\n" }.joined()
  }

  /// With a capital at its beginning.
  private static func sentence(_ words: String) -> String {
    words.prefix(1).uppercased() + words.dropFirst()
  }

  private func table(_ block: AgreementFigures) -> String {
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
      return "<tr><td dir=\"auto\">\(codes.name(study.id(of: row.code).text))</td>"
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
