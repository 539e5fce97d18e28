import EmicKit

/// The hits of a search over the study, aligned where the found words begin.
struct StudySearchView {
  let state: State

  private var search: StudySearchState { state.studySearch }

  func draw(into canvas: inout Canvas) {
    let width = state.size.width
    let x = canvas.draw("/ ", x: 1, y: 1, style: Style(.key))
    canvas.draw(Ellipsis.cut(search.pattern, to: width - x - 1), x: x, y: 1, style: Style(.title))
    canvas.draw(
      Ellipsis.cut(state.searchedWords, to: width - 2),
      x: 1,
      y: 2,
      style: Style(.faint)
    )
    canvas.drawRule(x: 0, y: 3, width: width)
    canvas.cursor = (x, 1)
    drawHits(into: &canvas)
    state.drawHints(
      [
        ("↵", "open"), ("/", "search"), ("Tab", "where"), ("r", "regex"), ("Esc", "stop"),
        ("q", "back"), ("?", "keys"),
      ],
      into: &canvas
    )
    let row = search.hits.isEmpty ? "" : "\(search.row + 1) of \(search.hits.count)"
    state.drawFacts(
      [
        "Search", "in \(search.place.rawValue)", search.isRegex ? "regular expression" : "", row,
      ],
      right: state.coder?.id.text ?? "",
      problem: false,
      into: &canvas
    )
  }

  private func drawHits(into canvas: inout Canvas) {
    let top = RetrievalGeometry.listTop
    if search.hits.isEmpty {
      guard case .ended(nil) = search.progress else { return }
      let words =
        "Nothing is found. Case and width do not count; \(state.keyName(of: .nextPlaceToSearch, "Tab")) searches elsewhere, "
        + "\(state.keyName(of: .regex, "r")) takes the pattern as a regular expression."
      let lines = Paragraphs.wrapped([words], width: min(84, max(2, state.size.width - 4)))
      for (row, line) in lines.enumerated() {
        canvas.draw(line, x: 2, y: top + 1 + row, limit: state.size.width)
      }
      return
    }
    let width = state.size.width
    let rows = ListWindow.rows(
      around: search.row,
      of: search.hits.count,
      height: max(1, state.size.height - top - 1)
    )
    func widest(_ texts: [String], _ limit: Int) -> Int {
      min(limit, texts.map { DisplayText.width(of: $0) }.max() ?? 0)
    }
    let shown = rows.map { state.shown(search.hits[$0]) }
    let referenceWidth = widest(shown.map(\.reference), max(8, width / 5))
    let aboutWidth = width < 60 ? 0 : widest(shown.map(\.about), max(8, width / 4))
    let wordsX = 2 + referenceWidth + 1 + (aboutWidth > 0 ? aboutWidth + 1 : 0)
    let beforeWidth = max(0, (width - wordsX) * 2 / 5)
    for (index, row) in rows.enumerated() {
      let (hit, y) = (shown[index], top + index)
      let isCurrent = row == search.row
      let style = Style(isCurrent ? .selectedRow : .plain)
      canvas.offer(row: y, isCurrent: isCurrent)
      if isCurrent {
        canvas.fill(x: 0, y: y, width: width, height: 1, style: style)
        canvas.draw("▸", x: 0, y: y, style: style)
        canvas.cursor = (2, y)
      }
      canvas.draw(
        Ellipsis.cutInTheMiddle(hit.reference, to: referenceWidth),
        x: 2,
        y: y,
        style: style
      )
      canvas.draw(
        Ellipsis.cut(hit.about, to: aboutWidth),
        x: 2 + referenceWidth + 1,
        y: y,
        style: style
      )
      let start = wordsX + beforeWidth
      let before = QuotationLines.tail(of: hit.words.before.onLine, width: beforeWidth)
      canvas.draw(before, x: start - DisplayText.width(of: before), y: y, style: style)
      let end = canvas.draw(
        hit.words.keyword.onLine,
        x: start,
        y: y,
        style: Style(isCurrent ? .currentHit : .hit),
        limit: width
      )
      canvas.draw(hit.words.after.onLine, x: end, y: y, style: style, limit: width)
    }
  }
}
