extension QualCoderReader {
  mutating func readCases() throws(DatabaseError) {
    try database.forEachRow(
      of: "cases",
      ["caseid", "name", "memo", "owner", "date"]
    ) { row throws(DatabaseError) in
      guard let id = row.integer("caseid") else { return }
      let name = row.name("name")
      let memo = row.text("memo") ?? ""
      cases[id] = name.isEmpty ? "case \(id)" : name
      project.notes.append(
        ForeignProject.Note(
          user: Self.owner(row),
          subject: .case(cases[id] ?? name),
          text: memo,
          id: Self.id("case memo", name, memo),
          at: Self.time(row.text("date"))
        )
      )
    }
    let places = try textsOfCases()
    let values = try attributes()
    for (id, name) in cases.sorted(by: { $0.key < $1.key }) {
      project.cases.append(
        ForeignProject.Case(name: name, values: values.cases[id] ?? [], texts: places[id] ?? [])
      )
    }
    for (id, values) in values.texts.sorted(by: { $0.key < $1.key }) {
      guard let text = texts[id] else { continue }
      project.cases.append(ForeignProject.Case(name: "", values: values, texts: [text.place]))
    }
  }

  /// The texts of each case.
  ///
  /// A case may have stretches of a text that it shares with others, as after a survey; a row of the
  /// table of cases is a whole text, so these are counted and left out.
  private mutating func textsOfCases() throws(DatabaseError) -> [Int: [Int]] {
    var owners: [Int: Set<Int>] = [:]
    var stretches: [Int: Int] = [:]
    try database.forEachRow(of: "case_text", ["caseid", "fid"]) { row throws(DatabaseError) in
      guard let id = row.integer("caseid"), cases[id] != nil,
        let text = row.integer("fid").flatMap({ texts[$0]?.place })
      else { return }
      owners[text, default: []].insert(id)
      stretches[text, default: 0] += 1
    }
    var places: [Int: [Int]] = [:]
    for (text, ids) in owners.sorted(by: { $0.key < $1.key }) {
      if ids.count == 1, let id = ids.first {
        places[id, default: []].append(text)
      } else {
        project.report.leaveOut(
          "stretches of texts that several cases share",
          stretches[text] ?? 0
        )
      }
    }
    return places
  }

  private typealias Values = [(attribute: String, value: String)]

  /// The attributes of cases and of texts, by QualCoder's numbers of those.
  private mutating func attributes() throws(DatabaseError) -> (
    cases: [Int: Values], texts: [Int: Values]
  ) {
    var found: (cases: [Int: Values], texts: [Int: Values]) = ([:], [:])
    let columns = ["name", "attr_type", "value", "id"]
    try database.forEachRow(of: "attribute", columns) { row throws(DatabaseError) in
      let value = row.name("value")
      guard let id = row.integer("id"), !value.isEmpty else { return }
      switch row.text("attr_type") {
      case "case": found.cases[id, default: []].append((row.name("name"), value))
      case "file": found.texts[id, default: []].append((row.name("name"), value))
      default: project.report.leaveOut("attributes of journals")
      }
    }
    return found
  }

  /// Entries of the journal: memos on the study.
  mutating func readJournal() throws(DatabaseError) {
    try database.forEachRow(
      of: "journal",
      ["name", "jentry", "date", "owner"]
    ) { row throws(DatabaseError) in
      let (name, entry) = (row.name("name"), row.text("jentry") ?? "")
      let parts = [name, entry].filter { !$0.isEmpty }
      project.notes.append(
        ForeignProject.Note(
          user: Self.owner(row),
          subject: .study,
          text: parts.joined(separator: "\n\n"),
          id: Self.id("journal", name, entry),
          at: Self.time(row.text("date"))
        )
      )
    }
  }
}
