import EmicKit

/// The recode queue: a coding with its context, and its code's old and new words.
struct RecodeView {
  let state: State

  func draw(into canvas: inout Canvas) {
    if let recoding = state.recoding {
      return RecodeItemView(state: state, recoding: recoding).draw(into: &canvas)
    }
    let words = state.recodingRefusal ?? "Reading your codings…"
    for (row, line) in Paragraphs.wrapped(words, width: max(2, state.size.width - 4)).enumerated() {
      canvas.draw(line, x: 2, y: 2 + row, limit: state.size.width)
    }
    canvas.cursor = (2, 2)
    state.drawHints([("q", "back"), (":", "commands"), ("?", "keys")], into: &canvas)
    state.drawFacts(
      ["Recode queue"],
      right: state.coder?.id.text ?? "",
      problem: false,
      into: &canvas
    )
  }
}

/// A coding that waits, in its place, and what is to be decided by.
struct RecodeItemView {
  let state: State
  let recoding: RecodeState

  /// How wide words are set at most.
  private static let widest = 96

  func draw(into canvas: inout Canvas) {
    guard let item = recoding.item, let work = recoding.work(on: item.transcript) else {
      drawEmpty(into: &canvas)
      return drawFrame(["Recode queue", "nothing waits"], into: &canvas)
    }
    canvas.draw(
      Ellipsis.cut(task(item), to: canvas.size.width - 2),
      x: 1,
      y: 1,
      style: Style(.title)
    )
    let bottom = canvas.size.height - 2
    let contextHeight = max(2, (bottom - 2) * 2 / 5)
    drawContext(item, work, y: 2, height: contextHeight, into: &canvas)
    let ruleY = 2 + contextHeight
    canvas.drawRule(x: 0, y: ruleY, width: canvas.size.width)
    drawWords(item, y: ruleY + 1, height: max(1, bottom - ruleY - 1), into: &canvas)
    drawDecision(work, y: bottom, into: &canvas)
    let turn = work.transcript.structure.turn(at: item.coding.span.start)
    drawFrame(
      [
        "\(recoding.row + 1) of \(recoding.queue.items.count) wait",
        item.transcript, turn.map { "turn \($0.number) \($0.speaker)" } ?? "",
      ],
      into: &canvas
    )
  }

  /// Why the coding waits, and what the digits do.
  private func task(_ item: RecodeQueue.Item) -> String {
    let reason = RecodeWords.reason(item)
    guard case .split = item.reason else {
      return reason + ": = keeps the coding, c recodes it"
    }
    guard !recoding.choices.isEmpty else {
      return RecodeWords.reason(item) + ": c chooses a code, d removes it"
    }
    return "\(item.code.id) was split: press the digit before the code that it is now"
  }

  // MARK: Head and foot

  private func drawFrame(_ facts: [String], into canvas: inout Canvas) {
    let isUnsaved = recoding.works.values.contains {
      if case .notSaved = $0.saving { true } else { false }
    }
    let saving = state.heard(
      isUnsaved ? "NOT SAVED" : recoding.unsaved.isEmpty ? "saved" : "saving…"
    )
    let choices = recoding.choices
    var hints: [(key: String, meaning: String)] = []
    if recoding.marked != nil {
      let last = max(1, min(9, choices.count))
      hints = [
        (last == 1 ? "1" : "1-\(last)", "mark"), ("↵", "take them"),
        ("Esc", "one after all"),
      ]
    } else if let item = recoding.item {
      if case .split = item.reason, choices.count > 9 {
        hints = [("1-9", "the first nine"), ("c", "all \(choices.count)"), (",", "several")]
      } else if case .split = item.reason {
        hints += choices.prefix(9).enumerated().map { ("\($0 + 1)", $1.id.text) }
        if choices.count > 1 { hints.append((",", "several")) }
      } else {
        hints.append(("=", "keep"))
      }
      hints += [("c", "other code"), ("d", "remove"), ("n", "skip"), ("↵", "open"), ("u", "undo")]
    } else {
      hints = [("u", "undo"), ("t", "not read again"), ("q", "back")]
    }
    state.drawHints(hints + [("?", "keys")], into: &canvas)
    state.drawFacts(
      facts,
      right: "\(state.coder?.id.text ?? "")  \(saving)",
      saving: saving,
      problem: isUnsaved,
      into: &canvas
    )
  }

