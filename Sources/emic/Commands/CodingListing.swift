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
    for name in names {
      try add(name, filter, filters.layer, book, cases)
    }
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

  /// Says what is not in the answer, and fails when something could not be read.
  func finish(_ output: OutputOptions) throws(Failure) {
    for problem in problems { Output.writeError(problem) }
    for name in transcripts.keys.sorted() {
      let hidden = work.hiddenCount(of: name)
      guard hidden > 0 else { continue }
      let whose = hidden == 1 ? "one coder's work is" : "\(hidden) coders' work is"
      output.note(
        work.blindness.isBlind(to: name)
          ? "You are coding blind: other coders' codings of \(name) are hidden until you and all who are assigned have "
            + "submitted."
          : "\(name): \(whose) not submitted yet and left out."
      )
    }
    guard problems.isEmpty else { throw .silent(3) }
  }
}
