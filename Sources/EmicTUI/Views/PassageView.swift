import EmicKit

/// One passage: what is to be decided, what each coder has there, the words, the codes.
struct PassageView {
  let state: State
  let review: ReviewState
  let reading: PassageReading
  private let geometry: PassageGeometry

  init(state: State, review: ReviewState, reading: PassageReading) {
    self.state = state
    self.review = review
    self.reading = reading
    geometry = state.passageGeometry(review, reading)
  }

  func draw(into canvas: inout Canvas) {
    drawTitle(into: &canvas)
    drawLegend(into: &canvas)
    canvas.drawRule(x: 0, y: geometry.bodyTop - 1, width: geometry.size.width)
    PassageBodyView(state: state, review: review, reading: reading, geometry: geometry).draw(
      into: &canvas
    )
    drawEntries(into: &canvas)
    state.drawHints(hints, into: &canvas)
    placeCursor(into: &canvas)
    drawHead(into: &canvas)
  }

  // MARK: Head

  private func drawHead(into canvas: inout Canvas) {
    let place = "passage \(review.shownRow + 1) of \(review.shown.count)"
    let filter = review.filter == .all ? "" : "in \(state.words(of: review.filter))"
    state.drawReviewHead([place, filter, whereItIs], into: &canvas)
  }

  private var whereItIs: String {
    let transcript = reading.transcript
    let name = transcript.shortName
    guard let number = transcript.turnNumber(at: review.row(reading).span.start) else {
      return name
    }
    let speaker = transcript.structure.turn(at: review.row(reading).span.start)?.speaker
    let unit = transcript.structure.kind.unitName
    return "\(name) \(unit) \(number)\(speaker.map { " \($0)" } ?? "")"
  }

  private func drawTitle(into canvas: inout Canvas) {
    let width = geometry.size.width
    let count = review.item(reading).passage.rows.count
    let title = VerdictWords.title(of: review.row(reading))
    let number = count > 1 ? "\(reading.row + 1) of \(count) · " : ""
    let whole = (number.isEmpty ? "" : "disagreement ") + number + title
    let state = stateWords
    // What it is about and where it stands matter more than the word before its number.
    let isTooLong = DisplayText.width(of: whole) + DisplayText.width(of: state) > width - 7
    let x = canvas.draw(
      Ellipsis.cut(isTooLong ? number + title : whole, to: width - 2),
      x: 1,
      y: geometry.titleY,
      style: Style(.title)
    )
    let room = width - x - 4
    guard room > 4, !state.isEmpty else { return }
    let isStale = if case .stale = review.state(reading) { true } else { false }
    canvas.draw(
      Ellipsis.cut("· " + state, to: room),
      x: x + 1,
      y: geometry.titleY,
      style: Style(isStale ? .problem : .plain)
    )
  }

  /// Where the row stands, or how far its new span is.
  private var stateWords: String {
    guard let edge = reading.edit?.edge else {
      let note = reading.note.isEmpty ? "" : " · note: “\(reading.note.onOneLine)”"
      let isShown = review.work(on: reading.transcript.name)?.isShown ?? false
      return (isShown ? VerdictWords.state(review.state(reading)) : "") + note
    }
    let end = edge.edge == .start ? "start" : "end"
    return "moving the \(end) · \(edge.span.count) characters"
  }

  // MARK: What each coder has

  private func drawLegend(into canvas: inout Canvas) {
    let lines = legend
    let widest = lines.map { DisplayText.width(of: $0.who) }.max() ?? 0
    let whatX = 1 + min(widest, geometry.size.width / 3) + 2
    let room = geometry.size.width - 1 - whatX
    for (index, line) in lines.prefix(geometry.legendHeight).enumerated() {
      let isLast = index == geometry.legendHeight - 1 && lines.count > geometry.legendHeight
      let y = geometry.legendY + index
      let rest = lines.count - index
      guard !isLast else {
        canvas.draw("+ \(rest) more", x: 1, y: y, style: Style(.faint))
        return
      }
      let style = Style(.codeName, color: line.color)
      canvas.draw(Ellipsis.cut(line.who, to: whatX - 3), x: 1, y: y, style: style)
      canvas.draw(Ellipsis.cut(line.what(room), to: room), x: whatX, y: y)
    }
  }

  /// A line for each coder, in their order, and for the verdict.
  private struct LegendLine {
    var who: String
    var color: UInt8 = 0
    /// What they have, in about so many cells.
    var what: (Int) -> String
  }

