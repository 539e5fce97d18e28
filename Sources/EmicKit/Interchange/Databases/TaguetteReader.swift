/// Reads a project of Taguette from its SQLite database.
///
/// A database of Taguette holds all projects of an installation, with who did what; the file that
/// Taguette itself exports has one project, in which everything was done by `admin`.
struct TaguetteReader {
  let database: SQLiteDatabase
  /// Taguette's number of the project.
  let id: Int
  var project: ForeignProject
  /// By Taguette's numbers of its documents.
  var texts: [Int: (place: Int, name: String, text: TaguetteText)] = [:]
  /// By the numbers of its tags.
  var tags: [Int: String] = [:]
  /// Who stands for what names nobody.
  var keeper: String?

  /// Whether a database is Taguette's.
  static func knows(_ database: SQLiteDatabase) -> Bool {
    database.has("projects", "id", "name")
      && database.has("documents", "id", "project_id", "name", "contents")
      && database.has("tags", "id", "project_id", "path")
      && database.has("highlights", "id", "document_id", "start_offset", "end_offset")
      && database.has("highlight_tags", "highlight_id", "tag_id")
  }

  /// - Parameters:
  ///   - database: one that `knows` takes for Taguette's.
  ///   - name: the project's; `nil` for the only one.
  /// - Returns: what it holds, under its own keys.
  /// - Throws: when it is damaged, has no texts, or nobody can tell which project is meant.
  static func project(
    in database: SQLiteDatabase,
    named name: String?
  ) throws(DatabaseError) -> ForeignProject {
    var found: [(id: Int, name: String, description: String, at: Timestamp?)] = []
    try database.forEachRow(
      of: "projects",
      ["id", "name", "description", "created"]
    ) { row throws(DatabaseError) in
      guard let id = row.integer("id") else { return }
      found.append((id, row.name("name"), row.text("description") ?? "", time(row.text("created"))))
    }
    let names = found.map(\.name)
    let chosen = name.map { name in found.filter { $0.name == name } } ?? found
    if let name, chosen.isEmpty {
      throw DatabaseError(file: database.file, problem: .noProject(name, names))
    }
    guard chosen.count < 2 else {
      throw DatabaseError(file: database.file, problem: .severalProjects(names))
    }
    guard let one = chosen.first else {
      throw DatabaseError(file: database.file, problem: .noTexts)
    }
    var reader = TaguetteReader(
      database: database,
      id: one.id,
      project: ForeignProject(kind: "Taguette project", title: one.name, at: one.at)
    )
    let works = try reader.readWorks()
    try reader.readKeeper()
    reader.addNote(one.description, on: .study, "project", at: one.at)
    try reader.readDocuments(works)
    try reader.readTags()
    try reader.readHighlights(works)
    reader.addUsers()
    return reader.project
  }

  /// Its times are UTC: `2026-03-20 10:11:12.345678`.
  static func time(_ text: String?) -> Timestamp? {
    QDADate.timestamp(text?.replacing(" ", with: "T", maxReplacements: 1))
  }

  /// The id that something always has: of its kind and of what tells it from others.
  static func id(_ kind: String, _ parts: String...) -> String {
    NamedUUID.text(of: (["taguette", kind] + parts).joined(separator: "\u{1F}"))
  }

  private mutating func addNote(
    _ text: String,
    on subject: ForeignProject.Subject,
    _ what: String,
    by user: String? = nil,
    at: Timestamp?
  ) {
    project.notes.append(
      ForeignProject.Note(
        user: user ?? keeper,
        subject: subject,
        text: text,
        id: Self.id("memo", what, text),
        at: at
      )
    )
  }

  // MARK: People

  /// The first member of those who may do most.
  private mutating func readKeeper() throws(DatabaseError) {
    var members: [(rank: Int, login: String)] = []
    let ranks = ["ADMIN", "MANAGE_DOCS", "TAG", "READ"]
    try database.forEachRow(
      of: "project_members",
      ["project_id", "user_login", "privileges"]
    ) { row throws(DatabaseError) in
      guard row.integer("project_id") == id else { return }
      let rank = ranks.firstIndex(of: row.text("privileges") ?? "") ?? ranks.count
      members.append((rank, row.name("user_login")))
    }
    keeper = members.min { $0.rank < $1.rank }?.login
  }

  private mutating func addUsers() {
    var seen: Set<String> = []
    let logins =
      project.codings.compactMap(\.user)
      + project.notes.compactMap { $0.text.isEmpty ? nil : $0.user }
    project.users = logins.filter { seen.insert($0).inserted }
      .map { ForeignProject.User(key: $0, name: $0) }
  }

  // MARK: Documents and tags

  private mutating func readDocuments(_ works: TaguetteWorks) throws(DatabaseError) {
    let columns = ["id", "project_id", "name", "description", "created", "contents"]
    try database.forEachRow(of: "documents", columns) { row throws(DatabaseError) in
      guard row.integer("project_id") == id, let document = row.integer("id") else { return }
      let name = row.name("name")
      let text = TaguetteText(row.text("contents") ?? "")
      project.report.leaveOut("pictures", text.pictures)
      guard !text.text.isEmpty else { return project.report.leaveOut("documents without text") }
      let place = project.texts.count
      do throws(TranscriptTextProblem) {
        // Whatever may stand in a database, a zero byte stands in no transcript.
        let checked = try TranscriptText(bytes: text.text.withUTF8 { Array($0) })
        project.texts.append(ForeignProject.Text(name: name, text: checked))
      } catch {
        throw DatabaseError(file: database.file, problem: .text(error, name: name))
      }
      texts[document] = (place, name, text)
      addNote(
        row.text("description") ?? "",
        on: .text(place),
        name,
        by: works.documents[document],
        at: Self.time(row.text("created"))
      )
    }
    guard !texts.isEmpty else { throw DatabaseError(file: database.file, problem: .noTexts) }
  }

  /// Tags become codes.
  ///
  /// `care/time` is *time* below *care* where there is a tag *care*, as in the codebook that emic
  /// writes for Taguette, and else a code of that name.
  private mutating func readTags() throws(DatabaseError) {
    var found: [(id: Int, path: String, parent: Int?, description: String)] = []
    let columns = ["id", "project_id", "path", "parent_id", "description"]
    try database.forEachRow(of: "tags", columns) { row throws(DatabaseError) in
      guard row.integer("project_id") == id, let tag = row.integer("id") else { return }
      let path = row.name("path")
      found.append(
        (
          tag, path.isEmpty ? "tag \(tag)" : path, row.integer("parent_id"),
          row.text("description") ?? ""
        )
      )
    }
    let paths = Dictionary(found.map { ($0.path, $0.id) }, uniquingKeysWith: { first, _ in first })
    for tag in found {
      tags[tag.id] = tag.path
      var (name, parent) = (tag.path, tag.parent)
      if parent == nil, let slash = tag.path.lastIndex(of: "/"),
        let above = paths[String(tag.path[..<slash])]
      {
        name = String(tag.path[tag.path.index(after: slash)...])
        parent = above
      }
      project.entries.append(
        ForeignProject.Entry(
          key: Self.key(tag.id),
          name: Code.Name(name.isEmpty ? tag.path : name),
          parent: parent.map(Self.key),
          description: tag.description
        )
      )
    }
    project.arrangeEntries()
  }

  static func key(_ tag: Int) -> String { "tag \(tag)" }
}
