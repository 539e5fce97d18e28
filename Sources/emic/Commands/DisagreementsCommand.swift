import ArgumentParser
import EmicKit

/// Lists where coders differ.
struct DisagreementsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "disagreements",
    abstract: "List where two coders differ, passage by passage.",
    discussion: """
      Walks the same transcripts and submissions as agreement. A missed coding is one coder's \
      alone; a boundary is one code on overlapping stretches that are not the same; a different \
      code is two codes on mostly the same stretch.

      Example: emic disagreements sample-transcripts --code trust --pair coder-a,coder-b
      """
  )

  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case missed, boundary
    case differentCode = "different-code"
  }

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @Option(help: ArgumentHelp("Only where this code is in it; may be given again.", valueName: "id"))
  var code: [String] = []

  @Option(help: ArgumentHelp("Only between these two coders.", valueName: "a,b"))
  var pair: [String] = []

  @Option(help: "Only missed, boundary or different-code; may be given again.")
  var kind: [Kind] = []

  @Flag(help: "Take working codes in.")
  var withWorking = false

  @Flag(help: "Print the walk: a connected stretch per row, with what each coder gave it.")
  var passages = false

  @OptionGroup var names: NamesOption
  @OptionGroup var compared: ComparisonOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var names: NameList?
    var compared = try ComparedStudy(study, reading, output) { study in
      names = try self.names.list(outside: study)
      var request = try self.compared.request(study, drafts: reading.drafts)
      request.includesWorking = withWorking
      return request
    }
    let comparison = compared.comparison
    let codes = try codes(comparison)
    let pair = try pair(comparison)
    let all = DisagreementListing(of: comparison)
    let shown = compared.revealing(Set(all.items.map(\.transcript)))
    let listing = all.filtered { item in
      shown.contains(item.transcript)
        && (pair.isEmpty || Set([item.first, item.second]) == Set(pair))
        && (kind.isEmpty || kind.contains { $0.rawValue == item.disagreement.kind.name })
        && (codes.isEmpty
          || (item.disagreement.first + item.disagreement.second).contains {
            codes.contains($0.code)
          })
    }
    let page = DisagreementPage(
      listing: listing,
      comparison: comparison,
      consensus: compared.consensus(),
      names: names
    )
    output.answer(
      json: page.json,
      csv: passages ? page.passageRows : page.itemRows,
      table: passages ? page.walk(output.tableForm) : page.table(output.tableForm)
    )
    compared.noteLeftOut(output)
    try compared.finish(output)
  }

  /// The codes under which items stand that somebody asks for.
  private func codes(_ comparison: StudyComparison) throws(Failure) -> Set<Code.ID> {
    let book = comparison.codebook
    var codes: Set<Code.ID> = []
    for text in code.listed {
      let id = book.resolved(try book.code(asked: text))
      if book[id]?.isFamily == true, comparison.request.level != .family {
        throw Failure(ComparisonProblem.notOfLevel(id, isFamily: true))
      }
      // As it was coded and as it is read here: a code below a family is found under both names.
      codes.insert(id)
      if let reading = comparison.blocks.first?.reading, !text.hasPrefix("?"),
        let named = reading.code(for: id)
      {
        codes.insert(named)
      }
    }
    return codes
  }

  private func pair(_ comparison: StudyComparison) throws(Failure) -> [Coder.ID] {
    let names = pair.listed.map { Coder.ID($0) }
    guard !names.isEmpty else { return [] }
    for name in names where !comparison.coders.contains(name) {
      throw Failure(.unknownCoder(name.text, known: comparison.coders))
    }
    guard names.count == 2, names[0] != names[1] else {
      throw .usage("--pair takes two coders: --pair \(pairExample(comparison)).")
    }
    return names
  }

  private func pairExample(_ comparison: StudyComparison) -> String {
    comparison.coders.prefix(2).map(\.text).joined(separator: ",")
  }
}

extension Disagreement.Kind {
  /// The word used in JSON, CSV and options.
  var name: String {
    switch self {
    case .agreed: "agreed"
    case .boundary: "boundary"
    case .differentCode: "different-code"
    case .missed: "missed"
    }
  }

  /// `beside` or `alone` for what was missed; `nil` for other kinds.
  var context: String? {
    guard case .missed(let beside) = self else { return nil }
    return beside ? "beside" : "alone"
  }
}
