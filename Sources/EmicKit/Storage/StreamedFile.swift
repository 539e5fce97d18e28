import Glibc

/// A new file that is written piece by piece beside the one that it will replace.
///
/// Until `finish` and `putInPlace` nobody reads it; dropped before, it goes away.
package final class StreamedFile {
  private let folder: Int32
  private let temporary: String
  /// The new file's path.
  private let unfinished: String
  private let name: String
  private let path: String
  private let calls: FileCalls
  private let mode: mode_t
  /// What stands at the path now.
  private let old: stat?
  private var file: Int32 = -1
  private var isHandedOn = false

  /// - Parameters:
  ///   - path: its folder exists.
  ///   - newMode: permissions of a file that is not there yet; an existing one keeps its own.
  ///   - isNew: refuses to replace a file.
  ///   - calls: of the system, or a test's.
  /// - Throws: the first call that failed.
  package init(
    beside path: String,
    newMode: mode_t = 0o600,
    isNew: Bool = false,
    calls: FileCalls = .system
  ) throws(FileProblem) {
    let (folderPath, name) = Path.split(path)
    let folder = again { open(folderPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard folder >= 0 else { throw .last(folderPath, .open) }
    self.folder = folder
    self.name = name
    self.path = path
    self.calls = calls
    temporary = Self.temporaryName(for: name)
    unfinished = Path.join(folderPath, temporary)
    let status: stat?
    do throws(FileProblem) {
      status = try Self.existing(folder, name, path)
    } catch {
      old = nil
      mode = newMode
      throw error
    }
    old = status
    mode = status.map { $0.st_mode & 0o7777 } ?? newMode
    if isNew, status != nil { throw FileProblem(.system(EEXIST), path, .write) }
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let (temporary, unfinished) = (temporary, unfinished)
    file = Unfinished.uninterrupted {
      Unfinished.add(file: unfinished)
      return again { calls.open(folder, temporary, flags) }
    }
    guard file >= 0 else { throw .last(path, .write) }
  }

  deinit {
    guard !isHandedOn else { return }
    if file >= 0 {
      _ = calls.close(file)
    }
    _ = again { unlinkat(folder, temporary, 0) }
    Unfinished.remove(file: unfinished)
    Glibc.close(folder)
  }

  /// Says that somebody is writing here, as long as the file is open: `Leftovers` leaves it alone.
  func claim() { _ = again { flock(file, LOCK_EX | LOCK_NB) } }

  package func append(_ bytes: [UInt8]) throws(FileProblem) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        again { calls.write(file, UnsafeRawBufferPointer(rebasing: bytes[written...])) }
      }
      guard count != 0 else { throw FileProblem(.system(EIO), path, .write) }
      guard count > 0 else { throw .last(path, .write) }
      written += count
    }
  }

  /// Brings the whole file to the disk; nothing can be added afterwards.
  package func finish() throws(FileProblem) -> FileBeside {
    var status = stat()
    guard again({ fstat(file, &status) }) == 0 else { throw .last(path, .write) }
    // Only its owner may give a file to a group; without it the team's file is still this coder's.
    if let old, old.st_gid != status.st_gid { _ = again { fchown(file, uid_t.max, old.st_gid) } }
    if status.st_mode & 0o7777 != mode {
      guard again({ calls.changeMode(file, mode) }) == 0 else { throw .last(path, .mode) }
    }
    // After a failure never a second time on this file: the kernel forgets what it could not write.
    guard again({ calls.sync(file) }) == 0 else { throw .last(path, .sync) }
    guard again({ fstat(file, &status) }) == 0 else { throw .last(path, .write) }
    let closing = file
    file = -1
    // On Linux an interrupted close has closed.
    guard calls.close(closing) == 0 || errno == EINTR else { throw .last(path, .close) }
    isHandedOn = true
    return FileBeside(
      folder: folder,
      temporary: temporary,
      name: name,
      path: path,
      unfinished: unfinished,
      identity: FileIdentity(status),
      calls: calls
    )
  }

  private static func existing(
    _ folder: Int32,
    _ name: String,
    _ path: String
  ) throws(FileProblem) -> stat? {
    var status = stat()
    guard again({ fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
      if errno == ENOENT { return nil }
      throw .last(path, .write)
    }
    if status.st_mode & S_IFMT == S_IFLNK { throw FileProblem(.symbolicLink, path, .write) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileProblem(.notAFile, path, .write) }
    return status
  }

  // `.name.random.tmp`: no reader of a study takes a dot-file, and names may have 255 bytes.
  static func temporaryName(for name: String) -> String {
    ".\(stem(of: name)).\(RandomBytes.hex(8)).tmp"
  }

  /// What of a name stands in the temporary ones.
  static func stem(of name: String) -> String {
    var stem = name
    while stem.utf8.count > 230 { stem.unicodeScalars.removeLast() }
    return stem
  }
}
