import EmicKit

/// Commands on the codebook.
extension State {
  mutating func runOnCodebook(_ command: Command) {
    guard book != nil else { return }
    if let place = command.pinnedPlace {
      guard let code = book?.code else { return }
      return pin(code.id, to: place)
    }
    let page = max(1, CodebookGeometry(size, isPlain: settings.isAccessible).treeHeight - 1)
    switch command {
    case .down: book?.move(by: 1)
    case .up: book?.move(by: -1)
    case .pageDown: book?.move(by: page)
    case .pageUp: book?.move(by: -page)
    case .firstPlace: book?.move(by: -1_000_000)
    case .lastPlace: book?.move(by: 1_000_000)
    case .open, .showEntry: showCodebookEntry()
    case .search: popups.append(.prompt(filterPrompt))
    case .escape: book?.filter(by: "")
    case .study: goToStudy()
    case .save: saveCodebookNow()
    case .codeHistory: showCodeHistory()
    case .findings: showFindings()
    default: changeCodebook(command)
    }
  }

  private var filterPrompt: Prompt {
    var prompt = Prompt(title: "Find codes", purpose: .codebookFilter)
    prompt.field = TextField(book?.pattern ?? "")
    return prompt
  }

  /// Commands that change the book.
  private mutating func changeCodebook(_ command: Command) {
    switch command {
    case .undo where takesMemoStep(.undo): return
    case .redo where takesMemoStep(.redo): return
    default: break
    }
    if let reason = codebookClosedBecause { return complain(reason) }
    switch command {
    case .addCode: return openForm(.add(near: book?.code?.id))
    case .undo: return undoInCodebook()
    case .redo: return redoInCodebook()
    case .accept, .decline:
      guard let proposal = book?.proposal else {
        return complain("This is no proposal: go to one at the end of the codebook.")
      }
      return pickTarget(command == .accept ? .accept(proposal) : .decline(proposal))
    default: break
    }
    guard let code = book?.code else {
      return complain("There is no code here. \(keyName(of: .addCode, "a")) adds one.")
    }
    guard book?.proposal == nil else {
      return complain(
        "+\(code.id) is a proposal: \(keyName(of: .accept, "+")) accepts it, \(keyName(of: .decline, "-")) declines it."
      )
    }
    switch command {
    case .renameCode: openForm(.rename(code.id))
    case .redefine: openForm(.redefine(code.id))
    case .splitCode: openForm(.split(code.id))
    case .moveCode: pickTarget(.move(code.id))
    case .mergeCode: pickTarget(.merge(code.id))
    case .retireCode: askReason(.retire(code.id))
    case .reviveCode: askReason(.revive(code.id))
    case .codeUp: moveAmongSiblings(code, by: -1)
    case .codeDown: moveAmongSiblings(code, by: 1)
    case .quickKey: popups.append(.quickKey(code.id))
    case .color: chooseColor(of: code)
    default: complain("\(command.rawValue) does nothing on the codebook.")
    }
  }

  /// Why the book can't be changed just now, in one sentence.
  var codebookClosedBecause: String? {
    guard let book else { return "There is no codebook here." }
    guard book.isRead else { return "The codebook is still being read." }
    return book.readOnlyBecause
  }

  // MARK: What has no version

  private mutating func moveAmongSiblings(_ code: Code, by step: Int) {
    guard let book else { return }
    let siblings = book.book.children(of: code.parent).map(\.id)
    guard let place = siblings.firstIndex(of: code.id), siblings.indices.contains(place + step)
    else {
      return complain("\(code.id) is the \(step < 0 ? "first" : "last") one there already.")
    }
    let spot: Codebook.Spot =
      step > 0 ? .behind(siblings[place + 1]) : place > 1 ? .behind(siblings[place - 2]) : .first
    perform { book throws(CodebookProblem) in
      try book.moving(code.id, under: code.parent, at: spot)
    }
  }

  private mutating func chooseColor(of code: Code) {
    let rows = Code.colors + ["none of its own"]
    let row = code.color.flatMap { Code.colors.firstIndex(of: $0) } ?? rows.count - 1
    popups.append(
      .choice(
        Choice(title: "Colour of \(code.id)", rows: rows, row: row, purpose: .color(code.id))
      )
    )
  }

  mutating func setColor(_ row: Int, of id: Code.ID) {
    let color = Code.colors.indices.contains(row) ? Code.colors[row] : nil
    perform { book throws(CodebookProblem) in try book.settingColor(color, of: id) }
  }

  mutating func pressQuickKey(_ key: Key, of id: Code.ID) {
    closePopup()
    guard !key.isCancel else { return }
    if key == Key(.backspace) || key == Key(.delete) {
      return perform { book throws(CodebookProblem) in try book.settingKey(nil, of: id) }
    }
    guard let letter = key.ownKeyOfCode else {
      return complain("A code's own key is a character.")
    }
    perform { book throws(CodebookProblem) in try book.settingKey(letter, of: id) }
  }

  // MARK: What is only read

  private mutating func showCodebookEntry() {
    guard let book, let code = book.code else { return }
    let title = "Code \(book.proposal == nil ? "" : "+")\(code.id)"
    let lines = CodebookEntry(state: self, book: book, code: code).lines.map(\.text)
    popups.append(.reading(Reading(title: title, lines: lines + quotationLines(of: code.id))))
  }

  private func quotationLines(of id: Code.ID) -> [String] {
    let quotations = lastQuotations(of: id)
    guard !quotations.isEmpty else { return ["", "You have not used it yet."] }
    return ["", "Your last quotations:"]
      + quotations.map { quotation in
        let turn = quotation.turn.map { ", turn \($0)" } ?? ""
        return "“\(quotation.text.onOneLine)” (\(quotation.transcript)\(turn))"
      }
  }

  private mutating func showCodeHistory() {
    guard let book, let code = book.code else { return }
    guard book.proposal == nil else {
      return complain("+\(code.id) is a proposal: it has no history in the codebook yet.")
    }
    let lines = CodeHistory.lines(of: code.id, in: book.book)
    popups.append(.reading(Reading(title: "History of \(code.id)", lines: lines)))
  }

  private mutating func showFindings() {
    guard let book else { return }
    guard !book.findings.isEmpty else {
      return say(book.isRead ? "Nothing is weak in the codebook." : "It is still being read.")
    }
    let hidden = book.uses.hiddenSidecars
    if hidden > 0 { say(CodebookLint.note(hiddenSidecars: hidden)) }
    popups.append(
      .choice(
        Choice(
          title: "What is weak in the codebook",
          rows: book.findings.map(\.message),
          purpose: .finding(book.findings.map(\.code))
        )
      )
    )
  }
}
