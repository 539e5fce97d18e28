import Glibc

/// Where an export is written: outside the study, or in its `exports/`.
public struct ExportPlace: Hashable, Sendable {
  /// The path that is written, an archive's with its mark.
  public let path: String
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
    guard let root = Path.real(study.path) else { return }
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
    let target = Path.join(real, Path.split(path).name)
    if Path.lies(target, in: root), !Path.lies(real, in: exports) { throw .insideStudy(path) }
    // Also what is reached by another name: the codebook may lie outside the study.
    for own in [study.codebookPath, reading].compactMap({ $0 }) where Self.isSame(own, target) {
      throw .ownFile(path)
    }
  }

  /// Whether the mark stands in a name as a word of its own: UNIDENTIFIED says the contrary.
  private static func saysIdentified(_ name: String) -> Bool {
    name.ranges(of: mark).contains { range in
      let before = name[..<range.lowerBound].last?.isLetter ?? false
      let behind = name[range.upperBound...].first?.isLetter ?? false
      return !before && !behind
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
