import Glibc

/// What emic has saved last of a sidecar in this copy of the study: `.emic/backup/saved/<its path>`, a digest.
///
/// A sidecar that is this needs not be compared with what is known of it. Another came from elsewhere, and may be an
/// older version. Best effort: without the mark it is compared.
struct LastSaved: Sendable {
  private let study: String
  /// Relative to the study.
  private let name: String

  /// - Parameters:
  ///   - name: of the sidecar, relative to the study.
  ///   - study: the study's folder.
  init(of name: String, in study: String) {
    self.study = study
    self.name = ".emic/backup/saved/\(name)"
  }

  /// Whether anything was saved here.
  var isThere: Bool { FileReader.isThere(Path.join(study, name)) }

  /// Whether a sidecar of these bytes was the last.
  func isOf(_ bytes: [UInt8]) -> Bool {
    let path = Path.join(study, name)
    guard let mark = try? FileReader.read(path, limit: 1 << 10).bytes else { return false }
    return mark == Self.mark(of: Digest.sha256(bytes))
  }

  /// Takes a version for the last.
  ///
  /// Before it gets the file's name: an old mark would vouch for what it replaces. Where it gets it not after
  /// all, what is there is compared.
  ///
  /// - Parameter digest: SHA-256 of its bytes.
  func note(_ digest: String) {
    let modes = Folder.modes(of: study)
    guard (try? Folder.make(Path.split(name).folder, in: study, mode: modes.folder)) != nil else {
      return
    }
    let mark = Self.mark(of: digest)
    let path = Path.join(study, name)
    if Self.overwrite(path, with: mark) { return }
    unlink(path)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = again { open(path, flags, modes.file) }
    guard file >= 0 else { return }
    defer { close(file) }
    _ = mark.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
  }

  /// In place, for a new file is new work for the disk with each save.
  ///
  /// - Returns: whether it was: not of what is no mark, or has another name, too.
  private static func overwrite(_ path: String, with mark: [UInt8]) -> Bool {
    let file = again { open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
    guard file >= 0 else { return false }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1,
      status.st_size == mark.count
    else { return false }
    return mark.withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == mark.count
  }

  private static func mark(of digest: String) -> [UInt8] {
    Array(digest.utf8) + [Ascii.lineFeed]
  }
}
