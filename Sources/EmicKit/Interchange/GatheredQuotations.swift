/// The quotations of a study by code, kept on the disk until they are printed.
struct GatheredQuotations {
  let spill: SpillFile
  /// Ids and names in the order of the codebook.
  private(set) var codes: [(id: String, name: String)] = []
  private(set) var count = 0
  private var withheld = 0

  /// - Parameters:
  ///   - study: what leaves.
  ///   - references: attributes that stand in the references.
  ///   - file: beside which they are kept.
  ///   - print: a quotation as it is to stand in the file; called on any thread.
  ///   - make: makes something else of each source, while it is there; called on any thread.
  ///   - take: told what was made, in the order of the sources.
  /// - Throws: what reading and writing throw.
  init<Made: Sendable>(
    _ study: ExportedStudy,
    _ references: [String],
    in file: ExportFile,
    print: @escaping @Sendable (Quotation) -> String,
    source make: @escaping @Sendable (ExportedSource) -> Made,
    take: (Made) throws -> Void
  ) throws {
    spill = try SpillFile(beside: file.path)
    var names: [String: String] = [:]
    let (sources, release) = (SourceNames(of: study.study), study.release)
    try study.forEachSource { source in
      (made: make(source), quotations: Printed(source, sources, release, references, print))
    } take: { source in
      try take(source.made)
      withheld += source.quotations.withheld
      count += source.quotations.all.count
      for quotation in source.quotations.all {
        names[quotation.id] = quotation.name
        try spill.append(quotation.text, to: quotation.id)
      }
    }
    let book = study.codebook
    codes = names.map { (id: $0.key, name: $0.value) }.sorted { one, other in
      let places = [one, other].map { book.index(of: Code.ID($0.id)) ?? .max }
      return places[0] != places[1] ? places[0] < places[1] : one.id < other.id
    }
  }

  var notes: [String] {
    guard withheld > 0 else { return [] }
    return [
      "\(withheld == 1 ? "1 coding is" : "\(withheld) codings are") not quoted: a part of the words "
        + "is flagged do-not-quote."
    ]
  }
}

/// The quotations of one source as they are to stand in the file.
private struct Printed: Sendable {
  /// Under the id of their code, which has a name.
  var all: [(id: String, name: String, text: String)] = []
  var withheld = 0

  init(
    _ source: ExportedSource,
    _ sources: SourceNames,
    _ release: Release,
    _ references: [String],
    _ print: (Quotation) -> String
  ) {
    var printed: Set<String> = []
    for row in source.rows {
      guard let quotation = Quotation(row, of: source, sources, release, references) else {
        withheld += 1
        continue
      }
      let (id, text) = (row.row.codeID, print(quotation))
      // Words that several coders coded alike stand once.
      guard printed.insert(id + "\n" + text).inserted else { continue }
      all.append((id, row.row.code, text))
    }
  }
}

extension Quotation {
  /// - Returns: `nil` where a part of the words may not be quoted.
  init?(
    _ row: ExportedRow,
    of source: ExportedSource,
    _ names: SourceNames,
    _ release: Release,
    _ references: [String]
  ) {
    let (transcript, stored) = (source.source.transcript, row.stored)
    let span = transcript.trimmed(stored.coding.span) ?? stored.coding.span
    guard let words = source.source.quotation(of: span) else { return nil }
    let place = release.words(names.reference(to: stored, kind: transcript.structure.kind))
    self.init(
      row: row.row,
      stored: stored,
      reference: ([place] + references.compactMap { source.attributes.values[$0] })
        .joined(separator: ", "),
      text: words,
      isCut: false,
      translations: source.source.isChanged(span) ? [] : stored.coding.translations(release)
    )
  }
}
