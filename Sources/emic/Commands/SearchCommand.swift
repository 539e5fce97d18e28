import ArgumentParser
import EmicKit

/// Finds words.
struct SearchCommand: ParsableCommand {
  enum Place: String, CaseIterable, ExpressibleByArgument {
    case transcripts, memos, quotations
  }

  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find words in transcripts, memos or quotations.",
    discussion: """
      Case and width do not count. The filters leave hits in the sources and codings that are \
      meant. Exit code 1 when nothing is found.

      Example: emic search sample-transcripts 机构 --transcript T06
      """
  )

  @Argument(help: "The study's folder.")
  var study: String

  @Argument(help: "The words, or with --regex a pattern.")
  var pattern: String

  @Flag(help: "The pattern is a regular expression (ICU's).")
  var regex = false

  @Option(name: .customLong("in"), help: "transcripts, memos or quotations.")
  var place = Place.transcripts

  @OptionGroup var names: NamesOption
  @OptionGroup var filters: FilterOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard !pattern.isEmpty else { throw Failure.usage("The pattern is empty. Give some words.") }
    let search = try search(pattern, isRegex: regex)
    let folder = try reading.open(study)
    let names = try names.list(outside: folder)
    var listing = try CodingListing(
      folder,
      reading,
      filters,
      output,
      // Words in the texts themselves need nobody's codings.
      readsWork: place != .transcripts || filters.areAboutCodings || filters.layer != nil
    )
    var hits: [SearchHit]
    do throws(SearchProblem) {
      hits = try SearchHit.all(of: search, in: place, listing, filters, names)
      let revealing = hits.filter { !$0.shows.isEmpty && !$0.shows.contains(where: listing.isOwn) }
      if listing.reveal(Set(revealing.map(\.transcript))) {
        hits = try SearchHit.all(of: search, in: place, listing, filters, names)
      }
    } catch {
      throw Failure(error)
    }
    // Only now: it is by their paths that what they show is put on record.
    if let names { for place in hits.indices { hits[place].replaceLabels(names) } }
    output.answer(
      json: .object([
        JSONMember("hits", .array(hits.map(\.json))),
        JSONMember("count", .number(String(hits.count))),
      ]),
      csv: [SearchHit.columns] + hits.map(\.cells),
      table: table(hits)
    )
    if place == .transcripts {
      for problem in listing.problems { Output.writeError(problem) }
      if !listing.problems.isEmpty { throw Failure.silent(3) }
    } else {
      try listing.finish(output)
    }
    if hits.isEmpty { throw Failure.silent(1) }
  }

  private func table(_ hits: [SearchHit]) -> String {
    var table = Table(["TRANSCRIPT", "TURN", "LINE", "TEXT"])
    table.rightAligned = [1, 2]
    for hit in hits {
      table.add([
        hit.transcript, hit.turn.map { String($0) } ?? "", hit.line.map { String($0) } ?? "",
        KeywordInContext(before: hit.before, keyword: hit.text, after: hit.after).line(width: 30),
      ])
    }
    let count = hits.count == 1 ? "1 hit" : "\(hits.count) hits"
    return table.text(isBold: output.usesColor) + count + "\n"
  }
}
