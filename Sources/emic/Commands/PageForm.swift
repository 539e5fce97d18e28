import EmicKit

/// How a page of several tables is printed: as Markdown, or as a labelled line for each fact.
enum PageForm {
  case markdown, list

  func heading(_ title: String, level: Int) -> String {
    switch self {
    case .markdown: String(repeating: "#", count: level) + " \(plain(title))\n"
    case .list: plain(title) + "\n"
    }
  }

  /// Facts in rows, their heads as labels in a list.
  func table(_ header: [String], _ rows: [[String]]) -> String {
    guard self == .list else { return Markdown.table(header, rows) }
    var table = Table(header)
    for row in rows { table.add(row) }
    return table.text(.list)
  }

  /// Words from a file that must become neither Markdown nor a control sequence.
  func plain(_ text: String) -> String {
    switch self {
    case .markdown: Markdown.plain(text)
    case .list: DisplayText.safe(text.onOneLine)
    }
  }

  /// A quotation with its source.
  func quotation(_ quotation: Quotation) -> String {
    guard self == .list else { return "\n" + Markdown.block(quotation) }
    let translations = quotation.translations.map { [$0.language, $0.text] }
    var table = Table(
      ["quotation"] + translations.map { "translation, \($0[0])" } + ["reference"]
    )
    table.add(
      [quotation.text + (quotation.isCut ? " […]" : "")] + translations.map { $0[1] }
        + [quotation.reference]
    )
    return table.text(.list)
  }
}
