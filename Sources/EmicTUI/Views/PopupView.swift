import EmicKit

/// What lies over a screen.
struct PopupView {
  let state: State

  func draw(_ popup: Popup, into canvas: inout Canvas) {
    switch popup {
    case .picker(let picker): drawPicker(picker, into: &canvas)
    case .commands(let list): drawCommands(list, into: &canvas)
    case .memo(let sheet): drawMemo(sheet, into: &canvas)
    case .reading(let reading): drawReading(reading, into: &canvas)
    case .choice(let choice): drawChoice(choice, into: &canvas)
    case .prompt(let prompt): drawPrompt(prompt, into: &canvas)
    case .flags(let id): drawFlags(id, into: &canvas)
    case .codeKey: drawCodeKeys(into: &canvas)
    case .leaveUnsaved:
      drawLines(
        title: "Leave without saving?",
        ["Your last changes are in memory only."],
        foot: "y leaves  any other key stays",
        into: &canvas
      )
    }
  }

  // MARK: Boxes

  /// Draws a frame, at a row or in the middle of the screen, and returns the room inside.
  private func drawBox(
    title: String,
    foot: String = "",
    width: Int,
    height: Int,
    y: Int? = nil,
    into canvas: inout Canvas
  ) -> (x: Int, y: Int, width: Int, height: Int) {
    // A rim of a few columns beside the box would show scraps of words.
    let width = canvas.size.width - width < 8 ? canvas.size.width : width
    let height = min(height, canvas.size.height - 1)
    let x = (canvas.size.width - width) / 2
    let y = max(0, y ?? (canvas.size.height - 1 - height) / 2)
    canvas.fill(x: x, y: y, width: width, height: height)
    let border = Style(.border)
    for row in [y, y + height - 1] {
      for column in x..<x + width {
        canvas.put(DisplayText.Glyph("─"), x: column, y: row, style: border)
      }
    }
    for row in y..<y + height {
      let isTop = row == y
      let isFoot = row == y + height - 1
      let left: Unicode.Scalar = isTop ? "┌" : isFoot ? "└" : "│"
      let right: Unicode.Scalar = isTop ? "┐" : isFoot ? "┘" : "│"
      canvas.put(DisplayText.Glyph(left), x: x, y: row, style: border)
      canvas.put(DisplayText.Glyph(right), x: x + width - 1, y: row, style: border)
    }
    canvas.draw(
      " \(Ellipsis.cut(title, to: width - 6)) ",
      x: x + 2,
      y: y,
      style: Style(.title),
      limit: x + width - 1
    )
    if !foot.isEmpty {
      canvas.draw(
        " \(Ellipsis.cut(foot, to: width - 6)) ",
        x: x + 2,
        y: y + height - 1,
        style: Style(.hints),
        limit: x + width - 1
      )
    }
    return (x + 2, y + 1, max(0, width - 4), max(0, height - 2))
  }

  private func drawLines(
    title: String,
    _ lines: [String],
    foot: String = "Esc",
    into canvas: inout Canvas
  ) {
    let width = min(
      canvas.size.width,
      max(40, (lines.map { DisplayText.width(of: $0) }.max() ?? 0) + 4)
    )
    let room = drawBox(
      title: title,
      foot: foot,
      width: width,
      height: lines.count + 2,
      into: &canvas
    )
    for (row, line) in lines.prefix(room.height).enumerated() {
      canvas.draw(Ellipsis.cut(line, to: room.width), x: room.x, y: room.y + row)
    }
    canvas.cursor = (room.x, room.y)
  }

  private func drawField(
    _ field: TextField,
    x: Int,
    y: Int,
    width: Int,
    into canvas: inout Canvas
  ) {
    let before = field.beforeCaret
    let room = max(1, width - 1)
    // A query longer than its line scrolls, so that the caret is always seen.
    var shown = field.text[...]
    var column = DisplayText.width(of: before)
    while column > room, let first = shown.first {
      column -= DisplayText.width(of: String(first))
      shown = shown.dropFirst()
    }
    canvas.draw(shown, x: x, y: y, style: Style(.input), limit: x + width)
    canvas.cursor = (x + column, y)
  }

  // MARK: Codes

