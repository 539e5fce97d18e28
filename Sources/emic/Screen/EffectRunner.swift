import EmicKit
import EmicTUI
import Glibc
import Terminal

/// Does what the screen's effects ask for; what comes of it goes back as actions.
@MainActor
final class EffectRunner {
  private let study: StudyFolder
  private let codebook: Codebook
  private let terminal: CursesTerminal
  private let allowsNewCoder: Bool
  let mailbox: Mailbox<Letter>

  /// What comes from the background.
  enum Letter: Sendable {
    case action(Action)
    case saved(Save, SaveOutcome)
    case polled(Save, SidecarStore.Poll)
  }

  /// A sidecar on its way to disk.
  struct Save: Sendable {
    var sidecar: Sidecar
    var transcript: String
    var revision: Int
  }

  private(set) var isLeaving = false
  private var store: SidecarStore?
  private var openName: String?
  private var textIdentity: FileIdentity?
  /// What disk is known to hold, for merging another session's changes.
  private var base: Sidecar?
  private var waiting: Save?
  private var isSaving = false
  private var records: [Record] = []
  private var places: ResumePlaces?
  private var placesOf: Coder.ID?
  private var isPlaceNew = false
  private var rowsWanted: Coder.ID?
  private let placeWriter: LatestWriter<(ResumePlaces, Coder.ID)>
  private let proposalWriter: LatestWriter<([Code], Set<Code.ID>, Coder.ID)>

  private struct Record {
    var change: Change
    var act: ChangeHistory.Act
    var transcript: String
    var coder: Coder.ID
    var at: Timestamp
  }

  init(
    study: StudyFolder,
    codebook: Codebook,
    terminal: CursesTerminal,
    allowsNewCoder: Bool
  ) {
    self.study = study
    self.codebook = codebook
    self.terminal = terminal
    self.allowsNewCoder = allowsNewCoder
    let mailbox = Mailbox<Letter> { terminal.wake() }
    self.mailbox = mailbox
    placeWriter = LatestWriter { places, coder in places.save(for: coder, in: study) }
    proposalWriter = LatestWriter { proposals, withdrawn, coder in
      do {
        try study.save(proposals: proposals, withdrawn: withdrawn, of: coder)
      } catch {
        let sentence = "The new code was not saved: \(Sentence.of(error))"
        mailbox.post(.action(.note(sentence, isProblem: true)))
      }
    }
  }

  /// - Returns: what came of it at once.
  func run(_ effect: Effect) -> [Action] {
    switch effect {
    case .begin(let coder): return begin(coder)
    case .open(let transcript, let coder): return open(transcript, coder)
    case .loadRows(let coder): rowsWanted = coder
    case .save(let sidecar, let transcript, let revision):
      waiting = Save(sidecar: sidecar, transcript: transcript, revision: revision)
      startSave()
    case .record(let change, let kind, let transcript, let coder, let at):
      let act = ChangeHistory.Act(rawValue: kind.rawValue) ?? .do
      records.append(Record(change: change, act: act, transcript: transcript, coder: coder, at: at))
    case .saveProposals(let proposals, let withdrawn, let coder):
      proposalWriter.write((proposals, withdrawn, coder))
    case .remember(let place, let transcript, let coder): remember(place, transcript, coder)
    case .rememberCoder(let coder): Settings().remember(coder, for: study.path)
    case .copy(let quotation): return copy(quotation)
    case .saveCopy(let sidecar, let path): return saveCopy(sidecar, to: path)
    case .redraw: terminal.redraw()
    case .suspend: terminal.suspend()
    case .quit: isLeaving = true
    }
    return []
  }

  // MARK: Beginning

  private func begin(_ coder: Coder.ID) -> [Action] {
    do {
      let known = study.file.coders.first { $0.id == coder }
      if known == nil, !study.file.coders.isEmpty, !allowsNewCoder {
        throw CoderChoice.Refusal.unknown(coder.text, known: study.file.coders.map(\.id))
      }
      let places = ResumePlaces(of: coder, in: study)
      self.places = places
      var quickCodes: [Int: Code.ID] = [:]
      for (index, code) in places.pinned.prefix(9).enumerated() where !code.text.isEmpty {
        quickCodes[index + 1] = code
      }
      Settings().remember(coder, for: study.path)
      let coder = known ?? Coder(id: coder)
      do {
        let proposals = try study.proposals(of: coder.id)
        return [.began(coder, proposals: proposals, quickCodes: quickCodes)]
      } catch {
        // Coding goes on without the proposals; their file is left as it is.
        return [
          .began(coder, proposals: [], quickCodes: quickCodes),
          .note(Sentence.of(error), isProblem: true),
        ]
      }
    } catch {
      return [.note(Sentence.of(error), isProblem: true)]
    }
  }

