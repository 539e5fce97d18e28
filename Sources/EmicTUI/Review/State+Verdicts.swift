import EmicKit

/// Settling the rows of a passage: a decision, its reason, and on to the next.
extension State {
  /// Adopts the coder of a lane; one who has nothing there stands for *neither*.
  mutating func adopt(_ lane: Int) {
    guard let review, let reading = review.reading else { return }
    guard review.lanes.places.indices.contains(lane) else {
      return complain("There is no coder \(lane + 1) here: 1 to \(review.lanes.count).")
    }
    let place = review.lanes.places[lane]
    let row = review.row(reading)
    guard row.sides[place].isEmpty else { return ask(.adopt(coder: place)) }
    guard row.missing.contains(place) else {
      let name = review.lanes.label(ofLane: lane)
      return complain("\(name) did not code this transcript, so there is nothing to adopt.")
    }
    ask(.neither)
  }

  mutating func settleByEdges(_ choice: PassageRow.Choice) {
    guard let row = rowInHand else { return }
    guard row.kind == .boundary else {
      let key = choice == .union ? keyName(of: .union, "+") : keyName(of: .intersection, "&")
      return complain("\(key) settles boundaries, and this disagreement is \(row.kind.words).")
    }
    ask(choice)
  }

  mutating func settleBoth() {
    guard let row = rowInHand else { return }
    guard row.kind == .differentCode else {
      return complain(
        "\(keyName(of: .bothStand, "=")) lets different codes stand side by side; this disagreement is \(row.kind.words)."
      )
    }
    ask(.both)
  }

  mutating func settleNeither() {
    guard rowInHand != nil else { return }
    ask(.neither)
  }

  private var rowInHand: PassageRow? {
    guard let review, let reading = review.reading else { return nil }
    return review.row(reading)
  }

  /// Asks for the reason, where verdicts may be given at all and this one fits.
  private mutating func ask(_ choice: PassageRow.Choice) {
    guard let row = rowInHand, maySettle() else { return }
    do {
      _ = try row.outcome(of: choice)
    } catch {
      return complain(error.message(transcript: review?.reading?.transcript.name ?? ""))
    }
    popups.append(.reason(ReasonChoice(choice, of: row.kind)))
  }

  /// Gives the verdict, and goes on by itself.
  private mutating func settle(_ asked: ReasonChoice) {
    closePopup()
    guard let review, let reading = review.reading, let coder,
      let work = review.work(on: reading.transcript.name)
    else { return }
    let change: Change
    do {
      change = try work.sidecar.adjudicating(
        review.row(reading),
        asked.choice,
        reason: asked.reason,
        note: reading.note,
        by: coder.id,
        in: reading.transcript,
        codebook: codebook.version,
        at: moment.now
      )
    } catch {
      return complain(error.message(transcript: reading.transcript.name))
    }
    guard perform(change, on: reading.transcript.name) else { return }
    goToNextOpenRow()
  }

  // MARK: Notes

  mutating func writeNote() {
    guard let review, let reading = review.reading, maySettle() else { return }
    let verdict = review.state(reading).verdict
    // Another's note is not written over: one's own comes beside it.
    let others = verdict.flatMap { verdict -> String? in
      guard let coder, verdict.hasNote(ofOthersThan: coder.id) else { return nil }
      return verdict.maker
    }
    let standing = others == nil ? verdict?.settlement.note ?? "" : ""
    let known = reading.note.isEmpty ? standing : reading.note
    let draft = drafts[noteKey(review.row(reading))]
    popups.append(
      .prompt(
        Prompt(
          title: "Note on the verdict" + (others.map { ", beside \($0)'s" } ?? "")
            + (draft == nil ? "" : " (draft)"),
          field: TextField(draft?.resumed(over: known).onOneLine ?? known),
          purpose: .verdictNote(opened: known)
        )
      )
    )
    if draft?.isJoined(over: known) == true { say(Self.resumedWords) }
  }

