import CDatabaseTesting
import Testing

@testable import EmicKit

/// Databases of other programs, made of SQL, and what becomes of them.
final class DatabaseSample: Sendable {
  let folder = TemporaryFolder()

  var moment: Moment { QDASample.moment }

  /// Makes a database, or changes one.
  func make(_ name: String, _ statements: String...) throws {
    let above = Path.split(name).folder
    if above != "." { try Folder.make(above, in: folder.path) }
    let isDone = database_run("\(folder.path)/\(name)", statements.joined(separator: "\n")) == 1
    try #require(isDone, "SQLite refused the statements")
  }

  func imported(_ name: String, project: String? = nil) throws(DatabaseError) -> ImportedStudy {
    var moment = moment
    return try ProjectDatabase.study(
      at: "\(folder.path)/\(name)",
      project: project,
      moment: &moment
    )
  }

  func problem(_ name: String, project: String? = nil) -> DatabaseError.Problem? {
    do throws(DatabaseError) {
      _ = try imported(name, project: project)
      return nil
    } catch {
      return error.problem
    }
  }

  /// A coding as a line: `interview.txt ana trust 4-9 "words"`.
  static func lines(_ study: ImportedStudy) -> [String] {
    study.work.flatMap { work in
      work.sidecar.codings.map { coding in
        "\(work.transcript) \(work.sidecar.coder) \(coding.code) "
          + "\(coding.span.start)-\(coding.span.end) \"\(coding.quote)\""
      }
    }
  }
}

/// QualCoder's tables, by the version of the database.
enum QualCoderSample {
  /// As version 6 made them; version 17 has a column more here and there.
  static let tables = """
    CREATE TABLE project (databaseversion text, date text, memo text, about text,
      bookmarkfile integer, bookmarkpos integer, codername text);
    CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text,
      memo text, owner text, date text, av_text_id integer, risid integer, unique(name));
    CREATE TABLE code_image (imid integer primary key, id integer, x1 integer);
    CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer);
    CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer,
      memo text, owner text, date text);
    CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text,
      id integer, date text, owner text);
    CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer,
      pos1 integer, owner text, date text, memo text);
    CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text);
    CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text,
      memo text, supercatid integer, unique(name));
    CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text,
      pos0 integer, pos1 integer, owner text, date text, memo text, avid integer,
      important integer, unique(cid, fid, pos0, pos1, owner));
    CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer,
      owner text, date text, color text, unique(name));
    CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
    CREATE TABLE graph (grid integer primary key, name text);
    INSERT INTO project VALUES ('v6', '2024-01-15 10:00:00', 'How wards feel.', 'QualCoder 3.2',
      0, 0, 'Ana');
    """

  /// The tables of version 1, which had fewer.
  static let oldTables = """
    CREATE TABLE project (databaseversion text, date text, memo text, about text);
    CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text,
      memo text, owner text, date text);
    CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text,
      supercatid integer);
    CREATE TABLE code_text (cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
      owner text, date text, memo text);
    CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer,
      owner text, date text, color text);
    INSERT INTO project VALUES ('v1', '2019-01-15 10:00:00', '', 'QualCoder 1.5');
    """

  static func source(_ id: Int, _ name: String, _ text: String, memo: String = "") -> String {
    "INSERT INTO source(id, name, fulltext, memo, owner, date) VALUES "
      + "(\(id), '\(name)', '\(text)', '\(memo)', 'Ana', '2024-01-15 10:00:00');"
  }

  static func code(_ id: Int, _ name: String, below category: Int? = nil) -> String {
    "INSERT INTO code_name(cid, name, memo, catid, owner, color) VALUES "
      + "(\(id), '\(name)', 'About \(name).', \(category.map(String.init) ?? "NULL"), 'Ana', "
      + "'#F4FA58');"
  }

  static func coding(
    _ code: Int,
    in file: Int,
    _ start: Int,
    _ end: Int,
    _ words: String,
    by owner: String = "Ana",
    memo: String = ""
  ) -> String {
    "INSERT INTO code_text(cid, fid, seltext, pos0, pos1, owner, date, memo) VALUES (\(code), "
      + "\(file), '\(words)', \(start), \(end), '\(owner)', '2024-02-01 09:30:00', '\(memo)');"
  }
}

/// Taguette's tables, and rows in them.
enum TaguetteSample {
  static let tables = """
    CREATE TABLE users (login varchar primary key, hashed_password varchar, email varchar);
    CREATE TABLE projects (id integer primary key, name varchar, description text, created text);
    CREATE TABLE project_members (project_id integer, user_login varchar, privileges varchar);
    CREATE TABLE documents (id integer primary key, name varchar, description text,
      filename varchar, created text, project_id integer, text_direction varchar, contents text);
    CREATE TABLE commands (id integer primary key, date text, user_login varchar,
      project_id integer, document_id integer, payload text);
    CREATE TABLE highlights (id integer primary key, document_id integer, start_offset integer,
      end_offset integer, snippet text);
    CREATE TABLE tags (id integer primary key, project_id integer, path varchar, description text);
    CREATE TABLE highlight_tags (highlight_id integer, tag_id integer);
    INSERT INTO projects VALUES (1, 'Ward', 'How wards feel.', '2024-01-15 10:00:00.123456');
    INSERT INTO project_members VALUES (1, 'ben', 'TAG'), (1, 'ana', 'ADMIN');
    INSERT INTO tags VALUES (1, 1, 'care', 'being cared for'), (2, 1, 'care/time', ''),
      (3, 1, '孤独', '没有人');
    """

  static func document(_ id: Int, _ name: String, _ html: String, project: Int = 1) -> String {
    "INSERT INTO documents VALUES (\(id), '\(name)', 'about \(name)', '', "
      + "'2024-01-16 10:00:00.000000', \(project), 'LEFT_TO_RIGHT', '\(html)');"
  }

  /// A highlight that somebody has made, with its tags.
  static func highlight(
    _ id: Int,
    in document: Int,
    _ start: Int,
    _ end: Int,
    _ snippet: String,
    tags: [Int],
    by user: String
  ) -> String {
    "INSERT INTO highlights VALUES (\(id), \(document), \(start), \(end), '\(snippet)');"
      + tags.map { "INSERT INTO highlight_tags VALUES (\(id), \($0));" }.joined()
      + command(
        user,
        document,
        "\"type\": \"highlight_add\", \"highlight_id\": \(id), "
          + "\"start_offset\": \(start), \"end_offset\": \(end), \"tags\": \(tags)"
      )
  }

  static func command(_ user: String, _ document: Int, _ payload: String) -> String {
    "INSERT INTO commands(date, user_login, project_id, document_id, payload) VALUES "
      + "('2024-02-01 09:30:00.000000', '\(user)', 1, \(document), '{\(payload)}');"
  }
}
