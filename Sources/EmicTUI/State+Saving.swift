import EmicKit

/// What comes back from disk: transcripts opened, saves done or failed, others' changes.
extension State {
  mutating func show(_ opened: OpenedTranscript) {
    let beginning = coding.flatMap { $0.isBeginning ? $0 : nil }
    if beginning == nil { rememberPlace() }
    // Who has gone on to another transcript waits no more to hear of the last one.
    if coding?.transcript.name != opened.transcript.name { isCheckingSave = false }
    var coding = CodingState(opened, names: names)
    coding.undoable = opened.undoable
    coding.redoable = opened.redoable
    coding.saving = .saved(opened.saved)
    self.coding = coding
    if screen != .coding, awaitedPlace != nil { leave(for: .coding) }
    screen = .coding
    dropAnswer()
    if let visiting, visiting.transcript == opened.transcript.name {
      if let offset = visiting.offset { self.coding?.move(to: offset) }
    } else {
      visiting = nil
    }
    layOutAgain()
    self.coding?.scrollCaretToTop()
    if let beginning { self.coding?.goOn(from: beginning) }
    if let row = list.rows.firstIndex(where: { $0.name == opened.transcript.name }) {
      list.row = row
    }
    if let reason = opened.closedBecause { complain(reason) }
    if let warning = opened.warning { alert("Codings are missing", warning) }
    if let place = awaitedPlace, place.transcript == opened.transcript.name {
      stand(on: place)
      self.coding?.scrollCaretToTop()
    }
    awaitedPlace = nil
    if let before = opened.beforeReanchoring { canTakeBack(reanchoringFrom: before, of: opened) }
    if let words = wordsAtOpening { say(words) }
    wordsAtOpening = nil
    openAwaitedReanchoring()
  }

  /// Tells why a transcript was not opened, in full however long that is.
  mutating func refuse(_ transcript: String, _ problem: String) {
    awaitedPlace = nil
    dropHeld()
    alert("\(transcript) was not opened", problem)
  }

  /// Puts a sentence over all else, to be closed by whoever has read it; memos and forms that were being
  /// written are kept as they are left with Esc.
  private mutating func alert(
    _ title: String,
    _ sentence: String,
    leadsToReanchoring: Bool = false
  ) {
    for case .memo(let sheet) in popups { keepDraft(of: sheet) }
    for case .form(let form) in popups where form.isTouched {
      book?.begun[form.purpose] = form
      keepDraft(of: form)
    }
    complain(sentence)
    // It need not be read twice on one screen; `g h` has it.
    message = nil
    popups = [
      .reading(
        Reading(
          title: title,
          lines: [sentence],
          leadsToReanchoring: leadsToReanchoring
        )
      )
    ]
  }

  /// From here on nothing is written: the codings would count in another text.
  mutating func close(_ transcript: String, because problem: ChangedText) {
    guard coding?.transcript.name == transcript, coding?.access == .open else { return }
    coding?.access = .closed(problem.sentence)
    alert(
      "\(transcript) has changed",
      problem.sentence,
      leadsToReanchoring: problem.leadsToReanchoring
    )
  }

  mutating func noteSaved(revision: Int, transcript: String, merge: Action.Merge?) {
    guard coding?.transcript.name == transcript else { return }
    if coding?.revision == revision {
      if case .notSaved = coding?.saving { say("Saved.") }
      if isCheckingSave { say("Everything is saved.") }
      isCheckingSave = false
      coding?.saving = .saved(moment.now)
      goOnWhenSaved()
    }
    if let merge { takeIn(merge, transcript: transcript) }
  }

  /// Leaves, or opens the next transcript, when that waited for the disk.
  mutating func goOnWhenSaved() {
    if isLeaving {
      if !isAnythingUnsaved { leave(insisting: false) }
    } else if unsaved == nil, let name = opens, let coder {
      opens = nil
      outbox.append(.open(transcript: name, coder: coder.id))
    }
  }

  /// Whether codings or verdicts are in memory only.
  public var isAnythingUnsaved: Bool {
    unsaved != nil || !unsavedVerdicts.isEmpty || book?.pending.isEmpty == false
      || recoding?.unsaved.isEmpty == false
  }

  /// Why codings or verdicts could not be saved; `nil` when nothing has failed.
  var unsavedBecause: String? {
    let states =
      [coding?.saving] + (review?.works.values.map(\.saving) ?? [])
      + (recoding?.works.values.map(\.saving) ?? [])
    for case .notSaved(let reason)? in states { return reason }
    switch book?.saving {
    case .notSaved(let reason): return reason
    case .differs where codebookLoss != nil: return "codes are gone from the codebook's file."
    case .differs: return "somebody else has changed the same words of the codebook."
    case .saved, .saving, nil: return nil
    }
  }

  mutating func noteNotSaved(revision: Int, transcript: String, reason: String) {
    guard coding?.transcript.name == transcript, coding?.revision == revision else { return }
    if opens != nil { dropHeld() }
    opens = nil
    let isNew = coding?.saving != .notSaved(reason) || isCheckingSave
    isCheckingSave = false
    coding?.saving = .notSaved(reason)
    if isNew || isLeaving { complain(Self.notSaved(reason)) }
    isLeaving = false
  }

  /// The first sentence of the reason, and the ways out; `g h` has the rest.
  static func notSaved(_ reason: String) -> String {
    let cause = reason.split(separator: ". ", maxSplits: 1).first.map(String.init) ?? reason
    let sentence = cause.hasSuffix(".") ? cause : cause + "."
    return "Not saved: \(sentence) Your changes wait in memory, retrying; "
      + ":save-copy writes them elsewhere."
  }

  /// Takes another session's changes into the work in view.
  mutating func takeIn(_ merge: Action.Merge, transcript: String) {
    guard var coding, coding.transcript.name == transcript else { return }
    let merged: Sidecar
    do {
      merged = try Sidecar.mergedSessions(coding.sidecar, merge.sidecar, base: merge.base)
    } catch {
      return complain("Another session's changes cannot be taken in: \(error.message)")
    }
    let isNews = merged.codings != coding.sidecar.codings
    coding.take(merged)
    if merged.codings != merge.sidecar.codings {
      coding.revision += 1
      coding.saving = .unsaved
      outbox.append(.save(merged, transcript: transcript, revision: coding.revision))
    }
    self.coding = coding
    // What can be undone is one record, whichever session has done it.
    readSteps()
    guard isNews else { return }
    let codings = merge.count == 1 ? "1 coding" : "\(merge.count) codings"
    say("Merged \(codings) from another session.")
  }
}
