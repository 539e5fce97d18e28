import ArgumentParser
import EmicKit

/// Counts which codes stand on the same text.
struct CooccurrenceCommand: ParsableCommand {
  enum Basis: String, CaseIterable, ExpressibleByArgument {
    case span, unit
  }

  static let configuration = CommandConfiguration(
    command: "cooccurrence",
    abstract: "Count how often two codes stand on the same text.",
    discussion: """
      Per span, pairs of codings of one coder that share at least a character; per unit, the \
      turns (or sentences) on which both codes stand. Counts the final layer; --coder chooses one \
      coder where several have submitted.

      Example: emic cooccurrence sample-transcripts --coder coder-a
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @Option(help: "span or unit.")
  var per = Basis.span

  @Option(help: "With --per unit: turn or sentence; else study.yaml's, else turn.")
  var unit: String?

  @OptionGroup var filters: FilterOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let folder = try reading.open(study)
    let kind = try kind(folder)
    var units: [String: AgreementUnits] = [:]
    let listing = try CodingListing(counting: folder, reading, filters, output) { part in
      guard per == .unit else { return }
      for (name, text) in part.transcripts {
        units[name] = AgreementUnits(of: text, kind: kind, scope: .all)
      }
    }
    KeptToTheEnd.keep(listing)
    let counted = Cooccurrence(
      of: listing.sources,
      per: per == .span ? .span : .unit(units),
      reading: listing.codeReading
    )
    output.answer(
      json: .object([JSONMember("pairs", .array(counted.pairs.map(Self.object)))]),
      csv: Self.csv(counted.pairs),
      table: table(counted.pairs) + (counted.smallCellWarning.map { $0 + "\n" } ?? "")
    )
    // Behind what is left out.
    defer {
      if !output.isForPeople, let warning = counted.smallCellWarning { output.note(warning) }
    }
    listing.noteCases(output)
    try listing.finish(output)
  }

  private func kind(_ folder: StudyFolder) throws(Failure) -> AgreementUnits.Kind {
    guard unit == nil || per == .unit else { throw .usage("--unit belongs to --per unit.") }
    let name = unit ?? folder.file.unit ?? "turn"
    guard let kind = AgreementUnits.Kind(rawValue: name), kind != .character else {
      // To share a character is to overlap.
      if unit == nil { return .turn }
      throw .usage(
        "--unit \"\(name)\" can't be used here. Use turn or sentence; --per span asks for shared "
          + "characters."
      )
    }
    return kind
  }

  /// - Parameters:
  ///   - pairs: in the order of the answer.
  ///   - release: what happens to words.
  /// - Returns: a row for each pair, below the heads.
  static func csv(
    _ pairs: [Cooccurrence.Pair],
    _ release: Release = .released(nil)
  ) -> [[String]] {
    [["code_1", "code_2", "count", "cases"]]
      + pairs.map { $0.codes.map { release.id($0).text } + [String($0.count), String($0.cases)] }
  }

  private static func object(_ pair: Cooccurrence.Pair) -> JSONValue {
    .object([
      JSONMember("codes", .strings(pair.codes.map(\.text))),
      JSONMember("count", .count(pair.count)),
      JSONMember("cases", .count(pair.cases)),
    ])
  }

  private func table(_ pairs: [Cooccurrence.Pair]) -> String {
    var table = Table(["CODE", "AND", "COUNT", "CASES"])
    table.rightAligned = [2, 3]
    for pair in pairs {
      table.add(pair.codes.map(\.text) + [String(pair.count), String(pair.cases)])
    }
    return table.text(output.tableForm)
      + (pairs.count == 1 ? "1 pair\n" : "\(pairs.count) pairs\n")
  }
}
