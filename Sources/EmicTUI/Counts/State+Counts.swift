import EmicKit

/// Commands on counts: matrix, codes on the same text, first uses.
extension State {
  mutating func openCounts(_ view: CountsState.View) {
    counts.view = view
    if screen == .counts, codings != nil { return askAgain() }
    leave(for: .counts)
    readCodings()
  }

  /// By what a matrix counts at first: who the cases are, else the transcripts.
  static func firstDimensions(_ codings: StudyCodings) -> [MatrixDimension] {
    let usual = ["sector", "level"].filter(codings.attributeNames.contains)
    let names = usual.isEmpty ? Array(codings.attributeNames.prefix(1)) : usual
    return names.isEmpty ? [.transcript] : names.map { .attribute($0) }
  }

  mutating func runOnCounts(_ command: Command) {
    switch command {
    case .rollUp where counts.view == .matrix: return rollUpMatrix()
    case .nextView: return turnView(1)
    case .previousView: return turnView(-1)
    case .study: return goToStudy()
    case .export: return exportCounts()
    case .open: return openCounted()
    case .dimensions: return pickDimensions()
    case .sort: return chooseTranscriptOrder()
    case .changeUnit: return changePairUnit()
    case .moveEarlier: return moveTranscript(by: -1)
    case .moveLater: return moveTranscript(by: 1)
    case .showEntry: return showEntryOfRow()
    default: break
    }
    if runOnQuestion(command) { return }
    let page = max(1, size.height - 12)
    switch command {
    case .down: moveInCounts(rows: 1)
    case .up: moveInCounts(rows: -1)
    case .pageDown: moveInCounts(rows: page)
    case .pageUp: moveInCounts(rows: -page)
    case .firstPlace: moveInCounts(rows: -1_000_000)
    case .lastPlace: moveInCounts(rows: 1_000_000)
    case .right: moveInCounts(columns: 1)
    case .left: moveInCounts(columns: -1)
    case .lineStart: moveInCounts(columns: -1_000_000)
    case .lineEnd: moveInCounts(columns: 1_000_000)
    default: complain("\(command.rawValue) does nothing on counts.")
    }
  }

  private mutating func moveInCounts(rows: Int = 0, columns: Int = 0) {
    switch counts.view {
    case .matrix:
      counts.moveInMatrix(rows: rows, columns: columns)
      counts.firstColumn = MatrixView(state: self).firstColumnShowing(counts.column)
    case .pairs:
      counts.pairRow = min(max(0, counts.pairRow + rows), max(0, (counts.pairs?.count ?? 0) - 1))
    case .saturation:
      let last = max(0, (counts.saturation?.firstUses.count ?? 0) - 1)
      counts.transcriptRow = min(max(0, counts.transcriptRow + rows), last)
    }
    if columns != 0, counts.view != .matrix { complain("There is only one column here.") }
  }

  private mutating func turnView(_ step: Int) {
    let views = CountsState.View.allCases
    let place = views.firstIndex(of: counts.view) ?? 0
    counts.view = views[(place + step + views.count) % views.count]
    askAgain()
  }

  // MARK: How it is counted

  private mutating func rollUpMatrix() {
    var query = counts.asking.query
    if counts.countsFamilies {
      counts.countsFamilies = false
      say("Each code for itself.")
      query.includesSubcodes = false
    } else if query.includesSubcodes {
      counts.countsFamilies = true
      say("Rolled up to families: each with all that is below it.")
    } else {
      query.includesSubcodes = true
      say("Rolled up: a code also has what was coded below it, each coding once.")
    }
    ask(query)
  }

  private mutating func pickDimensions() {
    guard counts.view == .matrix else {
      return complain("Only a matrix has columns: \(keyName(of: .nextView, "Tab")) leads to it.")
    }
    guard let codings else { return complainOfCodings() }
    let names = codings.attributeNames + codings.headerNames
    let lines =
      names.map { name in
        let count = codings.values(of: name).count
        return LinePicker.Line(
          value: name,
          words: name,
          fact: count == 1 ? "1 value" : "\(count) values"
        )
      }
      + [
        LinePicker.Line(value: "transcript", words: "transcript"),
        LinePicker.Line(value: "case", words: "case"),
        LinePicker.Line(value: "coder", words: "coder", fact: "each for themself"),
      ]
    popups.append(.lines(LinePicker("Columns (Space for several)", .dimensions, lines)))
  }

