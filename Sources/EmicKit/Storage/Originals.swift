import Glibc

/// Copies of what was imported, outside the study: they hold authors, comments, real names.
enum Originals {
  static func folder(_ path: String, outside study: StudyFolder) throws(StudyImport.Refusal)
    -> String
  {
    let (above, name) = Path.split(path.hasSuffix("/") ? String(path.dropLast()) : path)
    // Looked at where links lead, before anything is made.
    guard let real = real(path) ?? real(above).map({ Path.join($0, name) }) else {
      throw .file(FileProblem(.system(ENOENT), path, .open))
    }
    let root = Path.join(study.path, "")
    guard real != study.path, !real.hasPrefix(root) else { throw .originalsInside(path) }
    if again({ mkdir(real, 0o700) }) != 0 {
      guard errno == EEXIST else { throw .file(FileProblem(.system(errno), path, .makeFolder)) }
      var status = stat()
      guard stat(real, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        throw .file(FileProblem(.system(ENOTDIR), path, .makeFolder))
      }
    }
    return real
  }

  /// - Returns: the path of the copy; one of the same bytes is left as it is.
  static func keep(
    _ source: ImportSource,
    in folder: String
  ) throws(ImportProblem) -> (path: String, isNew: Bool) {
    let path = Path.join(folder, Path.split(source.path).name)
    do throws(FileProblem) {
      if try FileReader.identity(of: path) != nil {
        guard try FileReader.read(path).bytes == source.bytes else {
          throw FileProblem(.system(EEXIST), path, .write)
        }
        return (path, false)
      }
      try FileSaver().save(source.bytes, to: path, isNew: true)
    } catch {
      throw .file(error)
    }
    return (path, true)
  }

  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
