import ArgumentParser
import EmicKit

/// What lets words leave the study, and how they are quoted.
struct QuotingOptions: ParsableArguments {
  @Flag(help: "Quote words although study.yaml says names: required.")
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

  /// Refuses where text may not leave the study as it is.
  func check(_ study: StudyFolder) throws(Failure) {
    guard !study.file.namesRequired || identified else {
      throw .refused(
        "`names: required` stands in study.yaml, so no words leave the study as they are. Nothing was "
          + "quoted; --identified quotes them all the same."
      )
    }
    if let longest, longest < 1 {
      throw .usage("--longest \(longest) leaves nothing. Give a number of characters from 1.")
    }
  }

  func attributes(_ listing: CodingListing) throws(Failure) -> [String] {
    guard let references else {
      return QuotationList.defaultAttributes(of: listing.attributeNames)
    }
    let names = references.split(separator: ",").map { String($0) }
    try listing.refuseUnknownAttributes(names)
    return names
  }

  func list(_ rows: [CodingRow], _ listing: CodingListing) throws(Failure) -> QuotationList {
    QuotationList(
      of: rows,
      in: listing.transcripts,
      work: listing.work,
      attributes: try attributes(listing),
      longest: longest
    )
  }
}

extension QuotationList {
  /// Whose codings of which transcripts are quoted.
  var sources: [(coder: Coder.ID, transcript: String)] {
    quotations.map { ($0.row.coder, $0.row.transcript) }
  }

  /// Says how many codings are not quoted, and why.
  func note(_ output: OutputOptions) {
    if withheld > 0 {
      output.note(
        "\(withheld == 1 ? "1 coding is" : "\(withheld) codings are") left out: a part of the words is "
          + "flagged do-not-quote."
      )
    }
    if stale > 0 {
      output.note(
        "\(stale == 1 ? "1 coding is" : "\(stale) codings are") left out: the transcript has changed "
          + "since. Bring the old text back to quote them."
      )
    }
  }
}
