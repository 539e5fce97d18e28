import EmicKit

/// The codebook: its tree, and the entry of the code in hand beside or below it.
struct CodebookView {
  let state: State
  let book: CodebookState
  private let geometry: CodebookGeometry
  private let looks: CodeLooks
  private let counts: [Code.ID: Int]

  init(state: State, book: CodebookState) {
    self.state = state
    self.book = book
    geometry = CodebookGeometry(state.size, isPlain: state.settings.isAccessible)
    looks = CodeLooks(book.book, state)
    counts = book.uses.counts(in: book.book)
  }

  func draw(into canvas: inout Canvas) {
    drawTree(into: &canvas)
    drawEntry(into: &canvas)
    drawHints(into: &canvas)
    drawHead(into: &canvas)
  }

  // MARK: Head and foot

  private func drawHead(into canvas: inout Canvas) {
    let families = book.book.families.count
    let codes = book.book.assignable.count
    let shown =
      book.pattern.isEmpty
      ? "\(codes) codes in \(families) \(families == 1 ? "family" : "families")"
      : "“\(book.pattern)”: \(book.rows.count { $0.isPlace }) found"
    let saving = state.heard(book.readOnlyBecause == nil ? savingWords : "read only")
    state.drawFacts(
      ["Codebook, version \(book.book.version)", shown],
      right: [state.coder?.id.text ?? "", saving].filter { !$0.isEmpty }.joined(separator: "  "),
      saving: saving,
      problem: isUnsaved,
      into: &canvas
    )
  }

  private var isUnsaved: Bool {
    switch book.saving {
    case .notSaved, .differs: true
    case .saved, .saving: false
    }
  }

  private var savingWords: String {
    switch book.saving {
    case .saved: book.isRead ? "saved" : "reading…"
    case .saving: "saving…"
    case .notSaved: "NOT SAVED"
    case .differs: "NOT SAVED: differs"
    }
  }

  private func drawHints(into canvas: inout Canvas) {
    let reading = [("H", "history"), ("L", "lint")]
    let changing = [
      ("a", "add"), ("e", "redefine"), ("d", "retire"), ("b", "back"), ("u", "undo"),
      ("H", "history"), ("L", "lint"), ("r", "rename"), ("s", "split"), ("J", "merge"),
      ("p", "put under"),
    ]
    let proposing = [("+", "accept"), ("-", "decline")]
    // Before the file is read nobody knows whether this coder may write it.
    let here =
      !book.isRead || book.readOnlyBecause != nil
      ? reading : (book.proposal == nil ? changing : proposing + reading)
    state.drawHints(
      ([("↵", "open")] + here + [("/", "find"), ("?", "keys")]).map { (key: $0.0, meaning: $0.1) },
      into: &canvas
    )
  }

  // MARK: The tree

  private func drawTree(into canvas: inout Canvas) {
    let right = geometry.treeWidth - 1
    let factsWidth = factsWidth
    canvas.draw("code", x: 4, y: 1, style: Style(.title))
    canvas.draw("key", x: max(5, right - factsWidth - 10), y: 1, style: Style(.title), limit: right)
    canvas.draw("uses", x: max(9, right - factsWidth - 6), y: 1, style: Style(.title), limit: right)
    if book.rows.isEmpty {
      let words =
        book.pattern.isEmpty
        ? "No codes yet: \(state.keyName(of: .addCode, "a")) adds one."
        : "No code is named so. \(state.keyName(of: .escape, "Esc")) shows all."
      canvas.draw(
        Ellipsis.cut(words, to: right - 2),
        x: 2,
        y: geometry.treeTop,
        style: Style(.faint)
      )
      canvas.cursor = (2, geometry.treeTop)
    }
    let shown = ListWindow.rows(around: book.row, of: book.rows.count, height: geometry.treeHeight)
    for (index, row) in shown.enumerated() {
      drawRow(row, y: geometry.treeTop + index, factsWidth: factsWidth, into: &canvas)
    }
  }

  /// As wide as the widest of them, so that names have the rest.
  private var factsWidth: Int {
    let widest = book.rows.compactMap { row in
      code(of: row).map { DisplayText.width(of: facts(of: $0, row)) }
    }.max()
    return min(geometry.treeWidth / 3, (widest ?? 0) + 1)
  }

