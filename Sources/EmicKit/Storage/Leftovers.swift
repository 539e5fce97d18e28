import Glibc

/// What programs that were killed have left beside the place into which they were writing.
///
/// `.r.html.0123abcd.tmp` of an export, the folder `.ward.0123abcd.tmp` of a study that was being made. Whoever
/// writes one holds a lock on it, which ends with the program.
enum Leftovers {
  /// How old something has to be that nobody holds, in milliseconds: it may just have been made.
  private static let youngest: Int64 = 60_000

  /// Takes away what is left beside a path; best effort.
  ///
  /// - Parameters:
  ///   - path: a file that is to be written, or a folder that is to be made.
  ///   - now: the time.
  /// - Returns: the paths of what was taken away.
  static func take(beside path: String, now: Timestamp = Now.timestamp) -> [String] {
    let (above, name) = Path.split(path)
    // As temporary names are made: of long names only the beginning stands in them.
    let stem = "." + name.prefix(60)
    let entries = (try? Folder.list(above)) ?? []
    return entries.compactMap { entry -> String? in
      guard entry.name.hasPrefix(stem), TemporaryFiles.isOwn(entry.name),
        isOf(entry.name, name, isFolder: entry.kind == .folder)
      else { return nil }
      let path = Path.join(above, entry.name)
      switch entry.kind {
      case .file:
        return isAbandoned(path, now) && unlink(path) == 0 ? path : nil
      case .folder:
        guard isAbandoned(path, now) else { return nil }
        take(folder: path)
        return access(path, F_OK) == 0 ? nil : path
      default: return nil
      }
    }
  }

  /// Whether a temporary name was made for a name, and not for a longer one.
  private static func isOf(_ temporary: String, _ name: String, isFolder: Bool) -> Bool {
    // `.`, then the name, then `.0123abcd.tmp`.
    let stem = temporary.dropFirst().dropLast(13)
    return isFolder ? stem == name.prefix(60) : stem == StreamedFile.stem(of: name)
  }

  private static func isAbandoned(_ path: String, _ now: Timestamp) -> Bool {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return false }
    let age = now.milliseconds - FileIdentity(status).nanoseconds / 1_000_000
    if flock(file, LOCK_EX | LOCK_NB) == 0 { return age > youngest }
    // A file system without locks says nothing; time does.
    return errno != EWOULDBLOCK && age > TemporaryFiles.age
  }

  /// Removes a folder of ours with all that is in it, while somebody may still be writing there; never
  /// through a link.
  static func take(folder: String) {
    for _ in 0..<100 {
      empty(folder, depth: 1)
      if rmdir(folder) == 0 || errno == ENOENT { return }
    }
  }

  private static func empty(_ folder: String, depth: Int) {
    for entry in (try? Folder.list(folder)) ?? [] {
      let path = Path.join(folder, entry.name)
      if entry.kind == .folder {
        if depth < StudyListing.deepest { empty(path, depth: depth + 1) }
        rmdir(path)
      } else {
        unlink(path)
      }
    }
  }
}

extension Leftovers {
  /// - Parameters:
  ///   - paths: at least one.
  ///   - work: that was cut short, with its article.
  /// - Returns: what is said.
  static func sentence(_ paths: [String], of work: String) -> String {
    "Taken away what \(work) that was killed had left: \(paths.joined(separator: ", "))."
  }
}

extension ProjectImport.Outcome {
  /// Where something was taken away.
  package var takenAwaySentence: String { Leftovers.sentence(takenAway, of: "an import") }
}
