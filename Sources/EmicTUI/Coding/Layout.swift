import EmicKit

/// One screen row of a transcript.
struct LayoutRow: Equatable {
  enum Kind: Equatable {
    case text
    /// The speaker's name above the turn, on narrow screens.
    case speaker
  }

  var kind: Kind
  /// The scalars shown; the label of a turn is shown in its own column and belongs to no row.
  var span: Span
  /// The turn whose label stands beside this row.
  var labelledTurn: SourceStructure.Turn?
  /// Header, stamps and other text in no one's speech.
  var isAside: Bool

  var isBlank: Bool { kind == .text && span.isEmpty && labelledTurn == nil }

  /// What tells a row of a layout from all others: no two of a kind begin at the same place.
  var key: Int { span.start << 1 | (kind == .speaker ? 1 : 0) }
}

/// Which row: the line of the text, the piece of that line, the row within the piece.
struct RowPlace: Hashable, Comparable {
  var line: Int
  var piece: Int
  var row: Int

  static func < (one: RowPlace, other: RowPlace) -> Bool {
    (one.line, one.piece, one.row) < (other.line, other.piece, other.row)
  }
}

/// The rows on a screen: which is the first, and how many there is room for.
struct Screenful: Equatable {
  var top: RowPlace
  var height: Int
}

/// A transcript wrapped to a width, laid out only where somebody looks.
///
/// The unit of work is a *piece*: a whole line of the text, or 8,192 scalars of a longer one, so
/// that a line of ten megabytes costs no more than a paragraph.
final class Layout {
  static let pieceLength = 8192

  let transcript: Transcript
  /// Of the text column, in cells.
  let width: Int
  let speakersAbove: Bool
  /// What is shown in the place of names.
  let names: ShownNames?
  // Keys are numbers for the reason that `Style.number` gives. Each is asked for some dozen times in a frame, by one
  // thread, and nothing that is called meanwhile changes it: nobody need watch over that.
  @exclusivity(unchecked) private var pieces: [Int: [LayoutRow]] = [:]
  /// The piece that was asked for last: the next question is mostly about it, too.
  @exclusivity(unchecked) private var lastPiece: (key: Int, rows: [LayoutRow]) = (-1, [])
  @exclusivity(unchecked) private var pictures: [Int: Picture] = [:]
  @exclusivity(unchecked) private var olderPictures: [Int: Picture] = [:]
  /// The last screen behind which the next was made ready.
  var readyBehind: Screenful?
  @exclusivity(unchecked) private var shapes: [Int: LineShape] = [:]
  private let structure: SourceStructure

  /// How a row was drawn; an object, for a copy of what it looks like takes longer than to compare it.
  private final class Picture {
    let look: RowLook
    let cells: [Cell]

    init(_ cells: [Cell], look: RowLook) {
      self.cells = cells
      self.look = look
    }
  }

  /// What is asked of a line again and again; an object, for a copy of a turn takes longer than all that
  /// is asked.
  private final class LineShape {
    let span: Span
    /// Where the visible part begins: after a speaker label and its blanks.
    let visibleStart: Int
    let labelledTurn: SourceStructure.Turn?
    let pieceCount: Int

    init(_ span: Span, visibleStart: Int, labelledTurn: SourceStructure.Turn?) {
      self.span = span
      self.visibleStart = visibleStart
      self.labelledTurn = labelledTurn
      pieceCount = max(1, (span.end - visibleStart + Layout.pieceLength - 1) / Layout.pieceLength)
    }
  }

  init(_ transcript: Transcript, width: Int, speakersAbove: Bool, names: ShownNames? = nil) {
    self.transcript = transcript
    self.names = names
    structure = transcript.structure
    self.width = max(1, width)
    self.speakersAbove = speakersAbove
  }

  private var text: TranscriptText { transcript.text }

  func row(at place: RowPlace) -> LayoutRow? {
    let rows = rows(line: place.line, piece: place.piece)
    return rows.indices.contains(place.row) ? rows[place.row] : nil
  }

  /// The rows of a piece, at least one when the piece exists.
  func rows(line: Int, piece: Int) -> [LayoutRow] {
    // A text has fewer than 2^32 lines, and no line as many pieces.
    let key = line << 32 | piece
    if lastPiece.key == key { return lastPiece.rows }
    guard line >= 0, line < text.lineCount, piece >= 0, piece < pieceCount(ofLine: line) else {
      return []
    }
    if let known = pieces[key] {
      lastPiece = (key, known)
      return known
    }
    // Enough for any screen and its neighbourhood; what falls out is cheap to lay out again.
    if pieces.count > 1024 { pieces.removeAll(keepingCapacity: true) }
    let rows = layOut(line: line, piece: piece)
    pieces[key] = rows
    lastPiece = (key, rows)
    return rows
  }

