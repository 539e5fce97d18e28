import EmicKit

/// The framework matrix in its four forms, as far as whoever asks may see it.
struct FrameworkPage {
  private let visible: VisibleFramework
  private let codes: [Code.ID]
  private let codebook: Codebook
  /// Where the codings behind the summaries stand: `T03, turn 14`.
  private let references: [Coding.ID: String]
  private let form: Table.Form
  private let release: Release
  /// The codings behind the summaries of which it says where they stand.
  let quoted: [CodingRow]

  private var cells: [FrameworkMatrix.Cell] { visible.cells }
  private var cases: [String] { visible.cases }
  /// Summaries by others on cases that are still coded blind.
  var hiddenCount: Int { visible.hidden.count }

  init(
    visible: VisibleFramework,
    codes: [Code.ID] = [],
    codebook: Codebook,
    references: [Coding.ID: String],
    quoted: [CodingRow] = [],
    form: Table.Form = .columns(isBold: false),
    release: Release
  ) {
    self.visible = visible
    self.codes = codes.isEmpty ? visible.codes(in: codebook) : codes
    self.codebook = codebook
    self.references = references
    self.quoted = quoted
    self.form = form
    self.release = release
  }

  init(
    matrix: FrameworkMatrix,
    listing: CodingListing,
    codes: [Code.ID],
    form: Table.Form,
    release: Release
  ) {
    let visible = VisibleFramework(
      matrix,
      caseOfTranscript: listing.caseOfTranscript,
      blindness: listing.workOfStudy.blindness,
      codes: codes
    )
    let names = SourceNames(of: listing.study)
    let behind = Set(visible.cells.flatMap(\.quotations))
    let quoted = listing.sources.flatMap(\.rows).filter { behind.contains($0.coding.id) }
    var references: [Coding.ID: String] = [:]
    for row in quoted {
      let kind = listing.transcripts[row.transcript]?.structure.kind
      references[row.coding.id] = names.reference(to: row, kind: kind)
    }
    self.init(
      visible: visible,
      codes: codes,
      codebook: listing.codebook,
      references: references,
      quoted: quoted,
      form: form,
      release: release
    )
  }

  /// Before it is put on one line: a passage may stand on several.
  private func summary(_ cell: FrameworkMatrix.Cell) -> String { release.words(cell.summary) }

  private func cell(_ name: String, _ code: Code.ID) -> FrameworkMatrix.Cell? {
    visible[name, code]
  }

  private func places(_ cell: FrameworkMatrix.Cell) -> String {
    var places: [String] = []
    for place in cell.quotations.compactMap({ references[$0] }) where !places.contains(place) {
      places.append(place)
    }
    return places.joined(separator: "; ")
  }

  var text: String {
    var table = Table(["CASE", "CODE", "SUMMARY"])
    table.wide = 2
    for name in cases {
      for code in codes {
        guard let cell = cell(name, code) else { continue }
        let places = places(cell)
        table.add([
          release.case(name), release.id(code).text,
          summary(cell) + (places.isEmpty ? "" : " (\(places))"),
        ])
      }
    }
    let count = cells.count == 1 ? "1 summary" : "\(cells.count) summaries"
    // What is hidden is there; the note says how many.
    let empty = cases.filter { name in
      !cells.contains { $0.case == name } && !visible.hidden.contains { $0.case == name }
    }
    return table.text(form) + count + "\n"
      + (empty.isEmpty
        ? ""
        : "Without a summary: \(empty.map { DisplayText.safe(release.case($0)) }.joined(separator: ", "))\n")
  }

  var markdown: String {
    guard !codes.isEmpty else { return "# Framework matrix\n\nNo summaries yet.\n" }
    let names = codes.map { code in
      codebook[code].map { release.name($0.name.primary, of: code) } ?? release.id(code).text
    }
    let rows = cases.map { name in
      [release.case(name)]
        + codes.map { code in
          guard let cell = cell(name, code) else { return "" }
          let places = places(cell)
          return summary(cell) + (places.isEmpty ? "" : " (\(places))")
        }
    }
    return "# Framework matrix\n\n" + Markdown.table(["case"] + names, rows)
  }

  var csv: [[String]] {
    [["case", "code", "summary", "references", "quotations", "by", "at"]]
      + cells.map { cell in
        [
          release.case(cell.case), release.id(cell.code).text, summary(cell), places(cell),
          cell.quotations.map(\.text).joined(separator: "|"), cell.by?.text ?? "",
          cell.at?.text ?? "",
        ]
      }
  }

  var json: JSONValue {
    .object([
      JSONMember("rows", .strings(cases.map(release.case))),
      JSONMember("columns", .strings(codes.map { release.id($0).text })),
      JSONMember(
        "summaries",
        .array(
          cases.map { name in .array(codes.map { .known(cell(name, $0).map(summary)) }) }
        )
      ),
      JSONMember("cells", .array(cells.map { Self.object($0, references, release) })),
    ])
  }

  static func object(
    _ cell: FrameworkMatrix.Cell,
    _ references: [Coding.ID: String],
    _ release: Release = .released(nil)
  ) -> JSONValue {
    .object([
      JSONMember("case", .string(release.case(cell.case))),
      JSONMember("code", .string(release.id(cell.code).text)),
      JSONMember("summary", .string(release.words(cell.summary))),
      JSONMember("quotations", .strings(cell.quotations.map(\.text))),
      JSONMember("references", .strings(cell.quotations.compactMap { references[$0] })),
      JSONMember("by", .known(cell.by?.text)), JSONMember("at", .known(cell.at?.text)),
    ])
  }
}
