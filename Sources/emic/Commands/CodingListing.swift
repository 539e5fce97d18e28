import EmicKit

/// The codings that somebody may see and has asked for, with what could not be read.
struct CodingListing {
  /// What was asked for, source by source: one for each coder whose work is shown.
  var sources: [CodedSource] = []
  /// Chosen sources of which no work is shown.
  var uncoded: [(transcript: String, attributes: CaseTable.Attributes)] = []
  /// Those of them on which there is work all the same: coded blind, or not submitted.
  var hidden: Set<String> = []
  /// Those of them of which there are drafts to be seen, which the layer leaves out.
  var drafts: Set<String> = []
  /// The codebook with the proposals of the coders whose work is shown.
  var codebook: Codebook
  /// How many codes it has without them.
  let plainCodes: Int
  let cases: CaseTable
  private(set) var filter = CodingFilter()
  private(set) var work: VisibleWork
  var problems: [String] = []
  /// The texts that were read, by path.
  private(set) var transcripts: [String: Transcript] = [:]
  let study: StudyFolder
  private var books: OwnBooks
  let attributeNames: [String]
  var wanted: [Coder.ID] { filter.coders }
  /// Sources left out because a condition cannot be answered for them.
  var unknown = UnansweredConditions()
  /// By attribute that is asked for, the values that the chosen sources have.
  var known: [String: Set<String>] = [:]
  /// Who speaks in the chosen sources, where somebody is asked for.
  var speakers: Set<String> = []
  /// What counts as unknown because the study does not list it.
  var refused = RefusedValues()
  /// The attributes by which the answer counts, beside those of the conditions.
  var countedAttributes: Set<String> = []
  /// Work on a text that has changed since: nobody knows what its codings are about now.
  var stale: [(transcript: String, coder: Coder.ID)] = []
  let leavesOutStale: Bool
  /// The same of other parts of the answer, as far as it is shown.
  var otherStale: [(transcript: String, coder: Coder.ID)] = []
  /// What other parts of the same answer do not hold.
  var otherGaps: [String] = []
  var otherNotes: [String] = []
  /// Transcripts of which others' work is left out, because it cannot be recorded who saw it.
  var unrecorded: Set<String> = []
  /// Transcripts of which others' codings are shown to who asks for the first time.
  var firstLooks: [String] = []

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
  ///   - isAlone: whether work that is not asked for tells nothing about the answer, as its flags would.
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
    words: CodingWords = .all,
    isAlone: Bool = false
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
      isAlone: isAlone,
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
  ///   - isAlone: whether work that is not asked for tells nothing about the answer, as its flags would.
  ///   - progress: told the number of sidecars read and of all.
  /// - Throws: when coders would be added up.
  init(
    _ question: CodingQuestion,
    transcripts names: [String],
    isCounting: Bool = false,
    readsWork: Bool = true,
    leavesOutStale: Bool = false,
    words: CodingWords = .all,
    isAlone: Bool = false,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(Failure) {
    study = question.study
    self.leavesOutStale = leavesOutStale || isCounting
    (codebook, cases) = (question.codebook, question.cases)
    plainCodes = codebook.codes.count
    books = OwnBooks(question.readings)
    attributeNames = question.attributeNames
    filter = question.filter
    work = VisibleWork(
      of: study,
      asker: question.asker,
      transcripts: readsWork ? names : [],
      coders: isAlone ? question.codersAlone : [],
      showsDrafts: question.showsDrafts,
      words: words == .none && question.filter.text != nil ? .all : words,
      frozen: question.frozen,
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
    /// Of the codebook with which it was read.
    var version: Int
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
      // Its sidecars have its words, too.
      if case .withdrawnText = error { return [] }
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
    if answer == .unknown {
      unknown.add(name, filter.conditions, of: attributes, shown: leaving)
    }
    guard answer == .fits else { return [] }
    transcripts[name] = transcript
    if let transcript, !filter.speakers.isEmpty {
      speakers.formUnion(transcript.structure.turns.map(\.speaker))
    }
    let sidecars: [Sidecar]
    do throws(NoFinalLayer) {
      if isCounting { try work.refuseLost(name, layer: layer, of: filter.coders) }
      sidecars = try work.sidecars(of: name, layer: layer, coders: filter.coders)
        .filter { work.isCoding($0.coder, name) }
      if isCounting, sidecars.count > 1 {
        throw NoFinalLayer(transcript: name, .several(sidecars.map(\.coder)))
      }
    } catch {
      throw error.reason == .unreadableConsensus ? .data(error.message) : .refused(error.message)
    }
    if sidecars.isEmpty {
      uncoded.append((name, leaving))
      if work.hides(workOn: name, layer: layer, of: filter.coders) { hidden.insert(name) }
      if work.leavesOutDraft(of: name, layer: layer, by: filter.coders) { drafts.insert(name) }
    }
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
          version: work.versionRead(for: sidecar, of: name),
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
        source.codebook = work.version
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
}