  /// Keeps what was typed until the note is taken.
  mutating func keepNoteDraft(_ text: String, opened: String) {
    guard let review, let reading = review.reading, !text.isEmpty,
      text != (review.state(reading).verdict?.settlement.note ?? reading.note)
    else { return }
    drafts[noteKey(review.row(reading))] = Draft(text, begunOver: opened)
    keepDrafts()
    say(
      "The note is kept as a draft: \(keyName(of: .note, "m")) takes it up again, Enter puts it on the verdict."
    )
  }

  /// Takes the note up that waits for the verdict on the row in view.
  mutating func takeUpNote() {
    guard let review, let reading = review.reading else { return }
    self.review?.reading?.note = ""
    // On a stale row, too: its verdict is given anew.
    if case .settled = review.state(reading) { return }
    let waiting = drafts[waitingKey(review.row(reading))]?.text
    self.review?.reading?.note = waiting ?? ""
  }

  /// Lets go of notes that wait no more: the verdicts that have them are on the disk.
  mutating func dropTakenNotes(on transcript: String) {
    let waiting = drafts
    for item in review?.items ?? [] where item.passage.transcript == transcript {
      for (row, state) in zip(item.passage.rows, item.states) {
        guard case .settled(let verdict) = state else { continue }
        let key = waitingKey(row)
        if drafts[key]?.text == verdict.settlement.note { drafts[key] = nil }
      }
    }
    if drafts != waiting { keepDrafts() }
  }

  private func noteKey(_ row: PassageRow) -> String {
    "note " + row.from.map(\.text).joined(separator: " ")
  }

  /// Of a note that was taken, and goes with the verdict to come.
  private func waitingKey(_ row: PassageRow) -> String { "taken " + noteKey(row) }

  /// Keeps a note for the verdict to come, or puts it on the one that stands; what was written there
  /// since it was opened stays.
  mutating func takeNote(_ text: String, opened: String) {
    guard let review, let reading = review.reading else { return }
    drafts[noteKey(review.row(reading))] = nil
    guard case .settled(let verdict) = review.state(reading) else {
      self.review?.reading?.note = text
      // Nothing on the disk has it before there is a verdict to carry it.
      drafts[waitingKey(review.row(reading))] = text.isEmpty ? nil : Draft(text)
      keepDrafts()
      return say(
        text.isEmpty
          ? "The note is gone." : "The note goes with the verdict; settle the disagreement now."
      )
    }
    keepDrafts()
    guard let work = review.work(on: reading.transcript.name) else { return }
    if let coder, verdict.hasNote(ofOthersThan: coder.id) {
      guard !text.isEmpty else {
        return say("Nothing was changed: the note is \(verdict.maker)'s.")
      }
      let change = work.sidecar.noting(text, by: coder.id, on: verdict)
      guard perform(change, on: reading.transcript.name), !change.isEmpty else { return }
      return say(further: "\(verdict.maker)'s note stays beside it.")
    }
    let standing = verdict.settlement.note ?? ""
    let own = Draft(text, begunOver: opened)
    let isJoined = own.isJoined(over: standing)
    let note = isJoined ? own.resumed(over: standing).onOneLine : text
    guard perform(work.sidecar.noting(note, on: verdict), on: reading.transcript.name), isJoined
    else { return }
    say(further: Self.joinedWords)
  }

  /// Whether a verdict may be given on the transcript in view; else says why not.
  private mutating func maySettle() -> Bool {
    guard let review, let reading = review.reading else { return false }
    let name = review.item(reading).passage.transcript
    guard let reason = review.refusal(on: name) else { return true }
    complain(reason)
    return false
  }

