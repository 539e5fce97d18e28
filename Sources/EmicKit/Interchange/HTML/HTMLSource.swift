/// A coded transcript: its turns, codings marked in them, lanes at their side, what they are beneath.
struct HTMLSource {
  private let source: ExportedSource
  private let codes: HTMLCodes
  /// Those of all coders, in the order of the text.
  private let rows: [CodingRow]

  /// Those of the study; what else a header says stands in the text.
  private let attributes: [String]

  init(_ source: ExportedSource, attributes: [String], codes: HTMLCodes) {
    self.source = source
    self.attributes = attributes
    self.codes = codes
    rows = source.rows.map(\.row).filter { !$0.coding.span.isEmpty }
  }

  var text: String {
    let values = attributes.compactMap { source.attributes.values[$0] }
    let facts = ([source.attributes.case] + values).filter { !$0.isEmpty }
    let who = source.layers.map(\.coder.text).joined(separator: ", ")
    var text = "<article id=\"t-\(HTMLEscape.anchor(source.name))\">\n"
    text += "<h3 dir=\"auto\">\(HTMLEscape.escaped(source.name))</h3>\n"
    text += "<p class=\"facts\" dir=\"auto\">\(HTMLEscape.escaped(facts.joined(separator: " · ")))"
    text += who.isEmpty ? " (not coded)</p>\n" : "<br>Coded by \(HTMLEscape.escaped(who))</p>\n"
    for layer in source.layers {
      for memo in layer.memos {
        text += "<p class=\"facts\" dir=\"auto\"><i>\(HTMLEscape.escaped(memo.text))</i> "
        text += "(memo, \(HTMLEscape.escaped(layer.coder.text)))</p>\n"
      }
    }
    var first = 0
    for block in blocks {
      // Rows are sorted by start, but a long one may reach into later blocks.
      while first < rows.count, rows[first].coding.span.end <= block.span.start { first += 1 }
      let inside = rows[first...].prefix { $0.coding.span.start < block.span.end }
        .filter { $0.coding.span.end > block.span.start }
      text += turn(block, inside)
    }
    return text + "</article>\n"
  }

  // MARK: Blocks

  private struct Block {
    /// In the text that leaves.
    var span: Span
    /// The speaker's label.
    var label: Span?
  }

  /// The header, then turn after turn; of a document its paragraphs.
  private var blocks: [Block] {
    let released = source.source
    let structure = released.transcript.structure
    var starts: [(start: Int, label: Span?)] = []
    if structure.kind == .interview {
      starts = structure.turns.map { ($0.span.start, released.moved($0.label)) }
    } else {
      starts = structure.paragraphs.map { ($0.start, nil) }
    }
    let moved = starts.map { (released.moved(Span($0.start..<$0.start)).start, $0.label) }
    var blocks: [Block] = []
    var place = 0
    var label: Span?
    for (start, next) in moved + [(released.text.scalarCount, nil)] {
      if start > place { blocks.append(Block(span: Span(place..<start), label: label)) }
      place = max(place, start)
      label = next
    }
    return blocks
  }

  private func turn(_ block: Block, _ rows: [CodingRow]) -> String {
    let used = Self.unique(rows.map(\.codeID))
    let lanes = used.prefix(Self.mostLanes).map { "<i class=\"c\(codes.color($0))\"></i>" }
    return "<div class=\"turn\"><div class=\"lanes\" aria-hidden=\"true\">\(lanes.joined())</div>"
      + "<p class=\"said\" dir=\"auto\">\(words(block, rows))</p>\(notes(block, rows))</div>\n"
  }

  /// As many as leave room for the words on a phone.
  private static let mostLanes = 8

  // MARK: Words

  private func words(_ block: Block, _ rows: [CodingRow]) -> String {
    let text = source.source.text
    // Blank lines between turns are the page's, not the text's.
    var end = block.span.end
    while end > block.span.start, text.scalar(at: end - 1)?.isBlank == true { end -= 1 }
    let span = Span(between: block.span.start, and: end)
    var cuts: Set<Int> = [span.start, span.end]
    for row in rows {
      for offset in [row.coding.span.start, row.coding.span.end]
      where offset > span.start && offset < span.end { cuts.insert(offset) }
    }
    if let label = block.label, label.end < span.end { cuts.insert(label.end) }
    let places = cuts.sorted()
    var result = ""
    for (start, end) in zip(places, places.dropFirst()) {
      let part = Span(start..<end)
      result += segment(part, rows.filter { $0.coding.span.overlaps(part) }, block)
    }
    return result
  }

  private func segment(_ part: Span, _ rows: [CodingRow], _ block: Block) -> String {
    var words = HTMLEscape.escaped(source.source.text[part])
    if let label = block.label, label.contains(part) { words = "<b>\(words)</b>" }
    guard !rows.isEmpty else { return words }
    let used = Self.unique(rows.map(\.codeID))
    let coders = Self.unique(rows.map(\.coder.text)).sorted()
    let shown = used.prefix(3)
    let colors = zip(["c", "d", "e"], shown).map { "\($0)\(codes.color($1))" }
    // The number stands where a coding ends.
    let ending = Self.unique(rows.filter { $0.coding.span.end == part.end }.map(\.codeID))
    let marks = ending.map { "<sup>\(codes.mark($0))</sup>" }.joined()
    return "<mark class=\"m\(shown.count) \(colors.joined(separator: " "))\" "
      + "data-codes=\"\(HTMLEscape.escaped(used.joined(separator: " ")))\" "
      + "data-coders=\"\(HTMLEscape.escaped(coders.joined(separator: " ")))\">\(words)</mark>\(marks)"
  }

  // MARK: What the codings are

  /// The codings that begin in the block: a line for each code, and for each memo.
  private func notes(_ block: Block, _ rows: [CodingRow]) -> String {
    let own = rows.filter { block.span.contains($0.coding.span.start) }
    guard !own.isEmpty else { return "" }
    let lines = Self.unique(own.map(\.codeID)).map { id -> String in
      let same = own.filter { $0.codeID == id }
      let coders = Self.unique(same.map(\.coder.text)).map(HTMLEscape.escaped)
      let memos = same.filter { !$0.coding.memo.isEmpty }.map {
        "<br><span class=\"memo\">\(HTMLEscape.escaped($0.coding.memo))</span> "
          + "(\(HTMLEscape.escaped($0.coder.text)))"
      }
      return
        "<li dir=\"auto\">\(codes.swatch(id))\(codes.name(id)) · \(coders.joined(separator: ", "))"
        + "\(memos.joined())</li>"
    }
    return "<ul class=\"notes\">\(lines.joined())</ul>"
  }

  private static func unique(_ texts: [String]) -> [String] {
    texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
