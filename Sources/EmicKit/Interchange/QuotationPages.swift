/// `quotations.md`: by code, in the order of the codebook, each quotation with its reference.
struct QuotationPages {
  let study: ExportedStudy
  let references: [String]

  init(_ study: ExportedStudy, references: [String]) {
    self.study = study
    self.references = references
  }

  func write(to file: ExportFile) throws -> ExportOutcome {
    let gathered = try GatheredQuotations(
      study,
      references,
      in: file,
      print: { Markdown.block($0) + "\n" },
      source: { _ in },
      take: { _ in }
    )
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
