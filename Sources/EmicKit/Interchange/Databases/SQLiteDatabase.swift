import CSQLite
import Glibc

/// Another program's SQLite database, read as nothing but tables of values.
///
/// The file is not changed and nothing is made beside it, and it must not change meanwhile: work that
/// still lies in a log beside it is a reason to refuse, not to lose it. Views, triggers and computed
/// columns of a database that anybody may have made are not asked.
final class SQLiteDatabase {
  /// No text of a project is larger.
  static let valueLimit = 64 << 20

  /// For messages.
  let file: String
  private let database: OpaquePointer
  /// The stored columns of the stored tables, all in lower case.
  private var tables: [String: Set<String>] = [:]
  private let path: String
  private let identity: FileIdentity

  static let magic = Array("SQLite format 3\0".utf8)

  /// Opens a database.
  ///
  /// - Parameters:
  ///   - path: of a regular file.
  ///   - file: its name, for messages.
  /// - Throws: when it is none, is cut off, or is not all there.
  init(path: String, file: String) throws(DatabaseError) {
    self.path = path
    self.file = file
    identity = try Self.check(path, file)
    var message = [CChar](repeating: 0, count: Int(CSQLITE_MESSAGE_SIZE))
    var status: Int32 = 0
    guard let opened = csqlite_open(path, Int32(Self.valueLimit), &status, &message) else {
      throw DatabaseError(file: file, problem: .init(status, message))
    }
    database = opened
    var found: [String] = []
    try ask(
      "SELECT lower(name) FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
      ["name"]
    ) { row throws(DatabaseError) in
      if let name = row.text("name") { found.append(name) }
    }
    for table in found where Self.isPlain(table) {
      var columns: Set<String> = []
      try ask("PRAGMA table_xinfo(\(table))", Self.infoColumns) { row throws(DatabaseError) in
        if let name = row.text("name"), row.integer("hidden") == 0 {
          columns.insert(name.lowercased())
        }
      }
      tables[table] = columns
    }
  }

  deinit { csqlite_close(database) }

  /// Whether it has a table with these columns.
  func has(_ table: String, _ columns: String...) -> Bool {
    tables[table]?.isSuperset(of: columns) ?? false
  }

  /// Hands out the rows of a table, as they are stored.
  ///
  /// - Parameters:
  ///   - table: its name; a table that is not there has no rows.
  ///   - columns: those that are wanted; one that is not there is always NULL.
  ///   - body: gets row after row.
  /// - Throws: when the file turns out to be damaged.
  func forEachRow(
    of table: String,
    _ columns: [String],
    _ body: (SQLiteRow) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    guard let there = tables[table] else { return }
    let values = columns.map { there.contains($0) ? "\"\($0)\"" : "NULL" }
    try ask("SELECT \(values.joined(separator: ", ")) FROM \"\(table)\"", columns, body)
  }

  /// The number of rows; 0 for a table that is not there.
  func count(of table: String) throws(DatabaseError) -> Int {
    guard tables[table] != nil else { return 0 }
    var count = 0
    try ask("SELECT count(*) FROM \"\(table)\"", ["count"]) { row throws(DatabaseError) in
      count = row.integer("count") ?? 0
    }
    return count
  }

  /// - Throws: when somebody has written to the file since it was opened.
  func checkThatNothingChanged() throws(DatabaseError) {
    guard (try? FileReader.identity(of: path)) == identity else {
      throw DatabaseError(file: file, problem: .changed)
    }
  }

  // MARK: Questions

  private static let infoColumns = ["cid", "name", "type", "notnull", "default", "pk", "hidden"]

  /// Names of our own tables are plain; others are nobody's business.
  private static func isPlain(_ name: String) -> Bool {
    name.utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_")
    }
  }

  private func ask(
    _ question: String,
    _ columns: [String],
    _ body: (SQLiteRow) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    var message = [CChar](repeating: 0, count: Int(CSQLITE_MESSAGE_SIZE))
    var status: Int32 = 0
    guard let rows = csqlite_ask(database, question, &status, &message) else {
      throw DatabaseError(file: file, problem: .init(status, message))
    }
    defer { csqlite_close_rows(rows) }
    while true {
      status = csqlite_next(database, rows, &message)
      guard status == Int32(CSQLITE_ROW) else { break }
      try body(SQLiteRow(rows: rows, columns: columns))
    }
    guard status == Int32(CSQLITE_OK) else {
      throw DatabaseError(file: file, problem: .init(status, message))
    }
  }

  // MARK: The file

  /// What SQLite would pass over: an end that is missing, and changes that wait in a log.
  private static func check(_ path: String, _ file: String) throws(DatabaseError) -> FileIdentity {
    let refusal: DatabaseError
    do throws(FileProblem) {
      let opened = try FileReader.descriptor(path)
      defer { close(opened.number) }
      var problem: DatabaseError.Problem?
      var head = [UInt8](repeating: 0, count: 100)
      let isWhole = pread(opened.number, &head, head.count, 0) == head.count
      if !isWhole || !head.starts(with: magic) {
        problem = .notADatabase
      } else if let size = size(by: head), opened.size < size {
        problem = .cut
      }
      for log in ["-wal", "-journal"] where problem == nil {
        let size = try FileReader.identity(of: path + log)?.size ?? 0
        if size > 0 { problem = .unfinished }
      }
      guard let problem else { return FileIdentity(opened.status) }
      refusal = DatabaseError(file: file, problem: problem)
    } catch {
      refusal = DatabaseError(file: file, problem: .file(error))
    }
    throw refusal
  }

  /// The size in bytes of a database by its first 100 bytes (SQLite, *Database File Format*, 1.3);
  /// `nil` where an old version of SQLite has not kept it.
  private static func size(by head: [UInt8]) -> Int? {
    func number(at place: Int) -> Int {
      head[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
    let page = Int(head[16]) << 8 | Int(head[17])
    guard number(at: 24) == number(at: 92), number(at: 28) > 0 else { return nil }
    return number(at: 28) * (page == 1 ? 65_536 : page)
  }
}

/// A row of a table; only to be asked before the next one comes.
struct SQLiteRow {
  fileprivate let rows: OpaquePointer
  fileprivate let columns: [String]

  private func place(_ column: String) -> Int32 {
    guard let place = columns.firstIndex(of: column) else {
      preconditionFailure("\(column) was not asked for")
    }
    return Int32(place)
  }

  /// A whole number, also one that is stored as text; `nil` for anything else.
  func integer(_ column: String) -> Int? {
    var value: Int64 = 0
    if csqlite_integer(rows, place(column), &value) == 1 { return Int(value) }
    return text(column).flatMap { Int($0) }
  }

  /// `nil` for NULL.
  func text(_ column: String) -> String? {
    bytes(column).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A text on one line, to be a name: what controls a terminal is a blank, and so is a line feed.
  func name(_ column: String) -> String {
    var name = String.UnicodeScalarView()
    for scalar in (text(column) ?? "").unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control
      name.append(isControl ? " " : scalar)
    }
    let start = name.drop { $0.properties.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return String(start[...last])
  }

  /// The bytes of a text as they are stored; `nil` for NULL.
  func bytes(_ column: String) -> [UInt8]? {
    var size = 0
    guard csqlite_is_null(rows, place(column)) == 0 else { return nil }
    guard let text = csqlite_text(rows, place(column), &size) else { return [] }
    return Array(UnsafeBufferPointer(start: text, count: size))
  }
}
