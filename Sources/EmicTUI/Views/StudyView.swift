import EmicKit

/// The start screen: the study's transcripts and how far this coder is with each.
struct StudyView {
  let state: State

  func draw(into canvas: inout Canvas) {
    let rows = state.list.rows
    let columns = Columns(width: state.size.width, rows: rows)
    columns.draw(Columns.heading, y: 2, style: Style(.title), into: &canvas)
    let height = max(1, state.size.height - 5)
    let top = max(0, min(state.list.row - height / 2, rows.count - height))
    if rows.isEmpty {
      canvas.draw(
        "No transcripts here yet. :import brings in Word, captions, text and other files.",
        x: 2,
        y: 4,
        style: Style(.faint),
        limit: state.size.width
      )
    }
    for (index, row) in rows.dropFirst(top).prefix(height).enumerated() {
      let isCurrent = top + index == state.list.row
      let y = 3 + index
      let style = Style(isCurrent ? .selectedRow : row.isProblem ? .problem : .plain)
      canvas.offer(row: y, isCurrent: isCurrent)
      if isCurrent {
        canvas.fill(x: 0, y: y, width: state.size.width, height: 1, style: style)
        canvas.draw(">", x: 0, y: y, style: style)
        canvas.cursor = (2, y)
      }
      columns.draw(cells(of: row), y: y, style: style, into: &canvas)
    }
    state.drawHints(
      [
        ("↵", "open"), ("j k", "move"), ("/", "find"), ("g a", "agreement"), ("g c", "codebook"),
        (":", "commands"), ("?", "keys"), ("Q", "leave"),
      ],
      into: &canvas
    )
    state.drawFacts(
      [state.studyTitle, rows.count == 1 ? "1 transcript" : "\(rows.count) transcripts"],
      right: state.coder?.id.text ?? "",
      problem: false,
      into: &canvas
    )
  }

  private func cells(of row: TranscriptRow) -> [String] {
    let read = row.turns.map { turns in row.readTo.map { "\($0)/\(turns)" } ?? "" } ?? ""
    let share = row.share.map { ShortNumber.percent($0) } ?? ""
    let saved = row.saved.map { "\($0.date.dropFirst(5)) \($0.text.dropFirst(11).prefix(5))" } ?? ""
    return [
      state.shown(row.name), state.shown(row.caseName ?? ""), row.state ?? "…", read, share,
      row.codings.map(String.init) ?? "", saved,
    ]
  }
}

/// The columns of the start screen, for its width.
private struct Columns {
  static let heading = [
    "transcript", "case", "state", "read to", "coded", "codings", "saved (UTC)",
  ]
  private var widths: [Int]

  init(width: Int, rows: [TranscriptRow]) {
    let name = rows.prefix(500).map { DisplayText.width(of: $0.name) }.max() ?? 0
    let caseName = rows.prefix(500).map { DisplayText.width(of: $0.caseName ?? "") }.max() ?? 0
    let state = rows.prefix(500).map { DisplayText.width(of: $0.state ?? "") }.max() ?? 0
    widths = [0, min(max(4, caseName), 14), min(max(10, state), 13), 7, 6, 7, 11]
    // What matters least gives way first on a narrow screen.
    var room = width - 3
    func used() -> Int { widths.dropFirst().reduce(0) { $0 + ($1 > 0 ? $1 + 2 : 0) } }
    for column in [5, 6, 1, 3, 4] where room - used() < min(name, 28) { widths[column] = 0 }
    room -= used()
    widths[0] = max(8, min(room, max(10, name)))
  }

  func draw(_ cells: [String], y: Int, style: Style, into canvas: inout Canvas) {
    var x = 2
    for (index, (cell, width)) in zip(cells, widths).enumerated() where width > 0 {
      let isNumber = (3...5).contains(index)
      canvas.draw(Ellipsis.fit(cell, to: width, right: isNumber), x: x, y: y, style: style)
      x += width + 2
    }
  }
}
