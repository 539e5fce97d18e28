import ArgumentParser
import EmicKit

/// Assigns a code.
struct CodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "code",
    abstract: "Assign a code to a stretch of a transcript.",
    discussion: """
      The stretch is given by offsets, by address (see emic read) or by its words. Over codings \
      of the same code by the same coder it extends them. --code may be given again: all codes go \
      to the stretch as one step, and --memo to each; --format json then answers with a list \
      of codings. A code may be typed as its id, as its \
      name in any language, or as the beginning of its id. --new makes a code that is your \
      proposal until somebody takes it into the codebook; --in-vivo names it by the words \
      themselves. emic change gives a coding another code, other edges or flags.

      Example: emic code sample-transcripts T03 --coder guest --at 2.1 --code unregistered

      Example: emic code sample-transcripts T03 --coder guest --quote "mother-in-law" --in-vivo
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(
    help: "The transcript: its path, its transcript-id or the start of its name.",
    completion: .file()
  )
  var transcript: String

  @OptionGroup var writing: WritingOptions

  @OptionGroup var beginning: BeginningOptions

  @Option(
    help: ArgumentHelp(
      "The code: id, name or beginning of the id; may be given again.",
      valueName: "code"
    )
  )
  var code: [String] = []

  @Option(help: ArgumentHelp("A new code of this name: your proposal.", valueName: "name"))
  var new: String?

  @Flag(help: "A new code, named by the words themselves.")
  var inVivo = false

  @OptionGroup var place: PlaceOptions

  @Option(help: "A memo on the coding.")
  var memo = ""

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard [!code.isEmpty, new != nil, inVivo].count(where: { $0 }) == 1 else {
      throw Failure.usage("Say which code: --code, --new NAME or --in-vivo, one of them.")
    }
    try place.validateChoice()
    try Failure.refuseBlank(memo, "--memo")
    var desk = try Desk(
      writing,
      study: study,
      transcript: transcript,
      beginsAnew: beginning.beginAnew
    )
    let span = try place.span(in: desk.transcript)
    let (ids, proposal) = try chosen(for: span, desk)
    let assigning: Change
    do throws(ChangeProblem) {
      assigning = try desk.sidecar.assigning(
        ids,
        to: span,
        in: desk.transcript,
        codebook: desk.codebook.version,
        memo: memo,
        moment: &desk.moment
      )
    } catch {
      throw Failure.refused(error.message)
    }
    let change = proposal.map { assigning.proposing($0) } ?? assigning
    try desk.save(change)
    let codings = ids.compactMap { id in
      desk.sidecar.codings.first { $0.code == id && $0.span.contains(span) }
    }
    guard codings.count == ids.count else {
      throw Failure.refused("A coding was removed in another session meanwhile.")
    }
    let made = proposal.map { "Proposed +\($0.id) (\($0.name.primary)). " } ?? ""
    let cut =
      inVivo && Code.Name.isTooLongInVivo(desk.transcript.text[span])
      ? "The words are too many for a code's name: it has the first of them, and --new gives another. "
      : ""
    desk.answer(codings, made + cut + words(of: change, ids), output)
  }

  /// What was done, and which codes stood there already.
  private func words(of change: Change, _ ids: [Code.ID]) -> String {
    guard !change.isEmpty else { return change.summary }
    var assigned: Set<Code.ID> = []
    for case .coding(_, let coding?, _) in change.edits { assigned.insert(coding.code) }
    let others = ids.filter { !assigned.contains($0) }
    return
      ([change.summary] + others.map { "\($0) stands on these words already." })
      .joined(separator: " ")
  }

  /// The codes that are to be assigned, each once, and the proposal that the only one is.
  private func chosen(
    for span: Span,
    _ desk: Desk
  ) throws(Failure) -> (ids: [Code.ID], proposal: Code?) {
    guard code.isEmpty else {
      let book = desk.study.codebookPath.map(desk.study.brief) ?? "the study, which has no codebook"
      var ids: [Code.ID] = []
      for text in code {
        let id = try desk.codebook.code(meant: text, in: book)
        try desk.refuseUnlessAssignable(id)
        if !ids.contains(id) { ids.append(id) }
      }
      return (ids, nil)
    }
    let name = inVivo ? Code.Name.inVivo(desk.transcript.text[span]) : new?.trimmed
    guard let name, !name.isEmpty else {
      throw .usage(
        inVivo
          ? "These are marks alone: they are no code's name. Choose some words."
          : "The name is empty. Write what the new code is called."
      )
    }
    guard name.isOneLine else {
      throw .usage(
        "The name \"\(name)\" has a line break or another character that cannot be seen. "
          + "Write it on one line."
      )
    }
    switch desk.codebook.newCode(named: name) {
    case .known(let id): return ([id], nil)
    case .proposal(let code):
      guard Slug.made(of: name) != nil else {
        throw .usage(
          "\"\(name)\" has no letter, digit or sign of which the code's id could be made. "
            + "Give the code a name in words."
        )
      }
      return ([code.id], code)
    }
  }
}

extension Desk {
  /// Refuses a family, and a code that is out of use.
  func refuseUnlessAssignable(_ id: Code.ID) throws(Failure) {
    guard let known = codebook[id], !known.isAssignable else { return }
    if known.isFamily {
      let codes = codebook.children(of: id).filter(\.isAssignable).map(\.id.text)
      throw .usage(
        "\"\(id)\" is a family: it groups codes and cannot be assigned. Choose one of: "
          + codes.joined(separator: ", ") + "."
      )
    }
    let others = known.replacedBy.map(\.text).joined(separator: ", ")
    throw .usage(
      "code \"\(id)\" is retired and no longer assigned."
        + (others.isEmpty ? " Choose another." : " It was replaced by: \(others).")
    )
  }

  /// The answer of a command that changed codings, of which there is one at least.
  func answer(_ codings: [Coding], _ summary: String, _ output: OutputOptions) {
    let all = CodingRows.rows(
      of: sidecar,
      in: transcript,
      named: transcript.name,
      codebook: codebook,
      attributes: CaseTable().attributes(
        of: transcript.name,
        header: transcript.structure.header,
        study: study.file
      )
    )
    let rows = codings.compactMap { coding in all.first { $0.coding.id == coding.id } }
    output.answer(
      json: codings.count == 1
        ? codings[0].json : .object([JSONMember("codings", .array(codings.map(\.json)))]),
      csv: CodingRows.table(rows, attributes: []),
      facts: Table(of: rows),
      sentences: ["\(summary) \(codings.map(\.id.text).joined(separator: ", "))"]
    )
  }
}
