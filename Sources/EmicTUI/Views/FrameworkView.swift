import EmicKit

/// The framework matrix: a row for each case, a column for each code, in the cells the beginning of a
/// summary; the whole of the one in hand stands below.
struct FrameworkView {
  let state: State
  private let framework: FrameworkState
  private let nameWidth: Int
  private let columnWidth: Int
  /// How many lines of a summary a cell shows.
  private let cellHeight: Int

  private static let firstX = 2
  private static let gap = 2
  private static let top = 2

  init(state: State) {
    self.state = state
    framework = state.framework
    let width = state.size.width
    let names = (framework.visible?.cases ?? []).prefix(500).map {
      DisplayText.width(of: state.shown(state.codings?.names[$0] ?? $0))
    }
    nameWidth = min(max(4, names.max() ?? 0), max(8, width / 4))
    let room = width - Self.firstX - nameWidth - Self.gap - 1
    let count = max(1, min(framework.codes.count, room / 24))
    columnWidth = max(8, min(40, (room - Self.gap * (count - 1)) / count))
    cellHeight = state.size.height >= 40 ? 4 : state.size.height >= 20 ? 3 : 1
  }

  // MARK: What is in view

  private var columnsX: Int { Self.firstX + nameWidth + Self.gap }
  private var columnsInView: Int {
    max(1, (state.size.width - columnsX) / (columnWidth + Self.gap))
  }

  /// Below the rows: a rule, the whole summary, its places, the hints.
  private var footHeight: Int { max(3, min(10, state.size.height / 3)) }
  private var bodyHeight: Int { max(1, state.size.height - Self.top - 1 - footHeight) }
  var rowsInView: Int { max(1, bodyHeight / cellHeight) }

  func firstColumnShowing(_ column: Int) -> Int {
    max(column - columnsInView + 1, min(framework.firstColumn, column))
  }

  /// The column in view at a place of the screen; `nil` beside them all.
  func column(at x: Int) -> Int? {
    let stride = columnWidth + Self.gap
    let first = firstColumnShowing(framework.column)
    guard x >= columnsX, (x - columnsX) % stride < columnWidth else { return nil }
    let column = first + (x - columnsX) / stride
    return column < min(framework.codes.count, first + columnsInView) ? column : nil
  }

  // MARK: Drawing

  func draw(into canvas: inout Canvas) {
    drawBody(into: &canvas)
    state.drawHints(
      [
        ("↵", "write"), ("o", "quotations"), ("c", "add codes"), ("x", "export"), ("K", "entry"),
        ("q", "back"), ("?", "keys"),
      ],
      into: &canvas
    )
    let count = framework.visible?.cells.count ?? 0
    state.drawFacts(
      [
        "Framework matrix", count == 1 ? "1 summary" : "\(count) summaries",
        framework.saving > 0 ? state.heard("saving…") : "",
      ],
      right: state.coder?.id.text ?? "",
      problem: false,
      into: &canvas
    )
  }

  private func drawBody(into canvas: inout Canvas) {
    guard let visible = framework.visible else {
      return drawSentence(framework.problem ?? "Reading the framework matrix…", into: &canvas)
    }
    guard !visible.cases.isEmpty else {
      return drawSentence("The study has no cases and no transcripts.", into: &canvas)
    }
    guard !framework.codes.isEmpty else {
      return drawSentence(
        "No summary is written yet. \(state.keyName(of: .askCodes, "c")) chooses the codes that are to be columns; "
          + "\(state.keyName(of: .open, "Enter")) on a cell writes "
          + "what the case says about the code.",
        into: &canvas
      )
    }
    let first = firstColumnShowing(framework.column)
    let columns = first..<min(framework.codes.count, first + columnsInView)
    drawHeadings(columns, into: &canvas)
    let shown = ListWindow.rows(around: framework.row, of: visible.cases.count, height: rowsInView)
    for (index, row) in shown.enumerated() {
      draw(row: row, visible, columns, y: Self.top + index * cellHeight, into: &canvas)
    }
    drawCurrent(into: &canvas)
  }

  private func drawSentence(_ words: String, into canvas: inout Canvas) {
    let lines = Paragraphs.wrapped([words], width: min(84, max(2, state.size.width - 4)))
    for (row, line) in lines.prefix(max(0, state.size.height - 4)).enumerated() {
      canvas.draw(line, x: 2, y: Self.top + row, limit: state.size.width)
    }
    canvas.cursor = (2, Self.top)
  }

  /// A code that has left the book's use keeps its summaries: its column says as what it is read now.
  private static func heading(_ id: Code.ID, _ state: State) -> String {
    let name = state.name(of: id)
    let read = state.codebook.resolved(id)
    if read != id { return "\(name) → \(read)" }
    guard let code = state.codebook[id], code.retired != nil || !code.replacedBy.isEmpty else {
      return name
    }
    return code.replacedBy.isEmpty ? "\(name) (retired)" : "\(name) (split)"
  }

