import EmicKit

/// The table of agreement.
struct FigureView {
  let state: State
  let review: ReviewState
  private let widths: [Int]

  init(state: State, review: ReviewState) {
    self.state = state
    self.review = review
    var widths = review.table.widths
    // The names give way before the figures do, as long as they can be told apart.
    widths[0] = min(widths[0], max(12, state.size.width * 2 / 5))
    self.widths = widths
  }

  private var table: FigureTable { review.table }
  private let firstX = 2
  private let gap = 2

  func draw(into canvas: inout Canvas) {
    let top = drawHead(into: &canvas)
    drawTitles(y: top, into: &canvas)
    let note = noteLines
    let height = max(1, state.size.height - top - 2 - note.count)
    let shown = ListWindow.rows(around: review.place.row, of: table.rows.count, height: height)
    for (index, row) in shown.enumerated() { drawRow(row, y: top + 1 + index, into: &canvas) }
    for (index, line) in note.enumerated() {
      let y = state.size.height - 1 - note.count + index
      canvas.draw(line, x: 1, y: y, style: Style(.faint), limit: state.size.width)
    }
    state.drawHints(Self.hints, into: &canvas)
    state.drawReviewHead(["Agreement", counted], into: &canvas)
  }

  private static let hints = [
    ("↵", "passages"), ("%", "unit"), ("R", "roll up"), ("t", "transcripts"), ("p", "pairs"),
    ("f", "confusions"), ("x", "export"), ("q", "back"), ("?", "keys"),
  ]

  // MARK: Head

  private var counted: String {
    let comparison = review.comparison
    let units = review.figures.report.blocks.flatMap(\.transcripts).reduce(0) { $0 + $1.units }
    let unit = units == 1 ? comparison.unit.rawValue : comparison.unit.plural
    return "\(units) \(unit) (\(scope))\(review.isCounting ? " counting…" : "")"
  }

  private var scope: String {
    switch review.comparison.scope {
    case .respondents: "respondents"
    case .body: "all speech"
    case .all: "whole text"
    }
  }

  /// What was compared, and what not.
  ///
  /// - Returns: the row after it.
  private func drawHead(into canvas: inout Canvas) -> Int {
    let width = state.size.width
    let lines = headLines.flatMap { Paragraphs.wrapped($0, width: max(2, width - 2)) }
    let shown = lines.prefix(max(1, state.size.height / 4))
    for (row, line) in shown.enumerated() {
      let isCut = row == shown.count - 1 && lines.count > shown.count
      let text = isCut ? Ellipsis.cut(line, to: width - 11) + "  g i all" : line
      canvas.draw(text, x: 1, y: 1 + row, limit: width)
    }
    let y = 1 + shown.count
    canvas.drawRule(x: 0, y: y, width: width)
    return y + 1
  }

  private var headLines: [String] {
    let compared = state.shown(state.comparedWords(review))
    let room = state.size.width - 2 - DisplayText.width(of: compared + progress)
    // Side by side where there is room for both.
    let first =
      room >= 2
      ? [compared + String(repeating: " ", count: room) + progress] : [compared, progress]
    return first + state.leftOutWords(review).map(state.shown)
  }

  private var progress: String {
    let all = review.items.count
    let differ = "\(all) \(all == 1 ? "passage differs" : "passages differ")"
    return review.showsVerdicts ? "\(differ), \(review.openCount) without verdict" : differ
  }

  // MARK: Columns

  /// The columns after the first that are in view.
  private var columns: Range<Int> {
    let first = 1 + min(review.place.column, lastColumn)
    var x = firstX + widths[0]
    var end = first
    while end < widths.count, x + gap + widths[end] <= state.size.width - 1 {
      x += gap + widths[end]
      end += 1
    }
    return first..<max(end, min(first + 1, widths.count))
  }

  /// How far the columns can move: until the last one is in view.
  var lastColumn: Int {
    var room = state.size.width - 1 - firstX - widths[0]
    var first = widths.count
    while first > 1, room >= gap + widths[first - 1] {
      room -= gap + widths[first - 1]
      first -= 1
    }
    return max(0, min(first, widths.count - 1) - 1)
  }

  private func drawTitles(y: Int, into canvas: inout Canvas) {
    let titles = table.columns.map(\.title)
    canvas.draw(
      Ellipsis.cut(titles.first ?? "", to: widths[0]),
      x: firstX,
      y: y,
      style: Style(.title)
    )
    draw(Array(titles.dropFirst()), y: y, style: Style(.title), into: &canvas)
    if columns.lowerBound > 1 {
      canvas.draw("‹", x: firstX + widths[0], y: y, style: Style(.key))
    }
    if columns.upperBound < widths.count {
      canvas.draw("›", x: state.size.width - 1, y: y, style: Style(.key))
    }
  }

  @discardableResult
  private func draw(_ cells: [String], y: Int, style: Style, into canvas: inout Canvas) -> Int {
    var x = firstX + widths[0]
    var end = x
    for column in columns {
      x += gap
      if column - 1 < cells.count {
        let width = min(widths[column], state.size.width - 1 - x)
        let isNumber = table.columns[column].isNumber
        let text = Ellipsis.fit(cells[column - 1], to: max(0, width), right: isNumber)
        end = canvas.draw(text, x: x, y: y, style: style)
      }
      x += widths[column]
    }
    return end
  }

  private func drawRow(_ row: Int, y: Int, into canvas: inout Canvas) {
    let line = table.rows[row]
    let width = state.size.width
    if line.isHeading {
      let words = "── \(state.shown(line.name)) "
      let x = canvas.draw(Ellipsis.cut(words, to: width - 4), x: 2, y: y, style: Style(.faint))
      canvas.drawRule(x: x, y: y, width: max(0, min(3, width - x)))
      return
    }
    let isCurrent = row == review.place.row
    let style = Style(isCurrent ? .selectedRow : .plain)
    canvas.offer(row: y, isCurrent: isCurrent)
    if isCurrent {
      canvas.fill(x: 0, y: y, width: width, height: 1, style: style)
      canvas.draw("▸", x: 0, y: y, style: style)
      canvas.cursor = (firstX, y)
    }
    canvas.draw(Ellipsis.cut(state.shown(line.name), to: widths[0]), x: firstX, y: y, style: style)
    let end = draw(line.cells, y: y, style: style, into: &canvas)
    if !line.remark.isEmpty {
      canvas.draw(
        Ellipsis.cut(state.shown(line.remark), to: width - end - 3),
        x: end + 2,
        y: y,
        style: style
      )
    }
  }

  // MARK: In plain words

  private var noteLines: [String] {
    guard state.size.height >= 16, table.rows.indices.contains(review.place.row),
      let words = table.rows[review.place.row].words
    else { return [] }
    let line = state.shown("\(table.rows[review.place.row].name): \(words)")
    let lines = Paragraphs.wrapped(line, width: max(2, state.size.width - 2))
    let shown = Array(lines.prefix(state.size.height >= 24 ? 3 : 2))
    guard shown.count < lines.count else { return shown }
    return shown.dropLast() + [Ellipsis.cut((shown.last ?? "") + "…", to: state.size.width - 2)]
  }
}
