import EmicKit

/// The screens of counts.
struct CountsView {
  let state: State

  private var counts: CountsState { state.counts }

  func draw(into canvas: inout Canvas) {
    state.drawQuestion(into: &canvas)
    if let words = state.missingAnswer {
      state.drawMissingAnswer(words, into: &canvas)
    } else {
      switch counts.view {
      case .matrix: MatrixView(state: state).draw(into: &canvas)
      case .pairs: drawPairs(into: &canvas)
      case .saturation: drawUses(into: &canvas)
      }
    }
    state.drawHints(hints, into: &canvas)
    state.drawFacts(facts, right: state.questionFacts, problem: false, into: &canvas)
  }

  /// Only what works just now: nothing is behind a question without an answer.
  private var hints: [(key: String, meaning: String)] {
    let always = [("Tab", "next count"), ("q", "back"), ("?", "keys")]
    guard state.codings != nil else { return always }
    let asking = [("c", "codes"), ("b", "coder")]
    guard state.missingAnswer == nil else { return asking + [("L", "layer")] + always }
    let own: [(String, String)] =
      switch counts.view {
      case .matrix: [("d", "columns"), ("R", "roll up")]
      case .pairs: [("%", "unit"), ("R", "roll up")]
      case .saturation: [("s", "order"), ("< >", "move")]
      }
    let behind = counts.isEmpty ? [] : [("↵", "quotations")]
    return behind + own + asking + [("x", "export")] + always
  }

  private var facts: [String] {
    let layer = counts.asking.query.layer.map { "layer \($0.rawValue)" } ?? ""
    let level =
      counts.countsFamilies
      ? "families" : counts.asking.query.includesSubcodes ? "codes with their subcodes" : "codes"
    switch counts.view {
    case .matrix:
      let columns = counts.dimensions?.map(\.text).joined(separator: " · ") ?? ""
      return ["Matrix", "\(level) by \(columns)", layer]
    case .pairs:
      return [
        "Codes on the same text", counts.unit.map { "per \($0.rawValue)" } ?? "per span", layer,
      ]
    case .saturation:
      let order =
        switch counts.order {
        case .path: "by path"
        case .attribute(let name): "by \(name)"
        case .own: "in an order of one's own"
        }
      return ["First uses of codes", order, layer]
    }
  }

  // MARK: Lists

  private var top: Int { RetrievalGeometry.listTop }
  private var listHeight: Int { max(1, state.size.height - top - 4) }

  private func drawPairs(into canvas: inout Canvas) {
    guard let pairs = counts.pairs else { return }
    guard !pairs.isEmpty else {
      return state.drawMissingAnswer(
        "No two codes of one coder stand on the same text. % counts by turns or sentences.",
        into: &canvas
      )
    }
    let width = state.size.width
    let nameWidth = min(
      max(4, (width - 20) / 2),
      pairs.prefix(1000).flatMap(\.codes).map { DisplayText.width(of: $0.text) }.max() ?? 0
    )
    let barX = 2 + 12 + (nameWidth + 2) * 2
    drawColumns(["count", "cases", "code", "and"], nameWidth: nameWidth, into: &canvas)
    let most = max(1, pairs[0].count)
    let rows = ListWindow.rows(around: counts.pairRow, of: pairs.count, height: listHeight - 1)
    for (index, row) in rows.enumerated() {
      let (pair, y) = (pairs[row], top + 1 + index)
      let style = drawRow(isCurrent: row == counts.pairRow, y: y, into: &canvas)
      let cells = [
        String(pair.count), String(pair.cases), pair.codes[0].text, pair.codes[1].text,
      ]
      drawCells(cells, nameWidth: nameWidth, y: y, style: style, into: &canvas)
      let room = min(30, width - barX - 1)
      if room > 2 {
        let bar = String(repeating: "▒", count: max(1, pair.count * room / most))
        canvas.draw(bar, x: barX, y: y, style: style, limit: width)
      }
    }
    drawWords(into: &canvas)
  }

  private func drawColumns(_ titles: [String], nameWidth: Int, into canvas: inout Canvas) {
    drawCells(titles, nameWidth: nameWidth, y: top, style: Style(.title), into: &canvas)
  }

