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

  /// Looks into a text, a page of HTML or XML, or the members of a ZIP file.
  ///
  /// - Parameter path: of the file.
  /// - Returns: in the order of the file.
  /// - Throws: when it cannot be read, or is not of a kind that can be looked into.
  public func leaks(inFile path: String) throws(Problem) -> [Leak] {
    var leaks: [Leak] = []
    var isArchive = false
    var window = LeakWindow(self, file: path)
    do throws(FileProblem) {
      try FileChunks.forEach(path) { bytes, isFirst in
        if isFirst, bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { isArchive = true }
        guard !isArchive else { return false }
        return window.add(bytes, to: &leaks)
      }
    } catch {
      throw .file(error)
    }
    if isArchive { return try self.leaks(inArchive: path) }
    guard window.finish(&leaks) else { throw .notText(path) }
    return leaks
  }

  private func leaks(inArchive path: String) throws(Problem) -> [Leak] {
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(path, limit: 1 << 30).bytes
    } catch {
      throw .file(error)
    }
    var leaks: [Leak] = []
    do throws(ZipError) {
      let archive = try ZipArchive(bytes, file: path)
      for member in archive.members where !member.isFolder {
        let name = "\(path)!\(member.name)"
        leaks += self.leaks(in: member.name, file: name)
        var window = LeakWindow(self, file: name)
        var own: [Leak] = []
        // A picture cannot be looked into; what is text is.
        if window.add(try archive.read(member.name), to: &own), window.finish(&own) { leaks += own }
      }
    } catch {
      throw .archive(error.message)
    }
    return leaks
  }
}

/// Looks at a text as it comes, a window after the other: memory does not grow with the file.
private struct LeakWindow {
  private let check: LeakCheck
  private let file: String
  private let isMarkup: Bool
  private var rest: [UInt8] = []
  private var line = 1
  private var isText = true

  private static let size = 1 << 20

  init(_ check: LeakCheck, file: String) {
    self.check = check
    self.file = file
    let lower = file.lowercased()
    isMarkup = [".html", ".htm", ".xml", ".qde", ".xhtml"].contains { lower.hasSuffix($0) }
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
    var found = check.leaks(in: text, file: file, firstLine: line)
    if isMarkup {
      // Names that tags part are seen by whoever reads the page.
      let shown = check.leaks(in: LeakCheck.shown(text), file: file, firstLine: line)
      let known = Set(found.map { [$0.line, $0.entry ?? 0] })
      found += shown.filter { !known.contains([$0.line, $0.entry ?? 0]) }
      found.sort { ($0.line, $0.column) < ($1.line, $1.column) }
    }
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
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw .last(path, .open) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .last(path, .read) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileProblem(.notAFile, path, .open) }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var isFirst = true
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last(path, .read) }
      guard count > 0, body(Array(buffer[..<count]), isFirst) else { return }
      isFirst = false
    }
  }
}
