import EmicKit

/// Finding codings again after their transcript has changed: proposed, looked through, stored on a yes.
extension State {
  /// Goes to the next coding that is not where it was; asks for the proposal first.
  mutating func jumpToReanchor() {
    guard let coding else { return }
    guard var list = reanchoring.list, isOf(coding, list) else { return proposeReanchoring() }
    guard !list.rows.isEmpty else { return openReanchoring() }
    // From a row that is shown to the one behind it, even where their words overlap.
    let isShown = coding.selection.span == list.rows[list.row].outcome.span
    let further = list.rows.indices.first { row in
      guard let span = list.rows[row].outcome.span else { return false }
      return isShown ? row > list.row : span.start > coding.caret
    }
    list.row = further ?? 0
    reanchoring.list = list
    showReanchored(further == nil ? "From the first again: " : "")
  }

  /// Opens the list of what becomes of each coding.
  mutating func openReanchoring() {
    guard let coding else { return }
    guard let list = reanchoring.list, isOf(coding, list) else { return proposeReanchoring() }
    popups.append(.reanchoring(list))
  }

  /// What was found of the transcript in view.
  var reanchoringHere: ReanchoringList? {
    guard screen == .coding, let coding, let list = reanchoring.list, !list.waitsForText,
      isOf(coding, list)
    else { return nil }
    return list
  }

  private func isOf(_ coding: CodingState, _ list: ReanchoringList) -> Bool {
    list.proposal.transcript.name == coding.transcript.name
      && list.proposal.transcript.digest == coding.transcript.digest
      && list.proposal.sidecar == coding.sidecar
  }

  private mutating func proposeReanchoring(storingAgain: Bool = false) {
    reanchoring.storesAgain = storingAgain
    guard let coding, let coder else { return }
    guard case .saved = coding.saving else {
      return complain("There is unsaved work here. `:save-copy` keeps it; then ask again.")
    }
    outbox.append(.proposeReanchoring(transcript: coding.transcript.name, coder: coder.id))
    say("Looking for your codings in the text as it is now …")
  }

  /// Takes what was found; a text that is not yet on the screen is opened first.
  mutating func take(_ proposal: Reanchoring) {
    guard let coding, let coder, coding.transcript.name == proposal.transcript.name,
      proposal.sidecar.coder == coder.id
    else { return }
    guard proposal.isChanged else {
      reanchoring.list = nil
      let orphans = proposal.items.count(where: \.wasOrphan)
      return complain(
        orphans == 0
          ? "This is the text that was coded: nothing is to be found again."
          : "This is the text that was coded; \(orphans) of your codings are orphans. "
            + "\(ReanchorCommandLine.words(for: [coder.id], isWriting: false)) lists them."
      )
    }
    reanchoring.list = ReanchoringList(proposal)
    reanchoring.list?.waitsForText = proposal.transcript.digest != coding.transcript.digest
    if reanchoring.list?.waitsForText == true {
      outbox.append(.open(transcript: coding.transcript.name, coder: coder.id))
      return say("Opening the text as it is now …")
    }
    dropAnswer()
    if let list = reanchoring.list, storedAgain(list) { return }
    waiting.asksAboutReanchoring = true
  }

  /// Lists what was found as soon as the text as it is now is on the screen.
  mutating func openAwaitedReanchoring() {
    guard let list = reanchoring.list, list.waitsForText, let coding, isOf(coding, list) else {
      return
    }
    reanchoring.list?.waitsForText = false
    dropAnswer()
    waiting.asksAboutReanchoring = true
  }

  private mutating func showReanchored(_ beginning: String = "") {
    guard let list = reanchoring.list, list.rows.indices.contains(list.row) else { return }
    if let span = list.rows[list.row].outcome.span {
      coding?.selection = Selection(span)
      coding?.isSpent = true
    }
    let next = keyName(of: .nextToReanchor, "]a")
    // The words themselves are lit in the text.
    let words = Ellipsis.cut(list.words(ofRow: list.row), to: 72)
    say(
      "\(beginning)\(list.row + 1) of \(list.rows.count): \(words) \(next) shows the next; :reanchor lists "
        + "them, where y stores all."
    )
  }

  // MARK: The list

