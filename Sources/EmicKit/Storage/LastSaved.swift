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

  /// Takes no version for the last any more, before another takes its place: an old mark would vouch for an older one.
  func forget() { unlink(Path.join(study, name)) }

  /// Takes a version for the last, once it is on the disk.
  ///
  /// - Parameter digest: SHA-256 of its bytes.
  func note(_ digest: String) {
    let modes = Folder.modes(of: study)
    guard (try? Folder.make(Path.split(name).folder, in: study, mode: modes.folder)) != nil else {
      return
    }
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let file = again { open(Path.join(study, name), flags, modes.file) }
    guard file >= 0 else { return }
    defer { close(file) }
    let mark = Self.mark(of: digest)
    _ = mark.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
  }

  private static func mark(of digest: String) -> [UInt8] {
    Array(digest.utf8) + [Ascii.lineFeed]
  }
}
