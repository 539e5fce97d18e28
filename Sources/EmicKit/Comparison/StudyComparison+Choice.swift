extension StudyComparison {
  /// The coders and sources that take part, and what does not.
  struct Choice {
    var coders: [Coder.ID]
    var sources: [Source]
    var leftOut: [LeftOut]
    var calibrationLeftOut: [String]
  }
}

extension StudyComparison.Choice {
  typealias Work = [ComparedCoder: Result<Sidecar, VisibleWork.Excuse>]

  /// What became of one transcript.
  struct Read: Sendable {
    var source: StudyComparison.Source?
    var leftOut: [LeftOut]
    var problems: [StudyProblem] = []
  }

  init(
    of work: inout VisibleWork,
    _ request: ComparisonRequest,
    _ progress: (Int, Int) -> Void
  ) throws(ComparisonProblem) {
    let transcripts = try Self.transcripts(work.study, request)
    var wanted = try Self.candidates(work.study, request) {
      transcripts.names.reduce(into: []) { coders, name in
        coders.formUnion(work.states(of: name).keys)
        coders.formUnion(work.frozen.coders(of: name))
      }
    }
    let (coded, folder) = (transcripts.names.filter { !work.coders(of: $0).isEmpty }, work.study)
    // Why one cannot be read is said below.
    let known = Concurrently.map(coded.count) { try? folder.transcript(coded[$0]) }.compactMap {
      $0
    }
    work.leaveOutDamaged(of: known)
    for transcript in known { work.texts[transcript.name] = transcript }
    var found: [String: Work] = [:]
    for name in transcripts.names {
      found[name] = wanted.reduce(into: [:]) { $0[$1] = work.compared(name, by: $1, request) }
    }
    if request.coders.isEmpty {
      wanted = wanted.filter { coder in
        found.values.contains { $0[coder].map(Self.isHandedIn) ?? false }
      }
    }
    let isHidden = found.values.contains { work in
      work.values.contains {
        if case .failure(let excuse) = $0 { excuse.isHidden } else { false }
      }
    }
    try Self.refuseNobody(wanted, isHidden: isHidden, calibration: transcripts.calibration)
    guard wanted.count <= StudyComparison.mostCoders else { throw .tooManyCoders(wanted.count) }
    var all: [StudyComparison.Source] = []
    var leftOut: [LeftOut] = []
    let (names, study, asked, works) = (transcripts.names, work.study, wanted, found)
    let texts = work.texts
    let read = Concurrently.map(names.count, progress: { progress($0, names.count) }) { index in
      let name = names[index]
      return Self.source(name, asked, works[name] ?? [:], study, text: texts[name])
    }
    for one in read {
      if let source = one.source {
        all.append(source)
        work.texts[source.transcript.name] = source.transcript
      }
      leftOut += one.leftOut
      work.unread += one.problems
    }
    // Who is missing everywhere is nobody: no pair, no column.
    let present = wanted.indices.filter { coder in all.contains { $0.sidecars[coder] != nil } }
    coders = present.map { wanted[$0].name }
    sources = all.map { source in
      var source = source
      source.sidecars = present.map { source.sidecars[$0] }
      return source
    }
    self.leftOut = leftOut
    calibrationLeftOut = transcripts.calibration
    try Self.refuseNothing(
      of: wanted,
      present: coders,
      leftOut,
      hasTwo: sources.contains { $0.sidecars.count { $0 != nil } > 1 },
      calibration: calibrationLeftOut
    )
  }

  /// Refuses work of which nothing was handed in.
  static func refuseNobody(
    _ wanted: [ComparedCoder],
    isHidden: Bool,
    calibration: [String]
  ) throws(ComparisonProblem) {
    guard wanted.isEmpty else { return }
    throw isHidden ? .allHidden : .nothingSubmitted(calibration: calibration)
  }

  /// Refuses work of which nothing can be compared with anything.
  ///
  /// - Parameters:
  ///   - wanted: who takes part.
  ///   - coders: those of them with work that can be compared.
  ///   - leftOut: what cannot.
  ///   - hasTwo: whether two of them have worked on the same source.
  ///   - calibration: rounds that were left out.
  /// - Throws: why there is nothing to compare.
  static func refuseNothing(
    of wanted: [ComparedCoder],
    present coders: [Coder.ID],
    _ leftOut: [LeftOut],
    hasTwo: Bool,
    calibration: [String]
  ) throws(ComparisonProblem) {
    if let coder = wanted.first(where: { $0.submission != nil && !coders.contains($0.name) }) {
      throw leftOut.contains { $0.coder == coder.name && $0.isHidden }
        ? .allHidden : .unknownSubmission(coder)
    }
    guard !hasTwo else { return }
    let changed = leftOut.filter { $0.reason == .textChanged }
    guard changed.isEmpty else { throw .differentTexts(changed) }
    switch coders.count {
    case 0: throw .nothingSubmitted(calibration: calibration)
    case 1: throw .onlyOneCoder(coders[0], leftOut, calibration: calibration)
    default: throw .noCommonTranscript(coders, leftOut)
    }
  }