  /// Begins to read what the start screen shows: after the first frame, which it must not delay.
  func loadRows() {
    guard let coder = rowsWanted else { return }
    rowsWanted = nil
    let reading = StudyReading(study: study, coder: coder)
    let mailbox = mailbox
    Task.detached(priority: .utility) {
      reading.read(
        rows: { mailbox.post(.action(.rowsLoaded($0))) },
        work: { mailbox.post(.action(.ownWorkLoaded($0))) }
      )
    }
  }

  private func open(_ transcript: String, _ coder: Coder.ID) -> [Action] {
    do {
      let opened = try TranscriptOpening.open(
        transcript,
        coder: coder,
        codebookVersion: codebook.version,
        in: study
      )
      store = SidecarStore(file: opened.file)
      base = opened.file.known
      openName = transcript
      textIdentity = opened.textIdentity
      return [.opened(opened.screen)]
    } catch {
      return [.openFailed(transcript: transcript, problem: brief(Sentence.of(error)))]
    }
  }

  // MARK: Saving

  // One save at a time, always of the newest state: an older snapshot can never overtake it.
  private func startSave() {
    guard !isSaving, let save = waiting, let store, save.transcript == openName else { return }
    waiting = nil
    isSaving = true
    let mailbox = mailbox
    Task.detached { mailbox.post(.saved(save, await store.save(save.sidecar))) }
  }

  /// What has come from the background since the last look.
  func takeLetters() -> [Action] {
    mailbox.take().flatMap { letter -> [Action] in
      switch letter {
      case .action(let action): return [action]
      case .saved(let save, let outcome): return finish(save, outcome)
      case .polled(let save, let poll): return finish(save, poll)
      }
    }
  }

  private func finish(_ save: Save, _ outcome: SaveOutcome) -> [Action] {
    isSaving = false
    defer { startSave() }
    switch outcome {
    case .failed(let problem):
      return [
        .saveFailed(
          revision: save.revision,
          transcript: save.transcript,
          reason: brief(problem.message, of: save)
        )
      ]
    case .saved(let sidecar, let others):
      writeHistory()
      let merge =
        others > 0 ? Action.Merge(base: save.sidecar, sidecar: sidecar, count: others) : nil
      base = sidecar
      return [.saved(revision: save.revision, transcript: save.transcript, merged: merge)]
    case .unchanged, .superseded:
      writeHistory()
      return [.saved(revision: save.revision, transcript: save.transcript, merged: nil)]
    }
  }

  /// A sentence without what everybody knows who looks at the screen.
  ///
  /// That is the study's folder and, about a save, the sidecar that is open: so the reason comes
  /// first, where a line may be cut.
  private func brief(_ sentence: String, of save: Save? = nil) -> String {
    var rest = sentence[...]
    if let save {
      let path = study.sidecarFile(of: save.transcript, by: save.sidecar.coder).path
      if rest.hasPrefix(path + ": ") { rest = rest.dropFirst(path.count + 2) }
    }
    if rest.hasPrefix(study.path + "/") { rest = rest.dropFirst(study.path.count + 1) }
    return String(rest)
  }

  private func writeHistory() {
    for record in records {
      ChangeHistory(study: study, transcript: record.transcript, coder: record.coder)
        .append(record.change, record.act, at: record.at)
    }
    records = []
  }

  private func finish(_ save: Save, _ poll: SidecarStore.Poll) -> [Action] {
    isSaving = false
    defer { startSave() }
    guard case .merged(let sidecar, let others) = poll else { return [] }
    base = sidecar
    let merge = Action.Merge(base: save.sidecar, sidecar: sidecar, count: others)
    return [.changedOnDisk(transcript: save.transcript, merge)]
  }