  private func drawHeadings(_ columns: Range<Int>, into canvas: inout Canvas) {
    let style = Style(.title)
    canvas.draw(Ellipsis.cut("case", to: nameWidth), x: Self.firstX, y: 1, style: style)
    for (index, column) in columns.enumerated() {
      let x = columnsX + index * (columnWidth + Self.gap)
      let name = Self.heading(framework.codes[column], state)
      canvas.draw(Ellipsis.cut(name, to: columnWidth), x: x, y: 1, style: style)
    }
    if columns.lowerBound > 0 { canvas.draw("‹", x: columnsX - 1, y: 1, style: Style(.key)) }
    if columns.upperBound < framework.codes.count {
      canvas.draw("›", x: state.size.width - 1, y: 1, style: Style(.key))
    }
  }

  private func draw(
    row: Int,
    _ visible: VisibleFramework,
    _ columns: Range<Int>,
    y: Int,
    into canvas: inout Canvas
  ) {
    let name = visible.cases[row]
    let isCurrent = row == framework.row
    canvas.offer(row: y, height: cellHeight, isCurrent: isCurrent)
    if isCurrent { canvas.draw("▸", x: 0, y: y, style: Style(.key)) }
    canvas.draw(
      Ellipsis.cut(state.shown(state.codings?.names[name] ?? name), to: nameWidth),
      x: Self.firstX,
      y: y,
      style: Style(isCurrent ? .title : .plain)
    )
    for (index, column) in columns.enumerated() {
      let x = columnsX + index * (columnWidth + Self.gap)
      let isInHand = isCurrent && column == framework.column
      let style = Style(isInHand ? .selectedRow : .plain)
      if isInHand {
        canvas.fill(
          x: x,
          y: y,
          width: columnWidth,
          height: min(cellHeight, bodyEnd - y),
          style: style
        )
        canvas.cursor = (x, y)
      }
      let cell = visible[name, framework.codes[column]]
      for (line, text) in lines(of: cell).enumerated() where y + line < bodyEnd {
        let role: Role = cell == nil ? .faint : style.role
        canvas.draw(text, x: x, y: y + line, style: Style(isInHand ? style.role : role))
      }
    }
  }

  private var bodyEnd: Int { Self.top + bodyHeight }

  private func lines(of cell: FrameworkMatrix.Cell?) -> [String] {
    guard let cell else { return ["·"] }
    let all = Paragraphs.wrapped([state.shown(cell.summary).onOneLine], width: columnWidth)
    // A line of a table stays free of the next row's words.
    let room = max(1, cellHeight - 1)
    let shown = Array(all.prefix(room))
    guard all.count > room else { return shown }
    return shown.dropLast() + [Ellipsis.cut((shown.last ?? "") + "…", to: columnWidth)]
  }

  /// The whole summary in hand, and where its quotations stand.
  private func drawCurrent(into canvas: inout Canvas) {
    let width = state.size.width
    let y = state.size.height - 1 - footHeight
    canvas.drawRule(x: 0, y: y, width: width)
    guard let place = framework.place else { return }
    var lines: [(text: String, role: Role)] = []
    let cell = framework.cell(place)
    let hasDraft = state.drafts[State.draftKey(place)] != nil
    let author = cell?.by.map { ", by \($0)" } ?? ""
    let day = cell?.at.map { " on \($0.date)" } ?? ""
    let quotations = state.keyName(of: .quotationsOfCell, "o")
    let linking = state.ownKeymap?.hint(for: .support, on: .retrieval) ?? "+"
    let draft = hasDraft ? "  (a draft waits: ↵)" : ""
    lines.append(("\(place.case) · \(place.code)\(author)\(day)\(draft)", .title))
    lines += Paragraphs.wrapped(
      [
        cell?.summary
          ?? "No summary yet: \(state.keyName(of: .open, "↵")) writes it, \(quotations) shows the quotations."
      ],
      width: max(2, width - 2)
    ).map { ($0, cell == nil ? .faint : .plain) }
    if let cell {
      let references = state.references(of: cell)
      let words =
        references.isEmpty
        ? "No quotation is linked: \(quotations) shows them, \(linking) links one."
        : "rests on \(references.joined(separator: "; "))"
      lines.append((words, .faint))
    }
    lines = lines.map { (state.shown($0.text), $0.role) }
    let room = footHeight - 1
    for (index, line) in lines.prefix(room).enumerated() {
      let isCut = index == room - 1 && lines.count > room
      let text = isCut ? Ellipsis.cut(line.text + "…", to: width - 12) + " ↵ all" : line.text
      canvas.draw(
        Ellipsis.cut(text, to: width - 2),
        x: 1,
        y: y + 1 + index,
        style: Style(line.role)
      )
    }
  }
}
