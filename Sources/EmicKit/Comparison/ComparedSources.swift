/// Reads the work of a study that is compared, source by source: nothing grows with texts and codings.
package struct ComparedSources: Sendable {
  /// A source with the work that is compared.
  struct Source: Sendable {
    let transcript: Transcript
    /// Those with work on it, by their places among the candidates, in order.
    let coders: [Int]
    /// Theirs, in the same order.
    let sidecars: [Sidecar]
  }

  /// What became of one source.
  struct Read: Sendable {
    /// The candidates who take part without being named, by their places.
    var handedIn: Set<Int> = []
    /// Whether somebody's work is hidden from who asks.
    var isHidden = false
    /// Of all candidates.
    var leftOut: [LeftOut] = []
    var problems: [StudyProblem] = []
    /// Where others' work is hidden from who asks.
    var blind: BlindWait?
    /// Those with work that is compared, by their places.
    var coders: [Int] = []
  }

  let request: ComparisonRequest
  let codebook: Codebook
  let unit: AgreementUnits.Kind
  /// The chosen transcripts.
  let names: [String]
  /// Rounds that were left out because nobody named them.
  let calibration: [String]
  /// Who may take part: what they have done says who does.
  let candidates: [ComparedCoder]
  let study: StudyFolder
  /// `nil` for an observer, who has neither a place in the study nor work in it.
  let asker: Coder.ID?
  /// Reads a text of the study.
  package var transcript: @Sendable (String) throws(StudyProblem) -> Transcript
  private let frozen: FrozenCopies
  private let showsDrafts: Bool

  /// - Parameters:
  ///   - study: is read as it is on disk now.
  ///   - asker: `nil` for an observer.
  ///   - showsDrafts: to a supervisor.
  ///   - codebook: of the study.
  ///   - request: what is wanted.
  ///   - problems: what cannot be read is added, also when it throws.
  /// - Throws: when the request cannot be meant.
  package init(
    _ study: StudyFolder,
    asker: Coder.ID?,
    showsDrafts: Bool,
    codebook: Codebook,
    request: ComparisonRequest,
    problems: inout [StudyProblem]
  ) throws(ComparisonProblem) {
    var request = request
    request.codes = try StudyComparison.codes(request, codebook)
    let blindness = Blindness(asker: asker, study: study.file, states: [:])
    guard !request.includesDrafts || blindness.isSupervisor else {
      throw .draftsAreForSupervisors
    }
    self.request = request
    self.codebook = codebook
    self.study = study
    let isKnown = study.file.coders.contains { $0.id == asker }
    self.asker = asker.flatMap { isKnown || !study.transcripts(codedBy: $0).isEmpty ? $0 : nil }
    self.showsDrafts = showsDrafts
    transcript = { name throws(StudyProblem) in try study.transcript(name) }
    unit = StudyComparison.unit(request, study)
    let names: [String]
    (names, calibration) = try StudyComparison.Choice.transcripts(study, request)
    self.names = names
    let frozen = FrozenCopies(in: study)
    let submitters = names.map { frozen.coders(of: $0) }
    self.frozen = frozen
    problems += frozen.problems.map { .file($0) }
    candidates = try StudyComparison.Choice.candidates(study, request) {
      Set(names.flatMap(study.coders(of:))).union(submitters.joined())
    }
  }

  /// How many sources may be read before the first of them is counted.
  private static let ahead = 64

  /// Reads the sources and makes something of each that has work to compare, on all cores.
  ///
  /// - Parameters:
  ///   - progress: told the number of sources read and of all.
  ///   - make: called on any thread.
  ///   - take: called on this thread, in the order of the sources, with the coders of each.
  /// - Returns: who takes part, and what could not be read.
  /// - Throws: what `take` throws.
  func forEach<Value: Sendable, Problem: Error>(
    progress: (Int, Int) -> Void = { _, _ in },
    _ make: @escaping @Sendable (Source) -> Value,
    take: (Value, _ coders: [Int]) throws(Problem) -> Void
  ) throws(Problem) -> Participation {
    var participation = Participation(request, candidates, calibration)
    var done = 0
    try Concurrently.inOrder(names.count, ahead: Self.ahead) { place in
      let (read, source) = read(names[place])
      return (read, source.map(make))
    } take: { (made: (read: Read, value: Value?)) throws(Problem) in
      progress(done, names.count)
      done += 1
      participation.add(made.read)
      if let value = made.value { try take(value, made.read.coders) }
    }
    return participation
  }

  private func read(_ name: String) -> (Read, Source?) {
    var work = VisibleWork(
      of: study,
      asker: asker,
      transcripts: [name],
      showsDrafts: showsDrafts,
      frozen: frozen
    )
    // Why it cannot be read is said below.
    let text = work.coders(of: name).isEmpty ? nil : try? transcript(name)
    if let text { work.leaveOutDamaged(of: [text]) }
    var found: StudyComparison.Choice.Work = [:]
    var read = Read()
    if work.blindness.isBlind(to: name), work.hiddenCount(of: name) > 0 {
      read.blind = work.wait(for: name)
    }
    for (place, coder) in candidates.enumerated() {
      let work = work.compared(name, by: coder, request)
      found[coder] = work
      if StudyComparison.Choice.isHandedIn(work) { read.handedIn.insert(place) }
      if case .failure(let excuse) = work, excuse.isHidden { read.isHidden = true }
    }
    let chosen = StudyComparison.Choice.source(name, candidates, found, study, text: text)
    read.leftOut = chosen.leftOut
    read.problems = work.unread + chosen.problems
    guard let source = chosen.source else { return (read, nil) }
    read.coders = candidates.indices.filter { source.sidecars[$0] != nil }
    return (
      read,
      Source(
        transcript: source.transcript,
        coders: read.coders,
        sidecars: source.sidecars.compactMap { $0 }
      )
    )
  }
}
