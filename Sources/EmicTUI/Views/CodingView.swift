import EmicKit

/// A transcript with lanes, speakers, text, and what is here.
struct CodingView {
  let state: State
  let coding: CodingState
  private let geometry: Geometry
  private let looks: CodeLooks

  init(state: State, coding: CodingState) {
    self.state = state
    self.coding = coding
    geometry = state.geometry
    looks = CodeLooks(state.codebook, depth: state.depth)
  }

  func draw(into canvas: inout Canvas) {
    drawFacts(into: &canvas)
    drawBody(into: &canvas)
    if geometry.panelX != nil { drawPanel(into: &canvas) }
    if let y = geometry.quickY { drawQuickCodes(y: y, into: &canvas) }
    drawStatus(into: &canvas)
    state.drawHints(hints, into: &canvas)
  }

  // MARK: Facts

  private func drawFacts(into canvas: inout Canvas) {
    let turns = coding.transcript.structure.unitCount
    let turn = coding.transcript.unitIndex(endingAfter: coding.caret).map { $0 + 1 } ?? turns
    let unit = coding.transcript.structure.kind == .document ? "paragraph" : "turn"
    let place = turns == 0 ? "" : "\(unit) \(turn)/\(turns)"
    let who = [state.coder?.id.text ?? "", coding.sidecar.status.state.rawValue]
    // On a narrow screen it matters more where one is than who one is.
    let right = ((geometry.speakersAbove ? [] : who) + [place, saving])
      .filter { !$0.isEmpty }.joined(separator: "  ")
    state.drawFacts(
      [coding.shortName, coding.caseName ?? "", coding.attributes],
      right: right,
      saving: isUnsafe ? "NOT SAVED" : saving,
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
    return switch coding.saving {
    case .saved(nil): "no codings yet"
    case .saved: "saved"
    case .unsaved: "unsaved"
    case .notSaved(let reason): "NOT SAVED: \(reason)"
    }
  }

  // MARK: Body

  private func drawBody(into canvas: inout Canvas) {
    let rows = coding.visibleRows(height: geometry.bodyHeight)
    let visible = rows.reduce(rows.first?.span ?? Span(0..<0)) { $0.union($1.span) }
    let styler = TextStyler(coding, visible: visible, target: target, looks: looks)
    for (index, row) in rows.enumerated() {
      let y = geometry.bodyTop + index
      drawSpeaker(of: row, y: y, into: &canvas)
      if row.kind == .text {
        drawLanes(of: row, y: y, styler: styler, into: &canvas)
        drawText(of: row, y: y, styler: styler, into: &canvas)
      }
    }
    placeCursor(rows, into: &canvas)
  }

  private var target: Span? {
    guard case .picker(let picker) = state.popups.last, case .assign(let span) = picker.purpose
    else { return nil }
    return span
  }

  private func drawSpeaker(of row: LayoutRow, y: Int, into canvas: inout Canvas) {
    guard let turn = row.labelledTurn else { return }
    let width =
      geometry.speakersAbove ? geometry.size.width - geometry.textX : geometry.speakerWidth - 1
    canvas.draw(
      Ellipsis.cut(turn.speaker, to: width),
      x: geometry.speakersAbove ? geometry.textX : geometry.speakerX,
      y: y,
      style: Style(turn.isRespondent ? .speaker : .interviewer)
    )
    let isMarked = coding.sidecar.nothingHere.contains { $0.span == turn.speech }
    if isMarked { canvas.draw("-", x: Geometry.laneWidth - 2, y: y, style: Style(.faint)) }
  }

  private func drawLanes(of row: LayoutRow, y: Int, styler: TextStyler, into canvas: inout Canvas) {
    for coding in styler.visible where coding.span.overlaps(row.span) {
      let lane = self.coding.lanes[coding.id]
      if lane < 4 {
        let glyph = looks.glyph(of: coding.code, lane: lane)
        canvas.put(
          DisplayText.Glyph(glyph),
          x: 3 - lane,
          y: y,
          style: Style(.lane, color: looks.color(of: coding.code))
        )
      } else {
        canvas.put(DisplayText.Glyph("+"), x: 4, y: y, style: Style(.lane))
      }
    }
  }

  private func drawText(of row: LayoutRow, y: Int, styler: TextStyler, into canvas: inout Canvas) {
    var x = geometry.textX
    let limit = geometry.textX + geometry.textWidth
    var offset = row.span.start
    var glyphs: [DisplayText.Glyph] = []
    for scalar in coding.text.scalars(in: row.span) {
      let style = styler.style(at: offset, isAside: row.isAside)
      if DisplayText.isPlain(scalar), x < limit {
        canvas.put(DisplayText.Glyph(scalar), x: x, y: y, style: style)
        x += 1
        offset += 1
        continue
      }
      glyphs.removeAll(keepingCapacity: true)
      DisplayText.append(scalar, to: &glyphs)
      if DisplayText.width(of: scalar) == 0 {
        canvas.add(mark: scalar, before: x, y: y)
      } else {
        for glyph in glyphs where x + glyph.width <= limit {
          canvas.put(glyph, x: x, y: y, style: style)
          x += glyph.width
        }
      }
      offset += 1
    }
  }

  private func placeCursor(_ rows: [LayoutRow], into canvas: inout Canvas) {
    let caret = coding.edge.map(\.movingOffset) ?? coding.caret
    let place = coding.layout.place(of: caret)
    guard let row = coding.layout.row(at: place) else { return }
    var here: RowPlace? = coding.top
    for y in 0..<rows.count {
      if here == place {
        let column = min(coding.layout.column(of: caret, in: row), geometry.textWidth - 1)
        canvas.cursor = (geometry.textX + column, geometry.bodyTop + y)
        return
      }
      here = here.flatMap { coding.layout.place(after: $0) }
    }
  }

  // MARK: Below the text

  private func drawStatus(into canvas: inout Canvas) {
    let y = geometry.statusY
    canvas.fill(x: 0, y: y, width: geometry.size.width, height: 1, style: Style(.facts))
    let here = coding.codingsHere.map { coding -> String in
      let isFocus = coding.id == self.coding.codingHere?.id && self.coding.codingsHere.count > 1
      let flags = coding.flags.map(\.text).joined(separator: ",")
      let memo = coding.memo.isEmpty ? "" : "*"
      return (isFocus ? "▸" : "") + state.name(of: coding.code) + memo
        + (flags.isEmpty ? "" : "!\(flags)")
    }
    let right = here.isEmpty ? "" : "here: " + here.joined(separator: ", ")
    let left = statusWords
    let leftEnd = canvas.draw(
      Ellipsis.cut(left, to: geometry.size.width / 2),
      x: 1,
      y: y,
      style: Style(.facts)
    )
    let room = geometry.size.width - leftEnd - 3
    let shown = Ellipsis.cut(right, to: max(0, room))
    canvas.draw(
      shown,
      x: geometry.size.width - 1 - DisplayText.width(of: shown),
      y: y,
      style: Style(.facts)
    )
  }

  private var statusWords: String {
    if let edge = coding.edge {
      return "moving the \(edge.edge == .start ? "start" : "end") · \(edge.span.count) characters"
    }
    if let search = coding.search, !search.pattern.isEmpty {
      let number = search.current.map { "\($0 + 1)/\(search.hits.count)" } ?? "no hit"
      return "/\(search.pattern)  \(number)"
    }
    let mode = coding.isExtending ? "EXTEND · " : ""
    guard !coding.selection.isEmpty else { return mode + (coding.time.map { "[\($0)]" } ?? "") }
    let count = "\(coding.selection.span.count) characters"
    return mode
      + [coding.unitName, count, coding.isSpent ? "coded" : nil].compactMap { $0 }
      .joined(separator: " · ")
  }

  private func drawQuickCodes(y: Int, into canvas: inout Canvas) {
    var x = 1
    for (place, code) in state.quickCodes.sorted(by: { $0.key < $1.key }) {
      let name = Ellipsis.cut(state.name(of: code), to: 18)
      guard x + DisplayText.width(of: name) + 3 < geometry.size.width else { break }
      x = canvas.draw("\(place)", x: x, y: y, style: Style(.key)) + 1
      x =
        canvas.draw(name, x: x, y: y, style: Style(.lane, color: looks.color(of: code))) + 2
    }
  }

  private var hints: [(key: String, meaning: String)] {
    if coding.edge != nil { return [("w b ( )", "any motion"), ("Esc", "done")] }
    if case .closed = coding.access {
      return [("]c", "next coding"), ("K", "entry"), ("/", "search"), ("q", "back"), ("?", "keys")]
    }
    if coding.selection.isEmpty {
      return [
        ("x", "sentence"), ("c", "code"), ("v", "extend"), ("]u", "next"), ("/", "search"),
        ("u", "undo"), ("-", "nothing here"), ("?", "keys"),
      ]
    }
    return [
      ("↵", "code"), ("1-9", "quick"), (".", "again"), ("o/i", "grow/shrink"), ("s/e", "edges"),
      ("m", "memo"), ("u", "undo"), ("?", "keys"),
    ]
  }

  // MARK: Panel

  private func drawPanel(into canvas: inout Canvas) {
    guard let x = geometry.panelX else { return }
    let width = min(60, geometry.size.width - x - 1)
    for y in geometry.bodyTop..<geometry.bodyTop + geometry.bodyHeight {
      canvas.put(DisplayText.Glyph("│"), x: x - 2, y: y, style: Style(.border))
    }
    var lines: [(text: String, style: Style)] = []
    for coding in coding.codingsHere {
      let color = looks.color(of: coding.code)
      let glyph = String(looks.glyph(of: coding.code, lane: self.coding.lanes[coding.id]))
      let chinese = state.codebook[coding.code]?.name.chinese.map { " \($0)" } ?? ""
      lines.append(
        ("\(glyph) \(state.name(of: coding.code))\(chinese)", Style(.lane, color: color))
      )
      if let brief = state.codebook[coding.code]?.brief, !brief.isEmpty {
        lines += Paragraphs.wrapped("  " + brief, width: width).map { ($0, Style(.faint)) }
      }
      if !coding.flags.isEmpty {
        lines.append(("  ! " + coding.flags.map(\.text).joined(separator: ", "), .plain))
      }
      if !coding.memo.isEmpty {
        lines += Paragraphs.wrapped("  memo: " + coding.memo, width: width).map { ($0, .plain) }
      }
    }
    if lines.isEmpty { lines.append(("no codes here", Style(.faint))) }
    if !state.quickCodes.isEmpty { lines += [("", .plain), ("quick codes", Style(.title))] }
    for (place, code) in state.quickCodes.sorted(by: { $0.key < $1.key }) {
      lines.append(
        ("\(place) \(state.name(of: code))", Style(.lane, color: looks.color(of: code)))
      )
    }
    for (row, line) in lines.prefix(geometry.bodyHeight).enumerated() {
      canvas.draw(
        line.text,
        x: x,
        y: geometry.bodyTop + row,
        style: line.style,
        limit: x + width
      )
    }
  }
}

extension CodingState {
  /// The stamp of the time here, when the transcript has any.
  var time: String? { transcript.structure.time(at: caret) }

  /// What the selection is one of.
  var unitName: String? {
    let span = selection.span
    if let index = transcript.unitIndex(endingAfter: span.start),
      transcript.structure.unit(index) == span
    {
      return transcript.structure.kind == .document ? "paragraph" : "turn"
    }
    if transcript.sentence(at: span.start) == span { return "sentence" }
    if transcript.clause(at: span.start) == span { return "clause" }
    return Words.word(at: span.start, in: text) == span ? "word" : nil
  }
}