  mutating func press(_ key: Key, in asked: ReasonChoice) {
    var asked = asked
    let count = ReasonChoice.reasons.count
    switch key.code {
    case _ where key.isCancel:
      closePopup()
      return say("No verdict was given.")
    case .enter: return settle(asked)
    case .down, .character("j"), .tab: asked.row = (asked.row + 1) % count
    case .up, .character("k"): asked.row = (asked.row + count - 1) % count
    case .character(let letter):
      guard case .key(let plain) = InputMethod.reading(of: key), plain.code == .character(letter),
        let row = ReasonChoice.reasons.firstIndex(where: { $0.key == letter })
      else { return complain("No such reason: b, m, d, c or a; Enter takes the one in hand.") }
      asked.row = row
      return settle(asked)
    default: return
    }
    replacePopup(with: .reason(asked))
  }

  // MARK: Editing the span

  mutating func editSpan() {
    guard let review, let reading = review.reading, maySettle() else { return }
    let row = review.row(reading)
    let codes = row.codes
    guard codes.count > 1 else { return beginSpan(of: codes[0]) }
    popups.append(
      .choice(
        Choice(
          title: "Which code stands?",
          rows: codes.map { name(of: $0) },
          purpose: .spanCode(codes)
        )
      )
    )
  }

  /// Starts moving the edges of what the verdict will code.
  mutating func beginSpan(of code: Code.ID) {
    guard let review, let reading = review.reading else { return }
    let own = review.row(reading).sides.joined().filter { $0.code == code }.map(\.span)
    let span = own.dropFirst().reduce(own.first ?? review.row(reading).span) { $0.union($1) }
    var edit = CodingState(
      reading.transcript,
      sidecar: Sidecar(
        draftOf: reading.transcript,
        by: Coder.consensus,
        codebook: codebook.version,
        at: moment.now
      ),
      caret: span.start
    )
    edit.layout = reading.layout
    edit.lastCodes = [code]
    edit.edge = CodingState.EdgeMove(edge: .end, codings: [], span: span)
    self.review?.reading?.edit = edit
    keepEdgeInView()
    say(
      "Move the end by any motion; \(keyName(of: .moveStart, "s")) moves the start, \(keyName(of: .takeSpan, "Enter")) takes it, \(keyName(of: .escape, "Esc")) leaves it."
    )
  }

  mutating func runOnSpan(_ command: Command) {
    guard var edit = review?.reading?.edit else { return }
    if let motion = motion(of: command)?.0 {
      edit.move(motion)
    } else {
      switch command {
      case .moveStart: _ = edit.beginEdge(.start)
      case .moveEnd: _ = edit.beginEdge(.end)
      case .endForward: edit.edge = edit.nudged(.end, forward: true)
      case .endBack: edit.edge = edit.nudged(.end, forward: false)
      case .startForward: edit.edge = edit.nudged(.start, forward: true)
      case .startBack: edit.edge = edit.nudged(.start, forward: false)
      case .takeSpan: return takeSpan(edit)
      case .escape, .back:
        review?.reading?.edit = nil
        return say("The span was left as it was.")
      default: return complain("Enter takes the span, Esc leaves it as it was.")
      }
    }
    review?.reading?.edit = edit
    keepEdgeInView()
  }

  private mutating func takeSpan(_ edit: CodingState) {
    guard let span = edit.edge?.span, let code = edit.lastCodes.first else { return }
    guard let trimmed = edit.transcript.trimmed(edit.text.wholeCharacters(span)) else {
      return complain("There are only blanks in this span: move an edge, or Esc leaves it.")
    }
    review?.reading?.edit = nil
    ask(.edit(span: trimmed, code: code))
  }

  private mutating func keepEdgeInView() {
    guard let review, var reading = review.reading, let move = reading.edit?.edge else { return }
    let geometry = passageGeometry(review, reading)
    let lanes = geometry.isSideBySide ? [] : review.lanesOfRow(reading)
    let height = geometry.bodyHeight - (geometry.isSideBySide ? 1 : 0)
    reading.keepInView(move.movingOffset, lanes: lanes, height: height)
    self.review?.reading = reading
  }
}

extension PassageRow.Kind {
  /// What the row is about.
  var words: String {
    switch self {
    case .agreed: "agreed"
    case .boundary: "a boundary"
    case .differentCode: "about different codes"
    case .missed: "about a missed code"
    }
  }
}
