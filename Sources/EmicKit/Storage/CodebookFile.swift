/// A codebook on disk and what was last known of it: reads, compares, merges, saves.
public struct CodebookFile: Sendable {
  public let path: String
  /// The study's folder, in which `.emic/` lies; the codebook may lie outside.
  public let study: String
  /// As last read or saved: the base of a merge.
  public private(set) var known: Codebook?
  /// The lines of comments that the first rewrite drops; the head of the file stays.
  public private(set) var commentLines: [Int] = []
  /// The codes that are gone from the file, as long as nobody has said what is to be done.
  public private(set) var loss: CodebookLoss?
  /// The highest number that something in the study had named already, where the last save had to begin behind it.
  public private(set) var passedOver: Int?
  private var knownBytes: [UInt8] = []
  private var identity: FileIdentity?
  /// Whether the book was read elsewhere, and the file not looked at yet.
  private var isUnseen = false
  private let calls: FileCalls

  public init(path: String, study: String) { self.init(path: path, study: study, calls: .system) }

  package init(path: String, study: String, calls: FileCalls) {
    self.path = path
    self.study = study
    self.calls = calls
  }

  /// A file that goes on from a book that was read elsewhere.
  public func going(onFrom book: Codebook) -> CodebookFile {
    var file = self
    guard !book.codes.isEmpty else { return self }
    file.known = book
    file.isUnseen = true
    return file
  }

  /// Reads the file; `nil` when there is none.
  ///
  /// - Throws: also when codes are gone that were read before; what is known stays then.
  public mutating func load() throws(CodebookSaveProblem) -> Codebook? {
    identity = try? FileReader.identity(of: path)
    isUnseen = false
    let disk = try read()
    var used: Set<Code.ID>?
    try raiseAlarm(on: known, disk, used: &used)
    loss = nil
    guard let disk else {
      (known, knownBytes, commentLines) = (nil, [], [])
      return nil
    }
    (known, knownBytes) = (disk.book, disk.bytes)
    commentLines = CodebookComments.lines(in: disk.bytes)
    return disk.book
  }

  /// Whether another process has replaced the file since it was read or saved here.
  public func hasChangedOnDisk() -> Bool {
    do throws(FileProblem) {
      return try FileReader.identity(of: path) != identity || isUnseen
    } catch {
      // What cannot be asked has not changed; the next save will say what is wrong.
      return false
    }
  }

  /// Brings a codebook to the disk, merged with what others have saved since.
  ///
  /// The file as it was is kept in `.emic/backup/codebook/`.
  ///
  /// - Parameters:
  ///   - snapshot: made from what was read.
  ///   - base: what it was made from, where that is not what was read or saved here last.
  ///   - choices: what was decided where others have changed the same.
  ///   - keepsNumbers: whether the versions have their numbers already, as in a merge of two books.
  /// - Returns: the book as saved, with others' changes; the same bytes are not written again.
  /// - Throws: also what both have changed differently; after any failure the file is as it was.
  public mutating func save(
    _ snapshot: Codebook,
    from base: Codebook? = nil,
    settling choices: [CodebookConflicts.Choice] = [],
    keepsNumbers: Bool = false
  ) throws(CodebookSaveProblem) -> Codebook {
    let root = study
    let modes = Folder.modes(of: root)
    // All sidecars are read for it: nobody's save waits for that.
    var used: Set<Code.ID>?
    if hasChangedOnDisk() { try raiseAlarm(on: base ?? known, try read(), used: &used) }
    let begun = (base ?? known)?.version ?? .max
    let isNewVersion = snapshot.version > begun && !keepsNumbers
    let named = isNewVersion ? NamedVersions.highest(of: path, in: study) : 0
    let lock = try Self.file { () throws(FileProblem) in try FileLock.ofStudy(root) }
    defer { lock.release() }
    let disk = try read()
    try raiseAlarm(on: base ?? known, disk, used: &used)
    (loss, passedOver) = (nil, nil)
    var book = snapshot
    if let disk, base.map({ $0 != disk.book }) ?? (disk.bytes != knownBytes) {
      do throws(CodebookConflicts) {
        book = try snapshot.rebased(
          onto: disk.book,
          from: base ?? known ?? Codebook(),
          settling: choices
        )
      } catch {
        throw .conflicts(error, path: path)
      }
    }
    guard book != disk?.book else {
      if let disk { (known, knownBytes) = (disk.book, disk.bytes) }
      identity = try? FileReader.identity(of: path)
      return book
    }
    if isNewVersion, let disk {
      let old = max(disk.book.version, begun)
      if book.version > old, named > old {
        book = book.shifted(above: old, by: named - old)
        passedOver = named
      }
    }
    let bytes = Array(CodebookWriter.text(of: book).utf8)
    guard let again = try? CodebookReader.read(bytes, file: path), again == book else {
      throw .encoding(path: path)
    }
    if let disk { try keep(disk) }
    let (saver, target, isNew) = (FileSaver(calls: calls), path, disk == nil)
    try Self.file { () throws(FileProblem) in
      try saver.save(bytes, to: target, newMode: modes.file, isNew: isNew)
    }
    let shared = SharedFile.codebook(path, in: study)
    // First by who knows that it is the study's own.
    if FileReader.isThere(shared.copy), path.hasPrefix(Path.join(study, "")) {
      shared.keepWritten(over: disk?.bytes, transcripts: [])
    }
    (known, knownBytes, commentLines) = (book, bytes, [])
    identity = try? FileReader.identity(of: path)
    return book
  }

