import EmicKit

/// A matrix as a heat map: shade and numbers say the same, headings stay while the rest scrolls.
struct MatrixView {
  let state: State
  private let counts: CountsState
  private let nameWidth: Int
  /// In cells, the totals' at the end.
  private let widths: [Int]

  private static let firstX = 2
  private static let gap = 1

  init(state: State) {
    self.state = state
    counts = state.counts
    let matrix = state.counts.matrix
    let names = (matrix?.codes.map(\.text) ?? []) + ["all codes"]
    let widest = names.map { DisplayText.width(of: $0) }.max() ?? 0
    nameWidth = min(widest, max(10, state.size.width * 3 / 10))
    let headings = (matrix?.columns ?? []).map { Self.headings($0, matrix, state) }
    let places = headings.indices.map { column -> Int in
      let heading = headings[column].map { DisplayText.width(of: $0) }.max() ?? 0
      let cells = (0...(matrix?.codes.count ?? 0)).map { row in
        DisplayText.width(of: Self.text(state.counts.cell(row, column), most: 0))
      }
      return max(cells.max() ?? 0, min(14, heading))
    }
    widths = places + (state.counts.hasTotals ? [9] : [])
  }

  /// A line for each dimension.
  private static func headings(
    _ column: MatrixColumn,
    _ matrix: CodeMatrix?,
    _ state: State
  ) -> [String] {
    zip(matrix?.dimensions ?? [], column.values).map { dimension, value in
      guard let value else { return "(unknown)" }
      let words =
        dimension == .transcript || dimension == .case
        ? state.codings?.names[value] ?? value : value
      return state.shown(words)
    }
  }

  // MARK: Rows in view

  /// What has a line: on a low screen the rows come before the rule, the signs and the sums.
  private struct Lines {
    let headings: Int
    let rows: Int
    let hasTotal: Bool
    /// A rule, the count in hand, the signs; or the count alone, or nothing.
    let foot: Int

    /// - Parameters:
    ///   - height: of the screen.
    ///   - dimensions: of the columns; each wants a line of headings.
    init(height: Int, dimensions: Int) {
      // Below all is the line of hints.
      let room = max(1, height - RetrievalGeometry.listTop - 1)
      let isLow = room < 12
      foot = isLow ? (room >= 3 ? 1 : 0) : 3
      headings = room < 2 ? 0 : min(dimensions, isLow ? 1 : max(1, height / 5))
      let left = room - foot - headings
      hasTotal = left >= 3
      rows = max(1, hasTotal ? left - 1 : left)
    }
  }

  // MARK: Columns in view

  private var columnsX: Int { Self.firstX + nameWidth + Self.gap }

  /// The first column from which the one in hand is in view, moving no more than needed.
  func firstColumnShowing(_ column: Int) -> Int {
    var first = min(counts.firstColumn, column)
    while first < column, !columns(from: first).contains(column) { first += 1 }
    return first
  }

  private func columns(from first: Int) -> Range<Int> {
    var x = columnsX
    var end = first
    while end < widths.count, x + widths[end] <= state.size.width - 1 {
      x += widths[end] + Self.gap
      end += 1
    }
    return first..<max(end, min(first + 1, widths.count))
  }

  private var columns: Range<Int> { columns(from: firstColumnShowing(counts.column)) }

  /// The column in view at a place of the screen; `nil` beside them all.
  func column(at x: Int) -> Int? {
    var left = columnsX
    for column in columns {
      if (left..<left + widths[column]).contains(x) { return column }
      left += widths[column] + Self.gap
    }
    return nil
  }

  // MARK: Drawing

  func draw(into canvas: inout Canvas) {
    guard let matrix = counts.matrix else { return }
    guard !matrix.codes.isEmpty, !matrix.columns.isEmpty else {
      return state.drawMissingAnswer(
        CountsView.nothing
          + " \(state.keyName(of: .dropPart, "Backspace")) takes off what the question says last.",
        into: &canvas
      )
    }
    let lines = Lines(height: state.size.height, dimensions: matrix.dimensions.count)
    if lines.headings > 0 {
      drawHeadings(matrix, height: lines.headings, y: RetrievalGeometry.listTop, into: &canvas)
    }
    let top = RetrievalGeometry.listTop + lines.headings
    // The totals stay in view below the rows that scroll, or scroll with them.
    let count = matrix.codes.count + (lines.hasTotal ? 0 : 1)
    let shown = ListWindow.rows(around: counts.row, of: count, height: lines.rows)
    for (index, row) in shown.enumerated() { draw(row: row, y: top + index, into: &canvas) }
    if lines.hasTotal { draw(row: matrix.codes.count, y: top + lines.rows, into: &canvas) }
    drawFoot(height: lines.foot, into: &canvas)
  }

