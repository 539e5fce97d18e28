import EmicKit

/// Commands on the transcript in view.
extension State {
  mutating func runOnTranscript(_ command: Command) {
    guard coding != nil else { return }
    if let (motion, extends) = motion(of: command) {
      coding?.move(motion, extending: extends)
      if case .rows = motion { coding?.scrollCaretToTop() }
      return
    }
    if coding?.edge != nil, !Self.keepsEdge.contains(command) {
      finishEdge()
      if command == .escape { return }
    }
    if let place = command.quickPlace { return assignQuickCode(place) }
    switch command {
    case .goToTurn:
      prompt("Go to \(coding?.transcript.structure.kind.unitName ?? "turn")", .turnNumber)
    case .toggleExtend: toggleExtend()
    case .grow: coding?.grow()
    case .shrink: coding?.shrink()
    case .selectSentence:
      if coding?.selectSentence() == false { complain("There is no sentence here: nobody speaks.") }
    case .selectTurn:
      if coding?.selectTurn() == false { complain("There is no turn here: nobody speaks.") }
    case .takeBack: coding?.takeBack()
    case .endForward: nudge(.end, forward: true)
    case .endBack: nudge(.end, forward: false)
    case .startForward: nudge(.start, forward: true)
    case .startBack: nudge(.start, forward: false)
    case .moveStart: beginEdge(.start)
    case .moveEnd: beginEdge(.end)
    case .escape: escape()
    case .nextHere: focusNext(1)
    case .previousHere: focusNext(-1)
    case .search: beginSearch()
    case .nextHit: goToHit(forwards: true)
    case .previousHit: goToHit(forwards: false)
    case .searchSelection: searchSelection()
    case .study: goToStudy()
    case .save: saveNow()
    case .showEntry: showEntry()
    case .copy: copyQuotation()
    case .markForLink: markForLink()
    case .followLink: followLink()
    default: if !jump(command) { runChanging(command) }
    }
  }

  private static let keepsEdge: Set<Command> = [.moveStart, .moveEnd]

  mutating func prompt(_ title: String, _ purpose: Prompt.Purpose) {
    popups.append(.prompt(Prompt(title: title, purpose: purpose)))
  }

  /// Commands that change the coder's work.
  private mutating func runChanging(_ command: Command) {
    // A copy of the work would be held while it is changed.
    guard let access = coding?.access else { return }
    // A closed sidecar is brought to a changed text, too, and back.
    if command == .undo, undoReanchoring() { return }
    if command == .redo, redoReanchoring() { return }
    if case .closed(let reason) = access {
      return complain(Self.changesLinks(command) ? "\(Self.linksStay) \(reason)" : reason)
    }
    switch command {
    case .pickCode: pickCode()
    case .codeKey: popups.append(.codeKey)
    case .codeAgain: assignAgain()
    case .changeCode: pickOtherCode()
    case .inVivo: assignInVivo()
    case .remove: removeHere()
    case .nothingHere: markNothingHere()
    case .memo: writeMemo()
    case .transcriptMemo: writeTranscriptMemo()
    case .flag: chooseFlag()
    case .linkMitigates: link(as: .mitigates)
    case .linkContradicts: link(as: .contradicts)
    case .linkRule: link(as: .rulePractice)
    case .unlink: unlinkHere()
    case .undo: undo()
    case .redo: redo()
    default: complain("\(command.rawValue) does nothing on a transcript.")
    }
  }

  func motion(of command: Command) -> (Motion, extends: Bool)? {
    let page = max(1, geometry.bodyHeight - 2)
    switch command {
    case .left: return (.left, false)
    case .right: return (.right, false)
    case .up: return (.up, false)
    case .down: return (.down, false)
    case .nextWord: return (.nextWord, false)
    case .previousWord: return (.previousWord, false)
    case .nextSentence: return (.nextSentence, false)
    case .previousSentence: return (.previousSentence, false)
    case .nextClause: return (.nextClause, false)
    case .previousClause: return (.previousClause, false)
    case .nextTurn: return (.nextTurn, false)
    case .previousTurn: return (.previousTurn, false)
    case .pageDown: return (.rows(page), false)
    case .pageUp: return (.rows(-page), false)
    case .halfPageDown: return (.rows(max(1, page / 2)), false)
    case .halfPageUp: return (.rows(-max(1, page / 2)), false)
    case .lineStart: return (.lineStart, false)
    case .lineEnd: return (.lineEnd, false)
    case .firstPlace: return (.first, false)
    case .lastPlace: return (.last, false)
    case .extendLeft: return (.left, true)
    case .extendRight: return (.right, true)
    case .extendUp: return (.up, true)
    case .extendDown: return (.down, true)
    case .extendNextWord: return (.nextWord, true)
    case .extendPreviousWord: return (.previousWord, true)
    case .extendNextTurn: return (.nextTurn, true)
    case .extendPreviousTurn: return (.previousTurn, true)
    case .extendLineStart: return (.lineStart, true)
    case .extendLineEnd: return (.lineEnd, true)
    default: return nil
    }
  }

  // MARK: Saving and copying

  private mutating func saveNow() {
    guard let coding else { return }
    if case .closed(let reason) = coding.access { return complain(reason) }
    // What was saved may be gone from the disk, or damaged there: that is looked at, too.
    if case .saved(let time) = coding.saving {
      guard time != nil else { return say("Everything is saved.") }
      isCheckingSave = true
    }
    outbox.append(
      .save(coding.sidecar, transcript: coding.transcript.name, revision: coding.revision)
    )
  }

  private mutating func copyQuotation() {
    guard let coding else { return }
    let span = coding.selection.isEmpty ? coding.codingHere?.span : coding.selection.span
    guard let span = span.flatMap({ coding.transcript.trimmed($0) }) else {
      return complain("There is nothing to copy: select words, or go to a coding.")
    }
    let isGuarded = coding.sidecar.codings.contains {
      $0.span.overlaps(span) && ($0.flags.contains(.doNotQuote) || $0.flags.contains(.redact))
    }
    guard !isGuarded else {
      return complain("These words are marked do-not-quote or redact: not copied.")
    }
    let turn = coding.transcript.structure.turn(at: span.start).map { ", turn \($0.number)" } ?? ""
    guard let coder else { return }
    let name = coding.transcript.name
    // Others' flags bind, too, and are not in view here.
    outbox.append(
      .copyWords(span, transcript: name, reference: name + turn, coder: coder.id)
    )
  }
}

extension CodingState {
  /// Puts the caret on a character, in the mode as it is.
  mutating func move(to offset: Int) {
    if isExtending {
      selection.head = offset
    } else {
      selection = Selection(caret: min(max(0, offset), max(0, text.scalarCount - 1)))
    }
    isSpent = false
    focus = nil
    madeLast = []
    goalColumn = nil
    normalizeCaret()
  }
}
