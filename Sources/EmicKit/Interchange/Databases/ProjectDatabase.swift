import Glibc

/// Projects that their programs keep in a SQLite database: QualCoder's and Taguette's.
///
/// They are read as they lie, since what these programs export leaves coders out.
package enum ProjectDatabase {
  /// Whether something is such a project, or claims to be, by what it is and not by its name.
  ///
  /// - Parameter path: a folder, or a file of which the beginning is read.
  /// - Returns: `false` too for what cannot be read.
  package static func isAt(_ path: String) -> Bool {
    if Folder.isThere(path) {
      return path.lowercased().hasSuffix(".qda") || path.lowercased().hasSuffix(".qda/")
        || FileReader.isThere(Path.join(path, dataName))
    }
    guard let opened = try? FileReader.descriptor(path) else { return false }
    defer { Glibc.close(opened.number) }
    var head = [UInt8](repeating: 0, count: SQLiteDatabase.magic.count)
    return pread(opened.number, &head, head.count, 0) == head.count && head == SQLiteDatabase.magic
  }

  /// Where QualCoder keeps it in its folder.
  private static let dataName = "data.qda"

  /// Reads a project.
  ///
  /// - Parameters:
  ///   - path: QualCoder's folder or the database in it, or Taguette's database.
  ///   - name: which project, in a database of several.
  ///   - moment: gives the time and new ids.
  /// - Returns: a study; nothing of it is on the disk.
  /// - Throws: when it cannot be read, or says nothing that can be kept.
  package static func study(
    at path: String,
    project name: String? = nil,
    moment: inout Moment
  ) throws(DatabaseError) -> ImportedStudy {
    var file = path
    while file.count > 1, file.hasSuffix("/") { file.removeLast() }
    if Folder.isThere(file) {
      let data = Path.join(file, dataName)
      guard FileReader.isThere(data) else {
        throw DatabaseError(file: DisplayText.safe(file), problem: .noDatabase)
      }
      file = data
    }
    let database = try SQLiteDatabase(path: file, file: DisplayText.safe(file))
    let project: ForeignProject
    if QualCoderReader.knows(database) {
      project = try QualCoderReader.project(in: database, title: title(of: file))
      if let name, name != project.title {
        throw DatabaseError(file: database.file, problem: .noProject(name, [project.title]))
      }
    } else if TaguetteReader.knows(database) {
      project = try TaguetteReader.project(in: database, named: name)
    } else {
      throw DatabaseError(file: database.file, problem: .unknownProgram)
    }
    try database.checkThatNothingChanged()
    return ImportedStudy(project, moment: &moment)
  }

  /// The name of QualCoder's folder without its ending.
  private static func title(of file: String) -> String {
    let (folder, name) = Path.split(file)
    let title = name == dataName && folder != "." ? Path.split(folder).name : name
    return title.lowercased().hasSuffix(".qda") ? String(title.dropLast(4)) : title
  }
}
