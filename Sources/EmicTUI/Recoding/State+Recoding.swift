import EmicKit

/// The recode queue: opening it, its commands, and the way back.
extension State {
  mutating func openRecoding() {
    guard coder != nil else { return askForCoder() }
    if screen == .coding {
      finishEdge()
      rememberPlace()
    }
    if screen != .recoding { recodingReturnsTo = screen }
    screen = .recoding
    dropAnswer()
    readRecoding()
  }

  /// Has the queue read anew, unless decisions wait that the disk does not have yet.
  mutating func readRecoding() {
    guard let coder, recoding?.unsaved.isEmpty ?? true else { return }
    if recoding == nil { recodingRefusal = nil }
    outbox.append(.readRecoding(coder: coder.id))
  }

  mutating func take(_ opened: OpenedRecoding) {
    // Whoever decides already is not disturbed: the next visit reads again.
    guard recoding?.unsaved.isEmpty ?? true else { return }
    let here = recoding?.item?.coding.id
    var new = RecodeState(opened)
    if let here { new.go(to: here) }
    if let old = recoding { new.goOn(from: old) }
    recoding = new
    if let problem = opened.problems.first { complain(problem) }
  }

  mutating func refuseRecoding(_ sentence: String) {
    recodingRefusal = sentence
    dropHeld()
    complain(sentence)
  }

  mutating func leaveRecoding() {
    dropAnswer()
    let touched = recoding?.touched.contains(coding?.transcript.name ?? "") ?? false
    switch recodingReturnsTo {
    case .codebook where book != nil:
      screen = .codebook
      readCodebook()
    case .review where review != nil: screen = .review
    case .coding where coding != nil:
      screen = .coding
      // The transcript in view was recoded: it is shown as it is now.
      if touched, let coding, let coder {
        if unsaved == nil {
          outbox.append(.open(transcript: coding.transcript.name, coder: coder.id))
        } else {
          opens = coding.transcript.name
        }
      }
    case .retrieval, .counts, .search, .framework:
      screen = recodingReturnsTo
      refreshQuestion()
    default: goToStudy()
    }
  }

  mutating func runOnRecoding(_ command: Command) {
    if command == .study { return goToStudy() }
    guard let recoding else {
      return complain(recodingRefusal ?? "Your codings are still being read.")
    }
    switch command {
    case .notReread: return showNotReread()
    case .undo: return undoRecoding()
    case .redo: return redoRecoding()
    case .save: return saveRecodingNow()
    default: break
    }
    guard let item = recoding.item else {
      return complain("Nothing waits to be recoded. \(keyName(of: .back, "q")) goes back.")
    }
    if let place = command.chosenPlace { return choose(place) }
    switch command {
    case .keepCoding: decide(.keep)
    case .remove: decide(.remove)
    case .severalCodes: self.recoding?.marked = recoding.marked == nil ? [] : nil
    case .pickCode: popups.append(.picker(CodePicker(.recode(item.coding.id), codebook: codebook)))
    case .nextWaiting: self.recoding?.move(by: 1)
    case .previousWaiting: self.recoding?.move(by: -1)
    case .down: self.recoding?.scroll += 1
    case .up: self.recoding?.scroll -= 1
    case .pageDown: self.recoding?.scroll += 8
    case .pageUp: self.recoding?.scroll -= 8
    case .firstPlace: self.recoding?.scroll = 0
    case .showEntry: showChoices(item)
    case .escape: self.recoding?.marked = nil
    case .open:
      guard let marked = recoding.marked else { return open(item) }
      decide(.choose(marked))
    default: complain("\(command.rawValue) does nothing on the recode queue.")
    }
  }

  // MARK: Deciding

