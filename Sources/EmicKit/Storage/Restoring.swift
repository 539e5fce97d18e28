import Glibc

/// Brings a file back from a daily backup, never over work that can be read.
///
/// What stands in a study is newer than any backup of it. So only what is gone or damaged is replaced; where
/// something of the backup is not there and nobody has removed it, as in a sidecar that was begun anew, this
/// comes back; of the rest it is said that it stays. What the history of undo knows of since is done again.
public struct Restoring: Sendable {
  /// A copy of one file as it was before the first save of a day; of what no day has a copy, the day on which it was last
  /// changed as far as is known.
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
    /// The file was as the backup is, and has again what was done since.
    case caughtUp(Replayed)
    /// The file had lost so many codings, memos and marks, of the backup or of what was done since; it has them
    /// again. None: only its log was shorter.
    case merged(Int, Replayed)
    /// The file can be read, or was written by a newer emic.
    case newer
    /// The file is what the backup holds.
    case same

    /// What became of what was done after the backup; `nil` where nothing was brought back.
    public var since: Replayed? {
      switch self {
      case .restored(let since), .replaced(_, let since), .caughtUp(let since),
        .merged(_, let since):
        since
      case .newer, .same: nil
      }
    }
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
    /// The file is another coder's work, or of another transcript.
    case strange(file: String, Coder.ID)
    /// The transcript, or the history, cannot be read, so that nobody knows what was done since.
    case unknown(StudyProblem)
  }

  let study: StudyFolder
  let backup: Backup

  public init(of study: StudyFolder) {
    self.study = study
    backup = Backup(study: study.path)
  }

  /// All copies of sidecars, the latest day first, then by file; a sidecar that is gone, damaged or older than what is
  /// known of it, and of which no day has a copy, stands under the day on which it was last changed.
  ///
  /// - Throws: where a folder of them cannot be listed to its end.
  public func copies() throws(FileProblem) -> [Copy] {
    var copies: [Copy] = []
    for day in backup.days().reversed() {
      let files = try StudyFiles.all(in: backup.folder(of: day))
      copies += files.filter { $0.hasSuffix(".json") }.sorted().map { Copy(day: day, file: $0) }
    }
    var kept = Set(copies.map(\.file))
    for coder in study.codersOfLostMemos + study.codersOfOlderMemos {
      let file = StudyFolder.memosName(of: coder)
      guard !kept.contains(file), let known = (try? study.lastKnownMemos(of: coder)) ?? nil else {
        continue
      }
      let times = known.entries.map(\.memo.at) + known.reveals.values
      copies.append(Copy(day: (times.max() ?? Timestamp(milliseconds: 0)).date, file: file))
    }
    let frozen = study.strays.copies.flatMap { transcript, copies in
      copies.map { (transcript: transcript, coder: $0.coder) }
    }
    for (transcript, coder) in try study.lostSidecars() + frozen + wanting(besides: kept) {
      let file = study.sidecarName(of: transcript, by: coder)
      guard kept.insert(file).inserted, let known = lastKnown(file).sidecar else { continue }
      copies.append(Copy(day: known.lastChange.date, file: file))
    }
    return copies.sorted { ($1.day, $0.file) < ($0.day, $1.file) }
  }

  /// Sidecars that are damaged, or lack what is known of them.
  private func wanting(besides kept: Set<String>) -> [(transcript: String, coder: Coder.ID)] {
    let names = study.sidecars.filter { name in
      !kept.contains(study.sidecarName(of: name.transcript, by: name.coder))
    }
    let isWanting = Concurrently.map(names.count) { index in
      let file = study.sidecarName(of: names[index].transcript, by: names[index].coder)
      guard let bytes = try? FileReader.read(study.absolute(file)).bytes else { return false }
      if LastSaved(of: file, in: study.path).isOf(bytes) { return false }
      guard let sidecar = try? SidecarReader.read(bytes, file: file) else {
        return Self.isDamaged(bytes, file)
      }
      return older([sidecar], file) != nil
    }
    return zip(names, isWanting).filter(\.1).map(\.0)
  }

  /// The latest day of which there is a copy of a file.
  public func lastDay(of file: String) -> String? {
    backup.days().last {
      FileReader.isThere(backup.path(of: file, day: $0))
    }
  }

  /// Brings one file back.
  public func restore(_ copy: Copy) throws(Problem) -> Outcome {
    if let coder = coderOfMemos(in: copy) { return try restoreMemos(of: coder, copy) }
    let source = backup.path(of: copy.file, day: copy.day)
    guard !FileReader.isGone(source) else { return try restoreLastKnown(copy, damage: nil) }
    let bytes = try Self.file { () throws(FileProblem) in try FileReader.read(source).bytes }
    let stored: Sidecar
    do throws(SidecarError) {
      stored = try SidecarReader.read(bytes, file: source)
    } catch {
      return try restoreLastKnown(copy, damage: error)
    }
    // In one save: a fault must not leave the beginning of a day for all of it.
    let (sidecar, since) = try Self.known { () throws(StudyProblem) in
      try replay(on: stored, copy)
    }
    // What was done and undone before the copy was made leaves it as it is, but for times.
    let isWhole =
      sidecar.part(lackingIn: stored).count == 0 && Set(sidecar.log).isSubset(of: stored.log)
    let whole = isWhole ? bytes : SidecarWriter.encode(sidecar)
    let state = try put(whole, copy, backup: bytes)
    if state != .readable, older([sidecar], copy.file) == nil { noteAsLast(whole, copy.file) }
    if state == .asIs, whole != bytes { return .newer }
    return try outcome(of: state, sidecar, since, copy.file)
  }

  /// Brings one file back of which the day has no copy that can be read: other days, what was kept last and the
  /// history may know it.
  private func restoreLastKnown(_ copy: Copy, damage: SidecarError?) throws(Problem) -> Outcome {
    let known = try Self.known { () throws(StudyProblem) in try knownState(of: copy.file) }
    guard let sidecar = known.sidecar else {
      if let damage { throw .damagedCopy(damage) }
      throw .file(FileProblem(.system(ENOENT), backup.path(of: copy.file, day: copy.day), .open))
    }
    let bytes = SidecarWriter.encode(sidecar)
    let state = try put(bytes, copy, backup: bytes)
    if state != .readable { noteAsLast(bytes, copy.file) }
    return try outcome(of: state, sidecar, known.since, copy.file)
  }

  private func noteAsLast(_ bytes: [UInt8], _ file: String) {
    LastSaved(of: file, in: study.path).note(Digest.sha256(bytes))
  }

  private func outcome(
    of state: State,
    _ sidecar: Sidecar,
    _ since: Replayed,
    _ file: String
  ) throws(Problem) -> Outcome {
    switch state {
    case .gone: return .restored(since)
    case .damaged(let keptAt): return .replaced(keptAt: keptAt, since)
    case .behind: return .caughtUp(since)
    case .asIs: return .same
    case .readable: return try bringTogether(sidecar, since, file)
    }
  }

  /// What a file was before a backup was put in its place, or was left.
  enum State: Hashable {
    case gone
    /// It could not be read, and is kept at this path.
    case damaged(keptAt: String)
    /// It was the backup, and what was done since is more.
    case behind
    /// It is what it was to become.
    case asIs
    /// It is newer, and stays.
    case readable
  }

  /// Brings back what the file has lost of a backup and of what was done since, and nothing else: the rest of the
  /// file is newer.
  private func bringTogether(
    _ stored: Sidecar,
    _ since: Replayed,
    _ name: String
  ) throws(Problem) -> Outcome {
    var file = SidecarFile(path: study.absolute(name), study: study.path)
    guard let now = (try? file.load()) ?? nil else { return .newer }
    let isVersion =
      now.source.file == stored.source.file
      || !now.textDigests.isDisjoint(with: stored.textDigests)
    guard now.coder == stored.coder, isVersion else { throw .strange(file: name, now.coder) }
    var (lost, count) = stored.part(lackingIn: now)
    if now.isReanchored(since: stored) {
      // Their places are of another text.
      count -= lost.nothingHere.count
      lost.nothingHere = []
    }
    guard count > 0 || !Set(lost.log).isSubset(of: now.log) else { return .newer }
    if now.isEarlier(than: stored) {
      if case .failed(let problem) = file.save(stored, comesFromElsewhere: true, ifOlder: .take) {
        throw .unmerged(problem.message)
      }
      return .merged(count, since)
    }
    let entry = SidecarTaking.take(lost, into: &file, name: name, ifOlder: .take) {
      study.sidecar(name, Set(study.transcripts)).flatMap { try? study.transcript($0.transcript) }
    }
    switch entry.outcome {
    case .added, .merged: return .merged(count, since)
    case .same:
      // More cannot be brought back: asked once, it hinders nobody any more.
      if let bytes = try? FileReader.read(study.absolute(name)).bytes { noteAsLast(bytes, name) }
      return .merged(count, since)
    case .refused(let sentence), .failed(let sentence): throw .unmerged(sentence)
    }
  }

  /// - Parameters:
  ///   - bytes: what the file is to be, unless it is newer.
  ///   - copy: which file.
  ///   - stored: the backup's own bytes.
  /// - Returns: what the file was.
  /// - Throws: when the disk refuses, or a damaged file could not be kept.
  func put(
    _ bytes: [UInt8],
    _ copy: Copy,
    backup stored: [UInt8]
  ) throws(Problem) -> State {
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
      return .gone
    }
    let now = try Self.file { () throws(FileProblem) in try FileReader.read(target).bytes }
    if now == bytes { return .asIs }
    var state = State.behind
    if now != stored {
      guard Self.isDamaged(now, copy.file) else { return .readable }
      guard let keptAt = backup.keepRefused(now, of: target) else {
        throw .notKept(file: copy.file)
      }
      state = .damaged(keptAt: keptAt)
    }
    try Self.file { () throws(FileProblem) in
      try FileSaver().save(bytes, to: target, newMode: modes.file)
    }
    return state
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

  private static func known<Value>(
    _ body: () throws(StudyProblem) -> Value
  ) throws(Problem) -> Value {
    do throws(StudyProblem) {
      return try body()
    } catch {
      throw .unknown(error)
    }
  }

  @discardableResult
  static func file<Value: ~Copyable>(
    _ body: () throws(FileProblem) -> Value
  ) throws(Problem) -> Value {
    do throws(FileProblem) {
      return try body()
    } catch {
      throw .file(error)
    }
  }
}

extension Sidecar {
  /// Whether its codings were found again in a text that has changed, of which an earlier version does not know.
  fileprivate func isReanchored(since earlier: Sidecar) -> Bool {
    log.contains { $0["act"] == "reanchor" && !earlier.log.contains($0) }
  }
}
