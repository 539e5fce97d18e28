import EmicKit

/// The codings that somebody may see and has asked for, with what could not be read.
struct CodingListing {
  /// What was asked for, source by source: one for each coder whose work is shown.
  private(set) var sources: [CodedSource] = []
  /// Chosen sources of which no work is shown.
  private(set) var uncoded: [(transcript: String, attributes: CaseTable.Attributes)] = []
  /// The codebook with the proposals of the coders whose work is shown.
  private(set) var codebook: Codebook
  let cases: CaseTable
  private(set) var filter = CodingFilter()
  private(set) var work: VisibleWork
  private(set) var problems: [String] = []
  /// The texts that were read, by path.
  private(set) var transcripts: [String: Transcript] = [:]
  let study: StudyFolder
  private var books: OwnBooks
  let attributeNames: [String]
  private var wanted: [Coder.ID] { filter.coders }
  /// Sources left out because a condition cannot be answered for them.
  private var unknown: [String] = []
  /// By attribute that is asked for, the values that the chosen sources have.
  private var known: [String: Set<String>] = [:]
  /// Who speaks in the chosen sources, where somebody is asked for.
  private var speakers: Set<String> = []
  /// What counts as unknown because the study does not list it.
  private var refused = RefusedValues()
  /// The attributes by which the answer counts, beside those of the conditions.
  var countedAttributes: Set<String> = []
  /// Work on a text that has changed since: nobody knows what its codings are about now.
  private(set) var stale: [(transcript: String, coder: Coder.ID)] = []
  private let leavesOutStale: Bool
  /// What other parts of the same answer do not hold.
  private var otherGaps: [String] = []
  private var otherNotes: [String] = []
  /// Transcripts of which others' work is left out, because it cannot be recorded who saw it.
  private(set) var unrecorded: Set<String> = []
  /// Transcripts of which others' codings are shown to who asks for the first time.
  private var firstLooks: [String] = []

  /// All rows, by transcript, then in the order of the text.
  var rows: [CodingRow] { CodedSource.foundRows(of: sources) }

  /// - Parameters:
  ///   - study: is read as it is on disk now.
  ///   - reading: who asks.
  ///   - filters: what is asked for.
  ///   - output: where progress is shown.
  ///   - layer: where `--layer` says nothing.
  ///   - isCounting: refuses several coders of one transcript, whichever layer.
  ///   - readsWork: whether codings are asked about at all, and not the texts alone.
  ///   - leavesOutStale: whether work on a text that has changed since is no part of the answer.
  ///   - words: which of the codings' words are asked for, beside their codes and places.
  /// - Throws: when the question cannot be meant, or coders would be added up.
  init(
    _ study: StudyFolder,
    _ reading: ReadingOptions,
    _ filters: FilterOptions,
    _ output: OutputOptions,
    layer: CodingLayer = .current,
    isCounting: Bool = false,
    readsWork: Bool = true,
    leavesOutStale: Bool = false,
    words: CodingWords = .all
  ) throws(Failure) {
    let question = try CodingQuestion(study, reading, filters, layer: layer)
    let progress = ProgressLine("Reading sidecar", output)
    try self.init(
      question,
      transcripts: question.transcripts,
      isCounting: isCounting,
      readsWork: readsWork,
      leavesOutStale: leavesOutStale,
      words: words,
      progress: progress.show
    )
    progress.clear()
    try refuseUnknownAttributes(filter.conditions.map(\.attribute))
  }