  private mutating func choose(_ place: Int) {
    guard let recoding else { return }
    let choices = recoding.choices
    guard choices.indices.contains(place - 1) else {
      guard !choices.isEmpty else {
        return complain(
          "No code takes its place by a digit: \(keyName(of: .pickCode, "c")) chooses one, "
            + "\(keyName(of: .remove, "d")) removes the coding."
        )
      }
      let codes = choices.prefix(9).enumerated().map { "\($0 + 1) \($1.id)" }
      return complain("\(place) stands before no code here: \(codes.joined(separator: ", ")).")
    }
    let code = choices[place - 1].id
    guard var marked = recoding.marked else { return decide(.choose([code])) }
    if let index = marked.firstIndex(of: code) {
      marked.remove(at: index)
    } else {
      marked.append(code)
    }
    self.recoding?.marked = marked
  }

  mutating func decide(_ decision: RecodeDecision) {
    guard let recoding, let item = recoding.item, let work = recoding.work(on: item.transcript)
    else { return }
    if let reason = work.closedBecause { return complain(reason) }
    do throws(RecodeProblem) {
      let change = try work.sidecar.recoding(
        item.coding.id,
        decision,
        codebook: recoding.codebook,
        moment: &moment
      )
      guard carryOut(change, recording: change, as: .do, on: item.transcript) else { return }
      self.recoding?.steps.undo.append(.init(transcript: item.transcript, change: change))
      self.recoding?.steps.redo = []
      let left = self.recoding?.queue.items.count ?? 0
      say("\(change.summary) " + (left == 0 ? "Nothing waits any more." : "\(left) still wait."))
    } catch {
      complain(error.sentence)
    }
  }

  // What is recorded is the change as it was decided, also when the other way round is carried out.
  private mutating func carryOut(
    _ change: Change,
    recording decided: Change,
    as act: ChangeHistory.Act,
    on transcript: String
  ) -> Bool {
    guard let coder, let work = recoding?.work(on: transcript) else { return false }
    var sidecar = work.sidecar
    do throws(ChangeProblem) {
      try sidecar.applyRecoding(change, at: moment.now)
    } catch {
      complain(error.message)
      return false
    }
    recoding?.change(transcript) { $0.take(changed: sidecar) }
    recoding?.touched.insert(transcript)
    outbox.append(.saveRecoded(sidecar, transcript: transcript, revision: work.revision + 1))
    outbox.append(
      .recordRecoding(decided, act, transcript: transcript, coder: coder.id, at: moment.now)
    )
    return true
  }

  private mutating func undoRecoding() {
    guard let step = recoding?.steps.undo.last else { return complain("Nothing to undo.") }
    guard carryOut(step.change.inverse, recording: step.change, as: .undo, on: step.transcript)
    else { return giveUp(step) }
    recoding?.steps.undo.removeLast()
    recoding?.steps.redo.append(step)
    for case .coding(let before?, _, _) in step.change.edits { recoding?.go(to: before.id) }
    say("Undone: \(step.change.summary)")
  }

  private mutating func redoRecoding() {
    guard let step = recoding?.steps.redo.last else { return complain("Nothing to redo.") }
    guard carryOut(step.change, recording: step.change, as: .redo, on: step.transcript) else {
      return giveUp(step)
    }
    recoding?.steps.redo.removeLast()
    recoding?.steps.undo.append(step)
    say("Redone: \(step.change.summary)")
  }

  /// A coding that was changed since is not what the decision was about: the one before it comes next.
  private mutating func giveUp(_ step: OpenedRecoding.Step) {
    guard let coder, recoding?.work(on: step.transcript)?.closedBecause == nil else { return }
    recoding?.steps.undo.removeAll { $0.change == step.change }
    recoding?.steps.redo.removeAll { $0.change == step.change }
    outbox.append(
      .recordRecoding(
        step.change,
        .drop,
        transcript: step.transcript,
        coder: coder.id,
        at: moment.now
      )
    )
  }

  // MARK: Saving

  private mutating func saveRecodingNow() {
    guard let recoding else { return }
    guard !recoding.unsaved.isEmpty else { return say("Everything is saved.") }
    saveRecodingAgain()
  }

  /// Tries again what could not be saved.
  mutating func saveRecodingAgain() {
    for name in recoding?.unsaved ?? [] {
      guard let work = recoding?.work(on: name) else { continue }
      outbox.append(.saveRecoded(work.sidecar, transcript: name, revision: work.revision))
    }
  }

