import ArgumentParser
import EmicKit

/// Lists codings.
struct CodingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "codings",
    abstract: "List codings, one row each.",
    discussion: """
      Shows what is submitted; with --as ID also your own drafts. Coders who still code blind \
      do not see others' codings; the first time they are shown to a coder is recorded in the \
      coder's own sidecar.

      Example: emic codings sample-transcripts --code trust --with-subcodes --format csv
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @OptionGroup var names: NamesOption
  @OptionGroup var filters: FilterOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let folder = try reading.open(study)
    let names = try names.list(outside: folder)
    if names == nil, output.format == .csv { return try print(folder) }
    var listing = try CodingListing(folder, reading, filters, output, isAlone: true)
    listing.revealFound()
    // Large studies take their time to be given back, which the end of the program does at once.
    KeptToTheEnd.keep(listing)
    let attributes = listing.attributeNames + listing.headerNames
    var rows = names.map { listing.rows(replacing: $0) } ?? listing.rows
    // In CSV as in the other forms.
    for place in rows.indices where names != nil {
      rows[place].coder = Coder.ID(ReplacedNames.words(rows[place].coder.text))
    }
    output.answer(
      json: .object([JSONMember("codings", CodingRows.objects(rows, attributes: attributes))]),
      pieces: CodingRows.csv(rows, attributes: attributes),
      table: table(rows)
    )
    try listing.finish(output)
  }

  /// For other programs, which may want half a million of them.
  private func print(_ folder: StudyFolder) throws {
    let question = try CodingQuestion(folder, reading, filters)
    let progress = ProgressLine("Reading transcript", output)
    let printed = try PrintedCodings(question, progress: progress.show)
    progress.clear()
    for piece in printed.pieces { Output.write(piece) }
    try printed.listing.finish(output)
  }

  private func table(_ rows: [CodingRow]) -> String {
    let count = rows.count == 1 ? "1 coding" : "\(rows.count) codings"
    return Table(of: rows).text(output.tableForm) + count + "\n"
  }
}

extension Table {
  /// Codings as people read them, a row each.
  init(of rows: [CodingRow]) {
    self.init(["TRANSCRIPT", "TURN", "CODER", "CODE", "START", "END", "QUOTATION", "ID"])
    rightAligned = [1, 4, 5]
    clips = [6]
    for row in rows {
      add([
        row.transcript, row.turn.map { String($0) } ?? "", row.coder.text, row.codeID,
        String(row.coding.span.start), String(row.coding.span.end),
        row.coding.quote, row.coding.id.text,
      ])
    }
  }
}
