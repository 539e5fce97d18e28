import EmicKit

/// The list of codes, with the definition of the one in hand beneath.
struct CodePickerView {
  let state: State
  let picker: CodePicker
  private let looks: CodeLooks

  init(state: State, picker: CodePicker) {
    self.state = state
    self.picker = picker
    looks = CodeLooks(state.codebook, state)
  }

  func draw(into canvas: inout Canvas) {
    let box = drawBox(into: &canvas)
    let definition = definitionLines(width: box.width)
    let definitionHeight = min(definition.count, max(0, box.height / 2 - 1))
    let listHeight = max(1, box.height - 2 - definitionHeight)
    drawRows(box, height: listHeight, into: &canvas)
    let ruleY = box.y + 1 + listHeight
    canvas.drawRule(x: box.x, y: ruleY, width: box.width)
    for (index, line) in definition.prefix(definitionHeight).enumerated() {
      canvas.draw(line, x: box.x, y: ruleY + 1 + index, limit: box.x + box.width)
    }
    drawQuery(box, into: &canvas)
  }

  // MARK: The frame

  private func drawBox(into canvas: inout Canvas) -> Box {
    let width = min(canvas.size.width, 78)
    // What is being coded stays in view: the list lies in the half without the cursor.
    let half = max(12, canvas.size.height * 6 / 10)
    let height = min(canvas.size.height - 2, isOverCodebook ? 40 : half)
    let isCursorAbove = (canvas.cursor?.y ?? 0) * 2 < canvas.size.height
    return Box.draw(
      title: title,
      foot: foot(width: width),
      width: width,
      height: height,
      y: isCursorAbove ? canvas.size.height - height - 1 : 1,
      into: &canvas
    )
  }

  private var isOverCodebook: Bool {
    if case .codebook = picker.purpose { true } else { false }
  }

  private var title: String {
    switch picker.purpose {
    case .assign(let span):
      let isSelected = state.coding?.selection.isEmpty == false
      return isSelected
        ? "Code \(span.characters)" : "Code the sentence here, \(span.characters)"
    case .change: return "Change the code"
    case .ask: return "Quotations of which codes?"
    case .relate(.overlapping): return "And also which code?"
    case .relate(.notOverlapping): return "Not which code?"
    case .relate(.sameTurn): return "Which code in the same turn?"
    case .relate(.near): return "Which code nearby?"
    case .theme: return "A hand-out on which code?"
    case .columns: return "Columns of the framework matrix"
    case .recode: return "Recode as"
    case .codebook(let aim): return aim.title
    }
  }

  private func foot(width: Int) -> String {
    switch picker.purpose {
    case .codebook(let aim):
      "↵ takes it" + (aim.tab.map { "  Tab \($0)" } ?? "") + "  Esc"
    case .change: "↵ change  → quotations  Alt-1…9 quick code  Esc"
    case .theme: "↵ take  Esc"
    case .columns: "↵ add  \(several)  Esc"
    case .ask, .relate: "↵ ask  \(several)  Esc"
    case .recode: "↵ takes it  \(several)  Esc"
    case .assign:
      width < 74
        ? "↵ assign  , next  Tab new  Esc"
        : "↵ assign  \(several)  Tab new  → quotations  Alt-1 pin  Esc"
    }
  }

  /// Between words that are typed Space is a letter, and only the comma takes the row in hand.
  private var several: String {
    picker.spaceMarks ? "Space several  , next" : ", another"
  }

  /// What is chosen and typed, and how many codes match.
  private func drawQuery(_ box: Box, into canvas: inout Canvas) {
    let chosen = picker.chosen.map { state.name(of: $0) + ", " }.joined()
    let fieldX = canvas.draw(
      Ellipsis.cut("> " + chosen, to: box.width / 2),
      x: box.x,
      y: box.y,
      style: Style(.key)
    )
    let count = "\(picker.rows.count) of \(picker.total) codes"
    let countX = box.x + box.width - DisplayText.width(of: count)
    canvas.draw(count, x: countX, y: box.y, style: Style(.faint))
    let width = max(4, countX - fieldX - 1)
    picker.field.draw(x: fieldX, y: box.y, width: width, below: picker.row, into: &canvas)
  }

  // MARK: Codes

