import EmicKit

/// One coder's stretches in a passage, as they are drawn under and beside the text.
struct PassageLane: Equatable {
  /// The column of its sign beside the text: each coder keeps theirs, whoever has something there.
  var place: Int
  /// The coder's number, or the sign of the consensus.
  var sign: Character
  var color: UInt8
  var codings: [PassageVersions.Coded]
}

/// A line of the screen of one passage.
enum PassageLine: Equatable {
  case text(LayoutRow)
  /// A lane under the row of text above it.
  case lane(PassageLane, LayoutRow)
}

extension PassageLane {
  /// The lines for a row of text: the row, and under it the lanes that begin or end in it; what goes on
  /// from end to end is read from the signs beside the text.
  static func lines(for row: LayoutRow, _ lanes: [PassageLane]) -> [PassageLine] {
    guard row.kind == .text, !row.span.isEmpty else { return [.text(row)] }
    let cut = lanes.filter { $0.touches(row.span) && !$0.covers(row.span) }
    return [.text(row)] + cut.flatMap { $0.apart(in: row.span) }.map { .lane($0, row) }
  }

  /// The lane as often as it takes that none of its stretches lies on another one in a row.
  private func apart(in span: Span) -> [PassageLane] {
    var lanes: [PassageLane] = []
    for coding in codings where coding.span.overlaps(span) {
      if let free = lanes.firstIndex(where: { !$0.touches(coding.span) }) {
        lanes[free].codings.append(coding)
      } else {
        lanes.append(PassageLane(place: place, sign: sign, color: color, codings: [coding]))
      }
    }
    return lanes
  }

  func touches(_ span: Span) -> Bool { codings.contains { $0.span.overlaps(span) } }

  private func covers(_ span: Span) -> Bool { codings.contains { $0.span.contains(span) } }
}
