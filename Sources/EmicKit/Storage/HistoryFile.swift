import Glibc

/// A file of lines under `.emic/history/CODER/`, for undo across restarts, and for what a backup does not know yet.
///
/// Best effort: a save is not refused because its line could not be written.
struct HistoryFile: Sendable {
  private let study: String
  /// Relative to the study.
  let name: String

  /// - Parameters:
  ///   - study: in which it is.
  ///   - coder: whose changes it holds.
  ///   - name: without its ending; a transcript's path, or what no transcript is called.
  init(of study: StudyFolder, by coder: Coder.ID, named name: String) {
    self.study = study.path
    self.name = Self.name(of: name, by: coder)
  }

  /// The history of the changes to a sidecar; `nil` where its name is none of the coder's.
  ///
  /// - Parameters:
  ///   - sidecar: its file, relative to the study.
  ///   - coder: whose it is.
  ///   - study: the study's folder.
  init?(ofSidecar sidecar: String, by coder: Coder.ID, in study: String) {
    guard let transcript = StudyFolder.transcript(ofSidecar: sidecar, by: coder) else { return nil }
    self.study = study
    name = Self.name(of: transcript, by: coder)
  }

  private static func name(of transcript: String, by coder: Coder.ID) -> String {
    ".emic/history/\(coder)/\(transcript).jsonl"
  }

  /// In bytes; 0 where there is none.
  var length: Int {
    ((try? FileReader.identity(of: Path.join(study, name))) ?? nil).map { Int($0.size) } ?? 0
  }

  /// Adds a line, after the change of which it tells is safe on the disk.
  ///
  /// - Parameter line: with its line end.
  /// - Returns: whether it is there as a whole; else it is to be written again.
  func append(_ line: [UInt8]) -> Bool {
    let modes = Folder.modes(of: study)
    // Through a link in the way what was coded would leave the study.
    guard (try? Folder.make(Path.split(name).folder, in: study, mode: modes.folder)) != nil else {
      return false
    }
    let path = Path.join(study, name)
    Self.part(path)
    let flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let file = again { open(path, flags, modes.file) }
    guard file >= 0 else { return false }
    defer { close(file) }
    var line = line
    // After a torn line the next one would be lost with it.
    let size = lseek(file, 0, SEEK_END)
    var last = UInt8(ascii: "\n")
    if size > 0 { _ = pread(file, &last, 1, size - 1) }
    if last != Ascii.lineFeed { line.insert(Ascii.lineFeed, at: 0) }
    // One call, so that two sessions do not write into each other's lines.
    return line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) == $0.count }
      && Self.isStill(file, at: path)
  }

  /// Gives a file that has another name, too, its own bytes, as after `cp -al`: that copy of the study is another one.
  private static func part(_ path: String) {
    var status = stat()
    guard again({ lstat(path, &status) }) == 0, status.st_nlink > 1 else { return }
    _ = try? FileSaver().save(FileReader.read(path).bytes, to: path)
  }

  /// Whether an open file still is the one of that name, which another process may have parted from it meanwhile.
  private static func isStill(_ file: Int32, at path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    return again({ fstat(file, &opened) }) == 0 && again({ lstat(path, &named) }) == 0
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  /// When something came last of which no change tells; `nil` where nothing has, and where it cannot be read.
  var lastCheckpoint: Timestamp? {
    lines.reversed().lazy.compactMap(HistoryNote.checkpoint.time).first
  }

  /// What stands in it; nothing where it cannot be read.
  var lines: [[UInt8]] { (try? read()) ?? [] }

  /// What stands in it.
  ///
  /// - Returns: its lines; none where there is no file.
  /// - Throws: where it cannot be read.
  func read() throws(FileProblem) -> [[UInt8]] { try read(partedAt: 0).behind }

  /// What stands in it, in two parts.
  ///
  /// - Parameter length: of the first part, in bytes; where no line ends there, it is another file than that one was
  ///   measured of, and all is behind.
  /// - Returns: their lines; none where there is no file.
  /// - Throws: where it cannot be read.
  func read(partedAt length: Int) throws(FileProblem) -> (before: [[UInt8]], behind: [[UInt8]]) {
    func lines(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
      bytes.split(separator: Ascii.lineFeed).map { Array($0) }
    }
    do throws(FileProblem) {
      let bytes = try FileReader.read(Path.join(study, name)).bytes
      let isEnd = length > 0 && length <= bytes.count && bytes[length - 1] == Ascii.lineFeed
      let place = isEnd ? length : 0
      return (lines(bytes[..<place]), lines(bytes[place...]))
    } catch {
      guard error.isMissing else { throw error }
      return ([], [])
    }
  }

  /// Why it cannot be read; `nil` where it can, or is not there yet.
  var problem: FileProblem? {
    do throws(FileProblem) {
      _ = try FileReader.read(Path.join(study, name))
      return nil
    } catch {
      return error.isMissing ? nil : error
    }
  }
}

/// What can be undone and done again, the next one last, as the lines of a history tell it.
public struct UndoStacks<Step: Sendable>: Sendable {
  public var undo: [Step]
  public var redo: [Step]

  public init(undo: [Step] = [], redo: [Step] = []) {
    (self.undo, self.redo) = (undo, redo)
  }

  /// Takes one line.
  ///
  /// - Parameters:
  ///   - act: what was done with the step.
  ///   - step: `nil` where the line does not tell it.
  ///   - isSame: whether the line is about a step: another session of the same coder may have its
  ///     lines between, so that each names its own.
  mutating func take(_ act: ChangeHistory.Act, _ step: Step?, isSame: (Step) -> Bool) {
    switch act {
    case .do:
      guard let step else { return }
      undo.append(step)
      redo = []
    case .undo: if let step = Self.take(from: &undo, isSame) { redo.append(step) }
    case .redo: if let step = Self.take(from: &redo, isSame) { undo.append(step) }
    case .drop:
      if Self.take(from: &undo, isSame) == nil { _ = Self.take(from: &redo, isSame) }
    }
  }

  private static func take(from steps: inout [Step], _ isSame: (Step) -> Bool) -> Step? {
    steps.lastIndex(where: isSame).map { steps.remove(at: $0) }
  }
}
