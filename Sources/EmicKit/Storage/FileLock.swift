import Glibc

/// A lock between processes, held while a file is compared and replaced.
package struct FileLock: Sendable {
  private let file: Int32

  /// Waits up to five seconds for whoever saves just now; then refuses, since to write without
  /// the lock may lose somebody's coding.
  ///
  /// Where no lock file can be made (another's folder, a file system without locks) there is none,
  /// and the comparison before the save has to do.
  package init(_ path: String, mode: mode_t = 0o600) throws(FileProblem) {
    let file = again { open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, mode) }
    self.file = file
    guard file >= 0 else { return }
    for _ in 0..<5000 {
      if flock(file, LOCK_EX | LOCK_NB) == 0 { return }
      if errno == EWOULDBLOCK || errno == EINTR {
        usleep(1000)
        continue
      }
      return
    }
    close(file)
    throw FileProblem(.busy, path, .lock)
  }

  /// The lock of a study, that of whatever is written in it.
  package static func ofStudy(_ root: String) throws(FileProblem) -> FileLock {
    let modes = Folder.modes(of: root)
    // Without the folder there is no lock, as where the study is read-only.
    try? Folder.make(".emic", in: root, mode: modes.folder)
    return try FileLock(Path.join(root, ".emic/lock"), mode: modes.file)
  }

  package func release() {
    if file >= 0 { close(file) }
  }
}