  private func drawRows(_ box: Box, height: Int, into canvas: inout Canvas) {
    if picker.rows.isEmpty {
      let offer =
        !picker.purpose.makesCodes
        ? "No code is like \"\(picker.field.text)\"."
        : picker.field.isEmpty
          ? "No codes yet: type a name, Tab makes it a code."
          : "+ new code \"\(picker.field.text)\": Tab"
      let shown = Ellipsis.cut(offer, to: box.width)
      canvas.draw(shown, x: box.x, y: box.y + 1, style: Style(.faint))
    }
    let shown = ListWindow.rows(around: picker.row, of: picker.rows.count, height: height)
    for (index, row) in shown.enumerated() {
      guard let code = state.codebook[picker.rows[row]] else { continue }
      drawRow(code, isCurrent: row == picker.row, box, y: box.y + 1 + index, into: &canvas)
    }
  }

  private func drawRow(
    _ code: Code,
    isCurrent: Bool,
    _ box: Box,
    y: Int,
    into canvas: inout Canvas
  ) {
    let style = Style(isCurrent ? .selectedRow : code.isAssignable ? .plain : .faint)
    canvas.offer(row: y, x: box.x..<box.x + box.width, isCurrent: isCurrent)
    if isCurrent { canvas.take(row: y, box, style) }
    let mark = picker.chosen.contains(code.id) ? "●" : isCurrent ? "▸" : " "
    canvas.draw(mark, x: box.x, y: y, style: style)
    canvas.put(
      DisplayText.Glyph(looks.glyph(of: code.id, lane: 0)),
      x: box.x + 1,
      y: y,
      style: isCurrent ? style : Style(.lane, color: looks.color(of: code.id))
    )
    let digit = state.quickCodes.first { $0.value == code.id }.map { "\($0.key)" } ?? " "
    canvas.draw(digit, x: box.x + 3, y: y, style: isCurrent ? style : Style(.key))
    let facts = facts(of: code, isNarrow: box.width < 60)
    let factsX = box.x + box.width - DisplayText.width(of: facts)
    let nameWidth = max(8, factsX - box.x - 6)
    canvas.draw(Ellipsis.cut(names(of: code), to: nameWidth), x: box.x + 5, y: y, style: style)
    canvas.draw(facts, x: factsX, y: y, style: style, limit: box.x + box.width)
  }

  private func names(of code: Code) -> String {
    // Families are in the list only where something can be put under them.
    let depth = state.codebook.path(to: code.id).count - (isOverCodebook ? 1 : 2)
    let indent = String(repeating: "  ", count: max(0, depth))
    return indent + state.name(of: code.id) + (code.name.chinese.map { " \($0)" } ?? "")
  }

  /// The family, how often this coder has used the code, and whether it is here already.
  private func facts(of code: Code, isNarrow: Bool) -> String {
    let isHere = state.coding?.codingsHere.contains { $0.code == code.id } ?? false
    let here = isHere ? isNarrow ? " ✓" : "  ✓ here" : ""
    return (isNarrow ? "" : Ellipsis.fit(family(of: code), to: 17))
      + Ellipsis.fit(count(of: code.id), to: 5, right: true)
      + Ellipsis.fit(here, to: isNarrow ? 2 : 8)
  }

  private func count(of id: Code.ID) -> String {
    let elsewhere = state.ownWork.count(of: id, outside: state.coding?.transcript.name)
    let here = state.coding?.sidecar.codings.count { $0.code == id } ?? 0
    return elsewhere + here > 0 ? String(elsewhere + here) : ""
  }

  private func family(of code: Code) -> String {
    if code.isFamily { return "family" }
    let path = state.codebook.path(to: code.id)
    return path.count > 1 ? path[0].text : ""
  }

  // MARK: The code in hand

  private func definitionLines(width: Int) -> [String] {
    guard let id = picker.current, let code = state.codebook[id] else { return [] }
    if picker.showsQuotations {
      let quotations = state.lastQuotations(of: id)
      guard !quotations.isEmpty else { return ["You have not used \(id) yet."] }
      return quotations.flatMap {
        Paragraphs.wrapped("“\(state.shown($0.text).onOneLine)”", width: width)
      }
    }
    let definition = code.brief.isEmpty ? code.definition : code.brief
    var lines = Paragraphs.wrapped(
      definition.isEmpty ? "No definition yet." : state.shown(definition),
      width: width
    )
    if !code.notWhen.isEmpty {
      lines += Paragraphs.wrapped("Not when: " + state.shown(code.notWhen), width: width)
    }
    return lines
  }
}
