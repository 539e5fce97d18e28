import EmicKit

/// One passage on the screen: which row is in hand, and what is seen of the text.
struct PassageReading {
  /// The place in the review's items.
  let item: Int
  var row: Int
  let transcript: Transcript
  private(set) var layout: Layout
  /// The row of text at the top.
  private(set) var top = RowPlace(line: 0, piece: 0, row: 0)
  /// The span of the verdict while it is edited, as the edge of a selection on the move.
  var edit: CodingState?
  /// Of the verdict that is still to be given.
  var note = ""
  let widestSpeaker: Int

  init(item: Int, row: Int, transcript: Transcript, names: NameList?) {
    self.item = item
    self.row = row
    self.transcript = transcript
    layout = Layout(
      transcript,
      width: Geometry.widestText,
      speakersAbove: false,
      names: names.map { ShownNames($0, in: transcript) }
    )
    widestSpeaker = transcript.widestSpeaker(names)
  }

  mutating func layOut(width: Int, speakersAbove: Bool) {
    guard layout.width != max(1, width) || layout.speakersAbove != speakersAbove else { return }
    layout = Layout(
      transcript,
      width: width,
      speakersAbove: speakersAbove,
      names: layout.names
    )
    edit?.layout = layout
  }

  /// The lines on the screen, from the top.
  func lines(_ lanes: [PassageLane], height: Int) -> [PassageLine] {
    var lines: [PassageLine] = []
    var place: RowPlace? = top
    while lines.count < height, let here = place, let row = layout.row(at: here) {
      lines += PassageLane.lines(for: row, lanes)
      place = layout.place(after: here)
    }
    return lines
  }

  /// Puts a place of the text near the top, a line before it in view.
  mutating func scroll(to offset: Int) {
    top = layout.place(layout.place(of: offset), movedBy: -1)
  }

  mutating func scroll(by distance: Int) { top = layout.place(top, movedBy: distance) }

  /// Scrolls as little as it takes to have a place of the text on the screen.
  mutating func keepInView(_ offset: Int, lanes: [PassageLane], height: Int) {
    let place = layout.place(of: offset)
    if place < top { top = place }
    while !isInView(place, lanes: lanes, height: height), let next = layout.place(after: top) {
      top = next
    }
  }

  private func isInView(_ place: RowPlace, lanes: [PassageLane], height: Int) -> Bool {
    guard let wanted = layout.row(at: place) else { return true }
    return place == top || lines(lanes, height: height).prefix(height).contains(.text(wanted))
  }
}

extension ReviewState {
  func item(_ reading: PassageReading) -> Item { items[reading.item] }

  func row(_ reading: PassageReading) -> PassageRow {
    items[reading.item].passage.rows[reading.row]
  }

  func state(_ reading: PassageReading) -> RowState {
    items[reading.item].states[reading.row]
  }

  func versions(_ reading: PassageReading) -> PassageVersions {
    PassageVersions(row(reading), lanes: lanes)
  }

  /// The lanes of the row in hand: of each coder who has something, and of its verdict.
  func lanesOfRow(_ reading: PassageReading) -> [PassageLane] {
    let coders = lanes.places.indices.map { lane -> PassageLane in
      let side = row(reading).sides[lanes.places[lane]]
      return self.lane(lane, codings: side.map { .init(code: $0.code, span: $0.span) })
    }
    let settled = settledCodings(reading)
    let sign = Self.sign(of: state(reading))
    let verdict =
      settled.isEmpty
      ? [] : [PassageLane(place: lanes.count, sign: sign, color: 0, codings: settled)]
    return coders.filter { !$0.codings.isEmpty } + verdict
  }

  func lane(_ lane: Int, codings: [PassageVersions.Coded]) -> PassageLane {
    PassageLane(
      place: lane,
      sign: lane < 9 ? Character(String(lane + 1)) : "*",
      color: UInt8(lane % Code.colors.count + 1),
      codings: codings
    )
  }

  /// Of the consensus: a verdict that stands, or one that is to be looked at again.
  static func sign(of state: RowState) -> Character { state.isSettled ? "✓" : "?" }

  /// What the verdict on the row in hand has put into the consensus.
  func settledCodings(_ reading: PassageReading) -> [PassageVersions.Coded] {
    guard let verdict = state(reading).verdict else { return [] }
    return verdict.codings.map { .init(code: $0.code, span: $0.span) }
  }
}
