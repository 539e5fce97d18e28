import Agreement
import EmicKit

/// The table of agreement, by code.
extension ReviewState {
  /// Makes the table in view anew, after figures, verdicts, names or the view have changed.
  mutating func drawUpTable() {
    table = newTable
    table.measure()
    place.move(by: 0, over: table.rows.map { !$0.isHeading })
  }

  /// What Enter opens just now.
  var targetInHand: PassageFilter? {
    table.rows.indices.contains(place.row) ? table.rows[place.row].target : nil
  }

  /// Goes to the row of a target, the nearest where there are some; stays where there is none.
  mutating func stand(on target: PassageFilter) {
    let rows = table.rows.indices.filter { table.rows[$0].target == target }
    if let row = rows.min(by: { abs($0 - place.row) < abs($1 - place.row) }) { place.row = row }
  }

  private var newTable: FigureTable {
    switch view {
    case .codes: codeTable
    case .transcripts: transcriptTable
    case .pairs: pairTable
    case .confusions: confusionTable
    case .rounds: roundTable
    }
  }

  private var codeTable: FigureTable {
    var table = FigureTable(columns: codeColumns)
    for (place, block) in figures.report.blocks.enumerated() {
      if let name = blockName(place) { table.addHeading(name) }
      for part in CodeRow.Part.allCases {
        let families = figures.families?.blocks[place].rows(part).filter {
          comparison.codebook[$0.code]?.isFamily == true
        }
        let familyRows = (families ?? []).map { row($0, place, target: .branch($0.code)) }
        let codeRows = block.rows(part).map { row($0, place, target: target(of: $0.code)) }
        if let heading = heading(of: part) {
          if !(familyRows + codeRows).isEmpty { table.addHeading(heading) }
        } else if !familyRows.isEmpty {
          table.addHeading("families, with all that is below them")
        }
        table.rows += familyRows
        if part == .judged, !familyRows.isEmpty, !codeRows.isEmpty { table.addHeading("codes") }
        table.rows += codeRows
      }
    }
    return table
  }

  /// The passages behind a row: of a code alone, or with what it is counted with.
  private func target(of code: Code.ID) -> PassageFilter {
    comparison.request.level == .code ? .code(code) : .branch(code)
  }

  private var codeColumns: [FigureTable.Column] {
    // Blocks can have different coders; the columns are those of the one with most.
    guard let lanes = lanesOfBlocks.max(by: { $0.count < $1.count }) else {
      return [FigureTable.Column(title: "code")]
    }
    let names = lanes.shortNames.joined(separator: "/")
    let titles =
      ["code", "spans \(names)", "in \(comparison.unit.plural)", "differ", "P+", "α"]
      + lanes.pairs.enumerated().map { $0 == 0 ? "κ \(lanes.pairName($1))" : lanes.pairName($1) }
      + ["%"]
      + lanes.pairs.map { "both/\(lanes.shortNames[$0.0])/\(lanes.shortNames[$0.1])/none" }
    return titles.map { FigureTable.Column(title: $0) }
  }

  private func row(_ row: CodeRow, _ block: Int, target: PassageFilter) -> FigureTable.Row {
    let lanes = lanesOfBlocks[block]
    let spans = lanes.places.map { String(row.spans[$0]) }.joined(separator: "/")
    var result = FigureTable.Row(
      name: name(of: row.code),
      cells: [spans, String(row.unitsWith), String(row.disagreeingUnits)],
      target: row.disagreeingUnits > 0 || row.spans.contains { $0 > 0 }
        ? filter(target, inBlock: block) : nil
    )
    let words = isAnonymous ? figures.anonymousWords : figures.words
    result.words = words[block][row.code]
    if let reason = row.all.alpha.reason {
      result.remark = FigureText.reason(reason, of: row, in: comparison.request.layer)
      return result
    }
    let pairs = lanes.pairs.map { pair in
      row.pairs.first { lanes.isPair(pair, $0.first, $0.second) }
    }
    result.cells += [
      FigureText.plain(row.all.positive), FigureText.withInterval(row.all.alpha),
    ]
    result.cells += pairs.map { $0.map { FigureText.shaded($0.measures.kappa) } ?? "" }
    result.cells.append(FigureText.plain(row.all.percent))
    result.cells += zip(pairs, lanes.pairs).map { pair, lanePair in
      pair.map { counts($0, isSwapped: $0.first != lanes.places[lanePair.0]) } ?? ""
    }
    return result
  }

  private func counts(_ pair: PairRow, isSwapped: Bool) -> String {
    let table = pair.measures.table
    let only =
      isSwapped ? [table.onlySecond, table.onlyFirst] : [table.onlyFirst, table.onlySecond]
    return ([table.both] + only + [table.neither]).map(String.init).joined(separator: "/")
  }

  private func name(of code: Code.ID) -> String {
    comparison.codebook[code]?.isFamily == true ? "\(code) (family)" : code.text
  }

  private func heading(of part: CodeRow.Part) -> String? {
    switch part {
    case .judged: nil
    case .tooRare:
      "too rare to judge alone (fewer than \(CodeRow.fewestUnits) \(comparison.unit.plural))"
    case .notDefined: "not defined"
    }
  }

  /// What kind of sources a block has, where there are two.
  func blockName(_ place: Int) -> String? {
    guard figures.report.blocks.count > 1 else { return nil }
    return figures.report.blocks[place].compared.kind == .document ? "DOCUMENTS" : "INTERVIEWS"
  }
}

extension FigureTable {
  init(columns: [Column]) { self.init(columns: columns, rows: []) }

  mutating func addHeading(_ words: String) { rows.append(Row(name: words, isHeading: true)) }
}

extension CoderLanes {
  /// `a·b`.
  func pairName(_ pair: (Int, Int)) -> String {
    "\(shortNames[pair.0])·\(shortNames[pair.1])"
  }

  /// Whether two coders, by their places in either order, are those of two lanes.
  func isPair(_ pair: (Int, Int), _ first: Int, _ second: Int) -> Bool {
    Set([places[pair.0], places[pair.1]]) == Set([first, second])
  }
}

extension AgreementUnits.Kind {
  var plural: String { "\(rawValue)s" }
}
