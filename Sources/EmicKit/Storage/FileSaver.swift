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
    let file = try StreamedFile(beside: path, newMode: newMode, isNew: isNew, calls: calls)
    try file.append(bytes)
    return try file.finish()
  }
}

/// A new file beside the one that it will replace, whole and safe on the disk; it goes away with
/// this value unless it was put in its place.
package struct FileBeside: ~Copyable {
  fileprivate let folder: Int32
  fileprivate let temporary: String
  fileprivate let name: String
  fileprivate let path: String
  fileprivate let unfinished: String
  fileprivate let identity: FileIdentity
  fileprivate let calls: FileCalls
  private var isInPlace = false

  init(
    folder: Int32,
    temporary: String,
    name: String,
    path: String,
    unfinished: String,
    identity: FileIdentity,
    calls: FileCalls
  ) {
    self.folder = folder
    self.temporary = temporary
    self.name = name
    self.path = path
    self.unfinished = unfinished
    self.identity = identity
    self.calls = calls
  }

  deinit {
    if !isInPlace { _ = again { unlinkat(folder, temporary, 0) } }
    Unfinished.remove(file: unfinished)
    Glibc.close(folder)
  }

  /// The second half of `save`.
  package consuming func putInPlace() throws(FileProblem) -> FileIdentity {
    guard againRenaming({ calls.rename(folder, temporary, name) }) == 0 else {
      throw .last(path, .rename)
    }
    isInPlace = true
    if again({ calls.syncFolder(folder) }) != 0, errno != EINVAL, errno != ENOTSUP {
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
