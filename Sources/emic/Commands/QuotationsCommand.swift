import ArgumentParser
import EmicKit

/// Prints quotations with their sources.
struct QuotationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "quotations",
    abstract: "Print quotations with their references, as a table, Markdown, CSV or JSON.",
    discussion: """
      Words flagged do-not-quote are left out, whoever flagged them; redacted ones are replaced. \
      Where several coders gave a code to the same words, each coding is listed; in Markdown the \
      words stand once.

      Example: emic quotations sample-transcripts --code trust --with-subcodes \
      --case sector=migrants --format markdown
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
    var listing = try CodingListing(folder, reading, filters, output.plain, leavesOutStale: true)
    let list = try listing.revealing(\QuotationList.sources) {
      try quoting.list($0.rows, $0, release)
    }
    let page = QuotationPage(list: list, listing: listing, form: output.plain.tableForm)
    switch output.format ?? .usual {
    case .table, .list: Output.write(page.text)
    case .markdown: Output.write(markdown: page.markdown)
    case .csv: Output.write(csv: page.csv)
    case .json: Output.write(json: page.json)
    }
    list.note(output.plain)
    try listing.finish(output.plain)
  }
}
