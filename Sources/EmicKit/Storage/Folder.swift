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
    guard let folder = again({ opendir(path) }) else { throw .last(path, .list) }
    defer { closedir(folder) }
    var names = FileNames()
    while true {
      errno = 0
      guard let next = readdir(folder) else {
        if errno == EINTR { continue }
        guard errno == 0 else { throw .last(path, .list) }
        break
      }
      names.add(next)
    }
    return names.inOrder { name, type in
      // The library's own check looks types up at every call.
      guard UTF8Bytes.firstInvalid(in: name) == nil else {
        return Entry(name: escaped(Array(name)), kind: .unnameable)
      }
      let valid = String(decoding: name, as: UTF8.self)
      return Entry(name: valid, kind: kind(Int32(type), path, valid))
    }
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
      if try isMade(path) { continue }
      guard again({ mkdir(path, 0o700) }) == 0 else {
        let isThere = errno == EEXIST
        let problem = FileProblem.last(path, .makeFolder)
        // Somebody else may just have made it.
        guard isThere, try isMade(path) else { throw problem }
        continue
      }
      // The umask must not take from a team's folder what it gives.
      if mode != 0o700 { _ = again { chmod(path, mode) } }
      // What is saved in it is only safe when the folder itself is.
      sync(Path.split(path).folder)
    }
  }

  /// Whether a folder is there, and nothing else in its place: to ask is much cheaper than to try to make it.
  private static func isMade(_ path: String) throws(FileProblem) -> Bool {
    var status = stat()
    guard again({ lstat(path, &status) }) == 0 else {
      if errno == ENOENT { return false }
      throw .last(path, .makeFolder)
    }
    if status.st_mode & S_IFMT == S_IFLNK { throw FileProblem(.symbolicLink, path, .makeFolder) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw FileProblem(.system(ENOTDIR), path, .makeFolder)
    }
    return true
  }

  /// Brings to the disk what is in a folder, as far as the file system can.
  static func sync(_ path: String) {
    let folder = again { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard folder >= 0 else { return }
    _ = again { fsync(folder) }
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

/// The names of a folder one behind the other: ten thousand of them are put in order as bytes, before
/// a text is made of any.
private struct FileNames {
  private struct Name {
    /// The first eight bytes, so that most are told apart by one comparison.
    var head: UInt64
    var place: Range<Int>
    var type: UInt8
  }

  private var bytes: [UInt8] = []
  private var names: [Name] = []

  mutating func add(_ entry: UnsafeMutablePointer<dirent>) {
    withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: UInt8.self, capacity: 256) { name in
        let name = UnsafeBufferPointer(start: name, count: strlen(UnsafeRawPointer(name)))
        guard !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) else { return }
        var head: UInt64 = 0
        for place in 0..<8 { head = head << 8 | UInt64(place < name.count ? name[place] : 0) }
        let start = bytes.count
        bytes.append(contentsOf: name)
        names.append(Name(head: head, place: start..<bytes.count, type: entry.pointee.d_type))
      }
    }
  }

  /// What is made of the names, in the order of their bytes.
  func inOrder<Value>(_ make: (UnsafeBufferPointer<UInt8>, _ type: UInt8) -> Value) -> [Value] {
    bytes.withUnsafeBufferPointer { bytes in
      func precedes(_ one: Name, _ other: Name) -> Bool {
        if one.head != other.head { return one.head < other.head }
        guard let base = bytes.baseAddress else { return false }
        let shared = min(one.place.count, other.place.count)
        let order = memcmp(base + one.place.lowerBound, base + other.place.lowerBound, shared)
        return order != 0 ? order < 0 : one.place.count < other.place.count
      }
      return names.sorted(by: precedes).map { name in
        make(UnsafeBufferPointer(rebasing: bytes[name.place]), name.type)
      }
    }
  }
}
