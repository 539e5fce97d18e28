import EmicKit

/// Practices worth repeating, a card each, as Markdown.
struct CardsPage {
  let list: QuotationList
  /// All that the same coders found, for what else the words are about.
  let sources: [CodedSource]
  let codebook: Codebook
  /// How words leave the study.
  let release: Release

  var markdown: String {
    guard !list.quotations.isEmpty else { return "# Cards\n\nNone.\n" }
    return list.quotations.enumerated().map { place, quotation in
      var text = "## \(place + 1). \(Markdown.plain(quotation.row.code))\n\n"
      text += Markdown.block(quotation)
      let others = also(quotation)
      if !others.isEmpty {
        let names = others.map { id in
          Markdown.plain(
            codebook[id].map { release.name($0.name.primary, of: id) } ?? release.id(id).text
          )
        }
        text += "\nAlso about: \(names.joined(separator: ", "))\n"
      }
      return text
    }.joined(separator: "\n")
  }

  /// What else the coder found in these words.
  func also(_ quotation: Quotation) -> [Code.ID] {
    let row = quotation.stored
    let rows = sources.filter { $0.transcript == row.transcript && $0.coder == row.coder }
      .flatMap(\.rows)
    let codes = rows.filter {
      $0.codeID != row.codeID && $0.coding.span.overlaps(row.coding.span)
        && codebook[Code.ID($0.codeID)]?.isWorking == false
    }
    return Set(codes.map { Code.ID($0.codeID) }).sorted()
  }
}
