import EmicKit

/// One line to type: its keys, and what its answer does.
extension State {
  mutating func press(_ key: Key, in prompt: Prompt) {
    if key.isCancel {
      closePopup()
      return cancel(prompt)
    }
    // Ctrl-S as in a memo: whoever has written something wants it kept.
    if key == Key(.enter) || key == Key(.character("s"), .control) {
      closePopup()
      return answer(prompt)
    }
    if key.code == .up || key.code == .down {
      if prompt.purpose == .search { return goToHit(forwards: key.code == .down) }
      if prompt.purpose == .codebookFilter {
        return book?.move(by: key.code == .down ? 1 : -1) ?? ()
      }
    }
    if key == Key(.backspace), prompt.field.isEmpty, prompt.purpose == .search {
      closePopup()
      return cancel(prompt)
    }
    typeIntoField(key)
  }

  private mutating func cancel(_ prompt: Prompt) {
    switch prompt.purpose {
    case .search:
      if let origin = coding?.search?.origin { coding?.selection = origin }
      coding?.search = nil
    case .coderID: leave(insisting: false)
    case .verdictNote(let opened): keepNoteDraft(prompt.field.text.trimmed, opened: opened)
    case .codebookFilter: book?.filter(by: "")
    case .codebookReason: say("Nothing was changed.")
    case .inVivoName: say("No code was made.")
    default: break
    }
  }

  private mutating func answer(_ prompt: Prompt) {
    let text = prompt.field.text.trimmed
    answeredPrompt = prompt
    switch prompt.purpose {
    case .turnNumber: goToTurn(text)
    case .search: endSearch()
    case .findTranscript:
      list.pattern = text
      findTranscript(forwards: true, fromHere: true)
    case .inVivoName(let span): takeInVivoName(text, of: span)
    case .redaction(let id): toggle(.redact, on: id, replacement: text.isEmpty ? nil : text)
    case .copyPath: saveCopy(to: text)
    case .importPath: importFiles(at: text)
    case .exportPath: exportStudy(to: text)
    case .coderID: takeCoder(text)
    case .verdictNote(let opened): takeNote(text, opened: opened)
    case .query: takeQuery(text)
    case .quotedText: takeQuotedText(text)
    case .cardsName: takeCardsName(text)
    case .themeName(let code): takeThemeName(text, of: code)
    case .studyPattern: takePattern(text)
    case .codebookFilter: break
    case .attribute(let transcript, let name):
      outbox.append(.setAttribute(name, text, of: transcript, coder: coder?.id))
    case .codebookReason(let intent): ask(intent, because: text)
    }
  }

  /// Says what is wrong with what was typed last, and gives it back to be corrected.
  ///
  /// Whoever has done something else meanwhile is only told.
  mutating func refuseAnswer(_ sentence: String) {
    complain(sentence)
    guard let prompt = answeredPrompt, popups.isEmpty else { return }
    popups.append(.prompt(prompt))
  }

  private mutating func goToTurn(_ text: String) {
    // Nothing typed: nowhere to go.
    guard let coding, !text.isEmpty else { return }
    let structure = coding.transcript.structure
    let ascii = text.map { $0.wholeNumberValue.map(String.init) ?? String($0) }.joined()
    guard let number = Int(ascii), (1...max(1, structure.unitCount)).contains(number),
      structure.unitCount > 0
    else {
      let whole = structure.kind == .document ? "document" : "transcript"
      return refuseAnswer(
        "There is no \(structure.kind.unitName) \(text): this \(whole) has "
          + (structure.unitCount == 0 ? "none." : "1 to \(structure.unitCount).")
      )
    }
    self.coding?.move(to: structure.unit(number - 1).start)
    self.coding?.scrollCaretToTop()
  }

  private mutating func saveCopy(to path: String) {
    // On the review it is the consensus that is meant: what waits, else the one in view.
    let verdicts = unsavedVerdicts.first?.sidecar ?? openVerdicts?.sidecar
    let sidecar = screen == .review ? verdicts : unsaved?.sidecar ?? verdicts ?? coding?.sidecar
    guard let sidecar else {
      return complain(
        screen == .review
          ? "There is nothing to copy here: open a passage first."
          : "There is nothing to copy here: open a transcript first."
      )
    }
    guard !path.isEmpty else { return refuseAnswer("Give the path of the file to write.") }
    outbox.append(.saveCopy(sidecar, path: path))
  }

  private mutating func takeCoder(_ text: String) {
    guard Coder.isWellFormed(text), ![Coder.consensus, Coder.times].contains(Coder.ID(text)) else {
      complain(
        "\(text) cannot be a coder's id: 1 to 32 of a-z, 0-9 and -, not \"consensus\" or \"times\"."
      )
      askForCoder()
      if let prompt = answeredPrompt, knownCoders.isEmpty { popups = [.prompt(prompt)] }
      return
    }
    outbox.append(.begin(coder: Coder.ID(text)))
  }
}
