import EmicKit

/// Quotations in their four forms.
struct QuotationPage {
  let list: QuotationList
  let codebook: Codebook
  let attributeNames: [String]
  let form: Table.Form

  init(
    list: QuotationList,
    codebook: Codebook,
    attributeNames: [String],
    form: Table.Form = .columns(isBold: false)
  ) {
    self.list = list
    self.codebook = codebook
    self.attributeNames = attributeNames
    self.form = form
  }

  init(list: QuotationList, listing: CodingListing, form: Table.Form = .columns(isBold: false)) {
    self.init(
      list: list,
      codebook: listing.codebook,
      attributeNames: listing.attributeNames,
      form: form
    )
  }

  var text: String {
    var table = Table(["REFERENCE", "CODER", "CODE", "QUOTATION"])
    table.clips = [3]
    for quotation in list.quotations {
      table.add([
        quotation.reference, quotation.row.coder.text, quotation.row.codeID, quotation.text,
      ])
    }
    let count = list.quotations.count
    return table.text(form) + (count == 1 ? "1 quotation\n" : "\(count) quotations\n")
  }

  /// How many stand on the page.
  var markdownCount: Int { byCode.map(\.quotations.count).reduce(0, +) }

  /// By code, in the order of the codebook.
  var markdown: String {
    var text = "# Quotations\n"
    for (code, quotations) in byCode {
      let name = quotations.first?.row.code ?? code
      text += "\n## \(Markdown.plain(name)) (\(Markdown.plain(code)))\n"
      for quotation in quotations { text += "\n" + Markdown.block(quotation) }
    }
    return byCode.isEmpty ? text + "\nNone.\n" : text
  }

  /// Words that several coders coded alike stand once.
  private var byCode: [(code: String, quotations: [Quotation])] {
    let groups = Dictionary(grouping: list.quotations, by: \.row.codeID)
    let book = codebook
    let codes = groups.keys.sorted { one, other in
      let places = [one, other].map { book.index(of: Code.ID($0)) ?? .max }
      return places[0] != places[1] ? places[0] < places[1] : one < other
    }
    return codes.map { code in
      var seen: Set<[String]> = []
      let quotations = (groups[code] ?? []).filter {
        seen.insert([$0.reference, $0.text]).inserted
      }
      return (code, quotations)
    }
  }

  private static let columns = [
    "coding_id", "reference", "transcript", "case", "turn", "speaker", "coder", "code_id", "code",
    "code_path", "quotation", "cut",
  ]

  var json: JSONValue {
    .object([
      JSONMember("quotations", .array(list.quotations.map { Self.object($0) })),
      JSONMember("count", .count(list.quotations.count)),
      JSONMember("withheld", .count(list.withheld)),
    ])
  }

  static func object(_ quotation: Quotation) -> JSONValue {
    let members = zip(columns, values(quotation)).map { JSONMember($0, $1) }
    let attributes = quotation.row.attributes.values.sorted { $0.key < $1.key }
      .map { JSONMember($0.key, .string($0.value)) }
    let translations = quotation.translations.map { JSONMember($0.language, .string($0.text)) }
    return .object(
      members + [
        JSONMember("attributes", .object(attributes)),
        JSONMember("translation", .object(translations)),
      ]
    )
  }

  private static func values(_ quotation: Quotation) -> [JSONValue] {
    let row = quotation.row
    return [
      .string(row.coding.id.text), .string(quotation.reference), .string(row.transcript),
      row.attributes.case.isEmpty ? .null : .string(row.attributes.case),
      row.turn.map { .count($0) } ?? .null, .known(row.speaker), .string(row.coder.text),
      .string(row.codeID), .string(row.code), .string(row.path.map(\.text).joined(separator: "/")),
      .string(quotation.text), .bool(quotation.isCut),
    ]
  }

  var csv: [[String]] {
    let names = attributeNames
    let attributes = CodingRows.columns(attributes: names, hasStoredCodes: false).suffix(
      names.count
    )
    return [Self.columns + ["translation"] + attributes]
      + list.quotations.map { quotation in
        Self.values(quotation).map { value in
          switch value {
          case .string(let text), .number(let text): text
          case .bool(let isTrue): isTrue ? "true" : "false"
          default: ""
          }
        } + [quotation.translations.first?.text ?? ""]
          + names.map { quotation.row.attributes.values[$0] ?? "" }
      }
  }
}
