import EmicKit

/// Draws the state; changes nothing.
public func render(_ state: State) -> Canvas {
  var canvas = Canvas(size: state.size)
  canvas.isPlain = state.settings.isAccessible
  guard !canvas.isEmpty, !state.isBlank else { return canvas }
  if state.geometry.isTooSmall {
    let lines = Paragraphs.wrapped("emic needs 40 × 10 cells", width: state.size.width)
    for (y, line) in lines.enumerated() { canvas.draw(line, x: 0, y: y, style: Style(.message)) }
    canvas.cursor = (0, 0)
    return canvas
  }
  switch state.screen {
  case .coding:
    if let coding = state.coding { CodingView(state: state, coding: coding).draw(into: &canvas) }
  case .review: ReviewView(state: state).draw(into: &canvas)
  case .retrieval: RetrievalView(state: state).draw(into: &canvas)
  case .counts: CountsView(state: state).draw(into: &canvas)
  case .search: StudySearchView(state: state).draw(into: &canvas)
  case .framework: FrameworkView(state: state).draw(into: &canvas)
  case .recoding: RecodeView(state: state).draw(into: &canvas)
  case .codebook:
    if let book = state.book { CodebookView(state: state, book: book).draw(into: &canvas) }
  case .study, .coderChoice: StudyView(state: state).draw(into: &canvas)
  }
  if let popup = state.popups.last {
    // The keys that the hints name go to the popup now, which names its own.
    state.drawHints([], into: &canvas)
    canvas.withdrawOffers()
    PopupView(state: state).draw(popup, into: &canvas)
  } else if !state.pendingKeys.isEmpty {
    state.drawHints([], into: &canvas)
    canvas.withdrawOffers()
    PopupView(state: state).drawContinuations(into: &canvas)
  }
  if canvas.isPlain { canvas.makePlain() }
  return canvas
}

/// Makes ready, while nobody waits, what the next key will most likely show; nothing that is drawn changes.
public func makeReady(for state: State) {
  guard state.screen == .coding, state.popups.isEmpty, !state.isBlank, !state.geometry.isTooSmall,
    let coding = state.coding
  else { return }
  CodingView(state: state, coding: coding).makeReady()
}
