extension TaguetteReader {
  mutating func readHighlights(_ works: TaguetteWorks) throws(DatabaseError) {
    var tagged: [Int: [Int]] = [:]
    try database.forEachRow(
      of: "highlight_tags",
      ["highlight_id", "tag_id"]
    ) { row throws(DatabaseError) in
      guard let highlight = row.integer("highlight_id"), let tag = row.integer("tag_id"),
        tags[tag] != nil
      else { return }
      tagged[highlight, default: []].append(tag)
    }
    var words = (right: 0, wrong: 0)
    let columns = ["id", "document_id", "start_offset", "end_offset", "snippet"]
    try database.forEachRow(of: "highlights", columns) { row throws(DatabaseError) in
      guard let id = row.integer("id"),
        let text = row.integer("document_id").flatMap({ texts[$0] })
      else { return }
      let tags = (tagged[id] ?? []).sorted()
      guard !tags.isEmpty else { return project.report.leaveOut("highlights without a tag") }
      let (start, end) = (row.integer("start_offset") ?? -1, row.integer("end_offset") ?? -1)
      guard let span = text.text.span(start, end) else {
        return project.report.leaveOut(
          "highlights whose offsets lie outside the text",
          tags.count
        )
      }
      if let snippet = row.text("snippet") {
        let isRight = Self.words(text.text.text[span]) == Self.words(of: snippet)
        if isRight { words.right += 1 } else { words.wrong += 1 }
      }
      for tag in tags {
        let work = works.codings[TaguetteWorks.Coded(highlight: id, tag: tag)]
        project.codings.append(
          ForeignProject.Coding(
            user: work?.user ?? keeper,
            text: text.place,
            code: Self.key(tag),
            span: span,
            id: Self.id(
              "coding",
              text.name,
              self.tags[tag] ?? "",
              work?.user ?? "",
              "\(start)",
              "\(end)"
            ),
            created: work?.at,
            modified: works.changed[id]
          )
        )
      }
    }
    tell(words, isAnonymous: works.codings.isEmpty && !project.codings.isEmpty)
  }

  private mutating func tell(_ words: (right: Int, wrong: Int), isAnonymous: Bool) {
    if words.right + words.wrong > 0 {
      project.report.notes.append(
        "The words of \(words.right) of \(words.right + words.wrong) highlights stand at their "
          + "offsets" + (words.wrong > 0 ? "; look at some of the others." : ".")
      )
    }
    let users = Set(project.codings.compactMap(\.user))
    if users == ["admin"] {
      project.report.notes.append(
        "All was done by admin, as in every file that Taguette exports: its own database, such as "
          + "taguette.sqlite3, knows the coders."
      )
    } else if isAnonymous, let keeper {
      project.report.notes.append(
        "The database does not say who made the highlights; they stand under \(keeper)."
      )
    }
  }

  /// What two forms of the same words share: no blanks.
  private static func words(_ text: String) -> [UInt8] {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      scalars.append(scalar)
    }
    return Array(String(scalars).utf8)
  }

  private static func words(of snippet: String) -> [UInt8] {
    var text = ""
    MarkupText.forEachPiece(of: snippet) { if case .text(let words) = $0 { text += words } }
    return words(text)
  }
}