  private var legend: [LegendLine] {
    let coders = review.versions(reading).ofLanes.map { lane, codings in
      LegendLine(
        who: review.lanes.label(ofLane: lane),
        color: codings.isEmpty ? 0 : review.lane(lane, codings: []).color
      ) { room in
        guard !codings.isEmpty else { return "nothing of it here" }
        let share = room / codings.count - 2
        return codings.map { words($0, room: share) }.joined(separator: "; ")
      }
    }
    guard let verdict = review.state(reading).verdict else { return coders }
    let sign = ReviewState.sign(of: review.state(reading))
    return coders + [LegendLine(who: "\(sign) verdict") { _ in VerdictWords.words(verdict) }]
  }

  /// The code, how much, and the words at both ends: boundaries differ there.
  private func words(_ coded: PassageVersions.Coded, room: Int) -> String {
    let quote = state.shown(coded.span, of: reading.transcript.text).onOneLine
    let what = "\(state.name(of: coded.code)), \(coded.span.count) characters: "
    let left = max(12, room - DisplayText.width(of: what) - 2)
    return what + "“\(Ellipsis.cutInTheMiddle(quote, to: left))”"
  }

  // MARK: The codebook

  private func drawEntries(into canvas: inout Canvas) {
    guard geometry.entryHeight > 0 else { return }
    let width = geometry.size.width
    canvas.drawRule(x: 0, y: geometry.entryY - 1, width: width)
    let entries = CodeEntries(review.row(reading).codes, in: state, width: width - 2)
    for (row, line) in entries.lines(within: geometry.entryHeight).enumerated() {
      canvas.draw(line, x: 1, y: geometry.entryY + row, style: Style(.faint), limit: width)
    }
  }

  // MARK: Foot

  private var hints: [(key: String, meaning: String)] {
    if reading.edit != nil {
      return [
        ("w b ( )", "move the edge"), ("s/e", "start/end"), ("↵", "take it"), ("Esc", "leave it"),
        ("?", "keys"),
      ]
    }
    guard review.readOnlyBecause == nil else {
      return [
        ("n N", "passages"), ("Tab", "disagreements"), ("K", "entry"), ("q", "back"), ("?", "keys"),
      ]
    }
    let row = review.row(reading)
    var hints: [(String, String)] = [(adoptingKeys(row), "adopt")]
    if row.kind == .boundary { hints += [("+", "union"), ("&", "intersection")] }
    if row.kind == .differentCode { hints += [("=", "both stand")] }
    hints += [("0", "neither"), ("e", "edit")]
    if review.item(reading).passage.rows.count > 1 {
      // Where it is narrow, the title says what Tab goes on to.
      hints += [("Tab", geometry.size.width < PassageGeometry.wide ? "on" : "next disagreement")]
    }
    return hints + [("m", "note"), ("n", "next"), ("u", "undo"), ("?", "keys")]
  }

  /// The keys of the coders who have coded the transcript.
  private func adoptingKeys(_ row: PassageRow) -> String {
    let lanes = review.lanes.places
    return Self.keys(ofLanes: lanes.prefix(9).indices.filter { row.isCoded(by: lanes[$0]) })
  }

  /// `1-3`, or `1 3` where the second is not among them.
  static func keys(ofLanes lanes: [Int]) -> String {
    lanes.count > 1 && lanes == Array(0..<lanes.count)
      ? "1-\(lanes.count)" : lanes.map { String($0 + 1) }.joined(separator: " ")
  }

  private func placeCursor(into canvas: inout Canvas) {
    let offset = reading.edit?.edge?.movingOffset ?? review.row(reading).span.start
    let place = reading.layout.place(of: offset)
    guard let row = reading.layout.row(at: place) else { return }
    let lanes = geometry.isSideBySide ? [] : review.lanesOfRow(reading)
    let top = geometry.bodyTop + (geometry.isSideBySide ? 1 : 0)
    let lines = reading.lines(lanes, height: geometry.bodyHeight)
    guard let y = lines.firstIndex(of: .text(row)), top + y < geometry.bodyTop + geometry.bodyHeight
    else { return canvas.cursor = (geometry.columns[0], geometry.bodyTop) }
    let column = min(reading.layout.column(of: offset, in: row), geometry.textWidth - 1)
    canvas.cursor = (geometry.columns[0] + column, top + y)
  }
}
