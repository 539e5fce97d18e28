import EmicKit

/// The codings that somebody asks for as CSV, read and printed transcript by transcript on all cores: neither
/// texts nor sidecars are kept.
struct PrintedCodings {
  /// The heading, and whole rows that follow each other, by transcript.
  private(set) var pieces: [[UInt8]]
  /// What is to be said of the answer.
  private(set) var listing: CodingListing

  /// - Parameters:
  ///   - question: what is asked for.
  ///   - progress: told the number of transcripts read and of all.
  /// - Throws: when the question names an attribute that no source has, or has no answer.
  init(_ question: CodingQuestion, progress: (Int, Int) -> Void) throws(Failure) {
    let base = try CodingListing(question, transcripts: [])
    try base.refuseUnknownAttributes(question.filter.conditions.map(\.attribute))
    // Which columns there are is known when all is read: where they are not those that the first text lets
    // expect, it is read once more.
    var columns = Columns(expectedOf: question)
    var firstLooks: [String] = []
    // Where looks are put on record nothing is before all could be read: what is not shown was not seen.
    var isRevealing = question.asker == nil
    while true {
      (pieces, listing) = ([], base)
      listing.firstLooks = firstLooks
      let found = try read(question, columns, isRevealing: isRevealing, progress)
      guard found != columns || !isRevealing else { break }
      isRevealing = true
      columns = found
      firstLooks = listing.firstLooks
    }
    pieces.insert(
      CodingRows.heading(
        attributes: question.attributeNames + columns.headers.sorted(),
        hasStoredCodes: columns.hasStoredCodes
      ),
      at: 0
    )
  }

  /// How many transcripts may be read before the first of them is taken in.
  private static let ahead = 64

  /// Reads and prints everything under some columns.
  ///
  /// - Returns: the columns that it has.
  private mutating func read(
    _ question: CodingQuestion,
    _ columns: Columns,
    isRevealing: Bool,
    _ progress: (Int, Int) -> Void
  ) throws(Failure) -> Columns {
    let names = question.transcripts.sorted()
    var found = Columns()
    var done = 0
    try Concurrently.inOrder(names.count, ahead: Self.ahead) { place in
      Result { () throws(Failure) in
        Part(try CodingListing(question, transcripts: [names[place]], isAlone: true), columns)
      }
    } take: { read throws(Failure) in
      progress(done, names.count)
      done += 1
      let read = try read.get()
      var (part, ownColumns, rows) = (read.listing, read.columns, read.rows)
      if isRevealing, part.revealFound() {
        (ownColumns, rows) = (Columns(of: part), columns.rows(of: part))
      }
      found.add(ownColumns)
      pieces.append(rows)
      listing.absorb(part)
    }
    return found
  }
}

/// What was read of one transcript: an object, for a listing refers to a hundred things, which each hand that it
/// goes through would count.
private final class Part: Sendable {
  let listing: CodingListing
  let columns: Columns
  /// Printed under the columns that were expected.
  let rows: [UInt8]

  init(_ listing: CodingListing, _ expected: Columns) {
    self.listing = listing
    columns = Columns(of: listing)
    rows = expected.rows(of: listing)
  }
}

/// The columns of codings that not every study has.
private struct Columns: Equatable {
  /// Names of attributes that only the transcripts' headers have.
  var headers: Set<String> = []
  var hasStoredCodes = false

  init() {}

  /// What is likely, at the price of one text.
  init(expectedOf question: CodingQuestion) {
    guard question.cases.rows.isEmpty, let name = question.transcripts.first,
      let text = try? question.study.transcript(name)
    else { return }
    let attributes = question.cases.attributes(
      of: name,
      header: text.structure.header,
      study: question.study.file
    )
    headers = Set(attributes.values.keys).subtracting(question.attributeNames)
  }

  init(of part: CodingListing) {
    headers = Set(part.headerNames)
    hasStoredCodes = part.sources.contains(where: \.hasStoredCodes)
  }

  mutating func add(_ other: Columns) {
    headers.formUnion(other.headers)
    hasStoredCodes = hasStoredCodes || other.hasStoredCodes
  }

  func rows(of part: CodingListing) -> [UInt8] {
    CodingRows.csv(
      of: part.sources,
      attributes: part.attributeNames + headers.sorted(),
      hasStoredCodes: hasStoredCodes
    )
  }
}