  private func drawPicker(_ picker: CodePicker, into canvas: inout Canvas) {
    let looks = CodeLooks(state.codebook, depth: state.depth)
    let title: String
    switch picker.purpose {
    case .assign(let span):
      let isSelected = state.coding?.selection.isEmpty == false
      title =
        isSelected
        ? "Code \(span.count) characters" : "Code the sentence here, \(span.count) characters"
    case .change: title = "Change the code"
    case .browse: title = "Codebook"
    }
    let width = min(canvas.size.width, 78)
    // What is being coded stays in view: the list lies in the half without the cursor.
    let half = max(12, canvas.size.height * 6 / 10)
    let height = min(canvas.size.height - 2, picker.purpose == .browse ? 40 : half)
    let isCursorAbove = (canvas.cursor?.y ?? 0) * 2 < canvas.size.height
    let room = drawBox(
      title: title,
      foot: foot(of: picker, width: width),
      width: width,
      height: height,
      y: isCursorAbove ? canvas.size.height - height - 1 : 1,
      into: &canvas
    )
    let chosen = picker.chosen.map { state.name(of: $0) + ", " }.joined()
    let prompt = "> " + chosen
    let fieldX = canvas.draw(
      Ellipsis.cut(prompt, to: room.width / 2),
      x: room.x,
      y: room.y,
      style: Style(.key)
    )
    let count = "\(picker.rows.count) of \(picker.total) codes"
    let countX = room.x + room.width - DisplayText.width(of: count)
    canvas.draw(count, x: countX, y: room.y, style: Style(.faint))
    let definition = definitionLines(of: picker, width: room.width)
    let definitionHeight = min(definition.count, max(0, room.height / 2 - 1))
    let listHeight = max(1, room.height - 2 - definitionHeight)
    let top = max(0, min(picker.row - listHeight / 2, picker.rows.count - listHeight))
    for (index, id) in picker.rows.dropFirst(top).prefix(listHeight).enumerated() {
      drawCode(
        id,
        picker: picker,
        isCurrent: top + index == picker.row,
        looks: looks,
        x: room.x,
        y: room.y + 1 + index,
        width: room.width,
        into: &canvas
      )
    }
    if picker.rows.isEmpty {
      let offer = picker.field.isEmpty ? "no codes" : "+ new code \"\(picker.field.text)\": Tab"
      canvas.draw(
        Ellipsis.cut(offer, to: room.width),
        x: room.x,
        y: room.y + 1,
        style: Style(.faint)
      )
    }
    let lineY = room.y + 1 + listHeight
    for column in room.x..<room.x + room.width {
      canvas.put(DisplayText.Glyph("─"), x: column, y: lineY, style: Style(.border))
    }
    for (index, line) in definition.prefix(definitionHeight).enumerated() {
      canvas.draw(line, x: room.x, y: lineY + 1 + index, limit: room.x + room.width)
    }
    drawField(
      picker.field,
      x: fieldX,
      y: room.y,
      width: max(4, countX - fieldX - 1),
      into: &canvas
    )
  }

  private func foot(of picker: CodePicker, width: Int) -> String {
    switch picker.purpose {
    case .browse: "↵ entry  → quotations  Alt-1…9 quick code  Esc"
    case .change: "↵ change  → quotations  Alt-1…9 quick code  Esc"
    case .assign:
      width < 74
        ? "↵ assign  , next  Tab new  Esc"
        : "↵ assign  Space several  , next  Tab new  → quotations  Alt-1 pin  Esc"
    }
  }

  private func drawCode(
    _ id: Code.ID,
    picker: CodePicker,
    isCurrent: Bool,
    looks: CodeLooks,
    x: Int,
    y: Int,
    width: Int,
    into canvas: inout Canvas
  ) {
    guard let code = state.codebook[id] else { return }
    let style = Style(isCurrent ? .selectedRow : code.isAssignable ? .plain : .faint)
    if isCurrent { canvas.fill(x: x, y: y, width: width, height: 1, style: style) }
    let mark = picker.chosen.contains(id) ? "●" : isCurrent ? "▸" : " "
    canvas.draw(mark, x: x, y: y, style: style)
    canvas.put(
      DisplayText.Glyph(looks.glyph(of: id, lane: 0)),
      x: x + 1,
      y: y,
      style: isCurrent ? style : Style(.lane, color: looks.color(of: id))
    )
    let digit = state.quickCodes.first { $0.value == id }.map { "\($0.key)" } ?? " "
    canvas.draw(digit, x: x + 3, y: y, style: isCurrent ? style : Style(.key))
    // Families are in the list only when it is read as a codebook.
    let depth = state.codebook.path(to: id).count - (picker.purpose == .browse ? 1 : 2)
    let indent = String(repeating: "  ", count: max(0, depth))
    let names = indent + state.name(of: id) + (code.name.chinese.map { " \($0)" } ?? "")
    let isHere = state.coding?.codingsHere.contains { $0.code == id } ?? false
    let isNarrow = width < 60
    let facts =
      (isNarrow ? "" : Ellipsis.fit(family(of: id), to: 17))
      + Ellipsis.fit(count(of: id), to: 5, right: true)
      + Ellipsis.fit(isHere ? isNarrow ? " ✓" : "  ✓ here" : "", to: isNarrow ? 2 : 8)
    let factsX = x + width - DisplayText.width(of: facts)
    canvas.draw(Ellipsis.cut(names, to: max(8, factsX - x - 6)), x: x + 5, y: y, style: style)
    canvas.draw(facts, x: factsX, y: y, style: style, limit: x + width)
  }