  // MARK: Codes that are gone

  /// Decides about a file from which codes are gone.
  ///
  /// - Parameter taking: whether what is there is the codebook from here on; else the last whole book is
  ///   written again, and what is there is kept in `.emic/backup/codebook/`.
  /// - Returns: the codebook from here on.
  /// - Throws: also when what is there could not be kept; after any failure the file is as it was.
  public mutating func settle(taking: Bool) throws(CodebookSaveProblem) -> SettledCodebook {
    let root = study
    let modes = Folder.modes(of: root)
    let lock = try Self.file { () throws(FileProblem) in try FileLock.ofStudy(root) }
    defer { lock.release() }
    let disk = try read()
    identity = try? FileReader.identity(of: path)
    let isWhole = disk.map { known?.codes(goneFrom: $0.book).isEmpty ?? true } ?? false
    guard let known, !taking, !isWhole else {
      (known, knownBytes) = (disk?.book, disk?.bytes ?? [])
      commentLines = disk.map { CodebookComments.lines(in: $0.bytes) } ?? []
      loss = nil
      return SettledCodebook(disk?.book ?? Codebook(), isTaken: true)
    }
    var keptAt: String?
    if let disk {
      // There may be somebody's new codes in it.
      keptAt = Backup(study: study).keep(disk.bytes, of: path, version: disk.book.version)
      guard keptAt != nil else { throw .notKept(path: path) }
    }
    let bytes = knownBytes.isEmpty ? Array(CodebookWriter.text(of: known).utf8) : knownBytes
    let (saver, target, isNew) = (FileSaver(calls: calls), path, disk == nil)
    try Self.file { () throws(FileProblem) in
      try saver.save(bytes, to: target, newMode: modes.file, isNew: isNew)
    }
    knownBytes = bytes
    identity = try? FileReader.identity(of: path)
    loss = nil
    return SettledCodebook(known, isTaken: false, keptAt: keptAt)
  }

  /// Refuses a file from which codes are gone that somebody uses, or many at once.
  ///
  /// - Parameters:
  ///   - book: the last whole one.
  ///   - disk: what is there.
  ///   - used: the codes that codings or proposals have; they are read where codes are gone and nobody has
  ///     read them yet.
  /// - Throws: `codesGone`.
  private mutating func raiseAlarm(
    on book: Codebook?,
    _ disk: Disk?,
    used: inout Set<Code.ID>?
  ) throws(CodebookSaveProblem) {
    guard let book else { return }
    let gone = book.codes(goneFrom: disk?.book)
    guard !gone.isEmpty else { return }
    if used == nil { used = usedCodes() }
    let lost = used.map { Set(gone).intersection($0) } ?? Set(gone)
    guard disk == nil || !lost.isEmpty || gone.count > CodebookLoss.few else { return }
    let bytes = knownBytes.isEmpty ? Array(CodebookWriter.text(of: book).utf8) : knownBytes
    let loss = CodebookLoss(
      file: Path.split(path).name,
      gone: gone,
      used: lost,
      whole: book.codes.count,
      left: disk?.book.codes.count,
      keptAt: Backup(study: study).keep(bytes, of: path, version: book.version)
    )
    self.loss = loss
    throw .codesGone(loss, path: path)
  }

