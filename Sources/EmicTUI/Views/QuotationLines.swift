import EmicKit

/// The lines of the list: reference, coder, code, and the words in their context, the quotation of
/// every line beginning in one column.
struct QuotationLines {
  let state: State
  let list: CodingList
  private let referenceWidth: Int
  private let coderWidth: Int
  private let codeWidth: Int
  private let wordsX: Int
  private let beforeWidth: Int
  private let width: Int
  private let pattern: TextSearch?
  private static let firstX = 2

  /// - Parameters:
  ///   - state: what is shown.
  ///   - list: its codings.
  ///   - width: of the list, in cells.
  ///   - shown: the lines in view, which decide how wide the columns are.
  init(state: State, list: CodingList, width: Int, shown: Range<Int>) {
    self.state = state
    self.list = list
    self.width = width
    let rows = shown.compactMap { list.coding(on: $0) }
    func widest(_ texts: [String], atMost limit: Int) -> Int {
      min(limit, texts.map { DisplayText.width(of: $0) }.max() ?? 0)
    }
    referenceWidth = widest(
      rows.map { Self.place(of: $0, state) },
      atMost: max(8, min(18, width / 5))
    )
    coderWidth = list.hasCoders && width >= 60 ? widest(rows.map(\.coder.text), atMost: 10) + 1 : 0
    // On a narrow screen the code says more than what stands before the quotation: several codes on
    // one span are lines that else look the same.
    let showsCode = list.hasCodes && state.retrieval.order != .code && width >= 36
    codeWidth = showsCode ? widest(rows.map(\.codeID), atMost: max(8, width / 5)) + 1 : 0
    wordsX = Self.firstX + referenceWidth + 1 + coderWidth + codeWidth
    beforeWidth = width < 50 ? 0 : max(0, min(28, (width - wordsX) / 3))
    // Of the answer that is shown: one that is still searched for may be slow in any of its lines.
    let text = state.retrieval.found
    pattern = text.isEmpty ? nil : try? TextSearch(pattern: text, isRegex: true, isHurried: true)
  }

  /// `T03 14`: the source's short name and the turn.
  private static func place(of row: CodingRow, _ state: State) -> String {
    let name = state.shown(state.codings?.names[row.transcript] ?? row.transcript)
    return row.turn.map { "\(name) \($0)" } ?? name
  }

  func draw(
    _ row: CodingRow,
    isCurrent: Bool,
    isSupport: Bool,
    y: Int,
    into canvas: inout Canvas
  ) {
    let style = Style(isCurrent ? .selectedRow : .plain)
    canvas.offer(row: y, x: 0..<width, isCurrent: isCurrent)
    if isCurrent {
      canvas.fill(x: 0, y: y, width: width, height: 1, style: style)
      canvas.draw("▸", x: 0, y: y, style: style)
      canvas.cursor = (Self.firstX, y)
    }
    if isSupport { canvas.draw("●", x: 1, y: y, style: style) }
    var x = Self.firstX
    // What tells quotations apart stands at the end of a place.
    let place = Ellipsis.cutInTheMiddle(Self.place(of: row, state), to: referenceWidth)
    canvas.draw(place, x: x, y: y, style: style)
    x += referenceWidth + 1
    if coderWidth > 0 {
      canvas.draw(Ellipsis.cut(row.coder.text, to: coderWidth - 1), x: x, y: y, style: style)
      x += coderWidth
    }
    if codeWidth > 0 {
      canvas.draw(Ellipsis.cut(row.codeID, to: codeWidth - 1), x: x, y: y, style: style)
    }
    drawWords(of: row, style: style, y: y, into: &canvas)
  }

  private func drawWords(of row: CodingRow, style: Style, y: Int, into canvas: inout Canvas) {
    let context = Style(style.role == .selectedRow ? .selectedRow : .faint)
    let words = QuotationContext(
      row,
      in: state.codings?.transcripts[row.transcript],
      find: pattern,
      names: state.names
    )
    let before = Self.tail(of: words.before, width: beforeWidth)
    let start = wordsX + beforeWidth
    canvas.draw(before, x: start - DisplayText.width(of: before), y: y, style: context)
    var x = canvas.draw("“", x: start, y: y, style: style, limit: width)
    x = canvas.draw(words.head, x: x, y: y, style: style, limit: width)
    if !words.found.isEmpty {
      let isCurrent = style.role == .selectedRow
      x = canvas.draw(
        words.found,
        x: x,
        y: y,
        style: Style(isCurrent ? .currentHit : .hit),
        limit: width
      )
      x = canvas.draw(words.rest, x: x, y: y, style: style, limit: width)
    }
    guard words.isWhole else { return }
    x = canvas.draw("”", x: x, y: y, style: style, limit: width)
    canvas.draw(words.after, x: x, y: y, style: context, limit: width)
  }

  /// As much of the end as fits.
  static func tail(of text: String, width: Int) -> String {
    var (result, used): ([Character], Int) = ([], 0)
    for character in text.reversed() {
      used += DisplayText.width(of: String(character))
      guard used <= width else { break }
      result.append(character)
    }
    return String(result.reversed())
  }
}

/// The words of a coding and what stands around them, each on one line.
struct QuotationContext {
  private(set) var before = ""
  /// Up to what was searched for, or all of it.
  private(set) var head: String
  private(set) var found = ""
  private(set) var rest = ""
  private(set) var after = ""
  /// Whether the quotation is here to its end.
  private(set) var isWhole: Bool

  /// No line of a screen shows more.
  private static let most = 400
  private static let around = 80

  /// - Parameters:
  ///   - row: the coding.
  ///   - transcript: for what stands around; only where it is the text that was coded.
  ///   - pattern: what was searched for.
  ///   - names: what is shown in the place of names.
  init(
    _ row: CodingRow,
    in transcript: Transcript?,
    find pattern: TextSearch?,
    names: NameList? = nil
  ) {
    defer { if let names { replace(names) } }
    let quote = TranscriptText(row.coding.quote)
    var start = 0
    let hit = pattern.flatMap { (try? $0.hits(in: quote))?.first }
    // A hit far inside stands at the beginning of what is shown, with a little before it.
    if let hit, hit.start > 30 { start = hit.start - 20 }
    let end = min(quote.scalarCount, start + Self.most)
    isWhole = end == quote.scalarCount
    if let hit {
      let place = Span(hit.start..<min(hit.end, end))
      head = (start > 0 ? "… " : "") + quote[Span(start..<place.start)].onLine
      found = quote[place].onLine
      rest = quote[Span(place.end..<max(place.end, end))].onLine
    } else {
      head = quote[Span(start..<end)].onLine
    }
    guard let transcript, transcript.digest == row.sha256 else { return }
    let (text, span) = (transcript.text, row.coding.span)
    before = text[Span(max(0, span.start - Self.around)..<span.start)].onLine
    after = text[Span(span.end..<span.end + Self.around)].onLine
  }

  /// A name that begins or ends beyond the words around is cut there, and so not known as one: of these
  /// words less is shown than was read.
  private mutating func replace(_ names: NameList) {
    let parts = names.replacing(in: [before, head, found, rest, after])
    (before, head, found, rest, after) = (parts[0], parts[1], parts[2], parts[3], parts[4])
    before = String(before.dropFirst(Self.around / 4))
    after = String(after.dropLast(Self.around / 4))
  }
}
