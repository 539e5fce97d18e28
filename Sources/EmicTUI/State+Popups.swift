import EmicKit

/// Keys while a popup is open, and what its answer does.
extension State {
  mutating func pressInPopup(_ key: Key) {
    guard let popup = popups.last else { return }
    if key == Key(.function(9)) {
      isBlank = true
      return
    }
    if key == Key(.character("l"), .control) {
      outbox.append(.redraw)
      return
    }
    switch popup {
    case .picker(let picker): press(key, in: picker)
    case .commands(let list): press(key, in: list)
    case .memo(let sheet): press(key, in: sheet)
    case .reading(let reading): press(key, in: reading)
    case .choice(let choice): press(key, in: choice)
    case .prompt(let prompt): press(key, in: prompt)
    case .flags(let id): pressFlag(key, on: id)
    case .codeKey: pressCodeKey(key)
    case .leaveUnsaved: pressLeaving(key)
    }
  }

  private func isCancel(_ key: Key) -> Bool {
    key == Key(.escape) || key == Key(.character("c"), .control)
  }

  private mutating func close() { popups.removeLast() }

  private mutating func replaceTop(_ popup: Popup) { popups[popups.count - 1] = popup }

  /// Changes the text field in use; `false` when there is none.
  mutating func editField(_ change: (inout TextField) -> Void) -> Bool {
    guard let popup = popups.last else { return false }
    switch popup {
    case .picker(var picker):
      change(&picker.field)
      picker.refilter()
      replaceTop(.picker(picker))
    case .commands(var list):
      change(&list.field)
      list.row = 0
      replaceTop(.commands(list))
    case .memo(var sheet):
      change(&sheet.field)
      replaceTop(.memo(sheet))
    case .prompt(var prompt):
      change(&prompt.field)
      replaceTop(.prompt(prompt))
      if prompt.purpose == .search { updateSearch(prompt.field.text) }
    case .reading, .choice, .flags, .codeKey, .leaveUnsaved: return false
    }
    return true
  }

  private mutating func type(_ key: Key) {
    _ = editField { _ = $0.edit(key) }
  }

  // MARK: The list of codes

