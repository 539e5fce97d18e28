import EmicKit

extension State {
  /// Runs a command on the screen in view.
  mutating func run(_ command: Command) {
    switch command {
    case .saveCopy: prompt("Save a copy to", .copyPath)
    case .palette: popups.append(.commands(CommandList(title: "Commands", isPalette: true)))
    case .help:
      popups.append(.commands(CommandList(title: "Keys that work here", isPalette: false)))
    case .codebook where screen != .codebook: openCodebook()
    case .memos: listMemos()
    case .codeMemo where screen == .coding || screen == .codebook: writeCodeMemo()
    case .caseMemo: writeCaseMemo()
    case .attributes: showCase()
    case .studyMemo: writeStudyMemo()
    case .recode where screen != .recoding: openRecoding()
    case .whereAmI: say(([whereAmI] + jobs.all.map(\.sentence)).joined(separator: " "))
    case .messages: showMessages()
    case .redraw: outbox.append(.redraw)
    case .suspend: outbox.append(.suspend)
    case .blank: isBlank = true
    case .leave: leave(insisting: false)
    case .back: goBack()
    case .agreement where screen != .review: openReview()
    case .retrieval where screen != .retrieval: openRetrieval()
    case .searchStudy: openStudySearch()
    case .cards: askForCards()
    case .theme: pickTheme()
    case .exportTo: askForExport()
    case .links: listLinks()
    case .framework where screen != .framework: openFramework()
    case .matrix: openCounts(.matrix)
    case .cooccurrence: openCounts(.pairs)
    case .saturation: openCounts(.saturation)
    default:
      switch screen {
      case .coding: runOnTranscript(command)
      case .review: runOnReview(command)
      case .retrieval: runOnRetrieval(command)
      case .counts: runOnCounts(command)
      case .search: runOnStudySearch(command)
      case .framework: runOnFramework(command)
      case .codebook: runOnCodebook(command)
      case .recoding: runOnRecoding(command)
      case .study, .coderChoice: runOnList(command)
      }
    }
  }

  private mutating func goBack() {
    switch screen {
    case .coding: leaveTranscript()
    case .retrieval, .counts, .search, .framework: if !goBackOnTrail() { goToStudy() }
    case .review: review?.reading?.edit == nil ? leaveReviewPage() : runOnSpan(.back)
    case .codebook: leaveCodebook()
    case .recoding: leaveRecoding()
    case .study, .coderChoice: leave(insisting: false)
    }
  }

  /// Back to the list from which the transcript was opened.
  private mutating func leaveTranscript() {
    guard let visiting, visiting.transcript == coding?.transcript.name else {
      if !goBackOnTrail() { goToStudy() }
      return
    }
    self.visiting = nil
    finishEdge()
    rememberPlace()
    dropAnswer()
    screen = visiting.returnsTo
    if screen == .recoding { readRecoding() }
  }

  mutating func goToStudy() {
    guard let coder else { return }
    finishEdge()
    if screen == .coding { rememberPlace() }
    screen = .study
    trail = []
    dropAnswer()
    outbox.append(.loadRows(coder: coder.id))
  }

  /// Leaves when all is saved; else says what is not, and stays.
  ///
  /// - Parameter insisting: the terminal is gone or the system asks: what can be saved was handed
  ///   over before, nobody can be asked.
  mutating func leave(insisting: Bool) {
    finishEdge()
    if insisting {
      keepWordsOnTop()
      outbox.append(.quit)
      return
    }
    if let reason = unsavedBecause {
      complain(Self.notSaved(reason))
      popups.append(.leaveUnsaved)
    } else if isAnythingUnsaved {
      isLeaving = true
    } else if !jobs.isEmpty {
      askToLeaveJobs()
    } else {
      // Somebody may have gone on while the disk was waited for.
      keepWordsOnTop()
      outbox.append(.quit)
    }
  }

  /// Keeps what is being written, before the program ends.
  private mutating func keepWordsOnTop() {
    switch popups.last {
    case .memo(let sheet): keepDraft(of: sheet)
    case .form(let form): keepDraft(of: form)
    // The question about what a form comes to lies over it.
    case .confirmation:
      if case .form(let form)? = popups.dropLast().last { keepDraft(of: form) }
    default: break
    }
  }

  private mutating func showMessages() {
    let lines = pastMessages.isEmpty ? ["No messages yet."] : Array(pastMessages.reversed())
    popups.append(.reading(Reading(title: "Messages, the last first", lines: lines)))
  }

