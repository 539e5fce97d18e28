import ArgumentParser
import EmicKit

/// Shows the framework matrix, or sets one of its cells.
struct FrameworkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "framework",
    abstract: "Show the framework matrix (cases by codes, the analyst's summaries), or set a cell.",
    discussion: """
      Summaries are kept in framework.yaml. --set CASE with --code and --summary writes one; \
      --quotation names codings on which it rests. An empty summary takes the cell away. --undo \
      takes your last summary back, as on the screen, and --redo writes it again; where somebody \
      else has written since, that stands, and --skip goes on behind it.

      Example: emic framework sample-transcripts --set NGO-D1 --code trust --coder guest \
      --summary "Trust is in the section chief, not in the office."
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @Option(help: ArgumentHelp("Sets the cell of this case and of --code.", valueName: "case"))
  var set: String?

  @Option(help: ArgumentHelp("A code; in a list it may be given again.", valueName: "id"))
  var code: [String] = []

  @Option(help: "What the summary says.")
  var summary: String?

  @Option(help: ArgumentHelp("A coding behind the summary.", valueName: "coding"))
  var quotation: [String] = []

  @Option(help: ArgumentHelp("Who sums up.", valueName: "id"))
  var coder: String?

  @Flag(help: "Take your last change of a summary back.")
  var undo = false

  @Flag(help: "Do again what was undone last.")
  var redo = false

  @Flag(help: "Leave those as they are on which somebody else's stand, and go on behind them.")
  var skip = false

  @OptionGroup var names: NamesOption

  @Flag(help: "Show summaries although study.yaml says names: required; names are not replaced.")
  var identified = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: PageOptions

  func run() throws {
    let folder = try reading.open(study)
    guard !undo, !redo else { return try takeBack(in: folder) }
    guard !skip else { throw Failure.usage("--skip goes with --undo or --redo. Leave it out.") }
    let filters = try FilterOptions.everything()
    var listing = try CodingListing(folder, reading, filters, output.plain)
    let codes = try code.map { text throws(Failure) in
      try filters.code(text, in: listing.codebook)
    }
    guard let name = set else {
      guard summary == nil, quotation.isEmpty else {
        throw Failure.usage("A summary needs its cell: --set CASE and --code ID.")
      }
      return try show(&listing, codes)
    }
    guard codes.count == 1, let summary else {
      throw Failure.usage("--set needs one --code and a --summary.")
    }
    try Failure.refuseBlank(summary, "--summary")
    try write(name, codes[0], TypedText.lines(summary), listing)
  }

  // MARK: Writing

  private func write(
    _ name: String,
    _ code: Code.ID,
    _ summary: String,
    _ listing: CodingListing
  ) throws {
    let cases = listing.caseNames
    // A cell of a case that has left the study can still be taken away.
    let isKnown = cases.contains(name) || summary.isEmpty
    guard isKnown else {
      throw Failure.noCase(name, among: cases, wayOut: "`emic framework` lists the cases.")
    }
    let known = listing.sources.flatMap(\.rows).map(\.coding)
    let quotations = try quotation.map { text throws(Failure) in
      try Coding.ID.meant(text, among: known) {
        "\"\(text)\" is no coding that you may see. `emic codings` lists the ids; nothing was written."
      }
    }
    let author = try WritingOptions.given(coder: coder ?? reading.asker).coder(
      in: listing.study,
      adds: false
    )
    let cell = FrameworkMatrix.Cell(
      case: name,
      code: code,
      summary: summary,
      quotations: quotations,
      by: author,
      at: Now.timestamp
    )
    let study = listing.study
    let earlier = try Failure.study { () throws(StudyProblem) in try study.framework() }
    try refuseHidden(name, code, in: earlier, listing, from: author)
    let change = FrameworkChange(to: cell, from: earlier[name, code])
    guard try save(change, in: study) else {
      throw Failure.refused(
        "\(name), \(code): somebody has changed this summary meanwhile. Nothing was written over; "
          + "read it, and give the command again."
      )
    }
    if !StepHistory(study: study, coder: author).append(change, .do, at: Now.timestamp) {
      Output.sayUnrecorded("framework.yaml", undoneBy: "`emic framework --undo`")
    }
    answer(change.cell, summary.isEmpty ? "Took the summary of" : "Summed up")
    if let before = change.before, let writer = before.by, writer != author, before != change.after
    {
      output.plain.note(
        "\(writer)'s summary is \(summary.isEmpty ? "taken away" : "replaced"). To bring it back: "
          + "`emic framework STUDY --undo --coder \(author)`."
      )
    }
  }

  /// A summary that its writer may not see yet is not written over.
  private func refuseHidden(
    _ name: String,
    _ code: Code.ID,
    in matrix: FrameworkMatrix,
    _ listing: CodingListing,
    from author: Coder.ID
  ) throws(Failure) {
    let visible = VisibleFramework(
      matrix,
      caseOfTranscript: listing.caseOfTranscript,
      blindness: VisibleWork(of: listing.study, asker: author).blindness
    )
    guard visible.hidden.contains(where: { $0.case == name && $0.code == code }) else { return }
    throw .refused(
      "\(name), \(code): somebody else has summed this up, and it is hidden from \(author) while "
        + "\(author) codes the case blind. Nothing was written; submit your codings first."
    )
  }

  /// Takes the last change of whoever sums up back, or does it again.
  private func takeBack(in study: StudyFolder) throws {
    guard undo != redo, set == nil, summary == nil, code.isEmpty else {
      throw Failure.usage("--undo and --redo stand alone. Give one of them, without a cell.")
    }
    let author = try WritingOptions.given(coder: coder ?? reading.asker).coder(
      in: study,
      adds: false
    )
    let history = StepHistory<FrameworkChange>(study: study, coder: author)
    let steps = history.load()
    var left = undo ? steps.undo : steps.redo
    var passedOver: [FrameworkChange] = []
    guard !left.isEmpty else { throw Failure.refused("Nothing to \(undo ? "undo" : "redo").") }
    while let change = left.popLast() {
      let carried = undo ? change.inverse : change
      guard try save(carried, in: study) else {
        passedOver.append(change)
        guard skip, !left.isEmpty else {
          throw refusal(of: change, in: study, seenBy: author, hasMore: !left.isEmpty)
        }
        continue
      }
      for other in passedOver { history.append(other, .drop, at: Now.timestamp) }
      history.append(change, undo ? .undo : .redo, at: Now.timestamp)
      return answer(carried.cell, undo ? "As it was before:" : "Redone:")
    }
  }

  /// Why a summary cannot be taken back or written again: other words stand there.
  private func refusal(
    of change: FrameworkChange,
    in study: StudyFolder,
    seenBy author: Coder.ID,
    hasMore: Bool
  ) -> Failure {
    let now = (try? study.framework())?[change.case, change.code]
    // Who writes about a case is nobody's to know who still codes blind.
    let blindness = VisibleWork(of: study, asker: author).blindness
    let isHidden = study.transcripts.contains { blindness.isBlind(to: $0) }
    let who = isHidden ? "Somebody" : now?.by?.text ?? "Somebody"
    return .refused(
      "\(change.case), \(change.code): \(who) has "
        + (now == nil ? "taken this summary away" : "written this summary anew")
        + " since. That stands, and nothing was changed; --set with the cell's words writes it again."
        + (hasMore && !skip ? " --skip leaves it so, and goes on with the change before." : "")
    )
  }

  /// Brings a change to the disk.
  ///
  /// - Returns: whether it is there; words that somebody else has put there stay.
  private func save(
    _ change: FrameworkChange,
    in study: StudyFolder
  ) throws(Failure) -> Bool {
    try Failure.study { () throws(StudyProblem) in
      try study.save(change.cell, replacing: change.before)
    }
  }

  private func answer(_ cell: FrameworkMatrix.Cell, _ words: String) {
    if output.format == .json {
      Output.write(json: FrameworkPage.object(cell, [:]))
    } else if !output.quiet {
      Output.write(DisplayText.safe("\(words) \(cell.case), \(cell.code).") + "\n")
    }
  }

  // MARK: Showing

  private func show(_ listing: inout CodingListing, _ codes: [Code.ID]) throws {
    let folder = listing.study
    let names = try names.required(for: folder, identified: identified)
    // A table is a working view.
    let isLeaving = names != nil || ![.table, .list].contains(output.format ?? .usual)
    let release: Release = isLeaving ? try .leaving(folder, names) : .released(nil)
    let matrix = try Failure.study { () throws(StudyProblem) in try folder.framework() }
    // Summaries are the analyst's; where the codings stand on which they rest is their coders'.
    let page = try listing.revealing({ (page: FrameworkPage) in
      page.quoted.map { ($0.coder, $0.transcript) }
    }) { listing in
      FrameworkPage(
        matrix: matrix,
        listing: listing,
        codes: codes,
        form: output.plain.tableForm,
        release: release
      )
    }
    switch output.format ?? .usual {
    case .table, .list: Output.write(release.words(page.text))
    case .markdown: Output.write(markdown: release.words(page.markdown))
    case .csv: Output.write(csv: page.csv.map { $0.map(release.words) })
    case .json: Output.write(json: page.json.released(release))
    }
    if page.hiddenCount > 0 {
      let words =
        page.hiddenCount == 1
        ? "1 summary by others is" : "\(page.hiddenCount) summaries by others are"
      output.plain.note(
        listing.work.blindness.asker != nil
          ? "\(words) hidden: you still code some of their transcripts blind."
          : "\(words) hidden while somebody is still coding their transcripts. --as ID says who asks."
      )
    }
    try listing.finish(output.plain)
  }
}

extension CodingListing {
  /// The cases of the chosen sources; a source without a case is named by its path.
  var caseNames: [String] {
    let coded = sources.map { ($0.transcript, $0.attributes.case) }
    let all = coded + uncoded.map { ($0.0, $0.1.case) }
    return Set(all.map { $1.isEmpty ? $0 : $1 }).sorted()
  }
}
