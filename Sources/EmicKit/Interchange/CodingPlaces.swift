/// Where codings stand in their text, as rows say it.
///
/// One object, which is asked for each of many codings: a value would be copied for each.
final class CodingPlaces: Sendable {
  /// Where one coding stands.
  struct Place {
    /// From 1; of a document the paragraph.
    var turn: Int?
    /// That of the last character.
    var lastTurn: Int?
    /// From 1.
    var line: Int
    var speaker: String?
    /// The last stamp at or before the start.
    var time: String?
  }

  private let text: TranscriptText
  private let structure: SourceStructure

  init(_ transcript: Transcript) {
    text = transcript.text
    structure = transcript.structure
  }

  func fill(_ row: inout CodingRow) {
    let place = self[row.coding.span]
    (row.turn, row.lastTurn, row.line) = (place.turn, place.lastTurn, place.line)
    (row.speaker, row.time) = (place.speaker, place.time)
  }

  subscript(span: Span) -> Place {
    let (start, last) = (span.start, span.end - 1)
    var place = Place(line: text.line(containing: start) + 1, time: structure.time(at: start))
    guard structure.kind == .interview else {
      place.turn = paragraph(at: start)
      place.lastTurn = paragraph(at: last)
      return place
    }
    guard let turn = structure.turnIndex(at: start) else {
      place.lastTurn = structure.turnIndex(at: last).map { structure.turns[$0].number }
      return place
    }
    place.turn = structure.turns[turn].number
    place.speaker = structure.turns[turn].speaker
    // Most codings lie in one turn.
    let isInside = last < structure.turns[turn].span.end
    place.lastTurn =
      isInside ? place.turn : structure.turnIndex(at: last).map { structure.turns[$0].number }
    return place
  }

  private func paragraph(at offset: Int) -> Int? {
    structure.paragraphs.lastIndex(startingAtMost: offset, by: \.start).map { $0 + 1 }
  }
}
