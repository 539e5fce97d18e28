import EmicKit

/// The list of quotations: a line each, aligned where the quotation begins, and the whole of one.
struct RetrievalView {
  let state: State
  private let geometry: RetrievalGeometry

  init(state: State) {
    self.state = state
    geometry = state.retrievalGeometry
  }

  private var retrieval: RetrievalState { state.retrieval }

  func draw(into canvas: inout Canvas) {
    state.drawQuestion(into: &canvas)
    if let words = state.missingAnswer {
      state.drawMissingAnswer(words, into: &canvas)
    } else if let list = retrieval.list {
      draw(list, into: &canvas)
    }
    state.drawHints(Self.hints, into: &canvas)
    state.drawFacts(
      ["Quotations", counted, retrieval.order.words, retrieval.summary.map(summary) ?? ""],
      right: state.questionFacts,
      problem: false,
      into: &canvas
    )
  }

  private static let hints = [
    ("↵", "open"), ("c", "codes"), ("w", "where"), ("b", "coder"), ("e", "edit"), ("s", "sort"),
    ("x", "export"), ("q", "back"), ("?", "keys"),
  ]

  private var counted: String {
    guard let list = retrieval.list, list.count > 0 else { return "" }
    return "\(list.number(of: retrieval.place.row)) of \(list.count)"
  }

  private func summary(_ place: SummaryPlace) -> String { "for \(place.case) · \(place.code)" }

  private func draw(_ list: CodingList, into canvas: inout Canvas) {
    guard list.count > 0 else {
      return state.drawMissingAnswer(
        "No coding is like that. \(state.keyName(of: .dropPart, "Backspace")) takes off what the question says last, "
          + "\(state.keyName(of: .editQuery, "e")) edits it, \(state.keyName(of: .undo, "u")) goes back.",
        into: &canvas
      )
    }
    let shown = ListWindow.rows(
      around: retrieval.place.row,
      of: list.lines.count,
      height: geometry.listHeight
    )
    let lines = QuotationLines(state: state, list: list, width: geometry.listWidth, shown: shown)
    for (index, line) in shown.enumerated() {
      let y = RetrievalGeometry.listTop + index
      switch list.lines[line] {
      case .heading(let name, let count): drawHeading(name, count, y: y, into: &canvas)
      case .coding(let place):
        lines.draw(
          list.answer[place],
          isCurrent: line == retrieval.place.row,
          isSupport: state.isSupport(list.answer[place]),
          y: y,
          into: &canvas
        )
      }
    }
    if geometry.previewX != nil { drawPreview(into: &canvas) }
  }

  private func drawHeading(_ name: String, _ count: Int, y: Int, into canvas: inout Canvas) {
    let title = state.shown(state.codings?.names[name] ?? name)
    let words = "── \(title) (\(count)) "
    let x = canvas.draw(
      Ellipsis.cut(words, to: geometry.listWidth - 4),
      x: 2,
      y: y,
      style: Style(.title)
    )
    canvas.drawRule(x: x, y: y, width: max(0, min(3, geometry.listWidth - x)))
  }

  // MARK: The whole quotation

  private func drawPreview(into canvas: inout Canvas) {
    guard let x = geometry.previewX, let row = retrieval.current else { return }
    if geometry.isPreviewBelow {
      canvas.drawRule(x: 0, y: geometry.previewY - 1, width: geometry.size.width)
    } else {
      for y in geometry.previewY..<geometry.previewY + geometry.previewHeight {
        canvas.put(DisplayText.Glyph("│"), x: x - 1, y: y, style: Style(.border))
      }
    }
    let lines = previewLines(row)
    let head = lines.prefix { $0.role != .plain }
    let words = lines.dropFirst(head.count)
    let room = max(0, geometry.previewHeight - head.count)
    let top = min(retrieval.previewTop, max(0, words.count - room))
    var y = geometry.previewY
    for line in head + words.dropFirst(top) {
      guard y < geometry.previewY + geometry.previewHeight else { break }
      canvas.draw(line.text, x: x + 1, y: y, style: Style(line.role), limit: geometry.size.width)
      y += 1
    }
    let below = words.count - top - room
    if below > 0 {
      let sign = " \(below) more \(below == 1 ? "line" : "lines"): Ctrl-D "
      canvas.draw(
        sign,
        x: max(x + 1, geometry.size.width - 1 - DisplayText.width(of: sign)),
        y: geometry.previewY + geometry.previewHeight - 1,
        style: Style(.faint)
      )
    }
  }

  /// How far the whole quotation can be scrolled.
  var lastPreviewTop: Int {
    guard geometry.previewX != nil, let row = retrieval.current else { return 0 }
    let lines = previewLines(row)
    let head = lines.prefix { $0.role != .plain }.count
    return max(0, lines.count - head - max(0, geometry.previewHeight - head))
  }

  /// Where the text is the one that was coded, a name that the quotation cuts is seen there.
  private func wholeQuotation(_ row: CodingRow) -> String {
    guard let transcript = state.codings?.transcripts[row.transcript],
      transcript.digest == row.sha256
    else { return state.shown(row.coding.quote) }
    return state.shown(row.coding.span, of: transcript.text)
  }

  private struct Line {
    var text: String
    var role: Role
  }

  private func previewLines(_ row: CodingRow) -> [Line] {
    let width = max(2, geometry.previewWidth - 2)
    var lines: [Line] = []
    func add(_ text: String, _ role: Role, atMost count: Int = 2) {
      guard !text.isEmpty else { return }
      let wrapped = Paragraphs.wrapped([state.shown(text)], width: width)
      for (index, line) in wrapped.prefix(count).enumerated() {
        let isCut = index == count - 1 && wrapped.count > count
        lines.append(Line(text: isCut ? Ellipsis.cut(line + "…", to: width) : line, role: role))
      }
    }
    let place = [state.reference(to: row), row.speaker ?? ""].filter { !$0.isEmpty }
    add("\(place.joined(separator: ", "))  \(row.codeID) by \(row.coder)", .title)
    let values = (state.codings?.attributeNames ?? []).compactMap { row.attributes.values[$0] }
    let caseName = row.attributes.case
    add(([caseName] + values).filter { !$0.isEmpty }.joined(separator: " · "), .faint)
    let also = state.otherCodes(at: row)
    if !also.isEmpty { add("also \(also.joined(separator: ", "))", .faint, atMost: 1) }
    if !row.coding.flags.isEmpty {
      add("! \(row.coding.flags.map(\.text).joined(separator: ", "))", .problem, atMost: 1)
    }
    if !row.coding.memo.isEmpty { add("memo: \(row.coding.memo.onOneLine)", .hints) }
    lines += Paragraphs.wrapped(["“\(wholeQuotation(row))”"], width: width).map {
      Line(text: $0, role: .plain)
    }
    return lines
  }
}

extension State {
  /// What else the same coder found in the words of a coding.
  func otherCodes(at row: CodingRow) -> [String] {
    guard let list = retrieval.list,
      let source = list.answer.sources.first(where: {
        $0.coder == row.coder && $0.transcript == row.transcript
      })
    else { return [] }
    var codes: [String] = []
    for index in source.rows.indices
    where source.rows[index].coding.span.overlaps(row.coding.span) {
      let code = source.rows[index].codeID
      if code != row.codeID, !codes.contains(code) { codes.append(code) }
    }
    return codes
  }
}