  private func drawCells(
    _ cells: [String],
    nameWidth: Int,
    y: Int,
    style: Style,
    into canvas: inout Canvas
  ) {
    canvas.draw(Ellipsis.fit(cells[0], to: 5, right: true), x: 2, y: y, style: style)
    canvas.draw(Ellipsis.fit(cells[1], to: 5, right: true), x: 8, y: y, style: style)
    canvas.draw(Ellipsis.cut(cells[2], to: nameWidth), x: 15, y: y, style: style)
    canvas.draw(Ellipsis.cut(cells[3], to: nameWidth), x: 15 + nameWidth + 2, y: y, style: style)
  }

  /// The mark of the row in hand.
  ///
  /// - Returns: how the row looks.
  private func drawRow(isCurrent: Bool, y: Int, into canvas: inout Canvas) -> Style {
    let style = Style(isCurrent ? .selectedRow : .plain)
    canvas.offer(row: y, isCurrent: isCurrent)
    guard isCurrent else { return style }
    canvas.fill(x: 0, y: y, width: state.size.width, height: 1, style: style)
    canvas.draw("▸", x: 0, y: y, style: style)
    canvas.cursor = (2, y)
    return style
  }

  /// The reason that is hard to guess: one's own drafts stand on the screen and are not counted.
  static let nothing =
    "Nothing is coded that could be counted. Drafts count only in the layer current (L)."

  /// Each transcript with its new codes and all so far: where the bars stop growing the codes are
  /// saturated.
  private func drawUses(into canvas: inout Canvas) {
    guard let uses = counts.saturation?.firstUses else { return }
    guard !uses.isEmpty else {
      return state.drawMissingAnswer(Self.nothing, into: &canvas)
    }
    let width = state.size.width
    let names = uses.map { state.shown(state.codings?.names[$0.transcript] ?? $0.transcript) }
    let nameWidth = min(
      max(10, width / 4),
      names.prefix(1000).map { DisplayText.width(of: $0) }.max() ?? 0
    )
    let titles = "\(Ellipsis.fit("transcript", to: max(10, nameWidth)))    new  so far"
    canvas.draw(titles, x: 2, y: top, style: Style(.title), limit: width)
    let numbersX = 2 + max(10, nameWidth)
    let most = max(1, uses.map(\.total).max() ?? 1)
    let room = max(0, min(60, width - numbersX - 18))
    let rows = ListWindow.rows(
      around: counts.transcriptRow,
      of: uses.count,
      height: max(1, listHeight - 2)
    )
    for (index, row) in rows.enumerated() {
      let (use, y) = (uses[row], top + 1 + index)
      let style = drawRow(isCurrent: row == counts.transcriptRow, y: y, into: &canvas)
      canvas.draw(Ellipsis.cut(names[row], to: nameWidth), x: 2, y: y, style: style)
      let numbers =
        Ellipsis.fit("+\(use.new.count)", to: 7, right: true)
        + Ellipsis.fit(String(use.total), to: 8, right: true)
      canvas.draw(numbers, x: numbersX, y: y, style: style, limit: width)
      let before = (use.total - use.new.count) * room / most
      let all = use.total * room / most
      let bar = String(repeating: "░", count: before) + String(repeating: "█", count: all - before)
      canvas.draw(bar, x: numbersX + 17, y: y, style: style, limit: width)
    }
    drawWords(into: &canvas)
  }

  /// What the row in hand says, over two lines where it needs them.
  private func drawWords(into canvas: inout Canvas) {
    let width = state.size.width
    let y = state.size.height - 4
    canvas.drawRule(x: 0, y: y, width: width)
    let lines = Paragraphs.wrapped(state.wordsOfCount, width: max(2, width - 2))
    for (index, line) in lines.prefix(2).enumerated() {
      let isCut = index == 1 && lines.count > 2
      canvas.draw(
        isCut ? Ellipsis.cut(line + "…", to: width - 10) + " g i all" : line,
        x: 1,
        y: y + 1 + index,
        limit: width
      )
    }
  }
}