  private func drawRow(_ place: Int, y: Int, factsWidth: Int, into canvas: inout Canvas) {
    let right = geometry.treeWidth - 1
    guard case let row = book.rows[place], row.isPlace, let code = code(of: row) else {
      canvas.draw("Proposals", x: 2, y: y, style: Style(.title), limit: right)
      return
    }
    let isCurrent = place == book.row
    let isLive = code.isAssignable || code.isFamily && code.retired == nil
    let style = Style(isCurrent ? .selectedRow : isLive ? code.isFamily ? .title : .plain : .faint)
    canvas.offer(row: y, x: 0..<right, isCurrent: isCurrent)
    if isCurrent {
      canvas.fill(x: 0, y: y, width: right, height: 1, style: style)
      canvas.draw(">", x: 0, y: y, style: style)
      canvas.cursor = (2, y)
    }
    if !code.isFamily, isLive {
      canvas.put(
        DisplayText.Glyph(looks.glyph(of: code.id, lane: 0)),
        x: 2,
        y: y,
        style: isCurrent ? style : Style(.lane, color: looks.color(of: code.id))
      )
    }
    let factsX = right - factsWidth
    let name = Ellipsis.cut(names(of: code, row), to: max(4, factsX - 10 - 4))
    canvas.draw(name, x: 4, y: y, style: style, limit: right)
    let key =
      code.key.map { String($0) }
      ?? state.quickCodes.first { $0.value == code.id }.map { "\($0.key)" }
    canvas.draw(Ellipsis.fit(key ?? "", to: 3, right: true), x: factsX - 10, y: y, style: style)
    let count = code.isFamily ? "" : counts[code.id].map { "\($0)" } ?? (book.isRead ? "0" : "…")
    canvas.draw(Ellipsis.fit(count, to: 4, right: true), x: factsX - 6, y: y, style: style)
    canvas.draw(
      Ellipsis.cut(facts(of: code, row), to: factsWidth - 1),
      x: factsX,
      y: y,
      style: isCurrent ? style : Style(.faint),
      limit: right
    )
  }

  private func code(of row: CodebookState.Row) -> Code? {
    switch row {
    case .code(let id): book.book[id]
    case .proposal(let place):
      book.proposals.indices.contains(place) ? book.proposals[place].code : nil
    case .heading: nil
    }
  }

  /// The id, the English name where the id does not say it, and the Chinese name.
  private func names(of code: Code, _ row: CodebookState.Row) -> String {
    let isTree = book.pattern.isEmpty
    var depth = 0
    if isTree, case .code = row { depth = book.book.path(to: code.id).count - 1 }
    let sign = if case .proposal = row { "+" } else { "" }
    let primary = code.name.primary
    let isSaid =
      primary.isEmpty || code.name.transcribed == nil && Slug.id(for: primary) == code.id.text
    return String(repeating: "  ", count: depth)
      + ([sign + code.id.text] + (isSaid ? [] : [primary]) + [code.name.chinese ?? ""])
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What is to be known of a code beside its name, in a few words.
  private func facts(of code: Code, _ row: CodebookState.Row) -> String {
    if case .proposal(let place) = row { return "by \(book.proposals[place].coder)" }
    if code.replacedBy.count == 1 { return "→ \(code.replacedBy[0])" }
    if code.replacedBy.count > 1 { return "split in \(code.replacedBy.count)" }
    if code.retired != nil { return "retired" }
    let weak = book.findings(of: code.id).count
    let marks = [
      code.isFamily ? "family" : "", code.isWorking ? "working" : "",
      weak > 0 ? "\(weak) weak" : "",
    ]
    return marks.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  // MARK: The entry

  private func drawEntry(into canvas: inout Canvas) {
    guard let place = geometry.entry else { return }
    if geometry.isBeside {
      for y in 1..<max(1, canvas.size.height - 1) {
        canvas.put(DisplayText.Glyph("│"), x: place.x - 2, y: y, style: Style(.border))
      }
    } else {
      canvas.drawRule(x: 0, y: place.y - 1, width: canvas.size.width)
    }
    guard let code = book.code else { return }
    let lines = CodebookEntry(state: state, book: book, code: code).lines.flatMap { line in
      Paragraphs.wrapped([state.shown(line.text)], width: place.width).map { ($0, line.role) }
    }
    for (row, line) in lines.prefix(place.height).enumerated() {
      let isCut = row == place.height - 1 && lines.count > place.height
      canvas.draw(
        isCut ? "… ↵ shows the whole entry" : line.0,
        x: place.x,
        y: place.y + row,
        style: Style(isCut ? .faint : line.1),
        limit: place.x + place.width
      )
    }
  }
}