  private mutating func press(_ key: Key, in picker: CodePicker) {
    var picker = picker
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control): return close()
    case (.enter, _): return answer(picker)
    case (.tab, []): return proposeCode(picker)
    case (.up, _), (.character("p"), .control): picker.move(by: -1)
    case (.down, _), (.character("n"), .control): picker.move(by: 1)
    case (.pageUp, _): picker.move(by: -8)
    case (.pageDown, _): picker.move(by: 8)
    case (.right, _): picker.showsQuotations.toggle()
    case (.left, _): picker.showsQuotations = false
    case (.character(let digit), .alt) where digit.isASCII && digit.isNumber && digit != "0":
      pin(picker.current, to: digit.wholeNumberValue ?? 1)
    case (.character(" "), []), (.character("　"), []):
      if case .assign = picker.purpose { picker.toggleCurrent() }
    case (.character(","), []), (.character("，"), []):
      if case .assign = picker.purpose { picker.takeCurrent() }
    default: return type(key)
    }
    replaceTop(.picker(picker))
  }

  private mutating func answer(_ picker: CodePicker) {
    switch picker.purpose {
    case .browse:
      if let code = picker.current { showEntry(of: code) }
    case .assign(let span):
      guard !picker.answer.isEmpty else { return complainNoMatch(picker) }
      close()
      assign(picker.answer, to: span)
    case .change(let id):
      guard let code = picker.current else { return complainNoMatch(picker) }
      close()
      change(id, to: code)
    }
  }

  private mutating func complainNoMatch(_ picker: CodePicker) {
    complain(
      picker.field.isEmpty
        ? "The codebook has no codes yet: type a name, Tab makes it a code."
        : "No code is named like \(picker.field.text): Tab makes it a new code."
    )
  }

  private mutating func proposeCode(_ picker: CodePicker) {
    let name = picker.field.text.trimmed
    guard case .assign(let span) = picker.purpose else {
      return complain("A new code is made where something is coded: select words, then c.")
    }
    guard !name.isEmpty else { return complain("Type the new code's name first.") }
    close()
    assignNewCode(named: name, to: span)
  }

  private mutating func pin(_ code: Code.ID?, to place: Int) {
    guard let code, codebook[code]?.isAssignable == true else { return }
    quickCodes = quickCodes.filter { $0.value != code }
    quickCodes[place] = code
    say("\(place) is \(name(of: code)) from now on.")
    if let coding, let coder { outbox.append(rememberEffect(coding, coder)) }
  }

  // MARK: Commands

  private mutating func press(_ key: Key, in list: CommandList) {
    var list = list
    let rows = rows(of: list)
    switch key.code {
    case .escape: return close()
    case .character("c") where key.modifiers == .control: return close()
    case .enter:
      guard rows.indices.contains(list.row) else {
        return complain("No command is named like \(list.field.text).")
      }
      close()
      return run(rows[list.row].command)
    case .up: list.row = max(0, list.row - 1)
    case .down: list.row = min(list.row + 1, max(0, rows.count - 1))
    case .pageUp: list.row = max(0, list.row - 10)
    case .pageDown: list.row = min(list.row + 10, max(0, rows.count - 1))
    default: return type(key)
    }
    replaceTop(.commands(list))
  }

  /// The bindings that a list of commands shows.
  func rows(of list: CommandList) -> [Keymap.Binding] {
    let usable = keymap.bindings.filter {
      $0.place.holds(on: place) && (list.isPalette || !$0.keys.isEmpty)
        && (list.isPalette || unavailability(of: $0.command) == nil)
    }
    let words = list.field.text.lowercased().split(separator: " ")
    let found = usable.filter { binding in
      let text =
        "\(binding.command.rawValue) \(binding.help) \(binding.keys.joined(separator: " "))"
        .lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    // What works just now comes first, and what works only here before what works everywhere.
    return found.filter { $0.place != .everywhere && unavailability(of: $0.command) == nil }
      + found.filter { $0.place == .everywhere }
      + found.filter { $0.place != .everywhere && unavailability(of: $0.command) != nil }
  }

  /// Why a command can do nothing just now; `nil` when it can.
  func unavailability(of command: Command) -> String? {
    guard screen == .coding, let coding else { return nil }
    switch command {
    case .undo: return coding.undoable.isEmpty ? "nothing to undo" : nil
    case .redo: return coding.redoable.isEmpty ? "nothing to redo" : nil
    case .remove, .changeCode, .nextHere, .previousHere, .memo, .flag:
      return coding.codingsHere.isEmpty && coding.madeLast.isEmpty ? "no coding here" : nil
    case .inVivo, .searchSelection, .takeBack:
      return coding.selection.isEmpty ? "nothing is selected" : nil
    case .nextHit, .previousHit: return coding.search == nil ? "nothing is searched" : nil
    case .codeAgain: return coding.lastCodes.isEmpty ? "no code was assigned yet" : nil
    default:
      guard let place = command.quickPlace else { return nil }
      return quickCodes[place] == nil ? "no code on it" : nil
    }
  }

  // MARK: Memos

  private mutating func press(_ key: Key, in sheet: MemoSheet) {
    if isCancel(key) {
      if !sheet.field.text.trimmed.isEmpty {
        drafts[sheet.subject] = sheet.field.text
        say("The memo is kept as a draft until you leave; Ctrl-S saves one.")
      }
      return close()
    }
    if key == Key(.character("s"), .control) {
      close()
      return save(sheet)
    }
    type(key)
  }

  // MARK: Reading and choosing

  private mutating func press(_ key: Key, in reading: Reading) {
    var reading = reading
    switch key.code {
    case .down, .character("j"): reading.top = min(reading.top + 1, max(0, reading.lines.count - 1))
    case .up, .character("k"): reading.top = max(0, reading.top - 1)
    case .pageDown, .character(" "):
      reading.top = min(reading.top + 10, max(0, reading.lines.count - 1))
    case .pageUp: reading.top = max(0, reading.top - 10)
    default: return close()
    }
    replaceTop(.reading(reading))
  }

  private mutating func press(_ key: Key, in choice: Choice) {
    var choice = choice
    switch key.code {
    case .escape, .character("q"):
      if case .coder = choice.purpose { return leave(insisting: false) }
      return close()
    case .character("c") where key.modifiers == .control:
      if case .coder = choice.purpose { return leave(insisting: false) }
      return close()
    case .down, .character("j"): choice.row = min(choice.row + 1, choice.rows.count - 1)
    case .up, .character("k"): choice.row = max(0, choice.row - 1)
    case .enter: return take(choice.row, of: choice)
    case .character(let digit):
      guard let number = digit.wholeNumberValue, choice.rows.indices.contains(number - 1) else {
        return
      }
      return take(number - 1, of: choice)
    default: return
    }
    replaceTop(.choice(choice))
  }

  private mutating func take(_ row: Int, of choice: Choice) {
    switch choice.purpose {
    case .remove(let ids):
      close()
      remove(ids[row])
    case .coder(let ids): outbox.append(.begin(coder: ids[row]))
    }
  }

  private mutating func pressFlag(_ key: Key, on id: Coding.ID) {
    close()
    guard !isCancel(key) else { return }
    guard case .character(let letter) = key.code,
      let flag = Self.flags.first(where: { $0.key == letter })?.flag
    else { return complain("No such flag: e exemplar, q do-not-quote, d discuss, r redact.") }
    let isSet = coding?.coding(id)?.flags.contains(flag) ?? false
    if flag == .redact, !isSet {
      popups.append(
        .prompt(Prompt(title: "Where text leaves the study, replaced by", purpose: .redaction(id)))
      )
    } else {
      toggle(flag, on: id)
    }
  }

  static let flags: [(key: Character, flag: Coding.Flag)] = [
    ("e", .exemplar), ("q", .doNotQuote), ("d", .discuss), ("r", .redact),
  ]

  private mutating func pressCodeKey(_ key: Key) {
    close()
    guard !isCancel(key) else { return }
    guard case .key(let plain) = InputMethod.reading(of: key),
      case .character(let letter) = plain.code
    else { return complain("A code's own key is a character.") }
    assignByKey(letter)
  }

  private mutating func pressLeaving(_ key: Key) {
    close()
    if key == Key(.character("y")) {
      outbox.append(.quit)
    } else {
      say("Still here. :save-copy writes your codings elsewhere.")
    }
  }

  // MARK: One line

  private mutating func press(_ key: Key, in prompt: Prompt) {
    if isCancel(key) {
      close()
      return cancel(prompt)
    }
    if key == Key(.enter) {
      close()
      return answer(prompt)
    }
    if prompt.purpose == .search, key.code == .up || key.code == .down {
      return goToHit(forwards: key.code == .down)
    }
    if key == Key(.backspace), prompt.field.isEmpty, prompt.purpose == .search {
      close()
      return cancel(prompt)
    }
    type(key)
  }

  private mutating func cancel(_ prompt: Prompt) {
    switch prompt.purpose {
    case .search:
      if let origin = coding?.search?.origin { coding?.selection = origin }
      coding?.search = nil
    case .coderID: leave(insisting: false)
    default: break
    }
  }

  private mutating func answer(_ prompt: Prompt) {
    let text = prompt.field.text.trimmed
    switch prompt.purpose {
    case .turnNumber: goToTurn(text)
    case .search: endSearch()
    case .findTranscript:
      list.pattern = text
      findTranscript(forwards: true, fromHere: true)
    case .redaction(let id): toggle(.redact, on: id, replacement: text.isEmpty ? nil : text)
    case .copyPath: saveCopy(to: text)
    case .coderID: takeCoder(text)
    }
  }

  private mutating func endSearch() {
    guard let search = coding?.search, !search.pattern.isEmpty else {
      coding?.search = nil
      return
    }
    guard let current = search.current else {
      coding?.selection = search.origin
      return complain("\(search.pattern) is not in this transcript.")
    }
    say("\(current + 1)/\(search.hits.count) \(search.pattern)")
  }

  private mutating func goToTurn(_ text: String) {
    guard let coding else { return }
    let structure = coding.transcript.structure
    let ascii = text.map { $0.wholeNumberValue.map(String.init) ?? String($0) }.joined()
    guard let number = Int(ascii), (1...max(1, structure.unitCount)).contains(number),
      structure.unitCount > 0
    else {
      return complain("There is no turn \(text): this transcript has 1 to \(structure.unitCount).")
    }
    self.coding?.move(to: structure.unit(number - 1).start)
    self.coding?.scrollCaretToTop()
  }

  private mutating func saveCopy(to path: String) {
    guard let coding else { return }
    guard !path.isEmpty else { return complain("Give the path of the file to write.") }
    outbox.append(.saveCopy(coding.sidecar, path: path))
  }

  private mutating func takeCoder(_ text: String) {
    guard Coder.isWellFormed(text), Coder.ID(text) != Coder.consensus else {
      complain("\(text) cannot be a coder's id: 1 to 32 of a-z, 0-9 and -, not \"consensus\".")
      return askForCoder()
    }
    outbox.append(.begin(coder: Coder.ID(text)))
  }

  // MARK: Entries of the codebook

  mutating func showEntry() {
    guard let code = coding?.codingHere?.code ?? coding?.lastCodes.last else {
      return complain("There is no coding here; g c opens the whole codebook.")
    }
    showEntry(of: code)
  }

  mutating func showEntry(of code: Code.ID) {
    popups.append(.reading(Reading(title: "Code \(name(of: code))", lines: entry(of: code))))
  }

  /// The codebook's entry and this coder's last three quotations, as lines.
  func entry(of id: Code.ID) -> [String] {
    guard let code = codebook[id] else {
      return ["\(id) is not in the codebook. Its codings are kept and shown as ?\(id)."]
    }
    var lines = [code.name.entries.map(\.text).joined(separator: "  ")]
    let above = codebook.path(to: id).dropLast().map(\.text)
    if !above.isEmpty { lines.append("in \(above.joined(separator: " / "))") }
    for (title, text) in [
      ("", code.brief), ("Definition", code.definition), ("Use when", code.useWhen),
      ("Not when", code.notWhen), ("Example", code.example),
    ] where !text.isEmpty {
      lines.append("")
      lines.append(title.isEmpty ? text : "\(title): \(text)")
    }
    if let retired = code.retired { lines.append("Retired in version \(retired).") }
    let quotations = lastQuotations(of: id)
    lines.append("")
    lines.append(quotations.isEmpty ? "You have not used it yet." : "Your last quotations:")
    for quotation in quotations {
      let turn = quotation.turn.map { ", turn \($0)" } ?? ""
      let words = quotation.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      lines.append("“\(words)” (\(quotation.transcript)\(turn))")
    }
    return lines
  }

  /// This coder's last three quotations of a code, here and in other transcripts.
  func lastQuotations(of id: Code.ID) -> [OwnWork.Quotation] {
    let here = (coding?.sidecar.codings ?? []).filter { $0.code == id }.map { coding in
      OwnWork.Quotation(
        transcript: self.coding?.transcript.name ?? "",
        turn: self.coding?.transcript.structure.turn(at: coding.span.start)?.number,
        text: coding.quote,
        created: coding.created
      )
    }
    let elsewhere = (ownWork.quotations[id] ?? []).filter {
      $0.transcript != coding?.transcript.name
    }
    return Array((here + elsewhere).sorted { $0.created > $1.created }.prefix(3))
  }
}
