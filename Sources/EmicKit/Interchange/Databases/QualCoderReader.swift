/// Reads a QualCoder project: the database `data.qda` in a folder that ends in `.qda`.
///
/// Its versions (v1 to v17 so far) have added tables and columns, and taken none away: what is not
/// there is empty. Everything is known by numbers within the project, so ids are made of what a
/// coding says, and the same coding has the same id whenever it is imported.
struct QualCoderReader {
  let database: SQLiteDatabase
  var project: ForeignProject
  /// By the numbers of QualCoder's files.
  var texts: [Int: QualCoderText] = [:]
  /// Names of QualCoder's cases by their numbers.
  var cases: [Int: String] = [:]

  /// Whether a database is QualCoder's.
  static func knows(_ database: SQLiteDatabase) -> Bool {
    database.has("source", "id", "name", "fulltext")
      && database.has("code_name", "cid", "name")
      && database.has("code_text", "cid", "fid", "pos0", "pos1", "owner")
  }

  /// - Parameters:
  ///   - database: one that `knows` takes for QualCoder's.
  ///   - title: the project's name.
  /// - Returns: what it holds, under its own keys.
  /// - Throws: when it is damaged or has no texts.
  static func project(
    in database: SQLiteDatabase,
    title: String
  ) throws(DatabaseError) -> ForeignProject {
    var reader = QualCoderReader(
      database: database,
      project: ForeignProject(kind: "QualCoder project", title: title)
    )
    try reader.readProject()
    try reader.readTexts()
    try reader.readCodes()
    try reader.readCodings()
    try reader.readAnnotations()
    try reader.readCases()
    try reader.readJournal()
    try reader.countWhatHasNoPlace()
    try reader.readCoders()
    return reader.project
  }

  /// Its times are local ones without a zone.
  static func time(_ text: String?) -> Timestamp? {
    QDADate.timestamp(text?.replacing(" ", with: "T", maxReplacements: 1))
  }

  /// The id that something always has: of its kind and of what tells it from others.
  static func id(_ kind: String, _ parts: String...) -> String {
    NamedUUID.text(of: (["qualcoder", kind] + parts).joined(separator: "\u{1F}"))
  }

  /// The owner of a row; `nil` where none is named.
  static func owner(_ row: SQLiteRow) -> String? {
    let owner = row.name("owner")
    return owner.isEmpty ? nil : owner
  }

  // MARK: The project itself

  private mutating func readProject() throws(DatabaseError) {
    var found: (memo: String, about: String, date: String?, coder: String)?
    try database.forEachRow(of: "project", ["memo", "about", "date", "codername"]) { row in
      found =
        found ?? (
          row.text("memo") ?? "", row.name("about"), row.text("date"), row.name("codername")
        )
    }
    guard let found else { return }
    // `QualCoder 3.5`
    if found.about.hasPrefix("QualCoder ") { project.kind = "project of \(found.about)" }
    project.at = Self.time(found.date)
    project.notes.append(
      ForeignProject.Note(
        user: found.coder.isEmpty ? nil : found.coder,
        subject: .study,
        text: found.memo,
        id: Self.id("project memo", found.memo),
        at: project.at
      )
    )
  }

  // MARK: Texts

  private mutating func readTexts() throws(DatabaseError) {
    let columns = ["id", "name", "fulltext", "mediapath", "memo", "owner", "date"]
    try database.forEachRow(of: "source", columns) { row throws(DatabaseError) in
      let name = row.name("name")
      let bytes = row.bytes("fulltext") ?? []
      guard let id = row.integer("id") else { return }
      let at = Self.time(row.text("date"))
      if bytes.isEmpty {
        project.report.leaveOut(Self.medium(row.text("mediapath")))
      } else {
        do throws(TranscriptTextProblem) {
          texts[id] = QualCoderText(
            place: project.texts.count,
            name: name,
            raw: try QDAText(bytes)
          )
        } catch {
          throw DatabaseError(file: database.file, problem: .text(error, name: name))
        }
        if let text = texts[id] {
          project.texts.append(ForeignProject.Text(name: name, text: text.raw.text))
        }
      }
      let memo = row.text("memo") ?? ""
      let isText = texts[id] != nil
      project.notes.append(
        ForeignProject.Note(
          user: Self.owner(row),
          subject: texts[id].map { .text($0.place) } ?? .study,
          text: isText || memo.isEmpty ? memo : "\(name): \(memo)",
          id: Self.id("file memo", name, memo),
          at: at
        )
      )
    }
    guard !texts.isEmpty else { throw DatabaseError(file: database.file, problem: .noTexts) }
  }

  /// What a file without text is, by where QualCoder keeps it.
  private static func medium(_ path: String?) -> String {
    let path = path ?? ""
    func lies(in folder: String) -> Bool {
      path.hasPrefix("/\(folder)/") || path.hasPrefix("\(folder):")
    }
    if lies(in: "images") { return "pictures" }
    if lies(in: "audio") || lies(in: "video") { return "recordings" }
    return "files without text"
  }

  // MARK: What has no place

  private mutating func countWhatHasNoPlace() throws(DatabaseError) {
    for (table, what) in [
      ("code_image", "codings of pictures"), ("code_av", "codings of recordings"),
      ("graph", "graphs"), ("stored_sql", "saved queries"), ("ris", "lines of references"),
    ] {
      project.report.leaveOut(what, try database.count(of: table))
    }
    if project.codings.contains(where: { $0.created != nil }) {
      project.report.notes.append("QualCoder's times name no zone; they are taken as UTC.")
    }
  }

  // MARK: Coders

  /// Whoever has done something, and whoever QualCoder knows besides.
  private mutating func readCoders() throws(DatabaseError) {
    var names =
      project.codings.compactMap(\.user)
      + project.notes.compactMap { note in
        note.text.isEmpty ? nil : note.user
      }
    try database.forEachRow(of: "coder_names", ["name"]) { row in
      let name = row.name("name")
      if !name.isEmpty { names.append(name) }
    }
    var seen: Set<String> = []
    project.users = names.filter { seen.insert($0).inserted }
      .map { ForeignProject.User(key: $0, name: $0) }
  }
}
