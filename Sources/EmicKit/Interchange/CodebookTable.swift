/// `codebook.csv`: a row for each code and family; for Taguette its path and description.
struct CodebookTable {
  let study: ExportedStudy
  let isForExcel: Bool
  let isForTaguette: Bool

  init(_ study: ExportedStudy, isForExcel: Bool, isForTaguette: Bool) {
    self.study = study
    self.isForExcel = isForExcel
    self.isForTaguette = isForTaguette
  }

  private static let columns = [
    "path", "name", "name_zh", "description", "color", "assignable", "id", "brief", "use_when",
    "not_when", "example",
  ]

  func write(to file: ExportFile) throws -> ExportOutcome {
    // What is out of use describes no coding of today.
    let codes = study.codebook.codes.filter {
      !$0.isWorking && $0.retired == nil && $0.replacedBy.isEmpty
    }
    guard !codes.isEmpty else { throw ExportProblem.nothing("codes") }
    var writer = SpreadsheetWriter(file, isForExcel: isForExcel)
    let columns = isForTaguette ? ["path", "description"] : Self.columns
    try writer.add(columns.map { .string($0) })
    for code in codes {
      let path = study.codebook.path(to: code.id).map(\.text).joined(separator: "/")
      let texts =
        isForTaguette
        ? [path, Self.description(code)]
        : [
          path, code.name.primary, code.name.entries.first { $0.language == "zh" }?.text ?? "",
          Self.description(code), Self.hex(code.color), code.isAssignable ? "true" : "false",
          code.id.text, code.brief, code.useWhen, code.notWhen, code.example,
        ]
      try writer.add(texts.map { .string($0) })
    }
    return ExportOutcome(codes.count, "code", "codes", notes: writer.notes)
  }

  /// The definition, else the brief one.
  private static func description(_ code: Code) -> String {
    code.definition.isEmpty ? code.brief : code.definition
  }

  private static func hex(_ color: String?) -> String {
    color.flatMap { CodeColor.named($0)?.hex } ?? ""
  }
}
