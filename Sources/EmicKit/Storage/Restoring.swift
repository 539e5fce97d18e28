/// Brings a file back from a daily backup, never over work that can be read.
///
/// What stands in a study is newer than any backup of it. So only what is gone or damaged is replaced; where
/// codings of the backup are not there and nobody has removed them, as in a sidecar that was begun anew, these
/// come back; of the rest it is said that it stays. What the history of undo knows of since is done again.
public struct Restoring: Sendable {
  /// A copy of one file as it was before the first save of a day.
  public struct Copy: Hashable, Sendable {
    public let day: String
    /// Relative to the study.
    public let file: String
  }

  public enum Outcome: Hashable, Sendable {
    /// The file was gone.
    case restored(Replayed)
    /// The file could not be read; it is kept at this path, relative to the study.
    case replaced(keptAt: String, Replayed)
    /// The file had lost so many codings and memos that the backup has; it has them again.
    case merged(Int)
    /// The file can be read, or was written by a newer emic.
    case newer
    /// The file is what the backup holds.
    case same
  }

  public enum Problem: Error, Hashable, Sendable {
    case file(FileProblem)
    /// The damaged file could not be kept, so it was not replaced.
    case notKept(file: String)
    /// The copy itself can't be read.
    case damagedCopy(SidecarError)
    /// The same, of a file of memos.
    case damagedMemos(MemosFileError)
    /// The file lacks what the backup has, and cannot take it in.
    case unmerged(String)
  }

  let study: StudyFolder
  private let backup: Backup

  public init(of study: StudyFolder) {
    self.study = study
    backup = Backup(study: study.path)
  }

  /// All copies of sidecars, the latest day first, then by file.
  ///
  /// - Throws: where a folder of them cannot be listed to its end.
  public func copies() throws(FileProblem) -> [Copy] {
    var copies: [Copy] = []
    for day in backup.days().reversed() {
      let files = try StudyFiles.all(in: backup.folder(of: day))
      copies += files.filter { $0.hasSuffix(".json") }.sorted().map { Copy(day: day, file: $0) }
    }
    return copies
  }

  /// The latest day of which there is a copy of a file.
  public func lastDay(of file: String) -> String? {
    backup.days().last {
      FileReader.isThere(backup.path(of: file, day: $0))
    }
  }

  /// Brings one file back.
  public func restore(_ copy: Copy) throws(Problem) -> Outcome {
    let source = backup.path(of: copy.file, day: copy.day)
    let bytes = try Self.file { () throws(FileProblem) in try FileReader.read(source).bytes }
    let stored = try Self.sidecar(bytes, source, of: copy.file)
    guard let stored else { return try replace(copy, with: bytes, as: bytes) }
    // In one save: a fault must not leave the beginning of a day for all of it.
    let (sidecar, since) = replay(on: stored, copy.file)
    let whole = since.done > 0 ? SidecarWriter.encode(sidecar) : bytes
    switch try replace(copy, with: whole, as: bytes) {
    case .restored: return .restored(since)
    case .replaced(let keptAt, _): return .replaced(keptAt: keptAt, since)
    case .newer: return try bringTogether(stored, copy.file)
    case .merged(let count): return .merged(count)
    case .same: return .same
    }
  }

  /// A backup as it is read; `nil` where it is one of memos.
  private static func sidecar(
    _ bytes: [UInt8],
    _ source: String,
    of file: String
  ) throws(Problem) -> Sidecar? {
    if StudyFolder.coderOfMemos(named: file) != nil {
      do throws(MemosFileError) {
        _ = try MemosFile.read(bytes, file: source)
        return nil
      } catch {
        throw .damagedMemos(error)
      }
    }
    do throws(SidecarError) {
      return try SidecarReader.read(bytes, file: source)
    } catch {
      throw .damagedCopy(error)
    }
  }