  /// A part of the answer, for what is too large to be in memory as a whole.
  ///
  /// - Parameters:
  ///   - question: what is asked for.
  ///   - names: the transcripts that are read.
  ///   - isCounting: refuses several coders of one transcript, whichever layer.
  ///   - readsWork: whether codings are asked about at all, and not the texts alone.
  ///   - leavesOutStale: whether work on a text that has changed since is no part of the answer.
  ///   - words: which of the codings' words are asked for, beside their codes and places.
  ///   - progress: told the number of sidecars read and of all.
  /// - Throws: when coders would be added up.
  init(
    _ question: CodingQuestion,
    transcripts names: [String],
    isCounting: Bool = false,
    readsWork: Bool = true,
    leavesOutStale: Bool = false,
    words: CodingWords = .all,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(Failure) {
    study = question.study
    self.leavesOutStale = leavesOutStale || isCounting
    (codebook, cases) = (question.codebook, question.cases)
    books = OwnBooks(question.readings)
    attributeNames = question.attributeNames
    filter = question.filter
    work = VisibleWork(
      of: study,
      asker: question.asker,
      transcripts: readsWork ? names : [],
      showsDrafts: question.showsDrafts,
      words: words == .none && question.filter.text != nil ? .all : words,
      progress: progress
    )
    // The texts alone are asked about: their turns are found where there is a hit.
    let needsHeaders = readsWork || !filter.conditions.isEmpty
    let study = study
    let texts = Concurrently.map(names.count) { index in
      Result { () throws(StudyProblem) in
        let transcript = try study.transcript(names[index])
        // Found here, where all cores are at work.
        if needsHeaders { _ = transcript.structure }
        if readsWork { _ = transcript.digest }
        return transcript
      }
    }
    if readsWork { work.leaveOutDamaged(of: texts.compactMap { try? $0.get() }) }
    var shown: [ShownWork] = []
    for (name, text) in zip(names, texts) {
      try shown += self.shown(of: name, text, question.layer, isCounting, needsHeaders)
    }
    try find(in: shown)
    codebook = books.all
    problems += work.problems.map(\.message)
  }

  /// One coder's work of which somebody asks what is in it.
  private struct ShownWork: Sendable {
    var sidecar: Sidecar
    var transcript: Transcript?
    var name: String
    var reading: ReadCodes
    var attributes: CaseTable.Attributes
  }

  /// Takes a source in, unless the conditions leave it out.
  ///
  /// - Returns: the work on it that may be shown.
  private mutating func shown(
    of name: String,
    _ text: Result<Transcript, StudyProblem>,
    _ layer: CodingLayer,
    _ isCounting: Bool,
    _ needsHeader: Bool
  ) throws(Failure) -> [ShownWork] {
    var transcript: Transcript?
    do throws(StudyProblem) {
      transcript = try text.get()
    } catch {
      problems.append(error.message)
    }
    let attributes = cases.attributes(
      of: name,
      header: needsHeader ? transcript?.structure.header : nil,
      study: study.file
    )
    refused.add(attributes, of: name)
    var leaving = attributes
    if leavesOutStale, let transcript, work.flagsHeader(of: transcript) {
      leaving = attributes.withoutFlaggedValues(of: work.source(transcript, .released(nil)))
    }
    noteValues(leaving)
    let answer = filter.conditions.answer(for: attributes)
    if answer == .unknown { unknown.append(name) }
    guard answer == .fits else { return [] }
    transcripts[name] = transcript
    if let transcript, !filter.speakers.isEmpty {
      speakers.formUnion(transcript.structure.turns.map(\.speaker))
    }
    let sidecars: [Sidecar]
    do throws(NoFinalLayer) {
      sidecars = try work.sidecars(of: name, layer: layer, coders: filter.coders)
        .filter { work.isCoding($0.coder, name) }
      if isCounting, sidecars.count > 1 {
        throw NoFinalLayer(transcript: name, coders: sidecars.map(\.coder))
      }
    } catch {
      throw error.isUnreadable ? .data(error.message) : .refused(error.message)
    }
    if sidecars.isEmpty { uncoded.append((name, leaving)) }
    var shown: [ShownWork] = []
    for sidecar in sidecars {
      if let transcript, sidecar.source.sha256 != transcript.digest {
        stale.append((name, sidecar.coder))
        if leavesOutStale { continue }
      }
      let reading = books.reading(of: sidecar.coder)
      shown.append(
        ShownWork(
          sidecar: sidecar,
          transcript: transcript,
          name: name,
          reading: reading,
          attributes: leaving
        )
      )
    }
    return shown
  }

  /// Remembers what is said of a source where something of the kind is asked for.
  private mutating func noteValues(_ attributes: CaseTable.Attributes) {
    for condition in filter.conditions where condition.relation == .equal {
      let name = condition.attribute
      let value = name == "case" ? attributes.case : attributes.values[name] ?? ""
      if !value.isEmpty { known[name, default: []].insert(value) }
    }
  }

  /// Asks the filter what is in the work, on all cores.
  private mutating func find(in shown: [ShownWork]) throws(Failure) {
    let filter = filter
    let found = Concurrently.map(shown.count) { index in
      Result { () throws(SearchProblem) in
        let work = shown[index]
        var source = CodedSource(
          of: work.sidecar,
          in: work.transcript,
          named: work.name,
          reading: work.reading,
          attributes: work.attributes
        )
        source.found = try filter.places(in: source)
        return source
      }
    }
    do throws(SearchProblem) {
      for source in found { sources.append(try source.get()) }
    } catch {
      throw Failure(error)
    }
  }

  /// Records, before it shows them, that others' codings are shown to who asks.
  ///
  /// - Parameter transcripts: of which others' work is to be shown.
  /// - Returns: whether something had to be left out.
  mutating func reveal(_ transcripts: Set<String>) -> Bool {
    let asker = work.blindness.asker
    let seen = asker.flatMap { try? study.memos(of: $0).reveals } ?? [:]
    for name in transcripts.sorted() {
      do throws(RevealProblem) {
        try study.recordReveal(of: name, to: asker, at: Now.timestamp)
        if seen[name] == nil, isStillToCode(name) { firstLooks.append(name) }
      } catch {
        unrecorded.insert(name)
        problems.append(error.message)
      }
    }
    sources = sources.filter { isShown($0.coder, $0.transcript) }
    return !unrecorded.isEmpty
  }

  /// Whether who asks may code a transcript blind as yet.
  private func isStillToCode(_ name: String) -> Bool {
    guard let asker = work.blindness.asker,
      study.file.coders.first(where: { $0.id == asker })?.role != .supervisor
    else { return false }
    guard let own = work.own(name) else { return true }
    return !own.isRevealed && own.status.state != .submitted
  }

  /// Records that all that was found of others is shown.
  ///
  /// - Returns: whether something had to be left out.
  @discardableResult mutating func revealFound() -> Bool {
    let others = sources.filter { !isOwn($0.coder) && !$0.found.isEmpty }
    return reveal(Set(others.map(\.transcript)))
  }

  /// Makes an answer, records what it shows of others, and makes it again without what cannot be.
  ///
  /// - Parameters:
  ///   - shown: whose codings or memos of which transcripts are in an answer.
  ///   - make: the answer, of what may be shown.
  /// - Returns: one that may be shown as it is.
  /// - Throws: what `make` throws.
  mutating func revealing<Answer>(
    _ shown: (Answer) -> [(coder: Coder.ID, transcript: String)],
    _ make: (CodingListing) throws -> Answer
  ) throws -> Answer {
    while true {
      let answer = try make(self)
      let others = shown(answer).filter { !isOwn($0.coder) }.map(\.transcript)
      let before = unrecorded
      _ = reveal(Set(others).subtracting(unrecorded))
      if unrecorded == before { return answer }
    }
  }

  /// Whether somebody's work is the asker's own, or may be shown all the same.
  func isShown(_ coder: Coder.ID, _ transcript: String) -> Bool {
    isOwn(coder) || !unrecorded.contains(transcript)
  }

  func isOwn(_ coder: Coder.ID) -> Bool { coder == work.blindness.asker }

  /// That work is on a text which has changed since: left out, or where it stands may be wrong.
  private var staleNote: String? {
    let shown = stale.filter { work in
      leavesOutStale
        || sources.contains {
          $0.transcript == work.transcript && $0.coder == work.coder && !$0.found.isEmpty
        }
    }
    guard !shown.isEmpty else { return nil }
    let names = shown.map { "\($0.transcript) by \($0.coder)" }.joined(separator: ", ")
    return leavesOutStale
      ? "Left out: \(names) (the text has changed since). `emic reanchor` finds the codings again."
      : "The text has changed since it was coded: \(names). These codings stand at their old places, "
        + "which may be wrong; `emic reanchor` finds them again."
  }

  /// Takes another part of the same answer in as it is counted: its codings without their words.
  mutating func count(_ part: CodingListing) {
    absorb(part)
    sources += part.sources.map(\.counted)
    uncoded += part.uncoded
  }

  /// Takes over what is to be said of another part of the same answer, not what is in it.
  mutating func absorb(_ part: CodingListing) {
    problems += part.problems
    unknown += part.unknown
    refused.add(part.refused)
    known.merge(part.known) { $0.union($1) }
    speakers.formUnion(part.speakers)
    otherGaps += part.gaps
    if leavesOutStale {
      stale += part.stale
    } else if let note = part.staleNote {
      otherNotes.append(note)
    }
    otherNotes += part.doubtNotes
    unrecorded.formUnion(part.unrecorded)
    firstLooks += part.firstLooks
    codebook = codebook.adding(part.codebook.codes)
  }

  /// Says what is not in the answer, and fails when something could not be read.
  func finish(_ output: OutputOptions) throws(Failure) {
    for problem in problems { Output.writeError(problem) }
    for note in notes { output.note(note) }
    guard problems.isEmpty else { throw .silent(3) }
  }

  /// What is not in the answer, though nothing is wrong.
  var notes: [String] {
    var notes = refused.notes(
      on: countedAttributes.union(filter.conditions.map(\.attribute)),
      study: study.file
    )
    if !unknown.isEmpty {
      let names = Set(filter.conditions.map(\.attribute)).sorted()
      notes.append(
        "Left out, since their \(names.joined(separator: " or ")) is unknown: "
          + "\(unknown.joined(separator: ", ")). --case \(names[0])= asks for them."
      )
    }
    notes += unmeantNotes + otherNotes + [staleNote].compactMap { $0 } + doubtNotes
    if let asker = work.blindness.asker, !firstLooks.isEmpty {
      notes.append(
        "\(asker) is shown others' codings of \(firstLooks.joined(separator: ", ")) for the first time: "
          + "what \(asker) submits of them from now on does not count as blind. --coder \(asker) shows "
          + "their own alone."
      )
    }
    let gaps = otherGaps + gaps
    notes += gaps
    if !gaps.isEmpty, work.blindness.asker == nil {
      let whose = wanted.count == 1 ? wanted[0].text : "ID"
      notes.append(
        "Nobody asks by name, and an observer sees what is submitted only. To see your own drafts "
          + "too, say who you are: --as \(whose), or $EMIC_CODER."
      )
    }
    return notes
  }

  /// That flags which are asked for bind words nobody has found again: such codings are in no list.
  private var doubtNotes: [String] {
    guard filter.flags.contains(where: { $0 == .doNotQuote || $0 == .redact }) else { return [] }
    return transcripts.keys.sorted().compactMap { name in
      guard let doubt = transcripts[name].flatMap(work.flagDoubt), doubt.reason != .unreadable
      else {
        return nil
      }
      return doubt.message
    }
  }

  /// What was asked for and can't be found, whatever is coded.
  private var unmeantNotes: [String] {
    var notes: [String] = []
    let families = (filter.codes + filter.relations.map(\.code)).filter {
      codebook[$0]?.isFamily == true
    }
    if !filter.includesSubcodes, let family = families.first {
      notes.append(
        "\(family) is a family and has no codings of its own. --with-subcodes asks for the codes "
          + "below it."
      )
    }
    for condition in filter.conditions where condition.relation == .equal {
      guard !condition.value.isEmpty, let values = known[condition.attribute],
        values.allSatisfy({ condition.answer(for: $0) != .fits })
      else { continue }
      let name = condition.attribute
      let shown = Self.list(values)
      notes.append("No source has \(name)=\(condition.value). What they have: \(shown).")
    }
    for label in filter.speakers where !speakers.contains(label) {
      let shown = Self.list(speakers)
      notes.append("Nobody is called \"\(label)\" in these sources. Who speaks there: \(shown).")
    }
    return notes
  }

  /// The first names, and how many there are where those are not all.
  private static func list(_ names: some Collection<String>) -> String {
    names.sorted().prefix(mostNames).joined(separator: ", ")
      + (names.count > mostNames ? ", … (\(names.count) in all)" : "")
  }

  /// Work that is not shown to who asks.
  private var gaps: [String] {
    transcripts.keys.sorted().compactMap { name in
      if wanted == [Coder.consensus], work.hiddenCount(of: name, among: wanted) > 0 {
        return "\(name): its adjudication is not closed yet; what is settled so far is left out."
      }
      let hidden = work.hiddenCount(of: name, among: wanted)
      guard hidden > 0 else { return nil }
      let whose = hidden == 1 ? "one coder's work is" : "\(hidden) coders' work is"
      return work.blindness.isBlind(to: name)
        ? work.blindSentence(about: [name])
        : "\(name): \(whose) not submitted yet and left out."
    }
  }
}