  // MARK: Looking after what is open

  /// How often the disk is looked at, in milliseconds: notices of changes are not reliable on
  /// network file systems.
  static let pollTime: Int32 = 2000

  /// Tries again what could not be saved, and looks for changes by others.
  func look(after state: State) -> [Action] {
    writePlaces()
    if let unsaved = state.unsaved, !isSaving {
      waiting = Save(
        sidecar: unsaved.sidecar,
        transcript: unsaved.transcript,
        revision: unsaved.revision
      )
      startSave()
      return []
    }
    guard let work = state.openWork, work.isOpen else { return [] }
    if let problem = textProblem(work.transcript) {
      return [.textChanged(transcript: work.transcript, problem: problem)]
    }
    guard !isSaving, let store, base != nil else { return [] }
    isSaving = true
    let save = Save(sidecar: work.sidecar, transcript: work.transcript, revision: 0)
    let mailbox = mailbox
    Task.detached {
      let poll = await store.poll(save.sidecar)
      mailbox.post(.polled(save, poll))
    }
    return []
  }

  private func textProblem(_ name: String) -> String? {
    guard let known = textIdentity else { return nil }
    let path = study.absolute(name)
    let now: FileIdentity?
    do {
      now = try FileReader.identity(of: path)
    } catch {
      // What cannot be asked just now may be there again the next time.
      return nil
    }
    guard let now else {
      textIdentity = nil
      return
        "\(name) is not in the study any more. Nothing more is written; what you coded is saved in its sidecar."
    }
    guard now != known else { return nil }
    textIdentity = now
    guard let sidecar = base, let text = try? study.transcript(name),
      text.digest != sidecar.source.sha256
    else { return nil }
    return
      "The text of \(name) was changed on disk while you coded it. Nothing more is written, because "
      + "your codings count in the old text; what you coded is saved in its sidecar."
  }

  // MARK: The rest

  private func remember(_ place: Effect.Place, _ transcript: String, _ coder: Coder.ID) {
    var places = places ?? ResumePlaces(of: coder, in: study)
    places.places[transcript] = ResumePlaces.Place(caret: place.caret, furthestTurn: place.readTo)
    places.pinned = (1...9).map { place.quickCodes[$0] ?? Code.ID("") }
    while places.pinned.last?.text.isEmpty == true { places.pinned.removeLast() }
    self.places = places
    placesOf = coder
    isPlaceNew = true
  }

  private func copy(_ quotation: String) -> [Action] {
    do {
      try QuotationFile.append(quotation, in: study)
      return [.note("Copied to \(QuotationFile.name).", isProblem: false)]
    } catch {
      return [.note("Not copied: \(error.message)", isProblem: true)]
    }
  }

  private func saveCopy(_ sidecar: Sidecar, to path: String) -> [Action] {
    let target =
      path.hasPrefix("~/")
      ? (Settings.environment("HOME") ?? "~") + path.dropFirst(1) : path
    do {
      let coder = sidecar.coder
      let file = study.sidecarFile(of: openName ?? sidecar.source.file, by: coder)
      try file.saveCopy(sidecar, to: target)
      return [.note("A copy is in \(target).", isProblem: false)]
    } catch {
      return [.note("The copy was not written: \(error.message)", isProblem: true)]
    }
  }

  // MARK: Leaving

  /// Brings what is unsaved to disk before the program ends, as far as the disk lets it.
  ///
  /// - Returns: the result of each save, for the state.
  func finish(_ state: inout State) {
    writePlaces()
    var attempts = 0
    while attempts < 500, isSaving || (state.unsaved != nil && attempts < 3) {
      if !isSaving, let unsaved = state.unsaved {
        waiting = Save(
          sidecar: unsaved.sidecar,
          transcript: unsaved.transcript,
          revision: unsaved.revision
        )
        startSave()
      }
      usleep(10_000)
      attempts += 1
      for action in takeLetters() { _ = reduce(&state, action, at: Moment.current()) }
    }
    placeWriter.finish()
    proposalWriter.finish()
  }

  private func writePlaces() {
    guard isPlaceNew, let places, let placesOf else { return }
    isPlaceNew = false
    placeWriter.write((places, placesOf))
  }
}