  /// Brings back what the file has lost of a backup, and nothing else: the rest of the file is newer.
  private func bringTogether(_ stored: Sidecar, _ name: String) throws(Problem) -> Outcome {
    var file = SidecarFile(path: study.absolute(name), study: study.path)
    guard let now = (try? file.load()) ?? nil else { return .newer }
    let lost = stored.part(lackingIn: now)
    guard !lost.codings.isEmpty || !lost.memos.isEmpty else { return .newer }
    let entry = SidecarTaking.take(lost, into: &file, name: name) {
      study.sidecar(name, Set(study.transcripts)).flatMap { try? study.transcript($0.transcript) }
    }
    switch entry.outcome {
    case .added, .merged, .same: return .merged(lost.codings.count + lost.memos.count)
    case .refused(let sentence), .failed(let sentence): throw .unmerged(sentence)
    }
  }

  /// - Parameters:
  ///   - copy: which file.
  ///   - bytes: what it is to be.
  ///   - stored: the backup's own bytes.
  /// - Returns: what became of the file, as if nothing was done again.
  /// - Throws: when the disk refuses, or a damaged file could not be kept.
  private func replace(
    _ copy: Copy,
    with bytes: [UInt8],
    as stored: [UInt8]
  ) throws(Problem) -> Outcome {
    let target = study.absolute(copy.file)
    let lock = try Self.file { () throws(FileProblem) in try FileLock.ofStudy(study.path) }
    defer { lock.release() }
    let modes = Folder.modes(of: study.path)
    let isThere = try Self.file { () throws(FileProblem) in
      try FileReader.identity(of: target) != nil
    }
    guard isThere else {
      try Self.file { () throws(FileProblem) in
        try Folder.make(Path.split(copy.file).folder, in: study.path, mode: modes.folder)
        try FileSaver().save(bytes, to: target, newMode: modes.file, isNew: true)
      }
      return .restored(Replayed())
    }
    let now = try Self.file { () throws(FileProblem) in try FileReader.read(target).bytes }
    if now == stored { return .same }
    guard Self.isDamaged(now, copy.file) else { return .newer }
    guard let keptAt = backup.keepRefused(now, of: target) else {
      throw .notKept(file: copy.file)
    }
    try Self.file { () throws(FileProblem) in
      try FileSaver().save(bytes, to: target, newMode: modes.file)
    }
    return .replaced(keptAt: keptAt, Replayed())
  }

  private static func isDamaged(_ bytes: [UInt8], _ file: String) -> Bool {
    if StudyFolder.coderOfMemos(named: file) != nil {
      do throws(MemosFileError) {
        _ = try MemosFile.read(bytes, file: file)
        return false
      } catch {
        if case .newerVersion = error.problem { return false }
        return true
      }
    }
    do throws(SidecarError) {
      _ = try SidecarReader.read(bytes, file: file)
      return false
    } catch {
      if case .newerVersion = error.problem { return false }
      return true
    }
  }

  @discardableResult
  private static func file<Value: ~Copyable>(
    _ body: () throws(FileProblem) -> Value
  ) throws(Problem) -> Value {
    do throws(FileProblem) {
      return try body()
    } catch {
      throw .file(error)
    }
  }
}

extension Restoring.Problem {
  /// What is wrong, and what to do.
  public var message: String {
    switch self {
    case .file(let problem): problem.message
    case .notKept(let file):
      "\(DisplayText.safe(file)): the damaged file could not be kept in .emic/backup, so it was not "
        + "replaced. Make room or give write permission, and try again."
    case .damagedCopy(let error):
      "\(error.message) It is a backup: choose another day (--list)."
    case .damagedMemos(let error):
      "\(error.message) It is a backup: choose another day (--list)."
    case .unmerged(let sentence):
      "\(sentence) It lacks codings that the backup has, and stays as it is."
    }
  }
}

extension Sidecar {
  /// Its codings and memos that are nowhere in another version: nor removed, nor without a place.
  ///
  /// - Parameter other: a version.
  /// - Returns: these alone, in all else as the other is.
  fileprivate func part(lackingIn other: Sidecar) -> Sidecar {
    let known = Set(other.codings.map(\.id.text)).union(other.memos.map(\.id.text))
      .union(other.removed.map(\.id)).union(other.orphans.map(\.id.text))
    var part = other
    part.source = source
    part.codings = codings.filter { !known.contains($0.id.text) }
    part.memos = memos.filter { !known.contains($0.id.text) }
    (part.nothingHere, part.orphans) = ([], [])
    return part
  }
}
