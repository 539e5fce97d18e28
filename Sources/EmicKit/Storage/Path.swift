import Glibc

/// Paths as texts with slashes.
enum Path {
  /// The folder of a path (`.` when it names none) and its last part.
  static func split(_ path: String) -> (folder: String, name: String) {
    let bytes = Array(path.utf8)
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let folder = slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
    return (folder, String(decoding: bytes[(slash + 1)...], as: UTF8.self))
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder == "."
      ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// The order of bytes, the same in every language.
  static func precedes(_ one: String, _ other: String) -> Bool {
    // Views of texts in memory give their bytes at once; a byte at a time took most of a listing.
    let inMemory = one.utf8.withContiguousStorageIfAvailable { one in
      other.utf8.withContiguousStorageIfAvailable { other -> Bool in
        guard let start = one.baseAddress, let otherStart = other.baseAddress else {
          return one.count < other.count
        }
        let order = memcmp(start, otherStart, min(one.count, other.count))
        return order != 0 ? order < 0 : one.count < other.count
      }
    }
    return (inMemory ?? nil) ?? one.utf8.lexicographicallyPrecedes(other.utf8)
  }

  /// An absolute path without `..` and `.`, for people's eyes; as it is where a link makes the two
  /// differ.
  static func plain(_ path: String) -> String {
    guard path.hasPrefix("/"), !isPlain(path) else { return path }
    var parts: [String] = []
    for part in path.utf8.split(separator: UInt8(ascii: "/")) {
      switch String(decoding: part, as: UTF8.self) {
      case ".": continue
      case "..": _ = parts.popLast()
      case let name: parts.append(name)
      }
    }
    let plain = "/" + parts.joined(separator: "/")
    // The file itself may be missing, and is then named in a message.
    guard let one = real(split(path).folder), one == real(split(plain).folder) else { return path }
    return plain
  }

  /// Whether no part of an absolute path is empty, `.` or `..`, as in most.
  private static func isPlain(_ path: String) -> Bool {
    var (length, dots) = (0, 0)
    func isOdd() -> Bool { length == dots && length <= 2 }
    for byte in path.utf8.dropFirst() {
      if byte == UInt8(ascii: "/") {
        if isOdd() { return false }
        (length, dots) = (0, 0)
      } else {
        length += 1
        dots += byte == UInt8(ascii: ".") ? 1 : 0
      }
    }
    return !isOdd()
  }

  /// Whether an absolute path is a folder or lies in it; both without links.
  static func lies(_ path: String, in folder: String) -> Bool {
    path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  /// The absolute path without links; `nil` where nothing is.
  static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
