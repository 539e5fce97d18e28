import EmicKit

/// A transcript with lanes, speakers, text, and what is here.
struct CodingView {
  let state: State
  let coding: CodingState
  let geometry: Geometry
  let looks: CodeLooks

  init(state: State, coding: CodingState) {
    self.state = state
    self.coding = coding
    geometry = state.geometry
    looks = CodeLooks(state.codebook, state)
  }

  func draw(into canvas: inout Canvas) {
    drawBody(into: &canvas)
    if let x = geometry.panelX {
      CodingPanelView(state: state, coding: coding, looks: looks).draw(x: x, into: &canvas)
    }
    drawFoot(into: &canvas)
    // Last, for a long message lies over the first lines of the text.
    drawFacts(into: &canvas)
  }

  // MARK: Facts

  private func drawFacts(into canvas: inout Canvas) {
    let safety = isUnsafe ? "NOT SAVED" : saving
    guard !state.drawMessage(saving: safety, problem: isUnsafe, into: &canvas) else { return }
    let turns = coding.transcript.structure.unitCount
    let turn = coding.transcript.unitIndex(endingAfter: coding.caret).map { $0 + 1 } ?? turns
    let unit = coding.transcript.structure.kind.unitName
    // How many there are nobody knows before all is read, nor what the state of the work is.
    let count = coding.isBeginning ? "…" : String(turns)
    let place = turns == 0 ? "" : "\(unit) \(turn)/\(count)"
    let status = coding.isBeginning ? "" : coding.sidecar.status.state.rawValue
    let who = [state.coder?.id.text ?? "", status]
    // Who codes is always seen; on a narrow screen the state gives way.
    let right = ((geometry.speakersAbove ? Array(who.prefix(1)) : who) + [place, saving])
      .filter { !$0.isEmpty }.joined(separator: "  ")
    state.drawFacts(
      [coding.shortName, coding.caseName ?? "", coding.attributes],
      right: right,
      saving: safety,
      problem: isUnsafe,
      into: &canvas
    )
  }

  private var isUnsafe: Bool {
    if case .notSaved = coding.saving { return true }
    return false
  }

  private var saving: String {
    if case .closed = coding.access { return "read-only" }
    if coding.isBeginning { return "reading" }
    return state.heard(coding.saving.words)
  }

  // MARK: Body

  private func drawBody(into canvas: inout Canvas) {
    let rows = coding.shownRows
    let styler = styler(of: rows[...])
    // By their places: a copy of a row counts each text and list of the turn that begins there.
    for index in rows.indices {
      canvas.put(row: picture(of: rows[index], styler), y: geometry.bodyTop + index)
    }
    placeCursor(styler, into: &canvas)
  }

  /// Mostly the same from frame to frame, wherever it is scrolled to.
  private func picture(of row: LayoutRow, _ styler: TextStyler) -> [Cell] {
    let look = styler.look(of: row.span, hasNothingToCode: isMarked(row))
    if let known = coding.layout.picture(of: row, looking: look) { return known }
    var one = Canvas(size: Size(width: geometry.size.width, height: 1))
    draw(row, looking: look, styler: styler, into: &one)
    coding.layout.keep(one.row(0), of: row, looking: look)
    return one.row(0)
  }

  /// Lays out and draws the rows of the next screen, and finds the sentence at the caret.
  func makeReady() {
    _ = coding.target
    let height = geometry.bodyHeight
    let screenful = Screenful(top: coding.top, height: height)
    guard coding.layout.readyBehind != screenful else { return }
    coding.layout.readyBehind = screenful
    var rows: [LayoutRow] = []
    coding.layout.add(to: &rows, from: coding.top, until: 2 * height)
    let next = rows.dropFirst(height)
    let styler = styler(of: next)
    for row in next { _ = picture(of: row, styler) }
  }

  private func styler(of rows: ArraySlice<LayoutRow>) -> TextStyler {
    let visible = rows.reduce(rows.first?.span ?? Span(0..<0)) { $0.union($1.span) }
    return TextStyler(coding, visible: visible, target: target, looks: looks)
  }

