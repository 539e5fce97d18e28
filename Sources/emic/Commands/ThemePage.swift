import EmicKit

/// A theme as Markdown, as a line for each fact and as JSON.
struct ThemePage {
  let theme: Theme
  let codebook: Codebook
  let release: Release

  private var code: Code { theme.code }

  var markdown: String { text(.markdown) }

  func text(_ form: PageForm) -> String {
    func plain(_ words: String) -> String { form.plain(release.words(words)) }
    guard form == .markdown else { return list(plain) }
    var text = "# \(heading)\n"
    let parts = [
      ("", code.brief), ("", code.definition), ("Use when", code.useWhen),
      ("Not when", code.notWhen),
    ]
    for (title, words) in parts where !words.isEmpty {
      text += "\n" + (title.isEmpty ? "" : "*\(title):* ") + plain(words) + "\n"
    }
    let subcodes = codebook.descendants(of: code.id).filter { !$0.isFamily }
    if !subcodes.isEmpty {
      text += "\nWith: " + subcodes.map { form.plain(name(of: $0)) }.joined(separator: ", ")
      text += "\n"
    }
    return text + "\n## Where it stands\n\n" + counts(form) + "\n## Quotations\n"
      + quotations(form)
  }

  private func list(_ plain: (String) -> String) -> String {
    let parts = [
      ("code", release.id(code.id).text), ("name", release.name(code.name.primary, of: code.id)),
      ("Chinese name", release.name(code.name.chinese ?? "", of: code.id)),
      ("in brief", code.brief), ("definition", code.definition), ("use when", code.useWhen),
      ("not when", code.notWhen),
      (
        "with",
        codebook.descendants(of: code.id).filter { !$0.isFamily }.map(name)
          .joined(separator: ", ")
      ),
    ]
    return parts.filter { !$0.1.isEmpty }.map { "\($0): \(plain($1))\n" }.joined()
      + "\nWhere it stands\n\n" + counts(.list) + "Quotations\n\n" + quotations(.list)
  }

  private func name(of code: Code) -> String {
    release.name(code.name.primary, of: code.id)
  }

  private var heading: String {
    func plain(_ name: String) -> String {
      PageForm.markdown.plain(release.name(name, of: code.id))
    }
    let chinese = code.name.chinese.map { " · \(plain($0))" } ?? ""
    return plain(code.name.primary.isEmpty ? code.id.text : code.name.primary) + chinese
  }

  private func value(of column: MatrixColumn) -> String? {
    column.values[0].map { release.value($0, of: theme.counts.dimensions[0]) }
  }

  private func counts(_ form: PageForm) -> String {
    guard theme.counts.total.codings > 0 else { return "Nowhere.\n" }
    let rows = zip(theme.counts.columns, theme.counts.columnTotals).filter { $1.codings > 0 }
      .map { column, count in
        [
          value(of: column) ?? "(unknown)", String(count.codings),
          String(count.cases),
        ]
      }
    let total = theme.counts.total
    return form.table(
      [theme.counts.dimensions[0].text, "codings", "cases"],
      rows + [["(total)", String(total.codings), String(total.cases)]]
    )
  }

  private func quotations(_ form: PageForm) -> String {
    guard !theme.quotations.quotations.isEmpty else {
      return form == .list ? "None.\n" : "\nNone.\n"
    }
    return theme.quotations.quotations.map { form.quotation($0) }.joined()
  }

  var json: JSONValue {
    let rows = zip(theme.counts.columns, theme.counts.columnTotals).map { column, count in
      JSONValue.object([
        JSONMember("value", .known(value(of: column))),
        JSONMember("codings", .count(count.codings)),
        JSONMember("cases", .count(count.cases)),
      ])
    }
    return .object([
      JSONMember("code", .string(release.id(code.id).text)),
      JSONMember("name", .string(release.name(code.name.primary, of: code.id))),
      JSONMember("brief", .string(release.words(code.brief))),
      JSONMember("definition", .string(release.words(code.definition))),
      JSONMember("by", .string(theme.counts.dimensions[0].text)),
      JSONMember("counts", .array(rows)),
      JSONMember(
        "quotations",
        .array(theme.quotations.quotations.map { QuotationPage.object($0) })
      ),
      JSONMember("withheld", .count(theme.quotations.withheld)),
    ])
  }
}