  /// What was marked, or how the counts stand.
  private func drawDecision(_ work: RecodeState.Work, y: Int, into canvas: inout Canvas) {
    let words: String
    if let marked = recoding.marked {
      words =
        marked.isEmpty
        ? "several: the digit of a code marks it, once more unmarks it; Enter gives all marked"
        : "several, Enter gives them: \(marked.map(\.text).joined(separator: ", "))"
    } else if let reason = work.closedBecause {
      words = reason
    } else {
      let isSubmitted = work.sidecar.status.state == .submitted
      words =
        countWords.isEmpty
        ? isSubmitted ? "submitted: only what waits may change, and the frozen copy stays" : ""
        : countWords
    }
    canvas.draw(
      Ellipsis.cut(words, to: canvas.size.width - 2),
      x: 1,
      y: y,
      style: Style(recoding.marked == nil ? .faint : .message)
    )
  }

  private var countWords: String {
    recoding.counts.map { "\($0.code) \($0.before)→\($0.now)" }.joined(separator: "  ")
  }

  // MARK: The coding

  private func drawContext(
    _ item: RecodeQueue.Item,
    _ work: RecodeState.Work,
    y: Int,
    height: Int,
    into canvas: inout Canvas
  ) {
    let text = work.transcript.text
    let span = item.coding.span
    guard span.end <= text.scalarCount else { return }
    let names = state.names.map { ShownNames($0, in: work.transcript) }
    let width = min(Self.widest, canvas.size.width - 4)
    let rows = context(span, work.transcript).flatMap {
      Wrapping.rows(of: $0, in: text, width: max(2, width), names: names)
    }
    let first = rows.firstIndex { $0.end > span.start } ?? 0
    let start = max(0, min(first - 1, rows.count - height))
    let top = max(0, min(start + recoding.scroll, rows.count - 1))
    for (index, row) in rows.dropFirst(top).prefix(height).enumerated() {
      canvas.draw(text, row, x: 3, y: y + index, limit: 3 + width, names: names) { offset in
        span.contains(offset) ? Style(.selection) : Style(.plain)
      }
      if row.overlaps(span) {
        canvas.put(DisplayText.Glyph("▌"), x: 1, y: y + index, style: Style(.lane, color: 1))
      }
    }
    if top + height < rows.count, let last = rows.dropFirst(top).prefix(height).last,
      last.end < span.end
    {
      canvas.draw("↓", x: 0, y: y + height - 1, style: Style(.faint))
    }
    canvas.cursor = (3, y + max(0, min(first - top, height - 1)))
  }

  /// The turns in which the coding stands, line by line.
  private func context(_ span: Span, _ transcript: Transcript) -> [Span] {
    let first = transcript.structure.turn(at: span.start)
    let last = transcript.structure.turn(at: max(span.start, span.end - 1))
    let start = min(span.start, first?.span.start ?? span.start)
    let end = max(span.end, last?.speech.end ?? span.end)
    var lines: [Span] = []
    var lineStart = start
    for (index, scalar) in transcript.text.scalars(in: Span(start..<end)).enumerated()
    where scalar == "\n" {
      lines.append(Span(lineStart..<start + index))
      lineStart = start + index + 1
    }
    return lines + [Span(lineStart..<end)]
  }

  // MARK: The code

  private typealias Line = (text: String, role: Role)

