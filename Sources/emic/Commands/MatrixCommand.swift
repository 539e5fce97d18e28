import ArgumentParser
import EmicKit

/// Counts codings and cases by code and attribute.
struct MatrixCommand: ParsableCommand {
  enum Rows: String, CaseIterable, ExpressibleByArgument {
    case code, family
  }

  static let configuration = CommandConfiguration(
    command: "matrix",
    abstract: "Count codings and cases: codes by attributes, transcripts or coders.",
    discussion: """
      Counts the final layer: the consensus where it is closed, else the only coder who has \
      submitted. Drafts are named and do not count, but in --layer current. Coders are never added up: \
      choose one with --coder, or make them columns with --columns coder. With --with-subcodes a code also has the codings of the codes below it.

      Example: emic matrix sample-transcripts --coder coder-a --code trust --columns sector,level
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @Option(help: "code, or family for the codebook's topmost families.")
  var rows = Rows.code

  @Option(
    help: ArgumentHelp(
      "Attributes with commas, or transcript, coder, case.",
      valueName: "a,b"
    )
  )
  var columns = "transcript"

  @Flag(help: "List the codings behind each cell.")
  var cells = false

  @OptionGroup var names: NamesOption

  @Flag(help: "List quotations and words in columns although study.yaml says names: required.")
  var identified = false

  @OptionGroup var filters: FilterOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let dimensions = try dimensions()
    let hasCoders = dimensions.contains(.coder)
    let folder = try reading.open(study)
    // Counts let no words out; what is behind them does, and so do columns that anything can be in.
    let hasWords = dimensions.contains { $0.isFreeText(in: folder.file) } && !output.isForPeople
    let names =
      cells || hasWords
      ? try names.required(for: folder, identified: identified)
      : try names.list(outside: folder)
    // Where coders are columns, nobody is added up.
    let layer = hasCoders ? CodingLayer.submitted : .final
    var listing =
      try cells
      ? CodingListing(
        folder,
        reading,
        filters,
        output,
        layer: layer,
        isCounting: !hasCoders,
        leavesOutStale: true
      )
      : CodingListing(
        counting: folder,
        reading,
        filters,
        output,
        layer: layer,
        isCounting: !hasCoders
      )
    KeptToTheEnd.keep(listing)
    let attributes = dimensions.compactMap {
      if case .attribute(let name) = $0 { name } else { nil }
    }
    try listing.refuseUnknownAttributes(attributes)
    if dimensions.contains(where: \.isOfCases) {
      try Failure.study { () throws(StudyProblem) in try folder.refuseOlderCases() }
    }
    let release = cells ? try Release.leaving(listing.study, names) : .released(names)
    // Figures show nobody's codings, the list behind them does: what was refused before was not seen.
    if cells { listing.revealFound() }
    listing.countedAttributes = Set(attributes)
    let matrix = CodeMatrix(
      of: listing.sources,
      uncoded: listing.uncoded,
      hidden: listing.hidden,
      drafts: listing.drafts,
      by: dimensions,
      codes: rows == .family ? [] : listing.filter.codes,
      reading: rows == .family
        ? CodeReading(listing.codebook, level: .family, includesWorking: true)
        : listing.codeReading,
      study: listing.study.file
    )
    let page = MatrixPage(
      matrix: matrix,
      showsCells: cells,
      form: output.tableForm,
      release: release,
      words: cells ? listing.released(release) : [:]
    )
    output.answer(json: page.json, csv: page.csv, table: page.text)
    listing.noteCases(output)
    try listing.finish(output)
    // What is passed on to other programs is passed on to other people.
    if !output.isForPeople, let warning = matrix.smallCellWarning { output.note(warning) }
  }

  private func dimensions() throws(Failure) -> [MatrixDimension] {
    let names = columns.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    guard !names.contains("") else {
      throw .usage("--columns \"\(columns)\" has an empty name. Write it as sector,level.")
    }
    let dimensions = names.map { MatrixDimension($0) }
    guard Set(dimensions).count == dimensions.count else {
      throw .usage("--columns \"\(columns)\" names one twice. Name each once.")
    }
    return dimensions
  }
}
