import Glibc

/// Where an export is written: outside the study, or in its `exports/`.
public struct ExportPlace: Hashable, Sendable {
  /// The path that is written, an archive's with its mark.
  public let path: String
  /// Of its form, with the dot.
  let ending: String
  /// The same without links in folders; what stands there may have other names.
  private let target: String
  /// What says of an archive in its name that real names are in it.
  public static let mark = "IDENTIFIED"

  /// Checks a path; nothing is written yet, but the study's `exports/` is made.
  ///
  ///     codings.csv, identified     codings-IDENTIFIED.csv
  ///
  /// - Parameters:
  ///   - path: as it is given.
  ///   - ending: of its format, with the dot.
  ///   - study: whose files are not written over.
  ///   - isIdentified: whether it is an archive: then its name says so, or is made to.
  ///   - reading: a file that is read for the export and must not be written over.
  /// - Throws: when the place is not to be written.
  public init(
    _ path: String,
    ending: String,
    study: StudyFolder,
    isIdentified: Bool,
    reading: String? = nil
  ) throws(ExportProblem) {
    var path = path
    let (folder, name) = Path.split(path)
    let saysIdentified = Self.saysIdentified(name)
    guard isIdentified || !saysIdentified else { throw .saysIdentified(path) }
    if isIdentified, !saysIdentified {
      let stem = name.dropLast(ending.count)
      path = Path.join(
        folder,
        stem + (stem.isEmpty ? "" : "-") + Self.mark + name.suffix(ending.count)
      )
      if folder == "/" { path = "/" + path }
    }
    self.path = path
    self.ending = ending
    guard let root = Path.real(study.path) else {
      target = path
      return
    }
    let exports = Path.join(root, "exports")
    if !Self.exists(folder), Self.parent(of: folder).flatMap(Path.real) == root,
      Path.split(folder).name == "exports"
    {
      do throws(FileProblem) {
        try Folder.make("exports", in: root, mode: Folder.modes(of: root).folder)
      } catch {
        throw .file(error)
      }
    }
    guard let real = Path.real(folder) else {
      throw .file(FileProblem(.system(ENOENT), folder, .open))
    }
    target = Path.join(real, Path.split(path).name)
    if Path.lies(target, in: root), !Path.lies(real, in: exports) { throw .insideStudy(path) }
    if let other = Self.study(holding: real) { throw .insideOtherStudy(path, study: other) }
    // Also what is reached by another name: the codebook may lie outside the study.
    for own in [study.codebookPath, reading].compactMap({ $0 }) where Self.isSame(own, target) {
      throw .ownFile(path)
    }
  }

  /// Whether one export would take the place of another: they have one name, or are one file.
  public func isSame(as other: ExportPlace) -> Bool {
    target == other.target || Self.isSame(path, other.path)
  }

  /// Whether the mark stands in a name as a word of its own: UNIDENTIFIED says the contrary.
  private static func saysIdentified(_ name: String) -> Bool {
    name.ranges(of: mark).contains { range in
      let before = name[..<range.lowerBound].last?.isLetter ?? false
      let behind = name[range.upperBound...].first?.isLetter ?? false
      return !before && !behind
    }
  }

  /// Refuses to take the place of what emic has not exported: a thesis, somebody's own table.
  ///
  /// - Throws: when something else is there, or a file that must not be written.
  public func refuseToReplace() throws(ExportProblem) {
    switch EarlierExport.obstacle(at: path, ending: ending) {
    case .foreign?: throw .otherFile(path)
    case .readOnly?: throw .readOnly(path)
    case nil: break
    }
  }

  /// The study into whose own files a folder belongs.
  ///
  /// - Parameter folder: absolute, without links.
  /// - Returns: `nil` for its `exports/`, and outside of studies.
  private static func study(holding folder: String) -> String? {
    if holdsSidecars(folder) { return folder }
    var above = folder
    while true {
      if access(Path.join(above, "study.yaml"), F_OK) == 0 {
        return Path.lies(folder, in: Path.join(above, "exports")) ? nil : above
      }
      guard above != "/", above != "." else { return nil }
      above = Path.split(above).folder
    }
  }

  /// Whether there are codings of transcripts: a study may be without `study.yaml`.
  private static func holdsSidecars(_ folder: String) -> Bool {
    guard let entries = try? Folder.list(folder) else { return false }
    let files = entries.filter { $0.kind == .file }.map(\.name)
    let texts = Set(files.filter(StudyListing.isText))
    return files.contains { file in
      guard file.hasSuffix(".json") else { return false }
      // T03.txt.coder-a.json
      return texts.contains(file.split(separator: ".").dropLast(2).joined(separator: "."))
    }
  }

  private static func exists(_ path: String) -> Bool { Path.real(path) != nil }

  private static func parent(of folder: String) -> String? {
    folder == "/" || folder == "." ? nil : Path.split(folder).folder
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }
}