  private func drawWords(
    _ item: RecodeQueue.Item,
    y: Int,
    height: Int,
    into canvas: inout Canvas
  ) {
    let old = oldLines(item)
    let new = newLines(item)
    if canvas.size.width >= 100, !canvas.isPlain {
      let half = canvas.size.width / 2
      draw(old, x: 1, y: y, width: half - 3, height: height, into: &canvas)
      for row in y..<y + height {
        canvas.put(DisplayText.Glyph("│"), x: half - 1, y: row, style: Style(.border))
      }
      draw(
        new,
        x: half + 1,
        y: y,
        width: canvas.size.width - half - 2,
        height: height,
        into: &canvas
      )
      return
    }
    // The new words are what is decided by: they come first, the old ones have the rest.
    let width = canvas.size.width - 2
    let newRows = wrapped(new, width: width).count
    let newHeight = min(newRows, max(1, height - min(3, height / 3)))
    draw(new, x: 1, y: y, width: width, height: newHeight, into: &canvas)
    draw(
      old,
      x: 1,
      y: y + newHeight,
      width: width,
      height: height - newHeight,
      into: &canvas
    )
  }

  private func oldLines(_ item: RecodeQueue.Item) -> [Line] {
    [("Was, in version \(item.coding.codebook): \(item.before.id)", .title)]
      + changes(of: item.before, against: item.code, item)
  }

  private func newLines(_ item: RecodeQueue.Item) -> [Line] {
    guard case .split = item.reason else {
      return [("Now: \(item.code.id)", .title)] + changes(of: item.code, against: item.before, item)
    }
    return recoding.choices.enumerated().flatMap { index, code -> [Line] in
      let mark = recoding.marked?.contains(code.id) == true ? "● " : ""
      let names = code.name.entries.map(\.text).joined(separator: "  ")
      return [("\(mark)\(index + 1)  \(code.id)  \(names)", .title)]
        + RecodeWords.parts(of: code).map { ("   " + $0, .plain) }
    }
  }

  /// Of a redefined code what differs, in plain sight, and what does not, faintly.
  private func changes(of code: Code, against other: Code, _ item: RecodeQueue.Item) -> [Line] {
    let isSplit = if case .split = item.reason { true } else { false }
    let lines = RecodeWords.titles.compactMap { part, title -> Line? in
      let isSame = code[part] == other[part]
      guard !code[part].isEmpty || !isSame else { return nil }
      let words = code[part].isEmpty ? "nothing" : code[part]
      return (title + words, isSame && !isSplit ? .faint : .plain)
    }
    return lines.isEmpty
      ? [("No definition yet.", .faint)]
      : lines.filter { $0.role == .plain }
        + lines.filter { $0.role != .plain }
  }

  private func wrapped(_ lines: [Line], width: Int) -> [Line] {
    lines.flatMap { line in
      Paragraphs.wrapped([state.shown(line.text)], width: max(2, width)).map { ($0, line.role) }
    }
  }

  private func draw(
    _ lines: [Line],
    x: Int,
    y: Int,
    width: Int,
    height: Int,
    into canvas: inout Canvas
  ) {
    guard height > 0 else { return }
    let rows = wrapped(lines, width: width)
    for (index, row) in rows.prefix(height).enumerated() {
      let isCut = index == height - 1 && rows.count > height
      canvas.draw(
        isCut ? "… K shows the whole words" : row.text,
        x: x,
        y: y + index,
        style: Style(isCut ? .faint : row.role),
        limit: x + width
      )
    }
  }

  // MARK: Nothing waits

  private func drawEmpty(into canvas: inout Canvas) {
    var lines: [String]
    if recoding.waitedAtFirst == 0, recoding.steps.undo.isEmpty {
      lines = ["Nothing waits to be recoded."]
    } else {
      lines = ["Nothing waits any more: all is decided.", ""]
      lines += recoding.counts.map { "\($0.code): \($0.before) before, \($0.now) now" }
    }
    let rereading = recoding.queue.notReread
    if !rereading.isEmpty {
      lines += ["", "Transcripts of yours that were coded before a code was new or broader:"]
      lines += rereading.map {
        "\($0.code), version \($0.version): \($0.transcripts.joined(separator: ", "))"
      }
      lines.append("t opens one of them.")
    }
    let rows = Paragraphs.wrapped(lines, width: max(2, min(Self.widest, canvas.size.width - 4)))
    for (index, row) in rows.prefix(max(0, canvas.size.height - 4)).enumerated() {
      canvas.draw(row, x: 2, y: 2 + index, limit: canvas.size.width)
    }
    canvas.cursor = (2, 2)
  }
}