  /// Adds rows from a place on, until there are so many or the text ends.
  func add(to rows: inout [LayoutRow], from place: RowPlace, until count: Int) {
    var place: RowPlace? = place
    while rows.count < count, var here = place {
      let piece = self.rows(line: here.line, piece: here.piece)
      guard here.row < piece.count else { return }
      rows += piece[here.row...].prefix(count - rows.count)
      here.row = piece.count - 1
      place = self.place(after: here)
    }
  }

  /// How a row was drawn when it looked the same; `nil` where it never did.
  func picture(of row: LayoutRow, looking look: RowLook) -> [Cell]? {
    if let known = pictures[row.key], known.look == look { return known.cells }
    guard let older = olderPictures[row.key], older.look == look else { return nil }
    keep(older, of: row)
    return older.cells
  }

  /// Keeps how a row is drawn, in place of how it was when it looked otherwise.
  func keep(_ cells: [Cell], of row: LayoutRow, looking look: RowLook) {
    keep(Picture(cells, look: look), of: row)
  }

  private func keep(_ picture: Picture, of row: LayoutRow) {
    // Those of the last screens go, not those of this one.
    if pictures.count > 256 { (olderPictures, pictures) = (pictures, [:]) }
    pictures[row.key] = picture
  }

  // MARK: Walking

  func place(after place: RowPlace) -> RowPlace? {
    if place.row + 1 < rows(line: place.line, piece: place.piece).count {
      return RowPlace(line: place.line, piece: place.piece, row: place.row + 1)
    }
    if place.piece + 1 < pieceCount(ofLine: place.line) {
      return RowPlace(line: place.line, piece: place.piece + 1, row: 0)
    }
    guard place.line + 1 < text.lineCount else { return nil }
    return RowPlace(line: place.line + 1, piece: 0, row: 0)
  }

  func place(before place: RowPlace) -> RowPlace? {
    if place.row > 0 {
      return RowPlace(line: place.line, piece: place.piece, row: place.row - 1)
    }
    if place.piece > 0 {
      let count = rows(line: place.line, piece: place.piece - 1).count
      return RowPlace(line: place.line, piece: place.piece - 1, row: count - 1)
    }
    guard place.line > 0 else { return nil }
    let piece = pieceCount(ofLine: place.line - 1) - 1
    let count = rows(line: place.line - 1, piece: piece).count
    return RowPlace(line: place.line - 1, piece: piece, row: count - 1)
  }

  /// The row that many rows further (negative: back), or the last one on the way.
  func place(_ place: RowPlace, movedBy distance: Int) -> RowPlace {
    var current = place
    for _ in 0..<abs(distance) {
      let next = distance > 0 ? self.place(after: current) : self.place(before: current)
      guard let next else { break }
      current = next
    }
    return current
  }

  /// The row on which the scalar at an offset is drawn; for a label, the row of its turn.
  func place(of offset: Int) -> RowPlace {
    let offset = min(max(0, offset), text.scalarCount)
    let line = text.line(containing: offset)
    let start = visibleStart(ofLine: line)
    let piece = min(
      max(0, offset - start) / Self.pieceLength,
      max(0, pieceCount(ofLine: line) - 1)
    )
    // A piece begins at the border of a character, which can be a few scalars off.
    for candidate in [piece, piece - 1, piece + 1] where candidate >= 0 {
      let rows = rows(line: line, piece: candidate)
      guard let first = rows.first, let last = rows.last,
        offset >= first.span.start || candidate == 0, offset <= last.span.end
      else { continue }
      let isLastPiece = candidate == pieceCount(ofLine: line) - 1
      if offset == last.span.end, !isLastPiece { continue }
      let row = rows.lastIndex { $0.kind == .text && $0.span.start <= offset }
      return RowPlace(
        line: line,
        piece: candidate,
        row: row ?? rows.firstIndex { $0.kind == .text } ?? 0
      )
    }
    return RowPlace(line: line, piece: 0, row: 0)
  }

  /// The column of an offset within its row, in cells from the start of the text column.
  func column(of offset: Int, in row: LayoutRow) -> Int {
    let end = min(max(row.span.start, offset), row.span.end)
    if let names { return column(of: end, in: row, names) }
    return text.scalars(in: Span(row.span.start..<end)).reduce(0) {
      $0 + DisplayText.width(of: $1)
    }
  }