  mutating func take(dimensions names: [String]) {
    counts.dimensions = names.map { MatrixDimension($0) }
    (counts.column, counts.firstColumn) = (0, 0)
    askAgain()
  }

  private mutating func changePairUnit() {
    guard counts.view == .pairs else {
      return complain(
        "Only codes on the same text are counted in units: \(keyName(of: .nextView, "Tab")) leads there."
      )
    }
    counts.unit =
      switch counts.unit {
      case nil: .turn
      case .turn: .sentence
      case .sentence, .character: nil
      }
    askAgain()
  }

  private mutating func chooseTranscriptOrder() {
    guard counts.view == .saturation else {
      return complain(
        "Only first uses have an order: \(keyName(of: .nextView, "Tab")) leads to them."
      )
    }
    popups.append(
      .choice(
        Choice(
          title: "In which order were they read?",
          rows: ["by path"] + datedAttributes.map { "by \($0)" }
            + ["an order of your own: < and > move a transcript"],
          purpose: .transcriptOrder
        )
      )
    )
  }

  /// Attributes of which a value is a day: only those put interviews in an order.
  var datedAttributes: [String] {
    guard let codings else { return [] }
    return (codings.attributeNames + codings.headerNames).filter { name in
      codings.values(of: name).contains {
        if case .day = AttributeValue($0) { true } else { false }
      }
    }
  }

  mutating func take(transcriptOrder row: Int) {
    let dated = datedAttributes
    switch row {
    case 0: counts.order = .path
    case 1..<dated.count + 1: counts.order = .attribute(dated[row - 1])
    default: counts.order = .own(counts.saturation?.firstUses.map(\.transcript) ?? [])
    }
    askAgain()
  }

  private mutating func moveTranscript(by step: Int) {
    guard counts.view == .saturation, let uses = counts.saturation?.firstUses, !uses.isEmpty else {
      return complain(
        "Only first uses have an order: \(keyName(of: .nextView, "Tab")) leads to them."
      )
    }
    var names = uses.map(\.transcript)
    let target = counts.transcriptRow + step
    guard names.indices.contains(target) else {
      return complain(step < 0 ? "It is the first already." : "It is the last already.")
    }
    names.swapAt(counts.transcriptRow, target)
    counts.transcriptRow = target
    counts.order = .own(names)
    askAgain()
  }

  // MARK: What is behind a count

  private mutating func openCounted() {
    guard let query = queryInHand else {
      return complain("There is nothing behind this: it is empty.")
    }
    openQuotations(query)
  }

  /// The question whose answer is what the count in hand counts; `nil` where it counts nothing.
  var queryInHand: CodingQuery? {
    guard let codings else { return nil }
    switch counts.view {
    case .matrix: return queryOfCell(counts.row, counts.column, codings)
    case .pairs:
      guard let pairs = counts.pairs, pairs.indices.contains(counts.pairRow) else { return nil }
      var query = counts.asking.query
      let codes = pairs[counts.pairRow].codes
      query.codes = [codes[0]]
      query.relations.append(
        CodeRelation(counts.unit == nil ? .overlapping : .sameTurn, codes[1])
      )
      query.layer = query.layer ?? .final
      return query
    case .saturation:
      guard let uses = counts.saturation?.firstUses, uses.indices.contains(counts.transcriptRow),
        !uses[counts.transcriptRow].new.isEmpty
      else { return nil }
      var query = counts.asking.query
      query.codes = uses[counts.transcriptRow].new
      query.transcripts = [uses[counts.transcriptRow].transcript]
      query.layer = query.layer ?? .final
      return query
    }
  }

  /// The codings that a cell of the matrix counts; `nil` for an empty one.
  func queryOfCell(_ row: Int, _ column: Int, _ codings: StudyCodings) -> CodingQuery? {
    guard let matrix = counts.matrix, case .counted(let count) = counts.cell(row, column),
      count.codings > 0
    else { return nil }
    var query = counts.asking.query
    query.layer = query.layer ?? (matrix.dimensions.contains(.coder) ? .submitted : .final)
    if row < matrix.codes.count {
      query.codes = [matrix.codes[row]]
      if counts.countsFamilies { query.includesSubcodes = true }
    }
    if column < matrix.columns.count {
      query = query.inColumn(matrix.columns[column], of: matrix.dimensions, codings)
    }
    return query
  }

