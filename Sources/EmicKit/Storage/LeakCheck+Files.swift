import Glibc

extension LeakCheck {
  /// Why a file cannot be looked into.
  public enum Problem: Error, Hashable, Sendable {
    case file(FileProblem)
    /// Neither text nor a ZIP file.
    case notText(String)
    case archive(String)

    public var message: String {
      switch self {
      case .file(let problem): problem.message
      case .notText(let file):
        "\(DisplayText.safe(file)): this is no text in UTF-8, so it cannot be looked into. Save it as "
          + "text, or look through it yourself."
      case .archive(let message): message
      }
    }
  }

  /// What was found in a file, and what of it could not be looked into.
  public struct Look: Sendable {
    /// In the order of the file, its name first.
    public internal(set) var leaks: [Leak] = []
    /// Members of an archive that are no text: pictures, sound, archives in archives in archives.
    public internal(set) var unread: [String] = []
  }

  /// Looks into a text, a page of HTML or XML, or the members of a ZIP file.
  ///
  /// - Parameter path: of the file.
  /// - Returns: in the order of the file.
  /// - Throws: when it cannot be read, or is not of a kind that can be looked into.
  public func leaks(inFile path: String) throws(Problem) -> [Leak] { try look(into: path).leaks }

  /// The same, with what could not be looked into.
  public func look(into path: String) throws(Problem) -> Look {
    var look = Look()
    look.leaks = leaks(inName: Path.split(path).name, of: path)
    var isArchive = false
    var window = LeakWindow(self, file: path)
    do throws(FileProblem) {
      try FileChunks.forEach(path) { bytes, isFirst in
        if isFirst, Self.isArchive(bytes) { isArchive = true }
        guard !isArchive else { return false }
        return window.add(bytes, to: &look.leaks)
      }
    } catch {
      throw .file(error)
    }
    if isArchive {
      let bytes: [UInt8]
      do throws(FileProblem) {
        bytes = try FileReader.read(path, limit: 1 << 30).bytes
      } catch {
        throw .file(error)
      }
      do throws(ZipError) {
        try self.look(intoArchive: bytes, path, depth: 1, &look)
      } catch {
        throw .archive(error.message)
      }
      return look
    }
    guard window.finish(&look.leaks) else { throw .notText(path) }
    return look
  }

  private static func isArchive(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
  }

  /// Archives in each other that are opened at most.
  private static let deepest = 4

  private func look(
    intoArchive bytes: [UInt8],
    _ path: String,
    depth: Int,
    _ look: inout Look
  ) throws(ZipError) {
    let archive = try ZipArchive(bytes, file: path)
    for member in archive.members where !member.isFolder {
      let name = "\(path)!\(member.name)"
      look.leaks += leaks(inName: member.name, of: name)
      let bytes = try archive.read(member.name)
      if Self.isArchive(bytes), depth < Self.deepest {
        do throws(ZipError) {
          try self.look(intoArchive: bytes, name, depth: depth + 1, &look)
        } catch {
          look.unread.append(name)
        }
        continue
      }
      var window = LeakWindow(self, file: name)
      var own: [Leak] = []
      if window.add(bytes, to: &own), window.finish(&own) {
        look.leaks += own
      } else {
        look.unread.append(name)
      }
    }
  }
}

/// Looks at a text as it comes, a window after the other: memory does not grow with the file.
private struct LeakWindow {
  private let check: LeakCheck
  private let file: String
  private var isMarkup: Bool
  private var isFirst = true
  private var rest: [UInt8] = []
  private var line = 1
  private var isText = true

  private static let size = 1 << 20

  init(_ check: LeakCheck, file: String) {
    self.check = check
    self.file = file
    let lower = file.lowercased()
    isMarkup = [".html", ".htm", ".xml", ".qde", ".qdc", ".xhtml", ".svg"].contains {
      lower.hasSuffix($0)
    }
  }

  /// - Returns: `false` when it is no text.
  mutating func add(_ bytes: [UInt8], to leaks: inout [LeakCheck.Leak]) -> Bool {
    rest += bytes
    guard rest.count >= Self.size else { return isText }
    // Up to the last end of a line: no character and no name of one line is cut.
    let end = rest.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    guard end > 0 else { return isText }
    // A name may go on in the next line, so the last one is looked at again with what follows.
    let last = rest[..<(end - 1)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    look(Array(rest[..<end]), until: last, &leaks)
    rest.removeFirst(last)
    return isText
  }

  /// - Returns: `false` when it is no text.
  mutating func finish(_ leaks: inout [LeakCheck.Leak]) -> Bool {
    look(rest, until: rest.count, &leaks)
    return isText
  }

  private mutating func look(
    _ bytes: [UInt8],
    until end: Int,
    _ leaks: inout [LeakCheck.Leak]
  ) {
    guard isText, let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      isText = false
      return
    }
    let kept = bytes[..<end].count { $0 == UInt8(ascii: "\n") }
    let limit = end == bytes.count ? Int.max : line + kept
    if isFirst {
      let first = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
      if first == "<" { isMarkup = true }
      isFirst = false
    }
    let found = check.leaks(in: text, file: file, firstLine: line, isMarkup: isMarkup)
    leaks += found.filter { $0.line < limit }
    line += kept
  }
}

/// Reads a file a piece at a time.
enum FileChunks {
  /// - Parameters:
  ///   - path: of a regular file.
  ///   - body: given the bytes and whether they are the first; `false` ends the reading.
  /// - Throws: when it cannot be read.
  static func forEach(
    _ path: String,
    _ body: ([UInt8], Bool) -> Bool
  ) throws(FileProblem) {
    let file = again { open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
    guard file >= 0 else { throw .last(path, .open) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .last(path, .read) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileProblem(.notAFile, path, .open) }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var isFirst = true
    while true {
      let count = buffer.withUnsafeMutableBytes { buffer in
        again { Glibc.read(file, buffer.baseAddress, buffer.count) }
      }
      guard count >= 0 else { throw .last(path, .read) }
      guard count > 0, body(Array(buffer[..<count]), isFirst) else { return }
      isFirst = false
    }
  }
}
