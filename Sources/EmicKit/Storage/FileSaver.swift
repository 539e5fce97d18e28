import Glibc

/// Replaces a file by another as a whole: after a fault or a power cut, the old bytes or the new
/// ones are there, never a part.
///
/// Not Foundation's atomic write, which on Linux takes a short write for success, widens
/// permissions, replaces links and does not bring the folder to the disk.
package struct FileSaver: Sendable {
  package var calls = FileCalls.system

  package init(calls: FileCalls = .system) { self.calls = calls }

  /// Writes a file beside the old one, brings it to the disk and puts it in its place.
  ///
  /// - Parameters:
  ///   - bytes: the whole of the new file.
  ///   - path: its folder exists.
  ///   - newMode: permissions of a file that is not there yet; an existing one keeps its own.
  ///   - isNew: refuses to replace a file.
  /// - Returns: the identity of the file as saved.
  /// - Throws: the first call that failed; only a folder that cannot be synced leaves the new bytes.
  @discardableResult
  package func save(
    _ bytes: [UInt8],
    to path: String,
    newMode: mode_t = 0o600,
    isNew: Bool = false
  ) throws(FileProblem) -> FileIdentity {
    try write(bytes, beside: path, newMode: newMode, isNew: isNew).putInPlace()
  }

  /// The first half of `save`: the new file is safe on the disk, under a name that nobody reads.
  package func write(
    _ bytes: [UInt8],
    beside path: String,
    newMode: mode_t = 0o600,
    isNew: Bool = false
  ) throws(FileProblem) -> FileBeside {
    let (folderPath, name) = Path.split(path)
    let folder = open(folderPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .last(folderPath, .open) }
    let temporary = temporaryName(for: name)
    do throws(FileProblem) {
      let old = try existing(folder, name, path)
      if isNew, old != nil { throw FileProblem(.system(EEXIST), path, .write) }
      let identity = try write(
        bytes,
        folder,
        temporary,
        path,
        mode: old.map { $0.st_mode & 0o7777 } ?? newMode,
        old: old
      )
      return FileBeside(
        folder: folder,
        temporary: temporary,
        name: name,
        path: path,
        identity: identity,
        calls: calls
      )
    } catch {
      unlinkat(folder, temporary, 0)
      Glibc.close(folder)
      throw error
    }
  }

  private func existing(
    _ folder: Int32,
    _ name: String,
    _ path: String
  ) throws(FileProblem) -> stat? {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return nil }
      throw .last(path, .write)
    }
    if status.st_mode & S_IFMT == S_IFLNK { throw FileProblem(.symbolicLink, path, .write) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileProblem(.notAFile, path, .write) }
    return status
  }

  private func write(
    _ bytes: [UInt8],
    _ folder: Int32,
    _ name: String,
    _ path: String,
    mode: mode_t,
    old: stat?
  ) throws(FileProblem) -> FileIdentity {
    let file = calls.open(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { throw .last(path, .write) }
    var isOpen = true
    defer { if isOpen { _ = calls.close(file) } }
    try writeAll(bytes, file, path)
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .last(path, .write) }
    // Only its owner may give a file to a group; without it the team's file is still this coder's.
    if let old, old.st_gid != status.st_gid { _ = fchown(file, uid_t.max, old.st_gid) }
    if status.st_mode & 0o7777 != mode {
      guard calls.changeMode(file, mode) == 0 else { throw .last(path, .mode) }
    }
    // Never a second time on this file: the kernel forgets what it could not write.
    guard calls.sync(file) == 0 else { throw .last(path, .sync) }
    guard fstat(file, &status) == 0 else { throw .last(path, .write) }
    isOpen = false
    // On Linux an interrupted close has closed.
    guard calls.close(file) == 0 || errno == EINTR else { throw .last(path, .close) }
    return FileIdentity(status)
  }

  private func writeAll(_ bytes: [UInt8], _ file: Int32, _ path: String) throws(FileProblem) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        calls.write(file, UnsafeRawBufferPointer(rebasing: $0[written...]))
      }
      if count < 0, errno == EINTR { continue }
      guard count != 0 else { throw FileProblem(.system(EIO), path, .write) }
      guard count > 0 else { throw .last(path, .write) }
      written += count
    }
  }

  // `.name.random.tmp`: no reader of a study takes a dot-file, and names may have 255 bytes.
  private func temporaryName(for name: String) -> String {
    var stem = name
    while stem.utf8.count > 230 { stem.unicodeScalars.removeLast() }
    return ".\(stem).\(RandomBytes.hex(8)).tmp"
  }
}

/// A new file beside the one that it will replace, whole and safe on the disk; it goes away with
/// this value unless it was put in its place.
package struct FileBeside: ~Copyable {
  fileprivate let folder: Int32
  fileprivate let temporary: String
  fileprivate let name: String
  fileprivate let path: String
  fileprivate let identity: FileIdentity
  fileprivate let calls: FileCalls
  private var isInPlace = false

  fileprivate init(
    folder: Int32,
    temporary: String,
    name: String,
    path: String,
    identity: FileIdentity,
    calls: FileCalls
  ) {
    self.folder = folder
    self.temporary = temporary
    self.name = name
    self.path = path
    self.identity = identity
    self.calls = calls
  }

  deinit {
    if !isInPlace { unlinkat(folder, temporary, 0) }
    Glibc.close(folder)
  }

  /// The second half of `save`.
  package consuming func putInPlace() throws(FileProblem) -> FileIdentity {
    guard calls.rename(folder, temporary, name) == 0 else { throw .last(path, .rename) }
    isInPlace = true
    if calls.syncFolder(folder) != 0, errno != EINVAL, errno != ENOTSUP {
      throw .last(path, .sync)
    }
    return identity
  }
}

/// Random bytes of the system, for names and ids.
enum RandomBytes {
  static func make(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    // Eight at a call: each asks the kernel.
    while bytes.count < count {
      withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
    }
    return Array(bytes.prefix(count))
  }

  static func hex(_ digits: Int) -> String {
    let alphabet = Array("0123456789abcdef")
    return String(make(digits).map { alphabet[Int($0 & 15)] })
  }
}
