import ArgumentParser
import EmicKit

/// Shows when codes are used first.
struct SaturationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "saturation",
    abstract: "Show which codes each transcript uses first.",
    discussion: """
      Transcripts go by their paths, or as the lines of a file name them; those that it does not \
      name are left out. Counts the final layer, so drafts only with --layer current; --coder chooses \
      one coder where several have submitted.

      Example: emic saturation sample-transcripts --coder coder-a
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @Option(
    help: ArgumentHelp("A text file with a transcript on each line.", valueName: "file"),
    completion: .file()
  )
  var order: String?

  @OptionGroup var filters: FilterOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let folder = try reading.open(study)
    let order = try order.map { file throws(Failure) in try names(in: file, of: folder) }
    let listing = try CodingListing(counting: folder, reading, filters, output)
    let sources =
      order.map { names in
        names.flatMap { name in listing.sources.filter { $0.transcript == name } }
      } ?? listing.sources
    let uncoded = listing.uncoded.map(\.transcript)
    let uses = Saturation(of: sources, reading: listing.codeReading).firstUses
    output.answer(
      json: .object([
        JSONMember("order", .strings(uses.map(\.transcript))),
        JSONMember("first-uses", .array(uses.map(Self.object))),
        JSONMember("not-coded", .strings(notCoded(uncoded, listing))),
        JSONMember("hidden", .strings(hidden(uncoded, listing))),
        JSONMember("drafts", .strings(uncoded.filter(listing.drafts.contains))),
      ]),
      csv: Self.csv(uses),
      table: table(uses)
    )
    noteLeftOut(listing, order)
    try listing.finish(output)
  }

  private func notCoded(_ names: [String], _ listing: CodingListing) -> [String] {
    names.filter { !listing.hidden.contains($0) && !listing.drafts.contains($0) }
  }

  /// Others' work; of what is hidden beside a draft, the draft is named.
  private func hidden(_ names: [String], _ listing: CodingListing) -> [String] {
    names.filter { listing.hidden.contains($0) && !listing.drafts.contains($0) }
  }

  private func noteLeftOut(_ listing: CodingListing, _ order: [String]?) {
    let names = listing.uncoded.map(\.transcript)
    let uncoded = notCoded(names, listing)
    if !uncoded.isEmpty {
      output.note("Not coded yet, so not counted: \(uncoded.joined(separator: ", ")).")
    }
    let hidden = hidden(names, listing)
    if !hidden.isEmpty {
      output.note("Coded and hidden, so not counted: \(hidden.joined(separator: ", ")).")
    }
    guard let order else { return }
    let unnamed = listing.sources.map(\.transcript).filter { !order.contains($0) }
    if !unnamed.isEmpty {
      output.note("Not in the order's file, so not counted: \(unnamed.joined(separator: ", ")).")
    }
  }

  private func names(in file: String, of study: StudyFolder) throws(Failure) -> [String] {
    let bytes = try Failure.study { () throws(StudyProblem) in try StudyFolder.bytes(of: file) }
    let text = String(decoding: bytes, as: UTF8.self).drop { $0 == "\u{FEFF}" }
    var names: [String] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let trimmed = String(
        line.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
      )
      guard !trimmed.isEmpty else { continue }
      let name: String
      do throws(StudyProblem) {
        name = try study.transcript(named: trimmed)
      } catch {
        throw .usage("\(file):\(index + 1): \(error.message)")
      }
      guard !names.contains(name) else {
        throw .usage("\(file):\(index + 1): \"\(trimmed)\" stands there twice. Keep one.")
      }
      names.append(name)
    }
    return names
  }

  /// - Parameters:
  ///   - uses: in the order that was asked for.
  ///   - release: what happens to words.
  /// - Returns: a row for each first use, below the heads.
  static func csv(
    _ uses: [Saturation.FirstUses],
    _ release: Release = .released(nil)
  ) -> [[String]] {
    [["transcript", "code", "total"]]
      + uses.flatMap { use in
        use.new.map {
          [release.transcript(use.transcript), release.id($0).text, String(use.total)]
        }
      }
  }

  private static func object(_ use: Saturation.FirstUses) -> JSONValue {
    .object([
      JSONMember("transcript", .string(use.transcript)),
      JSONMember("new", .strings(use.new.map(\.text))), JSONMember("total", .count(use.total)),
    ])
  }

  private func table(_ uses: [Saturation.FirstUses]) -> String {
    var table = Table(["TRANSCRIPT", "NEW", "SO FAR", "CODES"])
    table.rightAligned = [1, 2]
    for use in uses {
      table.add([
        use.transcript, String(use.new.count), String(use.total),
        use.new.map(\.text).joined(separator: ", "),
      ])
    }
    return table.text(output.tableForm)
  }
}
