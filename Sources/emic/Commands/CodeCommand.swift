import ArgumentParser
import EmicKit

/// Assigns a code.
struct CodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: "Assign a code to a stretch of a transcript.",
    discussion: """
      The stretch is given by offsets, by address (see emic read) or by its words. Over codings \
      of the same code by the same coder it extends them.

      Example: emic code sample-transcripts T03 --coder guest --at 2.1 --code unregistered
      """
  )

  @Argument(help: "The study's folder.")
  var study: String

  @Argument(help: "The transcript: its path, its transcript-id or the start of its name.")
  var transcript: String

  @OptionGroup var writing: WritingOptions

  @Option(help: "The code's id.")
  var code: String

  @OptionGroup var place: PlaceOptions

  @Option(help: "A memo on the coding.")
  var memo = ""

  @OptionGroup var output: OutputOptions

  func run() throws {
    try place.validateChoice()
    var desk = try Desk(writing, study: study, transcript: transcript)
    let id = Code.ID(code)
    try refuse(id, in: desk.codebook, of: desk.study)
    let span = try place.span(in: desk.transcript)
    let change = desk.sidecar.assigning(
      id,
      to: span,
      in: desk.transcript,
      codebook: desk.codebook.version,
      memo: memo,
      moment: &desk.moment
    )
    _ = try desk.save(change)
    let coding = desk.sidecar.codings.first { $0.code == id && $0.span.contains(span) }
    guard let coding else {
      throw Failure.refused("The coding was removed in another session meanwhile.")
    }
    desk.answer(coding, change.summary, output)
  }

  private func refuse(_ id: Code.ID, in book: Codebook, of study: StudyFolder) throws(Failure) {
    guard let known = book[id] else {
      let place = study.codebookPath ?? "the study, which has no codebook"
      let nearest = book.nearest(to: id).map { " Did you mean \"\($0)\"?" } ?? ""
      throw .usage(
        "code \"\(id)\" is not in \(place).\(nearest) `emic codebook show` lists the codes."
      )
    }
    if known.isAssignable { return }
    if known.isFamily {
      let codes = book.children(of: id).filter(\.isAssignable).map(\.id.text)
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
}

extension Desk {
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