  private func count(of id: Code.ID) -> String {
    let elsewhere = state.ownWork.count(of: id, outside: state.coding?.transcript.name)
    let here = state.coding?.sidecar.codings.count { $0.code == id } ?? 0
    return elsewhere + here > 0 ? String(elsewhere + here) : ""
  }

  private func family(of id: Code.ID) -> String {
    let path = state.codebook.path(to: id)
    if state.codebook[id]?.isFamily == true { return "family" }
    return path.count > 1 ? path[0].text : ""
  }

  private func definitionLines(of picker: CodePicker, width: Int) -> [String] {
    guard let id = picker.current, let code = state.codebook[id] else { return [] }
    if picker.showsQuotations {
      let quotations = state.lastQuotations(of: id)
      guard !quotations.isEmpty else { return ["You have not used \(id) yet."] }
      return quotations.flatMap { quotation in
        Paragraphs.wrapped(
          "“\(quotation.text.split(whereSeparator: \.isWhitespace).joined(separator: " "))”",
          width: width
        )
      }
    }
    let definition = code.brief.isEmpty ? code.definition : code.brief
    var lines = Paragraphs.wrapped(
      definition.isEmpty ? "No definition yet." : definition,
      width: width
    )
    if !code.notWhen.isEmpty {
      lines += Paragraphs.wrapped("Not when: " + code.notWhen, width: width)
    }
    return lines
  }

  // MARK: Lists

  private func drawCommands(_ list: CommandList, into canvas: inout Canvas) {
    let rows = state.rows(of: list)
    let width = min(canvas.size.width, 76)
    let height = min(canvas.size.height - 2, 26)
    let room = drawBox(
      title: list.title,
      foot: "type to filter  ↵ run  Esc",
      width: width,
      height: height,
      into: &canvas
    )
    let listHeight = max(1, room.height - 1)
    let top = max(0, min(list.row - listHeight / 2, rows.count - listHeight))
    for (index, binding) in rows.dropFirst(top).prefix(listHeight).enumerated() {
      let y = room.y + 1 + index
      let isCurrent = top + index == list.row
      let reason = state.unavailability(of: binding.command)
      let style = Style(isCurrent ? .selectedRow : reason == nil ? .plain : .faint)
      if isCurrent { canvas.fill(x: room.x, y: y, width: room.width, height: 1, style: style) }
      canvas.draw(isCurrent ? ">" : " ", x: room.x, y: y, style: style)
      let keys = binding.keys.joined(separator: " | ")
      canvas.draw(
        Ellipsis.fit(keys, to: 17),
        x: room.x + 2,
        y: y,
        style: isCurrent ? style : Style(.key)
      )
      let name = list.isPalette ? "\(binding.command.rawValue): " : ""
      let side = reason.map { " (\($0))" } ?? groupName(top + index, of: rows, in: list)
      let sideX = room.x + room.width - DisplayText.width(of: side)
      canvas.draw(
        Ellipsis.cut(name + binding.help, to: sideX - room.x - 20),
        x: room.x + 20,
        y: y,
        style: style
      )
      canvas.draw(side, x: sideX, y: y, style: isCurrent ? style : Style(.faint))
    }
    canvas.draw(">", x: room.x, y: room.y, style: Style(.key))
    drawField(list.field, x: room.x + 2, y: room.y, width: room.width - 2, into: &canvas)
  }

  /// The group's name, beside the first row of each group of the help.
  private func groupName(_ row: Int, of rows: [Keymap.Binding], in list: CommandList) -> String {
    let isFirst = row == 0 || rows[row - 1].group != rows[row].group
    return isFirst && !list.isPalette ? " " + rows[row].group : ""
  }

  private func drawChoice(_ choice: Choice, into canvas: inout Canvas) {
    let longest = choice.rows.map { DisplayText.width(of: $0) }.max() ?? 0
    let room = drawBox(
      title: choice.title,
      foot: "↵ or its digit takes it  Esc",
      width: max(44, longest + 9),
      height: choice.rows.count + 2,
      into: &canvas
    )
    let top = max(0, min(choice.row - room.height / 2, choice.rows.count - room.height))
    for (index, row) in choice.rows.dropFirst(top).prefix(room.height).enumerated() {
      let number = top + index
      let isCurrent = number == choice.row
      let style = Style(isCurrent ? .selectedRow : .plain)
      if isCurrent {
        canvas.fill(x: room.x, y: room.y + index, width: room.width, height: 1, style: style)
        canvas.cursor = (room.x, room.y + index)
      }
      let digit = number < 9 ? "\(number + 1)" : " "
      canvas.draw(
        Ellipsis.cut("\(isCurrent ? ">" : " ") \(digit) \(row)", to: room.width),
        x: room.x,
        y: room.y + index,
        style: style
      )
    }
  }

