import CPlatform
import Glibc

/// What emic has saved last of a sidecar in this copy of the study: `.emic/backup/saved/<its path>`, two digests.
///
/// A sidecar that is this needs not be compared with what is known of it. Another came from elsewhere, and may be an
/// older version. While a save is under way the mark has the digest of what is to be there and of what is there still;
/// else one digest twice, so that it is always as long. Best effort: without the mark a sidecar is compared.
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

  /// Whether a sidecar of these bytes was the last, or may be it where a save was cut short.
  func isOf(_ bytes: [UInt8]) -> Bool { has(Digest.sha256(bytes)) }

  private func has(_ digest: String) -> Bool {
    let path = Path.join(study, name)
    guard let mark = try? FileReader.read(path, limit: 1 << 10).bytes else { return false }
    let line = Array(digest.utf8)
    return mark.split(separator: Ascii.lineFeed).contains { $0 == line[...] }
  }

  /// Takes a version for the last.
  ///
  /// Twice for each save: before it gets the file's name, for an old mark would vouch for what it replaces; and behind
  /// that.
  ///
  /// - Parameters:
  ///   - digest: SHA-256 of its bytes.
  ///   - old: of what it is about to replace, which goes on to count where it did; left out where it was replaced.
  func note(_ digest: String, replacing old: String? = nil) {
    let modes = Folder.modes(of: study)
    // First, for it follows no link.
    guard (try? Folder.make(Path.split(name).folder, in: study, mode: modes.folder)) != nil else {
      return
    }
    // What is there may be an older version, which nothing vouched for.
    let kept = old.flatMap { has($0) ? $0 : nil } ?? digest
    let mark = Array("\(digest)\n\(kept)\n".utf8)
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
      status.st_size == mark.count,
      mark.withUnsafeBytes({ write(file, $0.baseAddress, $0.count) }) == mark.count
    else { return false }
    // A power cut is to find the new mark rather than the old one.
    platform_begin_sync(file)
    return true
  }
}
