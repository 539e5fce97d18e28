/// `quotations.md`: by code, in the order of the codebook, each quotation with its reference.
struct QuotationPages {
  let study: ExportedStudy
  let references: [String]

  init(_ study: ExportedStudy, references: [String]) {
    self.study = study
    self.references = references
  }

  func write(to file: ExportFile) throws -> ExportOutcome {
    let gathered = try GatheredQuotations(study, references, in: file) { Markdown.block($0) + "\n" }
    let title = study.title.isEmpty ? "Quotations" : "Quotations: \(study.title)"
    try file.write("# \(Markdown.plain(title))\n\n")
    for (id, name) in gathered.codes {
      try file.write("## \(Markdown.plain(name)) (\(Markdown.plain(id)))\n\n")
      try gathered.spill.copy(id, to: file)
    }
    if gathered.count == 0 { try file.write("None.\n") }
    return ExportOutcome(gathered.count, "quotation", "quotations", notes: gathered.notes)
  }
}

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
  ///   - print: a quotation as it is to stand in the file.
  ///   - seen: told each source, while it is there.
  /// - Throws: what reading and writing throw.
  init(
    _ study: ExportedStudy,
    _ references: [String],
    in file: ExportFile,
    print: (Quotation) -> String,
    source seen: (ExportedSource) throws -> Void = { _ in }
  ) throws {
    spill = try SpillFile(beside: file.path)
    var names: [String: String] = [:]
    let sources = SourceNames(of: study.study)
    try study.forEachSource { source in
      try seen(source)
      var printed: Set<String> = []
      for row in source.rows {
        guard let quotation = Quotation(row, of: source, sources, study.release, references) else {
          withheld += 1
          continue
        }
        let text = print(quotation)
        // Words that several coders coded alike stand once.
        guard printed.insert(row.row.codeID + "\n" + text).inserted else { continue }
        names[row.row.codeID] = row.row.code
        try spill.append(text, to: row.row.codeID)
        count += 1
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