  private func drawReading(_ reading: Reading, into canvas: inout Canvas) {
    let width = min(canvas.size.width, 78)
    let lines = Paragraphs.wrapped(reading.lines, width: width - 4)
    let height = min(canvas.size.height - 2, lines.count + 2)
    let room = drawBox(
      title: reading.title,
      foot: lines.count > height - 2 ? "j k scroll  Esc" : "Esc",
      width: width,
      height: height,
      into: &canvas
    )
    let top = min(reading.top, max(0, lines.count - room.height))
    for (row, line) in lines.dropFirst(top).prefix(room.height).enumerated() {
      canvas.draw(line, x: room.x, y: room.y + row, limit: room.x + room.width)
    }
    canvas.cursor = (room.x, room.y)
  }

  // MARK: Typing

  private func drawPrompt(_ prompt: Prompt, into canvas: inout Canvas) {
    let y = canvas.size.height - 1
    canvas.fill(x: 0, y: y, width: canvas.size.width, height: 1, style: Style(.input))
    let isSearch = prompt.purpose == .search
    let label = isSearch ? "/" : prompt.title + ": "
    let x = canvas.draw(
      Ellipsis.cut(label, to: canvas.size.width / 2),
      x: 1,
      y: y,
      style: Style(.key)
    )
    let hint = isSearch ? "↵ stay  ↓ ↑ other hits  Esc back" : "↵ done  Esc"
    let hintX = canvas.size.width - 1 - DisplayText.width(of: hint)
    let hasHint = hintX - x >= 20
    if hasHint { canvas.draw(hint, x: hintX, y: y, style: Style(.hints)) }
    let end = hasHint ? hintX - 1 : canvas.size.width - 1
    drawField(prompt.field, x: x, y: y, width: max(4, end - x), into: &canvas)
  }

  private func drawMemo(_ sheet: MemoSheet, into canvas: inout Canvas) {
    let height = max(5, min(12, canvas.size.height / 2))
    let y = canvas.size.height - height
    let width = canvas.size.width
    canvas.fill(x: 0, y: y, width: width, height: height)
    for column in 0..<width {
      canvas.put(DisplayText.Glyph("─"), x: column, y: y, style: Style(.border))
    }
    canvas.draw(" \(Ellipsis.cut(sheet.title, to: width - 6)) ", x: 2, y: y, style: Style(.title))
    canvas.draw(
      "Ctrl-S save  Enter new line  Esc keep a draft",
      x: 1,
      y: canvas.size.height - 1,
      style: Style(.hints),
      limit: width
    )
    let before = Paragraphs.wrapped([sheet.field.beforeCaret], width: width - 2)
    let all = Paragraphs.wrapped([sheet.field.text], width: width - 2)
    let room = height - 2
    let caretRow = max(0, before.count - 1)
    let top = max(0, caretRow - room + 1)
    for (row, line) in all.dropFirst(top).prefix(room).enumerated() {
      canvas.draw(line, x: 1, y: y + 1 + row, style: Style(.input), limit: width)
    }
    canvas.cursor = (1 + DisplayText.width(of: before.last ?? ""), y + 1 + caretRow - top)
  }

  // MARK: What may follow

  func drawContinuations(into canvas: inout Canvas) {
    let prefix = state.pendingKeys.map(\.notation).joined(separator: " ")
    let rows = state.keymap.continuations(of: state.pendingKeys, on: state.place).map {
      "\(Ellipsis.fit($0.keys, to: 8)) \($0.binding.help)"
    }
    drawLines(title: prefix, rows, into: &canvas)
  }

  private func drawFlags(_ id: Coding.ID, into canvas: inout Canvas) {
    let set = state.coding?.coding(id)?.flags ?? []
    let rows = State.flags.map {
      "\($0.key)  \($0.flag.text)\(set.contains($0.flag) ? "  (set)" : "")"
    }
    let code = state.coding?.coding(id).map { state.name(of: $0.code) } ?? ""
    drawLines(title: "Flags of \(code)", rows, into: &canvas)
  }

  private func drawCodeKeys(into canvas: inout Canvas) {
    let rows = state.codebook.codes.compactMap { code in
      code.key.map { "\($0)  \(code.id)\(code.name.chinese.map { " \($0)" } ?? "")" }
    }
    drawLines(
      title: "Codes by their own key",
      rows.isEmpty ? ["No code has a key of its own."] : rows,
      into: &canvas
    )
  }
}