  /// Within a name as far into what is shown of it as into the name.
  private func column(of offset: Int, in row: LayoutRow, _ names: ShownNames) -> Int {
    let widths = names.widths(of: row.span, text.scalars(in: row.span), fitting: width)
    guard
      let place = names.places(overlapping: row.span).first(where: { $0.span.contains(offset) }),
      place.span.start >= row.span.start
    else { return widths.prefix(offset - row.span.start).reduce(0, +) }
    let before = widths.prefix(place.span.start - row.span.start).reduce(0, +)
    return before + min(place.width, width) * (offset - place.span.start) / place.span.count
  }

  /// The offset of the character at a column of a row, the last one when the row is shorter.
  func offset(atColumn column: Int, in row: LayoutRow) -> Int {
    let scalars = text.scalars(in: row.span)
    let widths = names?.widths(of: row.span, scalars, fitting: self.width)
    var here = row.span.start
    var width = 0
    while here < row.span.end {
      let index = here - row.span.start
      // Most characters are of one scalar, which is seen without asking the text.
      let standsApart =
        TranscriptText.standsApart(scalars[index])
        && (index + 1 == scalars.count || TranscriptText.standsApart(scalars[index + 1]))
      let name = names?.places(overlapping: Span(here..<here + 1)).first
      let next =
        name.map { min($0.span.end, row.span.end) }
        ?? (standsApart ? here + 1 : min(text.graphemeBoundary(after: here), row.span.end))
      let cells =
        widths.map { $0[index..<index + next - here].reduce(0, +) }
        ?? scalars[index..<index + next - here].reduce(0) { $0 + DisplayText.width(of: $1) }
      if width + cells > column || next >= row.span.end && !isLineEnd(row.span.end) { return here }
      width += cells
      here = next
    }
    return here
  }

  private func isLineEnd(_ offset: Int) -> Bool {
    offset >= text.scalarCount || text.scalar(at: offset) == "\n"
  }

  // MARK: Laying out

  /// Where the visible part of a line begins: after a speaker label and its blanks.
  func visibleStart(ofLine line: Int) -> Int { shape(ofLine: line).visibleStart }

  private func pieceCount(ofLine line: Int) -> Int { shape(ofLine: line).pieceCount }

  private func shape(ofLine line: Int) -> LineShape {
    if let known = shapes[line] { return known }
    let span = text.lineSpan(line)
    var (visibleStart, labelledTurn) = (span.start, SourceStructure.Turn?.none)
    if let turn = structure.turn(at: span.start),
      let label = turn.labels.first(where: { $0.start == span.start })
    {
      var start = label.end
      while start < span.end, text.scalar(at: start)?.properties.isWhitespace == true { start += 1 }
      (visibleStart, labelledTurn) = (start, turn)
    }
    let shape = LineShape(span, visibleStart: visibleStart, labelledTurn: labelledTurn)
    if shapes.count > 4096 { shapes.removeAll(keepingCapacity: true) }
    shapes[line] = shape
    return shape
  }

  private func pieceSpan(line: Int, piece: Int) -> Span {
    let shape = shape(ofLine: line)
    let start = shape.visibleStart
    let end = max(start, shape.span.end)
    func border(_ offset: Int) -> Int {
      if offset <= start { return start }
      if offset >= end { return end }
      return text.isGraphemeBoundary(offset)
        ? offset : min(end, text.graphemeBoundary(after: offset))
    }
    let from = border(start + piece * Self.pieceLength)
    return Span(from..<max(from, border(start + (piece + 1) * Self.pieceLength)))
  }

  private func layOut(line: Int, piece: Int) -> [LayoutRow] {
    let span = pieceSpan(line: line, piece: piece)
    let shape = shape(ofLine: line)
    let labelledTurn = piece == 0 ? shape.labelledTurn : nil
    let turn = shape.labelledTurn ?? structure.turn(at: shape.span.start)
    let isAside = isAside(span, in: turn)
    var rows = Wrapping.rows(of: span, in: text, width: width, names: names).map {
      LayoutRow(kind: .text, span: $0, labelledTurn: nil, isAside: isAside)
    }
    if let labelledTurn {
      if speakersAbove {
        rows.insert(
          LayoutRow(
            kind: .speaker,
            span: Span(span.start..<span.start),
            labelledTurn: labelledTurn,
            isAside: false
          ),
          at: 0
        )
      } else {
        rows[0].labelledTurn = labelledTurn
      }
    }
    return rows
  }

  private func isAside(_ span: Span, in turn: SourceStructure.Turn?) -> Bool {
    guard !span.isEmpty else { return false }
    if span.start < structure.bodyStart { return true }
    guard let turn else { return structure.kind == .interview }
    return !turn.speech.overlaps(span)
  }
}
