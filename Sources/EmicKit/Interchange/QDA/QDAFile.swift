/// A REFI-QDA file: `.qdpx` (a project with its texts) or `.qdc` (a codebook).
package enum QDAFile {
  /// Whether an archive is a project.
  package static func isProject(_ archive: ZipArchive) -> Bool {
    archive.members.contains { isProjectFile($0.name) }
  }

  /// Reads a project.
  ///
  /// - Parameters:
  ///   - path: of the file, which may be larger than fits into memory.
  ///   - encoding: of texts that are not UTF-8.
  ///   - moment: gives the time and new ids.
  /// - Returns: a study; nothing of it is on the disk.
  /// - Throws: when it cannot be read, or says nothing that can be kept.
  package static func study(
    at path: String,
    encoding: TextEncoding? = nil,
    moment: inout Moment
  ) throws(QDAError) -> ImportedStudy {
    let file = DisplayText.safe(path)
    let archive: ZipArchive
    do throws(ZipError) {
      archive = try ZipArchive(path: path, file: file)
    } catch {
      throw QDAError(file: file, problem: .archive(error))
    }
    return try study(of: archive, file: file, encoding: encoding, moment: &moment)
  }

  /// A project that lies in memory.
  package static func study(
    of bytes: [UInt8],
    file: String,
    moment: inout Moment
  ) throws(QDAError) -> ImportedStudy {
    let archive: ZipArchive
    do throws(ZipError) {
      archive = try ZipArchive(bytes, file: file)
    } catch {
      throw QDAError(file: file, problem: .archive(error))
    }
    return try study(of: archive, file: file, encoding: nil, moment: &moment)
  }

  private static func study(
    of archive: ZipArchive,
    file: String,
    encoding: TextEncoding?,
    moment: inout Moment
  ) throws(QDAError) -> ImportedStudy {
    let projects = archive.members.map(\.name).filter(isProjectFile)
    guard let name = projects.first else { throw QDAError(file: file, problem: .noProject) }
    guard projects.count == 1 else {
      throw QDAError(file: file, problem: .severalProjects(projects))
    }
    // The folder is called Sources/ by some.
    var members: [String: String] = [:]
    for member in archive.members where !member.isFolder {
      members[member.name.lowercased()] = member.name
    }
    func read(_ name: String) throws(QDAError) -> [UInt8] {
      do throws(ZipError) {
        return try archive.read(name)
      } catch {
        throw QDAError(file: file, problem: .archive(error))
      }
    }
    let project = try QDAReader.read(try read(name), file: "\(file): \(name)")
    let foreign = try ForeignProject(project, file: file, encoding: encoding) {
      path throws(QDAError) in
      guard let name = members["sources/" + path.lowercased()] else { return nil }
      return try read(name)
    }
    return ImportedStudy(foreign, moment: &moment)
  }

  /// Some programs give it the project's name.
  private static func isProjectFile(_ name: String) -> Bool {
    name.lowercased().hasSuffix(".qde") && !name.contains("/")
  }

  /// The codebook of a `.qdc` file, as a study that has nothing else.
  package static func codebook(at path: String) throws(QDAError) -> ImportedStudy {
    let file = DisplayText.safe(path)
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(path).bytes
    } catch {
      throw QDAError(file: file, problem: .file(error))
    }
    let (codebook, report) = try codebook(bytes, file: file)
    return ImportedStudy(
      kind: "REFI-QDA codebook",
      file: StudyFile(),
      codebook: codebook,
      transcripts: [],
      work: [],
      cases: [],
      attributes: [],
      memos: [],
      report: report
    )
  }

  /// The codebook of a `.qdc` file.
  ///
  /// - Throws: when it is none, or has no codes.
  package static func codebook(
    _ bytes: [UInt8],
    file: String
  ) throws(QDAError) -> (codebook: Codebook, report: ImportReport) {
    let project = try QDAReader.read(bytes, file: file)
    guard !project.codes.isEmpty else { throw QDAError(file: file, problem: .noCodes) }
    try QDACheck.check(project, file: file)
    var foreign = ForeignProject(kind: "REFI-QDA codebook", title: project.name)
    let isOwn = project.origin.hasPrefix(QDAOwnNote.origin)
    if isOwn { foreign.codes = QDAOwnCodes.read(bytes) }
    foreign.entries = project.codes.map { code in
      ForeignProject.Entry(
        key: code.guid,
        name: Code.Name(code.name),
        parent: code.parent.map { project.codes[$0].guid },
        isFamily: !code.isCodable,
        color: code.color,
        description: code.description,
        isOwn: isOwn
      )
    }
    let codes = ImportedStudy.Codes(of: &foreign)
    return (codes.book, foreign.report)
  }
}
