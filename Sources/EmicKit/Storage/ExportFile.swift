/// A file that leaves the study, written piece by piece; the old one stays until the new one is whole.
public final class ExportFile {
  let path: String
  private let file: StreamedFile
  private var buffer: [UInt8] = []
  private static let size = 1 << 18

  /// - Parameters:
  ///   - path: its folder exists.
  ///   - mode: of a new file; one that is there keeps its own.
  ///   - calls: of the system, or a test's.
  /// - Throws: when nothing can be written there.
  package init(
    _ path: String,
    mode: UInt32 = 0o600,
    calls: FileCalls = .system
  ) throws(FileProblem) {
    self.path = path
    file = try StreamedFile(beside: path, newMode: mode, calls: calls)
    file.claim()
    buffer.reserveCapacity(Self.size + 4096)
  }

  public func write(_ text: String) throws(FileProblem) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.size { try flush() }
  }

  public func write(_ bytes: [UInt8]) throws(FileProblem) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.size { try flush() }
  }

  private func flush() throws(FileProblem) {
    try file.append(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Brings the file to the disk and puts it in the place of the old one.
  public func finish() throws(FileProblem) {
    try flush()
    _ = try file.finish().putInPlace()
  }
}

extension ExportFile {
  /// Writes a text into the study's `exports/`, in place of what was exported under that name before.
  ///
  /// - Returns: its path, relative to the study.
  public static func write(
    _ text: String,
    named name: String,
    in study: StudyFolder
  ) throws(FileProblem) -> String {
    let modes = Folder.modes(of: study.path)
    try Folder.make("exports", in: study.path, mode: modes.folder)
    let path = "exports/\(name)"
    let file = try ExportFile(study.absolute(path), mode: modes.file)
    try file.write(text)
    try file.finish()
    return path
  }
}
