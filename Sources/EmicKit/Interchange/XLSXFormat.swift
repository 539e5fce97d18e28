extension ImportFormat {
  /// The first sheet of a workbook, read as the table that it is.
  static let xlsx = ImportFormat(
    name: "xlsx",
    title: "Excel workbook",
    endings: ["xlsx", "xlsm"],
    reading: .archive(
      is: { $0.has("xl/workbook.xml") },
      read: { archive, source throws(ImportProblem) in
        let workbook = try XLSXWorkbook(archive, file: source.path)
        var table = TableImport()
        for row in try workbook.rows() { table.add(row) }
        var imported = try table.imported()
        imported.leaveOut("other sheets", workbook.otherSheets)
        return imported
      }
    )
  )
}

/// A workbook of Office Open XML (ISO/IEC 29500-1, part 18: SpreadsheetML).
private struct XLSXWorkbook {
  private let archive: ZipArchive
  private let file: String
  private let sheet: String
  private let strings: [String]
  private let formats: XLSXNumbers
  let otherSheets: Int

  init(_ archive: ZipArchive, file: String) throws(ImportProblem) {
    self.archive = archive
    self.file = file
    var names: [(id: String, isHidden: Bool)] = []
    var countsFrom1904 = false
    try archive.forEachPiece(of: "xl/workbook.xml", file: file) { piece in
      guard case .start(let element) = piece else { return }
      if element.name == "workbookPr" {
        countsFrom1904 = ["1", "true"].contains(element["date1904"] ?? "")
      }
      if element.name == "sheet" {
        let id = element.attributes.first { $0.name == "id" && !$0.space.isEmpty }?.value
        names.append((id ?? "", (element["state"] ?? "visible") != "visible"))
      }
    }
    guard let first = names.first(where: { !$0.isHidden }) ?? names.first else {
      throw .empty("there is no sheet in this workbook")
    }
    otherSheets = names.count - 1
    sheet = try Self.part(of: first.id, archive, file) ?? "xl/worksheets/sheet1.xml"
    strings = try Self.strings(archive, file)
    formats = try XLSXNumbers(archive, file: file, countsFrom1904: countsFrom1904)
  }

  /// The member that a relation of the workbook names.
  private static func part(
    of id: String,
    _ archive: ZipArchive,
    _ file: String
  ) throws(ImportProblem) -> String? {
    let relations = "xl/_rels/workbook.xml.rels"
    guard archive.has(relations) else { return nil }
    var target: String?
    try archive.forEachPiece(of: relations, file: file) { piece in
      guard case .start(let element) = piece, element.name == "Relationship", element["Id"] == id
      else { return }
      target = element["Target"]
    }
    return target.map { $0.hasPrefix("/") ? String($0.dropFirst()) : "xl/" + $0 }
  }

  /// The texts that cells share, by their place.
  private static func strings(
    _ archive: ZipArchive,
    _ file: String
  ) throws(ImportProblem) -> [String] {
    guard archive.has("xl/sharedStrings.xml") else { return [] }
    var strings: [String] = []
    var text = XLSXText()
    try archive.forEachPiece(of: "xl/sharedStrings.xml", file: file) { piece in
      text.take(piece)
      if case .end("si") = piece { strings.append(text.taken()) }
    }
    return strings
  }

  /// What a table of people has at most.
  private static let mostColumns = 1000

  func rows() throws(ImportProblem) -> [CSV.Row] {
    var rows: [CSV.Row] = []
    var fields: [String] = []
    var cell = Cell()
    var widest = 0
    try archive.forEachPiece(of: sheet, file: file) { piece in
      switch piece {
      case .start(let element) where element.name == "c":
        cell = Cell(
          column: element["r"].flatMap(Self.column) ?? fields.count,
          kind: element["t"] ?? "n",
          style: element["s"].flatMap { Int($0) } ?? 0
        )
      case .start(let element) where element.name == "row": fields = []
      case .end("c"):
        widest = max(widest, cell.column)
        let value = words(of: cell)
        guard !value.isEmpty, cell.column < Self.mostColumns else { return }
        while fields.count <= cell.column { fields.append("") }
        fields[cell.column] = value
      case .end("row"):
        if !fields.isEmpty { rows.append(CSV.Row(line: rows.count + 1, fields: fields)) }
      default: cell.take(piece)
      }
    }
    guard widest < Self.mostColumns else {
      throw .tooMuch("this sheet has more than \(Self.mostColumns) columns")
    }
    return rows
  }

  private struct Cell {
    var column = 0
    var kind = "n"
    var style = 0
    var value = XLSXText()

    mutating func take(_ piece: XMLReader.Piece) { value.take(piece) }
  }

  private func words(of cell: Cell) -> String {
    let text = cell.value.text
    switch cell.kind {
    case "s": return Int(text).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
    case "inlineStr", "str": return text
    case "b": return text == "1" ? "TRUE" : text == "0" ? "FALSE" : text
    // What could not be computed is no answer of anybody.
    case "e": return ""
    default: return formats.words(of: text, style: cell.style)
    }
  }

  /// `AB12` is column 27.
  private static func column(_ reference: String) -> Int? {
    var column = 0
    for byte in reference.utf8 {
      guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { break }
      column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      guard column < 100_000 else { return column }
    }
    return column == 0 ? nil : column - 1
  }
}

/// The text of a cell or of a shared text: its runs, without what helps to pronounce them.
private struct XLSXText {
  private(set) var text = ""
  private var isInText = false
  private var pronouncing = 0

  mutating func take(_ piece: XMLReader.Piece) {
    switch piece {
    case .start(let element):
      if element.name == "rPh" { pronouncing += 1 }
      isInText = ["t", "v"].contains(element.name) && pronouncing == 0
    case .end(let name):
      if name == "rPh" { pronouncing -= 1 }
      isInText = false
    case .text(let words): if isInText { text += words }
    }
  }

  mutating func taken() -> String {
    defer { self = XLSXText() }
    return text
  }
}
