extension QualCoderReader {
  /// A row of `code_text`.
  private struct Row {
    var text: QualCoderText
    var code: Int
    var start: Int?
    var end: Int?
    var words: String
    var owner: String?
    var created: Timestamp?
    var memo: String
    var isImportant: Bool
  }

  mutating func readCodings() throws(DatabaseError) {
    let rows = try codingRows()
    let names = Dictionary(
      project.entries.map { ($0.key, $0.name.primary) },
      uniquingKeysWith: { first, _ in first }
    )
    let placed = rows.map { $0.text.placed($0.start, $0.end, $0.words) }
    let usual = Self.usualCountings(zip(rows, placed))
    var count = (exact: 0, elsewhere: 0, unverified: 0, otherUnit: 0)
    for (row, place) in zip(rows, placed) {
      let span: Span
      switch place {
      case .exactly(let found, let counting):
        count.exact += 1
        if counting.isUTF16, !row.text.raw.astral.isEmpty { count.otherUnit += 1 }
        span = found
      case .elsewhere(let found):
        count.elsewhere += 1
        span = found
      case .unverified, .outside:
        // By now it is known how the text's other codings count.
        let again = row.text.placed(row.start, row.end, "", usual: usual[row.text.place])
        guard case .unverified(let found) = again else {
          outside(row)
          continue
        }
        count.unverified += 1
        span = found
      }
      project.codings.append(
        ForeignProject.Coding(
          user: row.owner,
          text: row.text.place,
          code: Self.code(row.code),
          span: span,
          id: Self.id(
            "coding",
            row.text.name,
            names[Self.code(row.code)] ?? "",
            row.owner ?? "",
            "\(row.start ?? -1)",
            "\(row.end ?? -1)"
          ),
          created: row.created,
          memo: row.memo,
          extra: row.isImportant ? [JSONMember("flags", .array([.string("exemplar")]))] : []
        )
      )
    }
    tell(count, of: rows.count)
    if rows.contains(where: \.isImportant) {
      project.report.notes.append("Codings that are marked important have the flag exemplar.")
    }
  }

  private func codingRows() throws(DatabaseError) -> [Row] {
    var rows: [Row] = []
    let columns = [
      "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo", "important",
    ]
    try database.forEachRow(of: "code_text", columns) { row throws(DatabaseError) in
      // Codings of a file without text are rows of other tables.
      guard let text = row.integer("fid").flatMap({ texts[$0] }) else { return }
      rows.append(
        Row(
          text: text,
          code: row.integer("cid") ?? -1,
          start: row.integer("pos0"),
          end: row.integer("pos1"),
          words: row.text("seltext") ?? "",
          owner: Self.owner(row),
          created: Self.time(row.text("date")),
          memo: row.text("memo") ?? "",
          isImportant: row.integer("important") == 1
        )
      )
    }
    return rows
  }

  /// How most codings of each text count.
  private static func usualCountings(
    _ placed: Zip2Sequence<[Row], [QualCoderText.Placed]>
  ) -> [Int: QDACounting] {
    var counts: [Int: [QDACounting: Int]] = [:]
    for (row, place) in placed {
      guard case .exactly(_, let counting) = place else { continue }
      counts[row.text.place, default: [:]][counting, default: 0] += 1
    }
    return counts.compactMapValues { counts in
      QDACounting.all.max {
        (counts[$0] ?? 0, !$0.isUTF16 ? 1 : 0) < (counts[$1] ?? 0, !$1.isUTF16 ? 1 : 0)
      }
    }
  }

  private mutating func outside(_ row: Row) {
    project.report.leaveOut("codings whose positions lie outside the text")
    let place = "\(row.start.map(String.init) ?? "?") to \(row.end.map(String.init) ?? "?")"
    let told = project.report.notes.count { $0.hasPrefix(Self.outsideStart) }
    guard told < 10 else { return }
    project.report.notes.append(
      "\(Self.outsideStart) \(place) is no stretch of \"\(row.text.name)\", which has "
        + "\(row.text.raw.text.scalarCount) characters: it is left out."
    )
  }

  private static let outsideStart = "The coding from"

  private mutating func tell(
    _ count: (exact: Int, elsewhere: Int, unverified: Int, otherUnit: Int),
    of all: Int
  ) {
    guard all > 0 else { return }
    var sentence = "The words of \(count.exact) of \(all) codings stand at their positions"
    if count.otherUnit > 0 { sentence += " (\(count.otherUnit) counted in UTF-16 units)" }
    project.report.notes.append(sentence + ".")
    if count.elsewhere > 0 {
      project.report.notes.append(
        "\(count.elsewhere) codings have other words at their positions, as after changes of the "
          + "text, and stand where their words do."
      )
    }
    if count.unverified > 0 {
      project.report.notes.append(
        "\(count.unverified) codings could not be checked by their words; look at some of them."
      )
    }
  }

  // MARK: Annotations

  /// Remarks on stretches without a code: memos on the text that quote them.
  mutating func readAnnotations() throws(DatabaseError) {
    var count = 0
    let columns = ["fid", "pos0", "pos1", "memo", "owner", "date"]
    try database.forEachRow(of: "annotation", columns) { row throws(DatabaseError) in
      let memo = row.text("memo") ?? ""
      guard let text = row.integer("fid").flatMap({ texts[$0] }), !memo.isEmpty else { return }
      let (start, end) = (row.integer("pos0"), row.integer("pos1"))
      var words = ""
      if case .unverified(let span) = text.placed(start, end, "") {
        words = QDAQuote.name(of: text.raw.text[span])
      }
      count += 1
      project.notes.append(
        ForeignProject.Note(
          user: Self.owner(row),
          subject: .text(text.place),
          text: words.isEmpty ? memo : "\"\(words)\"\n\(memo)",
          id: Self.id("annotation", text.name, "\(start ?? -1)", "\(end ?? -1)", memo),
          at: Self.time(row.text("date"))
        )
      )
    }
    if count > 0 {
      project.report.notes.append("\(count) annotations are memos on their texts, with the words.")
    }
  }
}
