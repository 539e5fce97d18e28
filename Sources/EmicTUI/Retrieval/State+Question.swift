import EmicKit

/// Asking about the study's codings: reading them, what is asked just now, and what comes back.
extension State {
  /// What is known of the study's codings.
  enum CodingsProgress: Equatable {
    case idle
    case reading
    /// Why they could not be read, in a sentence.
    case refused(String)
  }

  /// Has the study's codings read in the background; what was read before stays until then.
  mutating func readCodings() {
    guard let coder else { return askForCoder() }
    codingsProgress = .reading
    outbox.append(.readCodings(coder: coder.id))
  }

  mutating func take(_ codings: StudyCodings) {
    codingsProgress = .idle
    if self.codings == nil { beginQueries(with: codings) }
    if counts.dimensions == nil { counts.dimensions = Self.firstDimensions(codings) }
    self.codings = codings
    ownRevision = ownChange?.revision
    if let problem = codings.problems.first { complain(problem) }
    goOnWithLinks()
    askAgain()
  }

  mutating func refuseCodings(_ sentence: String) {
    codingsProgress = .refused(sentence)
    dropHeld()
    if codings != nil || awaitedCoding != nil || awaitsLinks { complain(sentence) }
    (awaitedCoding, awaitsLinks) = (nil, false)
  }

  /// Somebody who codes begins with their own work: others' is shown when it is asked for.
  private mutating func beginQueries(with codings: StudyCodings) {
    guard beginsWithOwnWork(in: codings), let asker = codings.asker else { return }
    var own = CodingQuery()
    own.coders = [asker]
    if retrieval.asking.query.isEmpty { retrieval.asking.begin(own) }
    if counts.asking.query.isEmpty { counts.asking.begin(own) }
  }

  /// Whether questions begin with whoever asks: anybody with work, and anybody who is to do some.
  func beginsWithOwnWork(in codings: StudyCodings) -> Bool {
    codings.hasOwnWork || hasWorkToDo(in: codings)
  }

  /// Whether whoever asks codes, rather than lead or supervise.
  private func hasWorkToDo(in codings: StudyCodings?) -> Bool {
    guard let coder else { return false }
    let known = codings?.study.file.coders ?? knownCoders
    return known.first { $0.id == coder.id }?.role ?? coder.role == .coder
  }

  // MARK: What is asked

  /// The question of the screen in view, as it is put together there.
  var asking: AskedQuery {
    get { screen == .counts ? counts.asking : retrieval.asking }
    set {
      if screen == .counts { counts.asking = newValue } else { retrieval.asking = newValue }
    }
  }

  private var question: Question? {
    switch screen {
    case .retrieval: .list(retrieval.asking.query, retrieval.order)
    case .counts: counts.question
    default: nil
    }
  }

  /// Asks another question; the one before can be taken back to.
  mutating func ask(_ query: CodingQuery) {
    asking.ask(query)
    askAgain()
  }

  /// Asks what the screen in view is about, with all that was coded since.
  mutating func askAgain() {
    guard let question, codings != nil, let coder else { return }
    asking.refusal = nil
    askedQuestion = question
    let own = ownChange.flatMap { $0.revision == ownRevision ? nil : $0 }
    ownRevision = ownChange?.revision
    outbox.append(
      .answer(question, coder: coder.id, own: own.map { .init($0.sidecar, of: $0.transcript) })
    )
  }

  /// Asks again where something was coded while the screen was away.
  mutating func refreshQuestion() {
    guard question != nil, ownChange?.revision != ownRevision else { return }
    askAgain()
  }

  /// The work in view, which may be newer than what was read.
  private var ownChange: (sidecar: Sidecar, transcript: String, revision: String)? {
    guard let coding else { return nil }
    let name = coding.transcript.name
    return (coding.sidecar, name, "\(name)\n\(coding.revision)")
  }

  mutating func take(_ answered: Answered) {
    // An answer that was overtaken by a later question is not shown.
    guard askedQuestion == answered.question else { return }
    askedQuestion = nil
    codings = answered.codings
    switch answered.findings {
    case .list(let list):
      retrieval.asking.notes = answered.notes
      retrieval.found = answered.question.query.text
      retrieval.answered = answered.question
      show(list)
    case .matrix, .pairs, .saturation:
      counts.asking.notes = answered.notes
      counts.answered = answered.question
      counts.take(answered.findings)
    }
  }

  mutating func refuse(_ question: Question, _ sentence: String) {
    guard askedQuestion == question else { return }
    askedQuestion = nil
    dropHeld()
    if case .list = question {
      retrieval.asking.refusal = sentence
      retrieval.forgetAnswer()
    } else {
      counts.asking.refusal = sentence
      counts.forgetAnswer()
    }
  }

  /// The new list, with the coding in hand that was in hand before.
  private mutating func show(_ list: CodingList) {
    let before = retrieval.current
    retrieval.list = list
    retrieval.previewTop = 0
    if let before, let line = list.line(of: before.coding.id, by: before.coder) {
      retrieval.place.row = line
    }
    moveInRetrieval(by: 0)
  }

  // MARK: Opening the list

  mutating func openRetrieval() {
    retrieval.summary = nil
    leave(for: .retrieval)
    readCodings()
  }

  /// Goes to the quotations that a question asks for, and back from there with `q`.
  mutating func openQuotations(_ query: CodingQuery, for summary: SummaryPlace? = nil) {
    if retrieval.asking.query != query { retrieval.place = ListPlace() }
    retrieval.asking.begin(query)
    retrieval.forgetAnswer()
    retrieval.summary = summary
    leave(for: .retrieval)
    if codings == nil { readCodings() } else { askAgain() }
  }

  /// Constant comparison: all that was coded with a code, beside what is coded now.
  mutating func openQuotations(of code: Code.ID) {
    var query = CodingQuery()
    query.codes = [codebook.resolved(code)]
    query.includesSubcodes = !codebook.children(of: code).isEmpty
    let hasOwnWork = coding?.sidecar.codings.isEmpty == false || !ownWork.counts.isEmpty
    if let coder, hasOwnWork || hasWorkToDo(in: codings) { query.coders = [coder.id] }
    openQuotations(query)
  }
}
