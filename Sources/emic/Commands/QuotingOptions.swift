import ArgumentParser
import EmicKit

/// What lets words leave the study, and how they are quoted.
struct QuotingOptions: ParsableArguments {
  @OptionGroup var names: NamesOption

  @Flag(help: "Quote words although study.yaml says names: required; names are not replaced.")
  var identified = false

  @Option(
    help: ArgumentHelp(
      "Attributes that stand in the references, with commas; else actor-type, level, sector.",
      valueName: "a,b"
    )
  )
  var references: String?

  @Option(help: ArgumentHelp("Cut quotations after so many characters.", valueName: "n"))
  var longest: Int?

  /// How words leave the study.
  ///
  /// - Throws: where text may not leave the study as it is, or the list or a sidecar cannot be read.
  func release(of study: StudyFolder) throws(Failure) -> Release {
    let list = try names.required(for: study, identified: identified)
    if let longest, longest < 1 {
      throw .usage("--longest \(longest) leaves nothing. Give a number of characters from 1.")
    }
    return try .leaving(study, list)
  }

  func attributes(_ listing: CodingListing) throws(Failure) -> [String] {
    guard let references else {
      return QuotationList.defaultAttributes(of: listing.attributeNames)
    }
    let names = references.split(separator: ",").map { String($0) }
    try listing.refuseUnknownAttributes(names)
    return names
  }

  func list(
    _ rows: [CodingRow],
    _ listing: CodingListing,
    _ release: Release
  ) throws(Failure) -> QuotationList {
    QuotationList(
      of: rows,
      in: listing.transcripts,
      work: listing.work,
      attributes: try attributes(listing),
      longest: longest,
      release: release
    )
  }
}

extension Release {
  /// Words on their way out of a study: names of a list are replaced, flagged passages cut wherever they
  /// are repeated.
  ///
  /// - Throws: where a sidecar cannot be read, so that nobody knows what is flagged; where pseudonyms are gone.
  static func leaving(_ study: StudyFolder, _ names: NameList?) throws(Failure) -> Release {
    try Failure.study { () throws(StudyProblem) in try study.refuseOlderCases() }
    let passages = try Failure.study { () throws(StudyProblem) in try study.flaggedPassages() }
    let codebook = try Failure.study { () throws(StudyProblem) in try study.codebook() }
    let cases = try Failure.study { () throws(StudyProblem) in try study.cases() }
    return Release.released(names, without: passages)
      .numbered(codebook, transcripts: study.transcripts, cases: cases.rows.map(\.case))
  }
}

extension QuotationList {
  /// Whose codings of which transcripts are quoted.
  var sources: [(coder: Coder.ID, transcript: String)] {
    quotations.map { ($0.stored.coder, $0.stored.transcript) }
  }

  /// Says how many codings are not quoted, and why.
  func note(_ output: OutputOptions) {
    if withheld > 0 {
      output.note(
        "\(withheld == 1 ? "1 coding is" : "\(withheld) codings are") left out: a part of the words is "
          + "flagged do-not-quote."
      )
    }
    for doubt in doubts { output.note("Nothing is quoted of \(doubt.message)") }
    if stale > 0 {
      output.note(
        "\(stale == 1 ? "1 coding is" : "\(stale) codings are") left out: the transcript has changed "
          + "since. To find them again: \(ReanchorCommandLine.words(for: Array(staleCoders)))."
      )
    }
  }
}
