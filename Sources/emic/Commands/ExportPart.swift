import EmicKit

/// One transcript of a study that is exported, as it was read.
struct ExportPart: Sendable {
  let name: String
  var listing: CodingListing
  /// The words that leave; `nil` where none of it is to be exported.
  let words: ReleasedSource?
  private let release: Release

  init(_ question: CodingQuestion, _ name: String, _ release: Release) throws(Failure) {
    let listing = try CodingListing(question, transcripts: [name])
    self.name = name
    self.listing = listing
    self.release = release
    words = listing.transcripts[name].map {
      listing.work.source($0, release, with: listing.sources.map(\.sidecar))
    }
  }

  /// Why nobody knows which of its words may leave.
  var flagDoubt: FlagDoubt? {
    if let transcript = listing.transcripts[name] {
      return listing.work.flagDoubt(about: transcript)
    }
    return listing.work.hasUnknownFlags(name)
      ? FlagDoubt(transcript: name, reason: .unreadable) : nil
  }

  /// Whether somebody has flagged words of it since the flags of the study were read.
  var hasNewFlags: Bool {
    guard let transcript = listing.transcripts[name] else { return false }
    return !release.passages.haveRead(listing.work.bindingCodings(of: transcript))
  }

  /// Whether somebody has flagged words in work that does not leave: drafts, working codes, other codes than
  /// those that were asked for.
  var lacksFlags: Bool {
    guard let transcript = listing.transcripts[name] else { return false }
    return listing.work.flags(transcript) { source?.rows.map(\.stored.coding) ?? [] }
  }

  /// What leaves: the codings that are left in the listing.
  var source: ExportedSource? {
    words.map { words in
      ExportedSource(
        name,
        words,
        attributes: listing.cases.attributes(
          of: name,
          header: words.transcript.structure.header,
          study: listing.study.file
        ),
        coded: listing.sources,
        sidecars: listing.sources.map(\.sidecar),
        codebook: listing.codebook,
        release: release
      )
    }
  }
}
