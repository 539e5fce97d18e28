import EmicKit

/// The text of a passage with the coders' stretches: in lanes under and beside it, or one column for
/// each version.
struct PassageBodyView {
  let state: State
  let review: ReviewState
  let reading: PassageReading
  let geometry: PassageGeometry

  func draw(into canvas: inout Canvas) {
    if geometry.isSideBySide { drawColumns(into: &canvas) } else { drawLanes(into: &canvas) }
  }

  private var text: TranscriptText { reading.transcript.text }

  // MARK: One column

  private func drawLanes(into canvas: inout Canvas) {
    let lanes = review.lanesOfRow(reading)
    var y = geometry.bodyTop
    let bottom = y + geometry.bodyHeight
    for line in reading.lines(lanes, height: geometry.bodyHeight) where y < bottom {
      switch line {
      case .text(let row):
        drawSpeaker(of: row, x: geometry.speakerX, y: y, into: &canvas)
        draw(row, lanes, x: geometry.columns[0], y: y, into: &canvas)
        drawSigns(lanes, of: row, x: 0, y: y, into: &canvas)
      case .lane(let lane, let row): draw(lane, under: row, y: y, into: &canvas)
      }
      y += 1
    }
  }

  /// `|# trust #####|` under the words, its ends where the stretch begins and ends in this row.
  private func draw(
    _ lane: PassageLane,
    under row: LayoutRow,
    y: Int,
    into canvas: inout Canvas
  ) {
    let style = Style(.codeName, color: lane.color)
    canvas.draw(String(lane.sign), x: geometry.columns[0] - 2, y: y, style: style)
    guard !state.settings.isAccessible else {
      let words = words(of: lane, in: row)
      canvas.draw(words, x: geometry.columns[0], y: y, limit: geometry.size.width)
      return
    }
    let bars = lane.codings.filter { $0.span.overlaps(row.span) }.map { Bar(of: $0, self, row) }
    for (place, bar) in bars.enumerated() {
      // Between two bars the room is that of the name of the first.
      let before = place > 0 ? bar.start : 0
      let behind = place + 1 < bars.count ? bars[place + 1].start - 1 : geometry.textWidth
      for (text, column) in bar.texts(from: before, to: behind) {
        canvas.draw(text, x: geometry.columns[0] + column, y: y, style: style)
      }
    }
  }

  /// What begins and ends in a row, for somebody who hears it: `trust from “tells me”`.
  private func words(of lane: PassageLane, in row: LayoutRow) -> String {
    let codings = lane.codings.filter { $0.span.overlaps(row.span) }
    let room = geometry.textWidth / max(1, codings.count)
    return codings.map { coding in
      let name = coding.code.text
      let left = max(12, room - DisplayText.width(of: name) - 10)
      let here = coding.span.intersection(row.span) ?? row.span
      let quote = Ellipsis.cutInTheMiddle(state.shown(here, of: text).onOneLine, to: left)
      let beginsHere = coding.span.start >= row.span.start
      let endsHere = coding.span.end <= row.span.end
      return name + (beginsHere && endsHere ? ": " : beginsHere ? " from " : " to ") + "“\(quote)”"
    }.joined(separator: "; ")
  }

  /// A stretch under a row of text, in columns of the text, with the code that it stands for.
  private struct Bar {
    let start: Int
    let end: Int
    private let name: String
    private let beginsHere: Bool
    private let endsHere: Bool

    init(of coding: PassageVersions.Coded, _ view: PassageBodyView, _ row: LayoutRow) {
      start = view.reading.layout.column(of: coding.span.start, in: row)
      let last = view.reading.layout.column(of: coding.span.end, in: row)
      end = max(start + 1, min(last, view.geometry.textWidth))
      name = coding.code.text
      beginsHere = coding.span.start >= row.span.start
      endsHere = coding.span.end <= row.span.end
    }

