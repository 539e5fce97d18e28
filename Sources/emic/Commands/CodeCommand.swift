import ArgumentParser
import EmicKit

/// Assigns a code.
struct CodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: "Assign a code to a stretch of a transcript.",
    discussion: """
      The stretch is given by offsets, by address (see emic read) or by its words. Over codings \
      of the same code by the same coder it extends them. A code may be typed as its id, as its \
      name in any language, or as the beginning of its id. --new makes a code that is your \
      proposal until somebody takes it into the codebook; --in-vivo names it by the words \
      themselves. emic change gives a coding another code, other edges or flags.

      Example: emic code sample-transcripts T03 --coder guest --at 2.1 --code unregistered

      Example: emic code sample-transcripts T03 --coder guest --quote "mother-in-law" --in-vivo
      """
  )

  @Argument(help: "The study's folder.")
  var study: String

  @Argument(help: "The transcript: its path, its transcript-id or the start of its name.")
  var transcript: String

  @OptionGroup var writing: WritingOptions

  @Option(help: ArgumentHelp("The code: id, name or beginning of the id.", valueName: "code"))
  var code: String?

  @Option(help: ArgumentHelp("A new code of this name: your proposal.", valueName: "name"))
  var new: String?

  @Flag(help: "A new code, named by the words themselves.")
  var inVivo = false

  @OptionGroup var place: PlaceOptions

  @Option(help: "A memo on the coding.")
  var memo = ""

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard [code != nil, new != nil, inVivo].count(where: { $0 }) == 1 else {
      throw Failure.usage("Say which code: --code, --new NAME or --in-vivo, one of them.")
    }
    try place.validateChoice()
    var desk = try Desk(writing, study: study, transcript: transcript)
    let span = try place.span(in: desk.transcript)
    let (id, proposal) = try chosen(for: span, desk)
    let assigning = desk.sidecar.assigning(
      id,
      to: span,
      in: desk.transcript,
      codebook: desk.codebook.version,
      memo: memo,
      moment: &desk.moment
    )
    let change = proposal.map { assigning.proposing($0) } ?? assigning
    try desk.save(change)
    let coding = desk.sidecar.codings.first { $0.code == id && $0.span.contains(span) }
    guard let coding else {
      throw Failure.refused("The coding was removed in another session meanwhile.")
    }
    let made = proposal.map { "Proposed +\($0.id) (\($0.name.primary)). " } ?? ""
    desk.answer(coding, made + change.summary, output)
  }

  /// The code that is to be assigned, and the proposal that it is.
  private func chosen(
    for span: Span,
    _ desk: Desk
  ) throws(Failure) -> (id: Code.ID, proposal: Code?) {
    if let code {
      let book = desk.study.codebookPath ?? "the study, which has no codebook"
      let id = try desk.codebook.code(meant: code, in: book)
      try desk.refuseUnlessAssignable(id)
      return (id, nil)
    }
    let name = inVivo ? Code.Name.inVivo(desk.transcript.text[span]) : new?.trimmed
    guard let name, !name.isEmpty else {
      throw .usage(
        inVivo
          ? "These are marks alone: they are no code's name. Choose some words."
          : "The name is empty. Write what the new code is called."
      )
    }
    switch desk.codebook.newCode(named: name) {
    case .known(let id): return (id, nil)
    case .proposal(let code): return (code.id, code)
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

  /// The answer of a command that changed a coding.
  func answer(_ coding: Coding, _ summary: String, _ output: OutputOptions) {
    let rows = CodingRows.rows(
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
    output.answer(
      json: coding.json,
      csv: CodingRows.table(rows.filter { $0.coding.id == coding.id }, attributes: []),
      table: output.quiet ? "" : DisplayText.safe(summary) + " \(coding.id)\n"
    )
  }
}
