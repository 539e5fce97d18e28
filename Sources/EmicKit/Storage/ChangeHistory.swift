import Glibc

/// The changes of one coder to one transcript, a line each, for undo across restarts:
/// `.emic/history/<coder>/<transcript>.jsonl`.
///
/// Best effort: what cannot be written or read costs undo, never a coding. No line holds a
/// quotation; they are taken from the transcript again.
public struct ChangeHistory: Sendable {
  /// How a change came about.
  public enum Act: String, Sendable {
    case `do`
    case undo
    case redo
  }

  let study: String
  let name: String

  public init(study: StudyFolder, transcript: String, coder: Coder.ID) {
    self.study = study.path
    name = ".emic/history/\(coder)/\(transcript).jsonl"
  }

  /// Adds a line, after the change is safe in the sidecar.
  public func append(_ change: Change, _ act: Act = .do, at time: Timestamp) {
    let modes = Folder.modes(of: study)
    try? Folder.make(Path.split(name).folder, in: study, mode: modes.folder)
    let path = Path.join(study, name)
    let file = open(
      path,
      O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
      modes.file
    )
    guard file >= 0 else { return }
    defer { close(file) }
    var line = HistoryLine(act: act, at: time, change: change).bytes
    // After a torn line the next one would be lost with it.
    let size = lseek(file, 0, SEEK_END)
    var last = UInt8(ascii: "\n")
    if size > 0 { _ = pread(file, &last, 1, size - 1) }
    if last != Ascii.lineFeed { line.insert(Ascii.lineFeed, at: 0) }
    // One call, so that two sessions do not write into each other's lines.
    _ = line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
  }

  private static func take(_ line: HistoryLine, from changes: inout [Change]) -> Change? {
    changes.lastIndex { line.isAbout($0) }.map { changes.remove(at: $0) }
  }

  /// The changes that can be undone and redone, the next one last.
  public func load(for transcript: Transcript) -> (undo: [Change], redo: [Change]) {
    guard let bytes = try? FileReader.read(Path.join(study, name)).bytes else { return ([], []) }
    var (undo, redo): ([Change], [Change]) = ([], [])
    for line in bytes.split(separator: Ascii.lineFeed) {
      guard let line = HistoryLine(Array(line), transcript) else { continue }
      switch line.act {
      case .do:
        guard let change = line.change else { continue }
        undo.append(change)
        redo = []
      // Another session of the same coder may have its lines between: each names its own change.
      case .undo: if let change = Self.take(line, from: &undo) { redo.append(change) }
      case .redo: if let change = Self.take(line, from: &redo) { undo.append(change) }
      }
    }
    return (undo, redo)
  }
}
