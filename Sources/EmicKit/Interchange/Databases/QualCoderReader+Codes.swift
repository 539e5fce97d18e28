extension QualCoderReader {
  /// Categories become families, codes stay codes; a newer QualCoder has codes below codes.
  mutating func readCodes() throws(DatabaseError) {
    var entries: [ForeignProject.Entry] = []
    try database.forEachRow(
      of: "code_cat",
      ["catid", "name", "memo", "supercatid"]
    ) { row throws(DatabaseError) in
      guard let id = row.integer("catid") else { return }
      entries.append(
        ForeignProject.Entry(
          key: Self.category(id),
          name: Code.Name(Self.named(row, "category \(id)")),
          parent: row.integer("supercatid").map(Self.category),
          isFamily: true,
          description: row.text("memo") ?? ""
        )
      )
    }
    try database.forEachRow(
      of: "code_name",
      ["cid", "name", "memo", "catid", "color", "supercid"]
    ) { row throws(DatabaseError) in
      guard let id = row.integer("cid") else { return }
      entries.append(
        ForeignProject.Entry(
          key: Self.code(id),
          name: Code.Name(Self.named(row, "code \(id)")),
          parent: row.integer("supercid").map(Self.code) ?? row.integer("catid").map(Self.category),
          color: row.text("color"),
          description: row.text("memo") ?? ""
        )
      )
    }
    project.entries = entries
    project.arrangeEntries()
  }

  static func code(_ id: Int) -> String { "code \(id)" }
  private static func category(_ id: Int) -> String { "category \(id)" }

  private static func named(_ row: SQLiteRow, _ otherwise: String) -> String {
    let name = row.name("name")
    return name.isEmpty ? otherwise : name
  }
}
