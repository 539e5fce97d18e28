import EmicKit

/// The screens of the review: table, passages, one passage, a coder's differences.
struct ReviewView {
  let state: State

  func draw(into canvas: inout Canvas) {
    guard let review = state.review else { return drawNotice(into: &canvas) }
    switch review.page {
    case .figures: FigureView(state: state, review: review).draw(into: &canvas)
    case .passages: PassageListView(state: state, review: review).draw(into: &canvas)
    case .differences: DifferencesView(state: state, review: review).draw(into: &canvas)
    case .passage:
      if let reading = review.reading {
        PassageView(state: state, review: review, reading: reading).draw(into: &canvas)
      }
    }
  }

  /// What there is to say while there are no figures.
  private func drawNotice(into canvas: inout Canvas) {
    let words: String
    switch state.reviewProgress {
    case .idle, .reading: words = "Reading the coders' work…"
    case .refused(let sentences): words = sentences
    }
    let lines = Paragraphs.wrapped(words, width: min(84, state.size.width - 4))
    for (row, line) in lines.prefix(max(0, state.size.height - 4)).enumerated() {
      canvas.draw(line, x: 2, y: 2 + row, limit: state.size.width)
    }
    canvas.cursor = (2, 2)
    state.drawHints(
      [("g d", "transcripts"), ("q", "back"), (":", "commands"), ("?", "keys")],
      into: &canvas
    )
    state.drawReviewHead(["Agreement"], into: &canvas)
  }
}
