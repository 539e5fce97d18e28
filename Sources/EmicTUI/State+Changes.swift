import EmicKit

/// Carrying out changes of the coder's work, and taking them back.
extension State {
  /// Carries out a change of the work in view, keeps it for undo and has it saved.
  ///
  /// - Returns: whether the work is now as the change wants it; else why not was said.
  @discardableResult
  mutating func perform(_ change: Change) -> Bool {
    guard !change.isEmpty else {
      say(change.summary)
      return true
    }
    guard carryOut(change, as: .do) else { return false }
    coding?.undoable.append(change)
    coding?.redoable = []
    memoTrail = MemoTrail()
    say(change.summary)
    return true
  }

  private mutating func carryOut(_ change: Change, as act: ChangeHistory.Act) -> Bool {
    // In its place: while a copy of the work is held, each of its lists is copied to be changed.
    guard let access = coding?.access, let coder else { return false }
    if case .closed(let reason) = access {
      complain(reason)
      return false
    }
    do {
      try coding?.apply(change, at: moment.now)
    } catch {
      complain(error.message)
      return false
    }
    coding?.countChange()
    changeProposals(change)
    guard let sidecar = coding?.sidecar, let transcript = coding?.transcript.name,
      let revision = coding?.revision
    else { return false }
    outbox.append(.save(sidecar, transcript: transcript, revision: revision))
    outbox.append(
      .record(
        change,
        act,
        transcript: transcript,
        coder: coder.id,
        at: moment.now
      )
    )
    return true
  }

  private mutating func changeProposals(_ change: Change) {
    let changed = change.proposals(after: proposals) { code in
      ownWork.count(of: code, outside: coding?.transcript.name) > 0
        || coding?.sidecar.codings.contains { $0.code == code } ?? false
    }
    guard changed != proposals, let coder else { return }
    let gone = Set(proposals.map(\.id)).subtracting(changed.map(\.id))
    proposals = changed
    // A digit must not point to a code that is gone.
    quickCodes = quickCodes.filter { !gone.contains($0.value) }
    codebook = codebook.removing(gone).adding(changed)
    withdrawn = withdrawn.union(gone).subtracting(changed.map(\.id))
    outbox.append(.saveProposals(proposals, withdrawn: withdrawn, coder: coder.id))
  }

  mutating func undo() {
    guard !takesMemoStep(.undo) else { return }
    guard let change = coding?.undoable.last else { return complain("Nothing to undo.") }
    let inHand = codingInHand
    guard isStill(change, open: .undo), carryOut(change.inverse, as: .undo) else { return }
    coding?.undoable.removeLast()
    coding?.redoable.append(change)
    show(change.inverse)
    keepInHand(inHand)
    say("Undone: \(change.summary)")
  }

  mutating func redo() {
    guard !takesMemoStep(.redo) else { return }
    guard let change = coding?.redoable.last else { return complain("Nothing to redo.") }
    let inHand = codingInHand
    guard isStill(change, open: .redo), carryOut(change, as: .redo) else { return }
    coding?.redoable.removeLast()
    coding?.undoable.append(change)
    show(change)
    keepInHand(inHand)
    say("Redone: \(change.summary)")
  }

  // MARK: One record, several sessions

  /// Has it read anew what can be undone and done again: another session has worked here, too.
  mutating func readSteps() {
    guard let coding, let coder else { return }
    outbox.append(.readSteps(transcript: coding.transcript.name, coder: coder.id))
  }

  /// Takes over what the record says; `nil` where it could not be read.
  mutating func take(_ steps: UndoStacks<Change>?, of transcript: String) {
    guard coding?.transcript.name == transcript else { return }
    if let steps {
      coding?.undoable = steps.undo
      coding?.redoable = steps.redo
    }
    let stale = staleStep
    switch stale?.act {
    case .undo: undo()
    case .redo: redo()
    case .do, .drop, nil: break
    }
    // The one that is next there may be as stale.
    if staleStep?.change == stale?.change { staleStep = nil }
  }

  /// Whether a step can be taken; another session may have taken it already, or changed what it is about.
  ///
  /// Then the record is read, and the step is taken that comes next there; one that is still in the way is
  /// passed over.
  private mutating func isStill(_ change: Change, open act: ChangeHistory.Act) -> Bool {
    guard let coding, let coder, coding.access == .open else { return true }
    var trial = coding.sidecar
    do throws(ChangeProblem) {
      try trial.apply(act == .undo ? change.inverse : change, at: moment.now)
      return true
    } catch {
      guard staleStep?.change == change else {
        staleStep = (act, change)
        readSteps()
        return false
      }
      if act == .undo {
        self.coding?.undoable.removeLast()
      } else {
        self.coding?.redoable.removeLast()
      }
      outbox.append(
        .record(
          change,
          .drop,
          transcript: coding.transcript.name,
          coder: coder.id,
          at: moment.now
        )
      )
      let isLast = (act == .undo ? self.coding?.undoable : self.coding?.redoable)?.isEmpty ?? true
      let key = act == .undo ? keyName(of: .undo, "u") : keyName(of: .redo, "U")
      complain(error.message + (isLast ? "" : " \(key) again goes on with the next step."))
      return false
    }
  }

  // The place of an undone or redone change comes into view, its words selected again.
  private mutating func show(_ change: Change) {
    for edit in change.edits {
      switch edit {
      case .coding(let before, let after, _):
        guard let span = after?.span ?? before?.span else { continue }
        coding?.selection = Selection(span)
        coding?.focus = after?.id
        coding?.isSpent = after != nil
        return
      case .nothingHere(let before, let after):
        guard let span = after?.span ?? before?.span else { continue }
        coding?.move(to: span.start)
        return
      case .memo, .link, .settled, .proposal: continue
      }
    }
  }

  private var codingInHand: (id: Coding.ID, isSingledOut: Bool)? {
    coding?.codingHere.map { ($0.id, coding?.isSingledOut ?? false) }
  }

  /// The coding in hand stays there as long as it stands on the words in view.
  private mutating func keepInHand(_ inHand: (id: Coding.ID, isSingledOut: Bool)?) {
    guard let (id, isSingledOut) = inHand,
      coding?.codingsHere.contains(where: { $0.id == id }) == true
    else { return }
    coding?.focus = id
    coding?.isSingledOut = isSingledOut
  }

  /// How a code is called in a message: `+id` a proposal, `?id` one that the codebook lacks.
  ///
  /// The id of a proposal is made of its name, which stands beside it where it is in other letters.
  func name(of id: Code.ID) -> String {
    // In its place: a code has a dozen texts and lists, of which only a proposal's are asked.
    guard let place = codebook.index(of: id) else { return "?\(id)" }
    return codebook.codes[place].isProposal
      ? Self.name(ofProposed: codebook.codes[place]) : id.text
  }

  static func name(ofProposed code: Code) -> String {
    "+\(code.id)" + (code.name.transcribed.map { " \($0)" } ?? "")
  }
}