  /// In words, for somebody who listens to the screen.
  var whereAmI: String {
    if screen == .review { return reviewPlace }
    if screen == .retrieval { return retrievalPlace }
    if screen == .counts { return countsPlace }
    if screen == .search { return studySearchPlace }
    if screen == .framework { return frameworkPlace }
    if screen == .codebook { return codebookPlace }
    if screen == .recoding { return recodingPlace }
    guard screen == .coding, let coding else {
      guard list.rows.indices.contains(list.row) else { return "The study has no transcripts." }
      let name = list.rows[list.row].name
      return "Transcript \(list.row + 1) of \(list.rows.count): \(name)."
    }
    let structure = coding.transcript.structure
    let here = coding.codingsHere.map(\.code.text)
    var parts = [coding.transcript.name]
    if let turn = coding.turnHere {
      parts.append("turn \(turn.number) of \(structure.turns.count), \(turn.speaker)")
    } else if structure.kind == .document,
      let number = coding.transcript.turnNumber(at: coding.caret)
    {
      parts.append("paragraph \(number) of \(structure.unitCount)")
    }
    parts.append("line \(coding.text.line(containing: coding.caret) + 1)")
    if !coding.selection.isEmpty {
      parts.append("\(coding.selection.span.count) characters selected")
    }
    parts.append(here.isEmpty ? "no codes here" : "codes here: \(here.joined(separator: ", "))")
    parts += linksHere.map(\.words)
    if settings.isAccessible { parts.append(coding.saving.words) }
    return parts.joined(separator: ", ") + "."
  }

  // MARK: The list of transcripts

  private mutating func runOnList(_ command: Command) {
    let page = max(1, size.height - 6)
    switch command {
    case .down: list.move(by: 1)
    case .up: list.move(by: -1)
    case .pageDown: list.move(by: page)
    case .pageUp: list.move(by: -page)
    case .firstPlace: list.row = 0
    case .lastPlace: list.move(by: list.rows.count)
    case .open: openRow()
    case .search:
      popups.append(.prompt(Prompt(title: "Find transcript", purpose: .findTranscript)))
    case .nextHit: findTranscript(forwards: true)
    case .previousHit: findTranscript(forwards: false)
    case .escape: list.pattern = ""
    case .importFiles: askForImport()
    case .undo: stepCase(.undo)
    case .redo: stepCase(.redo)
    case .study: say("These are the study's transcripts.")
    default:
      complain(
        "\(command.rawValue) works on a transcript: \(keyName(of: .open, "Enter")) opens one."
      )
    }
  }

  private mutating func openRow() {
    guard coder != nil else { return askForCoder() }
    guard list.rows.indices.contains(list.row) else {
      complain("There is no transcript to open: :import brings files into the study.")
      return
    }
    let name = list.rows[list.row].name
    if let coding, coding.transcript.name == name, coding.access == .open {
      screen = .coding
      return
    }
    // One that is closed is read again: its text may be whole by now, or the work open.
    open(name)
  }

  /// To the next transcript whose name or case holds the pattern, around the end.
  mutating func findTranscript(forwards: Bool, fromHere: Bool = false) {
    let pattern = list.pattern.lowercased()
    guard !pattern.isEmpty, !list.rows.isEmpty else { return }
    let count = list.rows.count
    let first = fromHere ? 0 : 1
    for step in first..<count + first {
      let row = (list.row + (forwards ? step : count * 2 - step)) % count
      let texts = [list.rows[row].name, list.rows[row].caseName ?? ""]
      if texts.contains(where: { $0.lowercased().contains(pattern) }) {
        list.row = row
        return
      }
    }
    complain("No transcript is named like \(list.pattern).")
  }

  mutating func update(_ rows: [TranscriptRow]) {
    let places = Dictionary(
      list.rows.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for row in rows { if let place = places[row.name] { list.rows[place] = row } }
  }

  // MARK: Who codes

  mutating func askForCoder() {
    screen = .coderChoice
    if knownCoders.isEmpty {
      popups = [
        .prompt(Prompt(title: "Who codes? (an id: a-z, 0-9, -)", purpose: .coderID))
      ]
      return
    }
    let rows = knownCoders.map { coder in
      let isCoder = coder.role == .coder || coder.name.lowercased() == coder.role.rawValue
      let role = isCoder ? "" : ", \(coder.role.rawValue)"
      return coder.name == coder.id.text
        ? coder.id.text + role : "\(coder.id) (\(coder.name)\(role))"
    }
    popups = [
      .choice(
        Choice(title: "Who codes?", rows: rows, purpose: .coder(knownCoders.map(\.id)))
      )
    ]
  }

  mutating func begin(_ coder: Coder, proposals: [Code], quickCodes: [Int: Code.ID]) {
    self.coder = coder
    self.proposals = proposals
    self.quickCodes = quickCodes
    codebook = codebook.adding(proposals)
    if screen == .coderChoice { screen = .study }
    popups = []
    if beginsWithReview {
      beginsWithReview = false
      openReview()
    } else if let name = opens {
      opens = nil
      outbox.append(.open(transcript: name, coder: coder.id))
    }
    outbox.append(.loadRows(coder: coder.id))
  }
}
