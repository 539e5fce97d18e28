import ArgumentParser
import EmicKit

/// Lists the codes that coders have proposed.
struct CodebookProposalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "proposals",
    abstract: "List the codes that coders have proposed and nobody has decided about.",
    discussion: """
      Others' proposals are hidden from whoever still codes blind; who gives no name sees those with \
      which something is coded that is submitted. accept and decline decide.

      Example: emic codebook proposals sample-transcripts --as supervisor
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let study = try reading.open(study)
    var work = VisibleWork(
      of: study,
      asker: try reading.asker(in: study),
      showsDrafts: reading.drafts
    )
    let proposals = work.proposals()
    output.answer(
      json: .object([JSONMember("proposals", .array(proposals.map(Self.object)))]),
      csv: [["id", "coder", "name", "under", "brief"]]
        + proposals.map { coder, code in
          [code.id.text, coder.text, code.name.primary, code.parent?.text ?? "", code.brief]
        },
      table: Self.table(proposals)
    )
    if work.hidesNotes {
      output.note(
        work.blindness.asker != nil
          ? "Others' proposals are hidden from you while you code blind."
          : "Proposals with which nothing is coded that is submitted are hidden while somebody is still coding. "
            + "--as ID says who asks."
      )
    }
    for problem in work.problems { Output.writeError(problem.message) }
    if !work.problems.isEmpty { throw Failure.silent(3) }
  }

  private static func table(_ proposals: [(coder: Coder.ID, code: Code)]) -> String {
    guard !proposals.isEmpty else { return "No proposal waits.\n" }
    var table = Table(["PROPOSAL", "CODER", "NAME", "UNDER", "BRIEF"])
    for (coder, code) in proposals {
      table.add([
        "+\(code.id)", coder.text, code.name.entries.map(\.text).joined(separator: " "),
        code.parent?.text ?? "", Table.clipped(code.brief),
      ])
    }
    return table.text()
  }

  private static func object(_ proposal: (coder: Coder.ID, code: Code)) -> JSONValue {
    let (coder, code) = proposal
    return .object([
      JSONMember("id", .string(code.id.text)),
      JSONMember("coder", .string(coder.text)),
      JSONMember("name", .string(code.name.primary)),
      JSONMember("under", code.parent.map { .string($0.text) } ?? .null),
      JSONMember("brief", .string(code.brief)),
    ])
  }
}