  static func source(
    _ name: String,
    _ coders: [ComparedCoder],
    _ found: Work,
    _ study: StudyFolder,
    text known: Transcript?
  ) -> Read {
    var problems: [StudyProblem] = []
    var excuses: [LeftOut] = []
    var sidecars: [Sidecar?] = coders.map { coder in
      switch found[coder] {
      case .success(let sidecar)?: return sidecar
      case nil: return nil
      case .failure(let excuse)?:
        excuses.append(
          LeftOut(
            transcript: name,
            coder: coder.name,
            reason: excuse.reason,
            isHidden: excuse.isHidden
          )
        )
        return nil
      }
    }
    // A text that nobody has coded need not be read.
    guard sidecars.contains(where: { $0 != nil }) else { return Read(leftOut: excuses) }
    var transcript: Transcript?
    do throws(StudyProblem) {
      if let known { transcript = known } else { transcript = try study.transcript(name) }
    } catch {
      problems.append(error)
    }
    for (place, coder) in coders.enumerated() {
      guard let sidecar = sidecars[place] else { continue }
      let reason = transcript.map { mismatch(sidecar, $0, study, &problems) } ?? .damaged
      guard let reason else { continue }
      sidecars[place] = nil
      excuses.append(LeftOut(transcript: name, coder: coder.name, reason: reason))
    }
    excuses.sort { one, other in
      let places = [one, other].map { excuse in coders.firstIndex { $0.name == excuse.coder } ?? 0 }
      return places[0] < places[1]
    }
    var read = Read(leftOut: excuses, problems: problems)
    if let transcript, sidecars.contains(where: { $0 != nil }) {
      read.source = StudyComparison.Source(transcript: transcript, sidecars: sidecars)
    }
    return read
  }

  private static func mismatch(
    _ sidecar: Sidecar,
    _ transcript: Transcript,
    _ study: StudyFolder,
    _ problems: inout [StudyProblem]
  ) -> LeftOut.Reason? {
    do throws(SidecarError) {
      let file = study.sidecarName(of: transcript.name, by: sidecar.coder)
      return try sidecar.check(against: transcript, file: file) == .same ? nil : .textChanged
    } catch {
      problems.append(.sidecar(error))
      return .damaged
    }
  }

  static func transcripts(
    _ study: StudyFolder,
    _ request: ComparisonRequest
  ) throws(ComparisonProblem) -> (names: [String], calibration: [String]) {
    guard !study.transcripts.isEmpty else { throw .noTranscripts }
    let rounds = study.file.rounds
    var names = request.transcripts.isEmpty ? study.transcripts : request.transcripts
    if let name = request.round {
      let chosen = rounds.filter { $0.name == name }
      guard !chosen.isEmpty else { throw .unknownRound(name, known: rounds.map(\.name)) }
      let members = Set(chosen.flatMap(\.transcripts))
      names = names.filter(members.contains)
      guard !names.isEmpty else { throw .noSuchTranscriptInRound(name) }
    }
    let calibration = rounds.filter { $0.kind == "calibration" }
    let inCalibration = Set(calibration.flatMap(\.transcripts))
    let others = names.filter { !inCalibration.contains($0) }
    guard request.transcripts.isEmpty, request.round == nil, !others.isEmpty,
      others.count < names.count
    else { return (Self.once(names), []) }
    return (others, calibration.map(\.name))
  }

  /// Those who are named, else everybody with a sidecar or a submission but the consensus.
  ///
  /// - Parameters:
  ///   - study: names coders.
  ///   - request: whom it names.
  ///   - everybody: those of the chosen transcripts.
  /// - Returns: in the order in which they are compared.
  /// - Throws: when somebody is named who is not there, or twice.
  static func candidates(
    _ study: StudyFolder,
    _ request: ComparisonRequest,
    everybody: () -> Set<Coder.ID>
  ) throws(ComparisonProblem) -> [ComparedCoder] {
    let listed = study.file.coders.map(\.id)
    guard !request.coders.isEmpty else {
      return ordered(everybody().subtracting([Coder.consensus]), listed).map { ComparedCoder($0) }
    }
    let known = Set(listed + study.sidecars.map(\.coder) + [Coder.consensus])
    for (place, coder) in request.coders.enumerated() {
      guard known.contains(coder.coder) else {
        let names = known.subtracting([Coder.consensus]).sorted()
        throw .unknownCoder(coder.coder.text, known: names)
      }
      guard !request.coders[..<place].contains(coder) else { throw .coderTwice(coder.name) }
    }
    return request.coders
  }

  /// Whether a coder takes part without being named, even if this work of theirs is left out.
  static func isHandedIn(_ work: Result<Sidecar, VisibleWork.Excuse>) -> Bool {
    switch work {
    case .success: true
    case .failure(let excuse): excuse.reason == .seen || excuse.reason == .damaged
    }
  }

  /// As `study.yaml` has them, then by id.
  private static func ordered(_ coders: Set<Coder.ID>, _ listed: [Coder.ID]) -> [Coder.ID] {
    listed.filter(coders.contains) + coders.subtracting(listed).sorted()
  }

  private static func once(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
