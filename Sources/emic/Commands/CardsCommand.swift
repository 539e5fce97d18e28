import ArgumentParser
import EmicKit

/// Prints practices worth repeating, a card each.
struct CardsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "cards",
    abstract: "Print a card for each passage coded best-practice, as Markdown.",
    discussion: """
      From the final layer; --coder chooses one coder where several have submitted. --code takes \
      another code. Words flagged do-not-quote make no card; redacted ones are replaced.

      Example: emic cards sample-transcripts --coder coder-a
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @OptionGroup var filters: FilterOptions
  @OptionGroup var quoting: QuotingOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: PageOptions

  func run() throws {
    let folder = try reading.open(study)
    let release = try quoting.release(of: folder)
    var filters = filters
    if filters.code.isEmpty { filters.code = ["best-practice"] }
    var listing = try CodingListing(
      folder,
      reading,
      filters,
      output.plain,
      layer: .final,
      isCounting: true
    )
    let list = try listing.revealing(\QuotationList.sources) {
      try quoting.list($0.rows, $0, release)
    }
    let page = CardsPage(
      list: list,
      sources: listing.sources,
      codebook: listing.codebook,
      release: release
    )
    switch output.format ?? .markdown {
    case .markdown: Output.write(markdown: page.markdown)
    case .table, .list:
      Output.write(QuotationPage(list: list, listing: listing, form: output.plain.tableForm).text)
    case .csv:
      Output.write(csv: QuotationPage(list: list, listing: listing).csv)
    case .json:
      let cards = list.quotations.map { quotation in
        guard case .object(let members) = QuotationPage.object(quotation) else {
          return JSONValue.null
        }
        return .object(
          members + [
            JSONMember("also", .strings(page.also(quotation).map { release.id($0).text }))
          ]
        )
      }
      Output.write(
        json: .object([
          JSONMember("cards", .array(cards)), JSONMember("withheld", .count(list.withheld)),
        ])
      )
    }
    list.note(output.plain)
    try listing.finish(output.plain)
  }
}