  /// The codes that codings or proposals have; `nil` where that cannot be read.
  private func usedCodes() -> Set<Code.ID>? {
    guard let folder = try? StudyFolder.open(path: study), var used = try? folder.usedCodes() else {
      return nil
    }
    for coder in Set(folder.file.coders.map(\.id) + folder.sidecars.map(\.coder)) {
      for proposal in (try? folder.proposals(of: coder)) ?? [] {
        used.formUnion(proposal.replacedBy + (proposal.parent.map { [$0] } ?? []))
      }
    }
    return used
  }

  private func keep(_ disk: Disk) throws(CodebookSaveProblem) {
    let copy = Backup(study: study).keep(disk.bytes, of: path, version: disk.book.version)
    let lines = CodebookComments.lines(in: disk.bytes)
    guard copy != nil || lines.isEmpty else { throw .commentsNotKept(path: path, line: lines[0]) }
  }

  private struct Disk {
    var book: Codebook
    var bytes: [UInt8]
  }

  private func read() throws(CodebookSaveProblem) -> Disk? {
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(path, limit: 8 << 20).bytes
    } catch {
      if error.isMissing { return nil }
      throw .file(error)
    }
    do throws(CodebookError) {
      return Disk(book: try CodebookReader.read(bytes, file: path), bytes: bytes)
    } catch {
      throw .unreadable(error)
    }
  }

  @discardableResult
  private static func file<Value>(
    _ body: () throws(FileProblem) -> Value
  ) throws(CodebookSaveProblem) -> Value {
    do throws(FileProblem) {
      return try body()
    } catch {
      throw .file(error)
    }
  }
}

/// What came of a file from which codes were gone.
public struct SettledCodebook: Hashable, Sendable {
  /// The codebook from here on.
  public var book: Codebook
  /// Whether it is what stood in the file; else the last whole book was written again.
  public var isTaken: Bool
  /// Where what stood in the file is kept, relative to the study; `nil` where nothing was written over.
  public var keptAt: String?

  package init(_ book: Codebook, isTaken: Bool, keptAt: String? = nil) {
    self.book = book
    self.isTaken = isTaken
    self.keptAt = keptAt
  }
}

/// Why a codebook was not read or saved; the file is as it was.
public enum CodebookSaveProblem: Error, Hashable, Sendable {
  case file(FileProblem)
  /// What stands on disk cannot be read, so it is not written over.
  case unreadable(CodebookError)
  case conflicts(CodebookConflicts, path: String)
  /// Codes are simply gone from the file.
  case codesGone(CodebookLoss, path: String)
  /// The bytes to be written do not hold what was to be saved.
  case encoding(path: String)
  /// What stands in a file from which codes are gone could not be kept, so it is not written over.
  case notKept(path: String)
  /// Comments would be lost, since the old file could not be kept.
  case commentsNotKept(path: String, line: Int)

  public var message: String {
    switch self {
    case .file(let problem): problem.message
    case .unreadable(let error): error.message
    case .conflicts(let conflicts, let path): "\(path): \(conflicts.message)"
    case .codesGone(let loss, let path):
      "\(path): \(loss.sentence) \(loss.keptWords) Nothing was written; put the book back, or "
        + "begin again with what is there."
    case .encoding(let path):
      "\(path): what would be written could not be read again. Nothing was written; report it."
    case .notKept(let path):
      "\(path): what stands there now could not be kept in .emic/backup/. Nothing was written; make that "
        + "folder writable, or move the file away by hand, and answer again."
    case .commentsNotKept(let path, let line):
      "\(path):\(line): comments would be lost, and the old file could not be kept in "
        + ".emic/backup/. Nothing was written; keep a copy and take the comments out."
    }
  }
}
