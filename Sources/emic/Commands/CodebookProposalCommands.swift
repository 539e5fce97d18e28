import ArgumentParser
import EmicKit

/// Which proposal is meant.
struct ProposalOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Whose proposal, where several have the same id.", valueName: "id"))
  var from: String?

  /// The one proposal of an id that whoever decides may see.
  func proposal(
    _ id: Code.ID,
    in study: StudyFolder,
    seenBy changer: Coder.ID
  ) throws(Failure) -> (coder: Coder.ID, code: Code) {
    var work = VisibleWork(of: study, asker: changer)
    let earlier = work.problems
    let all = work.proposals()
    let unread = work.problems.filter { !earlier.contains($0) }
    let id = Self.meant(id.text, among: all.map(\.code))
    let found = all.filter { $0.code.id == id && (from == nil || $0.coder.text == from) }
    // Those that cannot be read may hold it: *cannot read* is not *there is none*.
    if found.isEmpty, let first = unread.first {
      for problem in unread.dropFirst() { Output.writeError(problem.message) }
      throw Failure(first)
    }
    for problem in work.problems { Output.writeError(problem.message) }
    if found.count == 1 { return found[0] }
    guard found.isEmpty else {
      let names = found.map(\.coder.text).joined(separator: ", ")
      throw .usage("\(names) have proposed \"\(id)\". Say whose is meant with --from.")
    }
    let ids = Set(all.map(\.code.id)).sorted().map(\.text)
    throw .usage(
      "there is no proposal \"\(DisplayText.safe(id.text))\"."
        + decided(id, in: study, work.blindness)
        + (ids.isEmpty ? "" : " Proposed are: \(ids.joined(separator: ", ")).")
    )
  }

  /// The proposal that a text names as codes are named, `+mediation` too; the text itself for none.
  private static func meant(_ text: String, among proposals: [Code]) -> Code.ID {
    // Several coders may have proposed one code.
    var seen: Set<Code.ID> = []
    let unique = proposals.filter { seen.insert($0.id).inserted }
    let id = Code.ID(text.hasPrefix("+") ? String(text.dropFirst()) : text)
    return (try? Codebook(title: "").adding(unique).code(named: text)) ?? id
  }

  /// What became of it, or why nobody can tell.
  private func decided(_ id: Code.ID, in study: StudyFolder, _ blindness: Blindness) -> String {
    if (try? study.codebook())?[id] != nil { return " It is a code of the codebook." }
    if study.transcripts.contains(where: { blindness.hidesNotes(about: $0) }) {
      return " Those of others are hidden while you code blind."
    }
    let coders = Set(study.sidecars.map(\.coder) + study.file.coders.map(\.id)).sorted()
    let declined = coders.filter { coder in
      ((try? study.proposals(of: coder)) ?? []).contains { $0.id == id && $0.retired != nil }
    }
    guard !declined.isEmpty else { return " `emic codebook proposals` lists them." }
    return " That of \(declined.map(\.text).joined(separator: ", ")) was declined already."
  }
}

/// Takes a proposal into the codebook.
struct CodebookAcceptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "accept",
    abstract: "Take a coder's proposal into the codebook.",
    discussion: """
      What was coded with it is then coded with the codebook's code.

      Example: emic codebook accept sample-transcripts mediation --under relations --as supervisor
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The proposal's id.")
  var id: String

  @OptionGroup var proposal: ProposalOptions
  @OptionGroup var place: CodePlaceOptions
  @OptionGroup var writing: CodebookWritingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var desk = try CodebookDesk(writing, study: study)
    let (coder, proposed) = try proposal.proposal(Code.ID(id), in: desk.study, seenBy: desk.changer)
    let (parent, spot) = (try place.parent(in: desk), try place.spot(in: desk))
    try desk.change(accepting: ProposedCode(proposed, by: coder)) {
      book throws(CodebookProblem) in
      var code = proposed
      if let parent { code.parent = parent }
      return try book.addingCode(code, at: spot)
    }
    try desk.save()
    desk.add(Self.words(about: proposed.id, in: desk.study, but: coder))
    // After the codebook is safe: a proposal that is left beside it is read as the codebook's code.
    let study = desk.study
    try Failure.study { () throws(StudyProblem) in
      try study.save(proposals: [], withdrawn: [proposed.id], of: coder)
    }
    desk.answer(output)
  }
}

extension CodebookAcceptCommand {
  /// That codings which were read as another code are read as the accepted one now; empty for none.
  private static func words(about id: Code.ID, in study: StudyFolder, but coder: Coder.ID) -> String
  {
    study.declinedProposals(of: id).filter { $0.coder != coder }.map { other, into in
      "The proposal of \(other) with this id was declined into \(into): what \(other) has coded with it is "
        + "read as \(id) from now on."
    }.joined(separator: " ")
  }
}

/// Puts a proposal aside.
struct CodebookDeclineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "decline",
    abstract: "Decline a coder's proposal; its codings stay, and it is no longer offered.",
    discussion: """
      --into names a code of the codebook as which its codings are read.

      Example: emic codebook decline sample-transcripts mediation --into co-optation \
      --reason "the same act" --as supervisor
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The proposal's id.")
  var id: String

  @OptionGroup var proposal: ProposalOptions

  @Option(help: ArgumentHelp("A code as which its codings are read.", valueName: "id"))
  var into: String?

  @OptionGroup var writing: CodebookWritingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let desk = try CodebookDesk(writing, study: study)
    let (coder, proposed) = try proposal.proposal(Code.ID(id), in: desk.study, seenBy: desk.changer)
    let other = try into.map { text throws(Failure) in try desk.code(meant: text) }
    if let other {
      // As a merge would: the same codes are refused, with the same words.
      do throws(CodebookProblem) {
        try desk.book.refuseReading(proposed, as: other)
      } catch {
        throw Failure(error)
      }
    }
    try Failure.study { () throws(StudyProblem) in
      try desk.study.decline(
        proposed,
        of: coder,
        inFavourOf: other,
        by: desk.changer,
        because: writing.reason,
        codebook: desk.book.version,
        at: desk.moment.now
      )
    }
    desk.record([
      .declined(ProposedCode(proposed, by: coder), into: other, reason: writing.reason)
    ])
    // Of two proposals with one id the other one was accepted.
    let isCode = desk.book[proposed.id] != nil
    let message =
      "Declined \(proposed.id) of \(coder)"
      + (other.map { "; its codings are read as \($0)." }
        ?? (isCode ? "; its codings are read as the codebook's \(proposed.id)." : "."))
    output.answer(
      json: .object([
        JSONMember("id", .string(proposed.id.text)), JSONMember("coder", .string(coder.text)),
        JSONMember("into", other.map { .string($0.text) } ?? .null),
        JSONMember("by", .string(desk.changer.text)),
        JSONMember("message", .string(message)),
      ]),
      csv: [["id", "coder", "into", "by", "message"]] + [
        [proposed.id.text, coder.text, other?.text ?? "", desk.changer.text, message]
      ],
      facts: Table(facts: [["id", "coder"]] + [[proposed.id.text, coder.text]]),
      sentences: [message]
    )
  }
}
