import EmicKit

/// What lies over a screen.
struct PopupView {
  let state: State

  func draw(_ popup: Popup, into canvas: inout Canvas) {
    switch popup {
    case .picker(let picker): CodePickerView(state: state, picker: picker).draw(into: &canvas)
    case .commands(let list): CommandListView(state: state, list: list).draw(into: &canvas)
    case .memo(let sheet): MemoSheetView(sheet: sheet).draw(into: &canvas)
    case .prompt(let prompt): PromptView(prompt: prompt).draw(into: &canvas)
    case .lines(let picker): LinePickerView(state: state, picker: picker).draw(into: &canvas)
    case .reading(let reading): drawReading(reading, into: &canvas)
    case .choice(let choice): drawChoice(choice, into: &canvas)
    case .flags(let id): drawFlags(id, into: &canvas)
    case .codeKey: drawCodeKeys(into: &canvas)
    case .reason(let asked): drawReasons(asked, into: &canvas)
    case .closing(let name): drawClosing(name, into: &canvas)
    case .reanchoring(let list): ReanchoringView(state: state, list: list).draw(into: &canvas)
    case .memos(let list): MemoListView(state: state, list: list).draw(into: &canvas)
    case .form(let form): CodeFormView(form: form).draw(into: &canvas)
    case .confirmation(let asked): draw(asked, into: &canvas)
    case .differences(let differences): draw(differences, into: &canvas)
    case .quickKey(let code): drawQuickKey(of: code, into: &canvas)
    case .leaveUnsaved:
      drawLeaving(into: &canvas)
    }
  }

  /// The keys that may follow those already pressed.
  func drawContinuations(into canvas: inout Canvas) {
    let prefix = state.pendingKeys.map(\.notation).joined(separator: " ")
    let rows = state.keymap.continuations(of: state.pendingKeys, on: state.place).map {
      "\(Ellipsis.fit($0.keys, to: 8)) \($0.binding.help)"
    }
    drawLines(title: prefix, rows, into: &canvas)
  }

  private func drawLeaving(into canvas: inout Canvas) {
    let isUnsaved = state.isAnythingUnsaved
    drawLines(
      title: isUnsaved ? "Leave without saving?" : "Leave?",
      [isUnsaved ? "Your last changes are in memory only." : "All is saved by now."],
      foot: isUnsaved ? "y leaves  c saves a copy elsewhere  Esc stays" : "y leaves  Esc stays",
      into: &canvas
    )
  }

  // MARK: Lines to read or to choose from

  private func drawReading(_ reading: Reading, into canvas: inout Canvas) {
    let lines = state.lines(of: reading)
    let isLonger = lines.count > canvas.popupHeight - 2
    let box = Box.draw(
      title: reading.title,
      foot: (reading.code == nil ? "" : "↵ its quotations  ")
        + (isLonger ? "j k scroll  Esc closes" : "Esc closes"),
      width: min(canvas.size.width, Reading.widest),
      height: lines.count + 2,
      into: &canvas
    )
    let top = min(reading.top, max(0, lines.count - box.height))
    for (row, line) in lines.dropFirst(top).prefix(box.height).enumerated() {
      canvas.draw(line, x: box.x, y: box.y + row, limit: box.x + box.width)
    }
    canvas.cursor = (box.x, box.y)
  }

  private func drawChoice(_ choice: Choice, into canvas: inout Canvas) {
    let rows = choice.rows.map(state.shown)
    let undoes =
      if case .attribute = choice.purpose {
        "\(state.keymap.hint(for: .undo, on: .study)) undoes  "
      } else { "" }
    let longest = rows.map { DisplayText.width(of: $0) }.max() ?? 0
    let box = Box.draw(
      title: choice.title,
      foot: state.answers("↵ or its digit takes it  " + undoes + "Esc"),
      width: max(44, longest + 9),
      height: choice.rows.count + 2,
      into: &canvas
    )
    let shown = ListWindow.rows(around: choice.row, of: choice.rows.count, height: box.height)
    for (index, row) in shown.enumerated() {
      let y = box.y + index
      let isCurrent = row == choice.row
      let style = Style(isCurrent ? .selectedRow : .plain)
      canvas.offer(row: y, x: box.x..<box.x + box.width, isCurrent: isCurrent)
      if isCurrent {
        canvas.fill(x: box.x, y: y, width: box.width, height: 1, style: style)
        canvas.cursor = (box.x, y)
      }
      let digit = row < 9 ? "\(row + 1)" : " "
      let line = "\(isCurrent ? ">" : " ") \(digit) \(rows[row])"
      canvas.draw(Ellipsis.cut(line, to: box.width), x: box.x, y: y, style: style)
    }
  }

  // MARK: What one key answers

  private func drawFlags(_ id: Coding.ID, into canvas: inout Canvas) {
    let set = state.coding?.coding(id)?.flags ?? []
    let rows = State.flags.map {
      "\($0.key)  \($0.flag.text)\(set.contains($0.flag) ? "  (set)" : "")"
    }
    let code = state.coding?.coding(id).map { state.name(of: $0.code) } ?? ""
    drawLines(title: "Flags of \(code)", rows, into: &canvas)
  }

  private func drawReasons(_ asked: ReasonChoice, into canvas: inout Canvas) {
    let rows = ReasonChoice.reasons.enumerated().map { index, reason in
      "\(index == asked.row ? "▸" : " ") \(reason.key)  \(reason.words)"
    }
    drawLines(
      title: "Why did they differ?",
      rows,
      foot: "one key, or ↵ for ▸  Esc",
      row: asked.row,
      into: &canvas
    )
  }

  private func drawClosing(_ name: String, into canvas: inout Canvas) {
    drawLines(
      title: "Close the adjudication of \(state.shown(state.review?.shortName(of: name) ?? name))?",
      ["What all agree on joins the consensus.", "Nothing more can be settled in it then."]
        + reopenedLines(name),
      foot: "y closes  Esc",
      into: &canvas
    )
  }

  /// A hint that what is closed over may change; long lists of names are for `emic status`.
  private func reopenedLines(_ name: String) -> [String] {
    guard let review = state.review, let coders = review.work(on: name)?.reopened, !coders.isEmpty
    else { return [] }
    let names = coders.prefix(3).map { review.name(of: $0) }.joined(separator: ", ")
    let who = coders.count > 3 ? "\(names) and \(coders.count - 3) more" : names
    return ["", "Open again: \(who). Their last submission counts here."]
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

  private func drawLines(
    title: String,
    _ lines: [String],
    foot: String = "Esc",
    row: Int = 0,
    into canvas: inout Canvas
  ) {
    let longest = lines.map { DisplayText.width(of: $0) }.max() ?? 0
    let box = Box.draw(
      title: title,
      foot: foot,
      width: min(canvas.size.width, max(40, longest + 4)),
      height: lines.count + 2,
      into: &canvas
    )
    for (row, line) in lines.prefix(box.height).enumerated() {
      canvas.draw(Ellipsis.cut(line, to: box.width), x: box.x, y: box.y + row)
    }
    canvas.cursor = (box.x, box.y + row)
  }
}
