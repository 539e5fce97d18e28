import EmicKit

/// The list of what becomes of codings whose transcript has changed.
struct ReanchoringView {
  let state: State
  let list: ReanchoringList

  func draw(into canvas: inout Canvas) {
    let lines =
      list.rows.isEmpty
      ? ["Every coding stays where it is; only the text around them has changed."]
      : list.rows.indices.map { state.shown(list.words(ofRow: $0)) }
    let box = Box.draw(
      title: list.proposal.summary,
      foot: state.answers("↵ shows  x leaves one  y stores all  Esc"),
      width: min(canvas.size.width, 78),
      height: min(canvas.size.height - 2, lines.count + 2),
      into: &canvas
    )
    canvas.cursor = (box.x, box.y)
    let shown = ListWindow.rows(around: list.row, of: lines.count, height: box.height)
    for (index, row) in shown.enumerated() {
      let y = box.y + index
      let isCurrent = row == list.row && !list.rows.isEmpty
      let style = Style(isCurrent ? .selectedRow : .plain)
      canvas.offer(row: y, x: box.x..<box.x + box.width, isCurrent: isCurrent)
      if isCurrent {
        canvas.fill(x: box.x, y: y, width: box.width, height: 1, style: style)
        canvas.cursor = (box.x, y)
      }
      let line = "\(isCurrent ? ">" : " ") \(lines[row])"
      canvas.draw(Ellipsis.cut(line, to: box.width), x: box.x, y: y, style: style)
    }
  }
}
