import ArgumentParser
import EmicKit

/// Prints a hand-out on one code.
struct ThemeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "theme",
    abstract: "Print a hand-out on a code: definition, counts, quotations, as Markdown.",
    discussion: """
      From the final layer, subcodes included; --coder chooses one coder where several have \
      submitted. Quotations flagged exemplar come first, and every case speaks once before one \
      speaks again. Words flagged do-not-quote are left out, redacted ones replaced.

      Example: emic theme sample-transcripts trust --coder coder-a
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: "The code: its id, its name or the beginning of its id.")
  var code: String

  @Option(
    help: "By which attribute, or transcript, coder, case, it is counted; else actor-type, or case."
  )
  var by: String?

  @Option(help: ArgumentHelp("How many quotations.", valueName: "n"))
  var quotations = 6

  @OptionGroup var filters: FilterOptions
  @OptionGroup var quoting: QuotingOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: PageOptions

  func run() throws {
    let folder = try reading.open(study)
    let release = try quoting.release(of: folder)
    guard quotations >= 0 else {
      throw Failure.usage("--quotations \(quotations) is no number of quotations.")
    }
    guard filters.code.isEmpty else {
      throw Failure.usage("The code is named once: `emic theme STUDY \(code)`, without --code.")
    }
    var filters = filters
    filters.code = [code]
    filters.withSubcodes = true
    var listing = try CodingListing(
      folder,
      reading,
      filters,
      output.plain,
      layer: .final,
      isCounting: true
    )
    let dimension = try dimension(listing)
    let id = listing.filter.codes[0]
    let theme = try listing.revealing(\Theme.quotations.sources) { listing in
      Theme(
        listing.codebook[id] ?? Code(id: id, name: Code.Name(id.text)),
        of: listing.sources,
        by: dimension,
        in: listing.transcripts,
        work: listing.work,
        reading: listing.codeReading,
        quotations: quotations,
        references: try quoting.attributes(listing),
        release: release
      )
    }
    let page = ThemePage(theme: theme, codebook: listing.codebook, release: release)
    switch output.format ?? (PageOptions.Form.usual == .list ? .list : .markdown) {
    case .markdown: Output.write(markdown: page.text(.markdown))
    case .list: Output.write(page.text(.list))
    case .json: Output.write(json: page.json)
    case .table, .csv:
      throw Failure.usage("A theme is a page: use --format markdown, list or json.")
    }
    // Behind what is left out.
    defer {
      if let warning = theme.counts.smallCellWarning { output.plain.note(warning) }
    }
    listing.noteCases(output.plain)
    theme.quotations.note(output.plain)
    try listing.finish(output.plain)
  }

  private func dimension(_ listing: CodingListing) throws(Failure) -> MatrixDimension {
    guard let by else { return Theme.dimension(listing.hasAttribute(Theme.usualAttribute)) }
    let dimension = MatrixDimension(by)
    if case .attribute(let name) = dimension { try listing.refuseUnknownAttributes([name]) }
    return dimension
  }
}