  private mutating func showEntryOfRow() {
    let code: Code.ID?
    switch counts.view {
    case .matrix:
      let codes = counts.matrix?.codes ?? []
      code = codes.indices.contains(counts.row) ? codes[counts.row] : nil
    case .pairs:
      let pairs = counts.pairs ?? []
      code = pairs.indices.contains(counts.pairRow) ? pairs[counts.pairRow].codes.first : nil
    case .saturation:
      let uses = counts.saturation?.firstUses ?? []
      code =
        uses.indices.contains(counts.transcriptRow) ? uses[counts.transcriptRow].new.first : nil
    }
    guard let code else { return complain("There is no code on this row.") }
    showEntry(of: code)
  }

  private mutating func exportCounts() {
    guard let question = counts.question, counts.asking.refusal == nil, let coder else {
      return complain("There is nothing to export: the question has no answer.")
    }
    outbox.append(.exportCounts(question, coder: coder.id))
  }

  // MARK: In words

  var countsPlace: String {
    let notes = counts.asking.notes.isEmpty ? "" : " " + counts.asking.notes.joined(separator: " ")
    let question = counts.asking.query.words(names: codings?.names)
    return (counts.asking.refusal ?? "\(wordsOfCount) Question: \(question).") + notes
  }

  /// What the count in hand says.
  var wordsOfCount: String {
    switch counts.view {
    case .matrix: wordsOfCell
    case .pairs: wordsOfPair
    case .saturation: wordsOfUses
    }
  }

  private var wordsOfCell: String {
    guard let matrix = counts.matrix, let cell = counts.cell(counts.row, counts.column) else {
      return "Nothing is counted."
    }
    let code = counts.row < matrix.codes.count ? matrix.codes[counts.row].text : "all codes"
    let column =
      counts.column < matrix.columns.count
      ? zip(matrix.dimensions, matrix.columns[counts.column].values).map { dimension, value in
        guard let value else { return "\(dimension.text) unknown" }
        return dimension == .transcript ? codings?.names[value] ?? value : value
      }.joined(separator: " · ") : "all columns"
    switch cell {
    case .counted(let count): return "\(code), \(column): \(Self.words(count))."
    case .notCoded: return "\(code), \(column): not coded yet."
    case .hidden: return "\(code), \(column): coded, and hidden: blind, or not submitted."
    case .draft: return "\(code), \(column): a draft, not counted but in the layer current."
    case .notOffered: return "\(code), \(column): the code was not offered then."
    }
  }

  static func words(_ count: CodeMatrix.Count) -> String {
    guard count.codings > 0 else { return "coded, none" }
    return (count.codings == 1 ? "1 coding in " : "\(count.codings) codings in ")
      + (count.cases == 1 ? "1 case" : "\(count.cases) cases")
  }

  private var wordsOfPair: String {
    guard let pairs = counts.pairs, pairs.indices.contains(counts.pairRow) else {
      return "No two codes stand on the same text."
    }
    let pair = pairs[counts.pairRow]
    let what =
      switch counts.unit {
      case nil: pair.count == 1 ? "1 pair of codings" : "\(pair.count) pairs of codings"
      case let unit?: pair.count == 1 ? "1 \(unit.rawValue)" : "\(pair.count) \(unit.plural)"
      }
    return "\(pair.codes[0]) and \(pair.codes[1]): \(what), "
      + (pair.cases == 1 ? "1 case." : "\(pair.cases) cases.")
  }

  private var wordsOfUses: String {
    guard let uses = counts.saturation?.firstUses, uses.indices.contains(counts.transcriptRow)
    else { return "Nothing is coded." }
    let use = uses[counts.transcriptRow]
    let name = codings?.names[use.transcript] ?? use.transcript
    let codes = use.new.map(\.text).joined(separator: ", ")
    return use.new.isEmpty
      ? "\(name): no new code, \(use.total) so far."
      : "\(name): \(use.new.count) new, \(use.total) so far: \(codes)."
  }
}