  mutating func press(_ key: Key, in list: ReanchoringList) {
    var list = list
    let keys = "j and k choose, Enter shows, x leaves one, y stores all, Esc leaves"
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("q"), _), (.character("c"), .control): return closePopup()
    case (.character("y"), _):
      closePopup()
      return store(list)
    case _ where list.rows.isEmpty: return complain(key, insteadOf: "y stores all, Esc leaves")
    case (.down, _), (.character("j"), _): list.row = min(list.row + 1, list.rows.count - 1)
    case (.up, _), (.character("k"), _): list.row = max(0, list.row - 1)
    case (.pageDown, _): list.row = min(list.row + 10, list.rows.count - 1)
    case (.pageUp, _): list.row = max(0, list.row - 10)
    case (.character("x"), _):
      guard list.rows[list.row].outcome != .orphan else {
        return complain("It was not found, and is kept as an orphan anyway.")
      }
      list.leaving.formSymmetricDifference([list.rows[list.row].coding.id])
    case (.enter, _):
      closePopup()
      reanchoring.list = list
      return showReanchored()
    default: return complain(key, insteadOf: keys)
    }
    reanchoring.list = list
    replacePopup(with: .reanchoring(list))
  }

  private mutating func store(_ list: ReanchoringList) {
    guard let coder else { return }
    reanchoring.askedList = list
    outbox.append(.storeReanchoring(list.proposal, leaving: list.leaving, coder: coder.id))
  }

  // MARK: What was stored

  /// Opens the transcript anew after a re-anchoring was stored, or taken back (`nil`).
  mutating func noteReanchored(_ stored: StoredReanchoring?, of transcript: String) {
    reanchoring.list = nil
    reanchoring.stored = stored
    reanchoring.takenBackList = stored == nil ? reanchoring.storedList : nil
    reanchoring.storedList = stored == nil ? nil : reanchoring.askedList
    let undo = keyName(of: .undo, "u")
    // What an earlier session has stored is found anew, for its list is gone.
    let again =
      reanchoring.takenBackList == nil
      ? "\(keyName(of: .nextToReanchor, "]a")) finds their new places."
      : "\(keyName(of: .redo, "U")) stores them at their new places again."
    wordsAtOpening =
      stored.map { "Stored: \($0.summary). \(undo) takes it back." }
      ?? "Taken back: the codings are as they were before the text changed. \(again)"
    guard let coder, coding?.transcript.name == transcript else { return }
    outbox.append(.open(transcript: transcript, coder: coder.id))
  }

  /// Whether the re-anchoring that was taken back last can be stored again as it was.
  var canRedoReanchoring: Bool {
    guard reanchoring.stored == nil, let proposal = reanchoring.takenBackList?.proposal, let coding
    else { return false }
    // That it was taken back stands in the sidecar's log: that is not as it was.
    return proposal.transcript.name == coding.transcript.name
      && proposal.transcript.digest == coding.transcript.digest
      && proposal.sidecar.codings == coding.sidecar.codings
  }

  /// Stores the re-anchoring again that was taken back; `false` when that was not the last thing done.
  mutating func redoReanchoring() -> Bool {
    guard canRedoReanchoring else { return false }
    proposeReanchoring(storingAgain: true)
    return true
  }

  /// Stores what was found again as it was stored before it was taken back; `false` where that is not
  /// what was asked for, or something else is found.
  private mutating func storedAgain(_ list: ReanchoringList) -> Bool {
    guard reanchoring.storesAgain else { return false }
    reanchoring.storesAgain = false
    guard let takenBack = reanchoring.takenBackList, takenBack.proposal.items == list.proposal.items
    else { return false }
    var list = list
    list.leaving = takenBack.leaving
    store(list)
    return true
  }

  /// What another session has stored can be taken back here, too.
  mutating func canTakeBack(reanchoringFrom before: Sidecar, of opened: OpenedTranscript) {
    guard reanchoring.stored?.after != opened.sidecar else { return }
    reanchoring.stored = StoredReanchoring(
      transcript: opened.transcript.name,
      before: before,
      after: opened.sidecar,
      summary: ""
    )
  }

  /// Takes the re-anchoring back that was the last thing done; `false` when it was not.
  mutating func undoReanchoring() -> Bool {
    guard let stored = reanchoring.stored, let coding,
      stored.transcript == coding.transcript.name, stored.after == coding.sidecar
    else { return false }
    outbox.append(
      .takeBackReanchoring(stored.after, to: stored.before, transcript: stored.transcript)
    )
    return true
  }
}