    /// The bar and its name: in it where there is room, else beside it, between two columns.
    func texts(from before: Int, to behind: Int) -> [(String, column: Int)] {
      let width = end - start
      let bar =
        (beginsHere ? "|" : "#") + String(repeating: "#", count: max(0, width - 2))
        + (width < 2 ? "" : endsHere ? "|" : "#")
      let room = DisplayText.width(of: name)
      if room + 6 <= width { return [(bar, start), (" \(name) ", start + 2)] }
      if behind - end - 1 < room, start - 1 - before >= room {
        return [(bar, start), (name, start - 1 - room)]
      }
      return [(bar, start), (Ellipsis.cut(name, to: max(0, behind - end - 1)), end + 1)]
    }
  }

  // MARK: A column for each version

  private func drawColumns(into canvas: inout Canvas) {
    let versions = review.versions(reading).versions
    for (version, x) in zip(versions, geometry.columns) {
      let lanes = version.lanes.map { review.lane($0, codings: version.codings) }
      drawHeading(of: version, lanes, x: x, into: &canvas)
      let rows = reading.lines([], height: geometry.bodyHeight - 1)
      for (index, line) in rows.enumerated() {
        guard case .text(let row) = line else { continue }
        let y = geometry.bodyTop + 1 + index
        drawSpeaker(of: row, x: x, y: y, into: &canvas)
        draw(row, lanes.isEmpty ? [] : [lanes[0]], x: x, y: y, into: &canvas)
        drawSigns(lanes, of: row, x: x - geometry.laneWidth, y: y, into: &canvas)
      }
    }
  }

  private func drawHeading(
    of version: PassageVersions.Version,
    _ lanes: [PassageLane],
    x: Int,
    into canvas: inout Canvas
  ) {
    let names = version.lanes.map { review.lanes.label(ofLane: $0) }.joined(separator: ", ")
    let codes = version.codings.map(\.code.text).joined(separator: ", ")
    let words = "\(names): \(codes.isEmpty ? "nothing of it here" : codes)"
    canvas.draw(
      Ellipsis.cut(words, to: geometry.textWidth),
      x: x,
      y: geometry.bodyTop,
      style: Style(.title)
    )
  }

  // MARK: A row of text

  private func drawSpeaker(of row: LayoutRow, x: Int, y: Int, into canvas: inout Canvas) {
    guard let turn = row.labelledTurn else { return }
    let width = geometry.speakersAbove ? geometry.textWidth : geometry.speakerWidth - 1
    let name =
      "\(state.shown(turn.speaker))\(geometry.speakersAbove ? " · turn \(turn.number)" : "")"
    canvas.draw(
      Ellipsis.cut(name, to: width),
      x: geometry.speakersAbove && !geometry.isSideBySide ? geometry.columns[0] : x,
      y: y,
      style: Style(turn.isRespondent ? .speaker : .interviewer)
    )
  }

  /// The numbers of the coders who marked something of the row, left of it.
  private func drawSigns(
    _ lanes: [PassageLane],
    of row: LayoutRow,
    x: Int,
    y: Int,
    into canvas: inout Canvas
  ) {
    guard row.kind == .text else { return }
    for lane in lanes where lane.touches(row.span) && lane.place < geometry.laneWidth - 1 {
      let style = Style(.codeName, color: lane.color)
      canvas.draw(String(lane.sign), x: x + lane.place, y: y, style: style)
    }
  }

  private func draw(
    _ row: LayoutRow,
    _ lanes: [PassageLane],
    x: Int,
    y: Int,
    into canvas: inout Canvas
  ) {
    guard row.kind == .text else { return }
    let edited = reading.edit?.edge?.span
    let spans = lanes.map { lane in lane.codings.map(\.span).filter { $0.overlaps(row.span) } }
    let limit = x + geometry.textWidth
    let names = reading.layout.names
    canvas.draw(text, row.span, x: x, y: y, limit: limit, names: names) { offset in
      if let edited, edited.contains(offset) { return Style(.selection) }
      let having = spans.count { $0.contains { $0.contains(offset) } }
      guard having > 0 else { return Style(row.isAside ? .aside : .plain) }
      return having == lanes.count
        ? Style(.coded, color: lanes[0].color, isUnderlined: true)
        : Style(.plain, isUnderlined: true)
    }
  }
}
