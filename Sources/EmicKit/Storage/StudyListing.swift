/// What a study's folder holds, by names alone: no text is read for it.
struct StudyListing {
  static let deepest = 8
  static let notSources: Set<String> = ["submissions", "proposals", "codings", "exports"]

  /// All regular files, by path relative to the study; those in dot-folders are left out.
  private(set) var files: [String] = []
  /// Those that end in `.json`.
  private(set) var jsonFiles: [String] = []
  /// Paths of texts that may be sources, sorted.
  private(set) var texts: [String] = []
  /// Shown, never followed.
  private(set) var links: [String] = []
  /// Shown, never opened.
  private(set) var unusable: [UnusableEntry] = []
  private(set) var yamlFiles: [String] = []
  /// Coders' folders that whoever reads may not look into.
  private(set) var closedFolders: [String] = []

  init(_ root: String) throws(FileProblem) {
    try walk(root, "", depth: 1, isSource: true)
  }

  private mutating func walk(
    _ root: String,
    _ folder: String,
    depth: Int,
    isSource: Bool
  ) throws(FileProblem) {
    let entries: [Folder.Entry]
    do throws(FileProblem) {
      entries = try Folder.list(folder.isEmpty ? root : Path.join(root, folder))
    } catch {
      // A coder's own folder may be closed to others: that is what it is for.
      guard folder.hasPrefix("codings/"), error.isForbidden else { throw error }
      closedFolders.append(folder)
      return
    }
    for entry in entries {
      guard !entry.name.hasPrefix(".") else { continue }
      let path = Path.join(folder, entry.name)
      switch entry.kind {
      case .file:
        files.append(path)
        if isSource, Self.isText(entry.name), !entry.name.hasPrefix("README") { texts.append(path) }
        if entry.name.hasSuffix(".json") { jsonFiles.append(path) }
        if folder.isEmpty, entry.name.hasSuffix(".yaml") { yamlFiles.append(path) }
      case .folder:
        if Self.isText(entry.name) || entry.name.hasSuffix(".json") {
          unusable.append(UnusableEntry(path: path, reason: .folder))
        }
        guard depth < Self.deepest else { continue }
        let isOwn = folder.isEmpty && Self.notSources.contains(entry.name)
        try walk(root, path, depth: depth + 1, isSource: isSource && !isOwn)
      case .link: links.append(path)
      case .other: unusable.append(UnusableEntry(path: path, reason: .noFile))
      case .unnameable: unusable.append(UnusableEntry(path: path, reason: .name))
      }
    }
  }

  static func isText(_ name: String) -> Bool { name.hasSuffix(".txt") || name.hasSuffix(".md") }
}

/// Something in a study that cannot be used as the file that its name promises.
public struct UnusableEntry: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// Not UTF-8.
    case name
    /// A pipe, a socket, a device.
    case noFile
    /// A folder that is named like a transcript or a sidecar.
    case folder
  }

  /// Relative to the study; escaped where it is not UTF-8.
  public var path: String
  public var reason: Reason

  /// What is wrong and what to do, without the path.
  public var sentence: String {
    switch reason {
    case .name: "the name is not UTF-8, so the file cannot be used. Rename it."
    case .noFile: "this is a pipe, a socket or a device. It is shown and not opened; move it away."
    case .folder:
      "this is a folder with the name of a file. It is shown and not read as one; rename it."
    }
  }

  public var message: String { "\(path): \(sentence)" }
}

/// A pattern of `transcripts:`: `*` is any part of a name, `**` any folders.
struct PathPattern {
  private let parts: [[UInt8]]

  init(_ pattern: String) {
    parts = pattern.split(separator: "/").filter { $0 != "." }.map { Array($0.utf8) }
  }

  func matches(_ path: String) -> Bool {
    Self.matches(parts[...], path.split(separator: "/").map { Array($0.utf8) }[...])
  }

  private static func matches(_ pattern: ArraySlice<[UInt8]>, _ path: ArraySlice<[UInt8]>) -> Bool {
    guard let first = pattern.first else { return path.isEmpty }
    if first == Array("**".utf8) {
      return (path.startIndex...path.endIndex).contains {
        matches(pattern.dropFirst(), path[$0...])
      }
    }
    guard let name = path.first, isMatch(first, name) else { return false }
    return matches(pattern.dropFirst(), path.dropFirst())
  }

  // Without backtracking over every star: only the last one can still give way.
  private static func isMatch(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
    var (place, index) = (0, 0)
    var star: (place: Int, index: Int)?
    while index < name.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place, index)
        place += 1
      } else if place < pattern.count, pattern[place] == name[index] {
        place += 1
        index += 1
      } else if let last = star {
        star = (last.place, last.index + 1)
        place = last.place + 1
        index = last.index + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
