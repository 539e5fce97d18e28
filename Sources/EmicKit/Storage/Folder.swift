import Glibc

/// Folders: what is in them, and making those that emic needs.
package enum Folder {
  package enum Kind: Sendable {
    case file
    case folder
    case link
    /// A pipe, a socket, a device.
    case other
    /// Anything whose name is not UTF-8, so that no path leads to it; the name is an escaped one.
    case unnameable
  }

  package struct Entry: Sendable {
    package var name: String
    package var kind: Kind
  }

  /// The entries of a folder in the order of their bytes, without `.` and `..`.
  package static func list(_ path: String) throws(FileProblem) -> [Entry] {
    guard let folder = opendir(path) else { throw .last(path, .list) }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while true {
      errno = 0
      guard let next = readdir(folder) else {
        guard errno == 0 else { throw .last(path, .list) }
        break
      }
      let (valid, bytes) = withUnsafePointer(to: &next.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { name in
          let bytes = UnsafeBufferPointer(start: name, count: strlen(name))
          return (String(validatingCString: name), bytes.map { UInt8(bitPattern: $0) })
        }
      }
      guard let name = valid else {
        entries.append(Entry(name: escaped(bytes), kind: .unnameable))
        continue
      }
      guard name != ".", name != ".." else { continue }
      entries.append(Entry(name: name, kind: kind(Int32(next.pointee.d_type), path, name)))
    }
    return entries.sorted { Path.precedes($0.name, $1.name) }
  }

  /// A name of which every byte that is not ASCII is written as `\xff`.
  private static func escaped(_ name: [UInt8]) -> String {
    name.map { byte in
      byte < 0x80 ? String(Unicode.Scalar(byte)) : "\\x" + String(byte, radix: 16)
    }.joined()
  }

  private static func kind(_ type: Int32, _ folder: String, _ name: String) -> Kind {
    switch type {
    case Int32(DT_REG): return .file
    case Int32(DT_DIR): return .folder
    case Int32(DT_LNK): return .link
    case Int32(DT_UNKNOWN):
      // Some network file systems do not say.
      var status = stat()
      guard lstat(Path.join(folder, name), &status) == 0 else { return .other }
      switch status.st_mode & S_IFMT {
      case S_IFREG: return .file
      case S_IFDIR: return .folder
      case S_IFLNK: return .link
      default: return .other
      }
    default: return .other
    }
  }

  /// Whether a path leads to a folder.
  package static func isThere(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a folder and those above it below a root that must exist.
  package static func make(
    _ relative: String,
    in root: String,
    mode: mode_t = 0o700
  ) throws(FileProblem) {
    var path = root
    for part in relative.split(separator: "/") {
      path = Path.join(path, String(part))
      if mkdir(path, 0o700) == 0 {
        // The umask must not take from a team's folder what it gives.
        if mode != 0o700 { chmod(path, mode) }
        // What is saved in it is only safe when the folder itself is.
        sync(Path.split(path).folder)
        continue
      }
      guard errno == EEXIST else { throw .last(path, .makeFolder) }
      var status = stat()
      guard lstat(path, &status) == 0 else { throw .last(path, .makeFolder) }
      if status.st_mode & S_IFMT == S_IFLNK { throw FileProblem(.symbolicLink, path, .makeFolder) }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw FileProblem(.system(ENOTDIR), path, .makeFolder)
      }
    }
  }

  /// Brings to the disk what is in a folder, as far as the file system can.
  static func sync(_ path: String) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// The permissions of what is made in a study: the owner's, and the group's too where the
  /// study's own folder is a team's (group write or setgid).
  package static func modes(of root: String) -> (file: mode_t, folder: mode_t) {
    var status = stat()
    guard stat(root, &status) == 0, status.st_mode & (S_IWGRP | S_ISGID) != 0 else {
      return (0o600, 0o700)
    }
    return (0o660, 0o770 | (status.st_mode & S_ISGID))
  }
}