  private func drawHeadings(_ matrix: CodeMatrix, height: Int, y: Int, into canvas: inout Canvas) {
    let style = Style(.title)
    canvas.draw(
      Ellipsis.cut(counts.countsFamilies ? "family" : "code", to: nameWidth),
      x: Self.firstX,
      y: y + height - 1,
      style: style
    )
    var x = columnsX
    for column in columns {
      let isTotal = column == matrix.columns.count
      let words = isTotal ? [] : Self.headings(matrix.columns[column], matrix, state)
      let lines =
        isTotal
        ? Array(repeating: "", count: height - 1) + ["(total)"] : Array(words.prefix(height))
      for (line, text) in lines.enumerated() {
        canvas.draw(Ellipsis.cut(text, to: widths[column]), x: x, y: y + line, style: style)
      }
      x += widths[column] + Self.gap
    }
    if columns.lowerBound > 0 { canvas.draw("‹", x: columnsX - 1, y: y, style: Style(.key)) }
    if columns.upperBound < widths.count {
      canvas.draw("›", x: state.size.width - 1, y: y, style: Style(.key))
    }
  }

  private func draw(row: Int, y: Int, into canvas: inout Canvas) {
    let codes = counts.matrix?.codes ?? []
    let name = codes.indices.contains(row) ? codes[row].text : "all codes"
    let isCurrent = row == counts.row
    canvas.offer(row: y, isCurrent: isCurrent)
    if isCurrent { canvas.draw("▸", x: 0, y: y, style: Style(.key)) }
    canvas.draw(
      Ellipsis.cutInTheMiddle(name, to: nameWidth),
      x: Self.firstX,
      y: y,
      style: Style(isCurrent ? .title : .plain)
    )
    var x = columnsX
    for column in columns {
      let cell = counts.cell(row, column)
      let isInHand = isCurrent && column == counts.column
      let isTotal =
        row == counts.matrix?.codes.count || column == counts.matrix?.columns.count
      let text = Self.text(cell, most: isTotal ? 0 : counts.most)
      let style = Style(isInHand ? .selectedRow : Self.role(of: cell))
      if isInHand {
        canvas.fill(x: x, y: y, width: widths[column], height: 1, style: style)
        // Without colours, a bar alone is easily lost among the shades.
        canvas.draw("▸", x: x - 1, y: y, style: Style(.key))
        canvas.cursor = (x, y)
      }
      canvas.draw(Ellipsis.fit(text, to: widths[column]), x: x, y: y, style: style)
      x += widths[column] + Self.gap
    }
  }

  /// Shade, codings and cases; what was never coded is no number.
  private static func text(_ cell: CodeMatrix.Cell?, most: Int) -> String {
    switch cell {
    case .counted(let count) where count.codings > 0:
      "\(shade(count.codings, of: most)) \(count.codings)/\(count.cases)"
    case .counted: "  0"
    case .notCoded: "  …"
    case .hidden: "  ?"
    case .draft: "  ~"
    case .notOffered: "  –"
    case nil: ""
    }
  }

  private static func role(of cell: CodeMatrix.Cell?) -> Role {
    if case .counted(let count) = cell, count.codings > 0 { return .plain }
    return .faint
  }

  /// The more codings, the darker; nothing in sums, which are another measure.
  private static func shade(_ count: Int, of most: Int) -> String {
    guard most > 0 else { return " " }
    return ["░", "▒", "▓", "█"][min(3, (count * 4 - 1) / most)]
  }

  private func drawFoot(height: Int, into canvas: inout Canvas) {
    let width = state.size.width
    let y = state.size.height - 1 - height
    guard height > 1 else {
      if height == 1 { canvas.draw(Ellipsis.cut(state.wordsOfCount, to: width - 2), x: 1, y: y) }
      return
    }
    canvas.drawRule(x: 0, y: y, width: width)
    canvas.draw(Ellipsis.cut(state.wordsOfCount, to: width - 2), x: 1, y: y + 1)
    let hasHidden = counts.matrix?.hidden.isEmpty == false
    let hasDrafts = counts.matrix?.drafts.isEmpty == false
    // Those that only some matrices have; the others make room for them.
    let others = (hasDrafts ? "  ~ draft" : "") + (hasHidden ? "  ? hidden" : "")
    let signs =
      others.isEmpty
      ? "3/1: codings/cases   0 coded, none   … not coded yet   – not offered then"
      : hasHidden && hasDrafts
        ? "3/1: codings/cases  0 none  … not coded\(others)  – not offered"
        : "3/1: codings/cases  0 none  … not coded yet\(others)  – not offered then"
    canvas.draw(Ellipsis.cut(signs, to: width - 2), x: 1, y: y + 2, style: Style(.faint))
  }
}