  mutating func noteRecodingSaved(revision: Int, transcript: String, merge: Action.Merge?) {
    if note(saved: revision, recoding?.work(on: transcript)) {
      recoding?.change(transcript) { $0.saving = .saved(nil) }
    }
    if let merge, var work = recoding?.work(on: transcript) {
      do throws(MergeProblem) {
        let before = work.sidecar.codings
        _ = try work.takeIn(merge)
        recoding?.change(transcript) { $0 = work }
        sayRecodedElsewhere(before, work.sidecar.codings, transcript)
      } catch {
        complain("Another session's changes cannot be taken in: \(error.message)")
      }
    }
    goOnWhenSaved()
  }

  /// Says which codings another session has decided about, too: a code that was chosen there stands against
  /// one that was only kept here.
  private mutating func sayRecodedElsewhere(
    _ before: [Coding],
    _ after: [Coding],
    _ transcript: String
  ) {
    let ids = Set(
      (recoding?.steps.undo ?? []).flatMap(\.change.edits).compactMap { edit in
        if case .coding(let coding?, _, _) = edit { coding.id } else { nil }
      }
    )
    func read(_ coding: Coding) -> Code.ID {
      recoding?.codebook.resolved(coding.code) ?? coding.code
    }
    for coding in after where ids.contains(coding.id) {
      guard let here = before.first(where: { $0.id == coding.id }), here.code != coding.code else {
        continue
      }
      return complain(
        "Another session has recoded \(read(here)) as \(read(coding)) in \(transcript): that stands."
      )
    }
    if before != after {
      say(further: "Another session has decided here, too: the queue is as both left it.")
    }
  }

  mutating func noteRecodingNotSaved(revision: Int, transcript: String, reason: String) {
    guard note(notSaved: reason, revision, recoding?.work(on: transcript)) else { return }
    recoding?.change(transcript) { $0.saving = .notSaved(reason) }
  }

  // MARK: What is only read

  private mutating func showChoices(_ item: RecodeQueue.Item) {
    var lines = ["As it was when this was coded (version \(item.coding.codebook)):"]
    lines += RecodeWords.parts(of: item.before)
    for code in recoding?.choices ?? [] {
      lines += [
        "", "———", "Now: \(code.id)  \(code.name.entries.map(\.text).joined(separator: "  "))",
      ]
      lines += RecodeWords.parts(of: code)
    }
    popups.append(.reading(Reading(title: "Code \(item.code.id)", lines: lines)))
  }

  private mutating func showNotReread() {
    let readings = recoding?.queue.notReread ?? []
    let rows = readings.flatMap { reading in
      reading.transcripts.map {
        (words: "\(reading.code), version \(reading.version): \($0)", name: $0)
      }
    }
    guard !rows.isEmpty else {
      return say("No transcript of yours was coded before a code that is new or broader.")
    }
    popups.append(
      .choice(
        Choice(
          title: "Coded before the code: read again for it?",
          rows: rows.map(\.words),
          purpose: .reread(rows.map(\.name))
        )
      )
    )
  }

  private mutating func open(_ item: RecodeQueue.Item) {
    visit(item.transcript, at: item.coding.span.start)
  }

  /// Opens a transcript at a place; `q` leads back to the queue.
  mutating func visit(_ transcript: String, at offset: Int?) {
    guard let coder else { return }
    switch coding?.saving {
    case .notSaved(let reason):
      return complain(
        "Not saved: \(reason) \(coding?.transcript.name ?? "") stays open until it is."
      )
    case .unsaved: opens = transcript
    default: outbox.append(.open(transcript: transcript, coder: coder.id))
    }
    visiting = Visit(transcript: transcript, offset: offset, returnsTo: screen)
  }
}

extension RecodeProblem {
  /// The message as a sentence of its own.
  var sentence: String { message.prefix(1).uppercased() + message.dropFirst() }
}

/// A transcript that was opened from a list, to which `q` leads back.
struct Visit: Equatable {
  var transcript: String
  /// Where in it; `nil` for the last place.
  var offset: Int?
  var returnsTo: State.Screen
}
