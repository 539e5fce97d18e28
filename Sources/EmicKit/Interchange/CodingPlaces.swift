/// Finds where codings stand in a transcript: turn, line, speaker and time.
struct CodingPlaces {
  private let text: TranscriptText
  private let structure: SourceStructure

  init(_ transcript: Transcript) {
    text = transcript.text
    structure = transcript.structure
  }

  func fill(_ row: inout CodingRow) {
    let (start, last) = (row.coding.span.start, row.coding.span.end - 1)
    row.line = text.line(containing: start) + 1
    row.time = structure.time(at: start)
    guard structure.kind == .interview else {
      row.turn = paragraph(at: start)
      row.lastTurn = paragraph(at: last)
      return
    }
    guard let turn = structure.turnIndex(at: start) else {
      row.lastTurn = structure.turnIndex(at: last).map { structure.turns[$0].number }
      return
    }
    row.turn = structure.turns[turn].number
    row.speaker = structure.turns[turn].speaker
    // Most codings lie in one turn.
    let isInside = last < structure.turns[turn].span.end
    row.lastTurn =
      isInside ? row.turn : structure.turnIndex(at: last).map { structure.turns[$0].number }
  }

  private func paragraph(at offset: Int) -> Int? {
    structure.paragraphs.lastIndex(startingAtMost: offset, by: \.start).map { $0 + 1 }
  }
}