  private func draw(
    _ row: LayoutRow,
    looking look: RowLook,
    styler: TextStyler,
    into canvas: inout Canvas
  ) {
    drawSpeaker(of: row, isMarked: look.hasNothingToCode, into: &canvas)
    guard row.kind == .text else { return }
    drawLanes(look.marks, into: &canvas)
    drawText(of: row, styler: styler, into: &canvas)
    if state.settings.isAccessible { drawBrackets(round: look, in: row, into: &canvas) }
  }

  /// Round what is selected of a row, for those who do not see how it looks.
  private func drawBrackets(
    round look: RowLook,
    in row: LayoutRow,
    into canvas: inout Canvas
  ) {
    guard let (start, end) = brackets(round: look, in: row) else { return }
    // The last first, so that the other still finds its place.
    canvas.insert("]", x: geometry.textX + end, y: 0, style: Style(.key))
    canvas.insert("[", x: geometry.textX + start, y: 0, style: Style(.key))
  }

  /// The columns of the text before which brackets stand; `nil` where nothing is selected.
  private func brackets(round look: RowLook, in row: LayoutRow) -> (start: Int, end: Int)? {
    guard let selected = look.selection, !selected.isEmpty, !look.isSpent else { return nil }
    return (
      coding.layout.column(of: selected.start, in: row),
      coding.layout.column(of: selected.end, in: row)
    )
  }

  /// Whether the turn that begins here is marked as having nothing to code.
  private func isMarked(_ row: LayoutRow) -> Bool {
    guard !coding.sidecar.nothingHere.isEmpty, let turn = row.labelledTurn else { return false }
    return coding.sidecar.nothingHere.contains { $0.span == turn.speech }
  }

  private var target: Span? {
    guard case .picker(let picker) = state.popups.last, case .assign(let span) = picker.purpose
    else { return nil }
    return span
  }

  private func drawSpeaker(of row: LayoutRow, isMarked: Bool, into canvas: inout Canvas) {
    guard let turn = row.labelledTurn else { return }
    let width =
      geometry.speakersAbove ? geometry.size.width - geometry.textX : geometry.speakerWidth - 1
    canvas.draw(
      Ellipsis.cut(state.shown(turn.speaker), to: width),
      x: geometry.speakersAbove ? geometry.textX : geometry.speakerX,
      y: 0,
      style: Style(turn.isRespondent ? .speaker : .interviewer)
    )
    if isMarked { canvas.draw("-", x: Geometry.laneWidth - 2, y: 0, style: Style(.faint)) }
  }

  private func drawLanes(_ marks: [CodingMark], into canvas: inout Canvas) {
    for mark in marks {
      if mark.lane < 4 {
        canvas.put(
          DisplayText.Glyph(mark.glyph),
          x: 3 - mark.lane,
          y: 0,
          style: Style(.lane, color: mark.color)
        )
      } else {
        canvas.put(DisplayText.Glyph("+"), x: 4, y: 0, style: Style(.lane))
      }
    }
  }

  private func drawText(of row: LayoutRow, styler: TextStyler, into canvas: inout Canvas) {
    canvas.draw(
      coding.text,
      row.span,
      x: geometry.textX,
      y: 0,
      limit: geometry.textX + geometry.textWidth,
      names: coding.layout.names
    ) { styler.style(at: $0, isAside: row.isAside) }
  }

  private func placeCursor(_ styler: TextStyler, into canvas: inout Canvas) {
    let caret = coding.edge.map(\.movingOffset) ?? coding.caret
    guard let row = coding.layout.row(at: coding.layout.place(of: caret)),
      let y = coding.shownIndex(of: row)
    else { return }
    var column = min(coding.layout.column(of: caret, in: row), geometry.textWidth - 1)
    if state.settings.isAccessible {
      let look = styler.look(of: row.span, hasNothingToCode: false)
      if let (start, end) = brackets(round: look, in: row) {
        column += (column >= start ? 1 : 0) + (column >= end ? 1 : 0)
      }
    }
    canvas.cursor = (geometry.textX + column, geometry.bodyTop + y)
  }
}
