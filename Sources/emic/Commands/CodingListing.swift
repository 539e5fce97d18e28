import EmicKit

/// The codings that somebody may see and has asked for, with what could not be read.
struct CodingListing {
  private(set) var rows: [CodingRow] = []
  private(set) var work: VisibleWork
  private(set) var problems: [String] = []
  /// The texts that were read, by path.
  private(set) var transcripts: [String: Transcript] = [:]
  let study: StudyFolder
  let attributeNames: [String]
  private let wanted: [Coder.ID]
  /// Transcripts of which others' work is left out, because it cannot be recorded who saw it.
  private(set) var unrecorded: Set<String> = []

  init(
    _ study: StudyFolder,
    _ reading: ReadingOptions,
    _ filters: FilterOptions,
    _ output: OutputOptions
  ) throws(Failure) {
    self.study = study
    let (book, cases) = try Failure.study { () throws(StudyProblem) in
      (try study.codebook(), try study.cases())
    }
    attributeNames = cases.attributeNames(study: study.file)
    let asker = try reading.asker(in: study)
    let names = try filters.transcripts(study)
    let progress = ProgressLine("Reading sidecar", output)
    work = VisibleWork(
      of: study,
      asker: asker,
      transcripts: names,
      showsDrafts: reading.drafts,
      progress: progress.show
    )
    progress.clear()
    var known = book
    for coder in Set(study.sidecars.map(\.coder)).sorted() where work.blindness.asker == coder {
      known = known.adding((try? study.proposals(of: coder)) ?? [])
    }
    let filter = try filters.filter(study, known)
    wanted = filter.coders
    for name in names {
      try add(name, filter, filters.layer, book, cases)
    }
    try refuseUnknownAttributes(filter, cases)
    rows.sort()
    problems += work.problems.map(\.message)
  }

  private mutating func add(
    _ name: String,
    _ filter: CodingFilter,
    _ layer: CodingLayer,
    _ book: Codebook,
    _ cases: CaseTable
  ) throws(Failure) {
    var transcript: Transcript?
    do throws(StudyProblem) {
      transcript = try study.transcript(name)
      transcripts[name] = transcript
    } catch {
      problems.append(error.message)
    }
    let attributes = cases.attributes(
      of: name,
      header: transcript?.structure.header,
      study: study.file
    )
    guard filter.matches(attributes) else {
      transcripts[name] = nil
      return
    }
    let sidecars: [Sidecar]
    do throws(NoFinalLayer) {
      sidecars = try work.sidecars(of: name, layer: layer, coders: filter.coders)
    } catch {
      throw .refused(error.message)
    }
    for sidecar in sidecars {
      let own = CodingRows.rows(
        of: sidecar,
        in: transcript,
        named: name,
        codebook: book.adding((try? study.proposals(of: sidecar.coder)) ?? []),
        attributes: attributes
      )
      do throws(SearchProblem) {
        for row in own where try filter.matches(row) { rows.append(row) }
      } catch {
        throw Failure(error)
      }
    }
  }

  // An attribute that no source has is a slip of the pen; a value that none has is an answer.
  private func refuseUnknownAttributes(
    _ filter: CodingFilter,
    _ cases: CaseTable
  ) throws(Failure) {
    var known = ["case"] + attributeNames
    for name in filter.attributes.keys.sorted() where !known.contains(name) {
      // Headers may name more than the table and the study; to read them all is the last resort.
      let headers = study.transcripts.compactMap { try? study.transcript($0).structure.header }
      let more = Set(headers.flatMap { $0.attributes.map(\.key) }).subtracting(known)
      known += more.subtracting(["transcript-id"]).sorted()
      guard !known.contains(name) else { continue }
      let nearest = EditDistance.nearest(to: name, among: known)
      let list = known.filter { $0 == nearest } + known.filter { $0 != nearest }
      throw .usage(
        "there is no attribute \"\(name)\". Use one of: \(list.joined(separator: ", "))."
      )
    }
  }

  /// Records, before it shows them, that others' codings are shown to who asks.
  ///
  /// - Parameter transcripts: of which others' work is to be shown.
  /// - Returns: whether something had to be left out.
  mutating func reveal(_ transcripts: Set<String>) -> Bool {
    let asker = work.blindness.asker
    for name in transcripts.sorted() {
      do throws(RevealProblem) {
        try study.recordReveal(of: name, to: asker, at: Now.timestamp)
      } catch {
        unrecorded.insert(name)
        problems.append(error.message)
      }
    }
    rows = rows.filter { isShown($0.coder, $0.transcript) }
    return !unrecorded.isEmpty
  }

  /// Whether somebody's work is the asker's own, or may be shown all the same.
  func isShown(_ coder: Coder.ID, _ transcript: String) -> Bool {
    isOwn(coder) || !unrecorded.contains(transcript)
  }

  func isOwn(_ coder: Coder.ID) -> Bool { coder == work.blindness.asker }

  /// Says what is not in the answer, and fails when something could not be read.
  func finish(_ output: OutputOptions) throws(Failure) {
    for problem in problems { Output.writeError(problem) }
    var isAnythingHidden = false
    for name in transcripts.keys.sorted() {
      let hidden = work.hiddenCount(of: name, among: wanted)
      guard hidden > 0 else { continue }
      isAnythingHidden = true
      let whose = hidden == 1 ? "one coder's work is" : "\(hidden) coders' work is"
      output.note(
        work.blindness.isBlind(to: name)
          ? "You are coding blind: other coders' codings of \(name) are hidden until you and all who are assigned have "
            + "submitted."
          : "\(name): \(whose) not submitted yet and left out."
      )
    }
    if isAnythingHidden, work.blindness.asker == nil {
      let whose = wanted.count == 1 ? wanted[0].text : "ID"
      output.note(
        "Nobody asks by name, and an observer sees what is submitted only. To see your own drafts "
          + "too, say who you are: --as \(whose), or $EMIC_CODER."
      )
    }
    guard problems.isEmpty else { throw .silent(3) }
  }
}
