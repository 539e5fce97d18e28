/// A sidecar on disk and what was last known of it: reads, compares, merges, saves.
///
/// The synchronous core: commands use it as it is, the screen through `SidecarStore`.
public struct SidecarFile: Sendable {
  public let path: String
  /// The study's folder, in which `.emic/` lies; `nil` for a file outside any study: then there
  /// are no lock and no backup.
  public let study: String?
  /// As last read or saved: the base of a merge.
  public private(set) var known: Sidecar?
  private(set) var knownBytes: [UInt8] = []
  /// Of what was saved last.
  private var knownDigest: String?
  /// What was saved last, to encode the next state from.
  private var encoded: EncodedSidecar?
  /// Of the file that was last read or saved; `nil` where there was none.
  package private(set) var identity: FileIdentity?
  // Merged in from another session, and not yet seen in a snapshot: a snapshot without them was
  // taken before the screen heard of them, and is no wish to have them removed.
  private var unseen: [String: Timestamp] = [:]
  private var lastSnapshot: Sidecar?
  /// Whether what is saved lacks nothing of what is known of it (`OlderSidecar`), as far as that can be read; `nil` until
  /// it is asked.
  var isWhole: Bool?
  private let calls: FileCalls

  public init(path: String, study: String? = nil) {
    self.init(path: path, study: study, calls: .system)
  }

  package init(path: String, study: String?, calls: FileCalls) {
    self.path = path
    self.study = study
    self.calls = calls
  }

  /// Reads the file; `nil` when there is none.
  public mutating func load() throws(SaveProblem) -> Sidecar? {
    (encoded, isWhole, knownDigest) = (nil, nil, nil)
    guard let disk = try read() else {
      (known, knownBytes, identity) = (nil, [], nil)
      return nil
    }
    (known, knownBytes, identity) = (disk.sidecar, disk.bytes, disk.identity)
    lastSnapshot = disk.sidecar
    unseen = [:]
    return disk.sidecar
  }

  /// Whether another process has replaced the file since it was read or saved here.
  public func hasChangedOnDisk() -> Bool {
    do throws(FileProblem) {
      return try FileReader.identity(of: path) != identity
    } catch {
      // What cannot be asked has not changed; the next save will say what is wrong.
      return false
    }
  }

  /// Whether there was a file, and there is none.
  var isGone: Bool {
    guard identity != nil else { return false }
    do throws(FileProblem) {
      return try FileReader.identity(of: path) == nil
    } catch {
      return false
    }
  }

  /// Brings a sidecar to the disk, merged with what others have saved since.
  ///
  /// - Parameters:
  ///   - snapshot: as the screen or a command has it.
  ///   - day: today in UTC, for the daily backup.
  ///   - comesFromElsewhere: whether more is in it than its coder has done here, of which the history tells nothing.
  ///   - policy: what is done with an older version.
  /// - Returns: what came of it; after a failure the file is as it was.
  public mutating func save(
    _ snapshot: Sidecar,
    day: String = Now.timestamp.date,
    comesFromElsewhere: Bool = false,
    ifOlder policy: OlderPolicy = .refuse
  ) -> SaveOutcome {
    let length = historyLength(snapshot)
    do throws(SaveProblem) {
      let outcome = try saved(
        snapshot,
        day: day,
        comesFromElsewhere: comesFromElsewhere,
        ifOlder: policy
      )
      if case .saved(let result, let count) = outcome, comesFromElsewhere || count > 0 {
        keepCheckpoint(result, length, isMerged: true)
      }
      return outcome
    } catch {
      return .failed(error)
    }
  }

  /// Closes the sidecar, after a copy of the same bytes is safe on the disk.
  ///
  /// - Parameters:
  ///   - snapshot: as submitted.
  ///   - copy: where the frozen copy goes; its folder exists. One with the same bytes is left.
  /// - Returns: a failure also when the file is no longer as it was loaded: nobody has seen that.
  mutating func save(_ snapshot: Sidecar, frozenAt copy: String) -> SaveOutcome {
    let length = historyLength(snapshot)
    do throws(SaveProblem) {
      let outcome = try saved(snapshot, day: Now.timestamp.date, frozenAt: copy)
      keepCheckpoint(snapshot, length)
      return outcome
    } catch {
      return .failed(error)
    }
  }

  /// Saves what must not be merged: where the file is no longer as it was loaded, nothing is written.
  ///
  /// - Parameters:
  ///   - snapshot: what is to be saved.
  ///   - isInHistory: whether the history tells of it, too.
  ///   - policy: what is done with an older version.
  /// - Returns: what came of it; after a failure the file is as it was.
  package mutating func saveUnmerged(
    _ snapshot: Sidecar,
    isInHistory: Bool = false,
    ifOlder policy: OlderPolicy = .refuse
  ) -> SaveOutcome {
    let length = historyLength(snapshot)
    do throws(SaveProblem) {
      let outcome = try saved(
        snapshot,
        day: Now.timestamp.date,
        isUnmerged: true,
        ifOlder: policy
      )
      if !isInHistory { keepCheckpoint(snapshot, length) }
      return outcome
    } catch {
      return .failed(error)
    }
  }

  /// Asked before a save: what another session adds meanwhile may not be in it.
  private func historyLength(_ snapshot: Sidecar) -> Int? {
    study.flatMap { Checkpoint.historyLength(of: path, by: snapshot.coder, in: $0) }
  }

  /// - Parameters:
  ///   - sidecar: as it was saved.
  ///   - length: of its history before that, in bytes; `nil` where it has none.
  ///   - isMerged: whether more came with it than its coder has done here, so that the history is to tell of it.
  private func keepCheckpoint(_ sidecar: Sidecar, _ length: Int?, isMerged: Bool = false) {
    // One of an older version would hide what is known beyond it.
    guard let study, let length, isWhole != false else { return }
    let now = Now.timestamp
    Checkpoint.keep(sidecar, of: path, in: study, historyLength: length, at: now)
    guard isMerged else { return }
    let history = HistoryFile(ofSidecar: name(in: study), by: sidecar.coder, in: study)
    _ = history?.append(HistoryNote.checkpoint.bytes(at: now))
  }

  /// Writes a sidecar somewhere else; what is there already is not replaced.
  public func saveCopy(_ snapshot: Sidecar, to path: String) throws(SaveProblem) {
    do throws(FileProblem) {
      try FileSaver(calls: calls).save(SidecarWriter.encode(snapshot), to: path, isNew: true)
    } catch {
      throw .file(error)
    }
  }

  /// Whether the text that a sidecar stands on was withdrawn, from wherever or from its transcript's path.
  private func isWithdrawn(
    _ snapshot: Sidecar,
    from root: String
  ) throws(SaveProblem) -> Bool {
    let name = Backup(study: root).relative(path)
    let transcript = StudyFolder.transcript(ofSidecar: name, by: snapshot.coder)
    return try Self.file { () throws(FileProblem) in
      try WithdrawnTexts(in: root)
        .contains(snapshot.source.sha256, of: transcript ?? snapshot.source.file)
    }
  }

  private mutating func saved(
    _ snapshot: Sidecar,
    day: String,
    frozenAt copy: String? = nil,
    isUnmerged: Bool = false,
    comesFromElsewhere: Bool = false,
    ifOlder policy: OlderPolicy = .refuse
  ) throws(SaveProblem) -> SaveOutcome {
    guard !snapshot.isReadOnly else { throw .newerVersion(snapshot.version, path: path) }
    let root = study
    var lock: FileLock?
    if let root { lock = try Self.file { () throws(FileProblem) in try FileLock.ofStudy(root) } }
    defer { lock?.release() }
    if let root, try isWithdrawn(snapshot, from: root) { throw .withdrawn(path: path) }
    let disk = try current()
    if let disk, disk.sidecar.isReadOnly {
      throw .newerVersion(disk.sidecar.version, path: path)
    }
    if copy != nil || isUnmerged, disk?.bytes ?? [] != knownBytes {
      throw .changedMeanwhile(path: path)
    }
    var result = snapshot
    if !unseen.isEmpty, !sees(snapshot), let known {
      result = try merged(result, known, base: lastSnapshot)
    } else {
      unseen = [:]
    }
    var countOfOthers = 0
    // An earlier state that was put back tells nothing that is not known.
    if let disk, disk.bytes != knownBytes, known.map(disk.sidecar.isEarlier(than:)) != true {
      result = try merged(result, disk.sidecar, base: known)
      countOfOthers = noteUnseen(in: disk.sidecar, snapshot)
    }
    let encoded = EncodedSidecar(result, after: encoded)
    let bytes = encoded.bytes
    if let disk, disk.bytes == bytes {
      remember(encoded, disk.identity, snapshot)
      return countOfOthers > 0 ? .saved(result, mergedFromOthers: countOfOthers) : .unchanged
    }
    if let disk, disk.sidecar.status.state == .submitted, !result.follows(closed: disk.sidecar) {
      throw .closedMeanwhile(path: path)
    }
    if disk != nil, FileReader.isProtected(path) {
      throw .file(FileProblem(.protected, path, .write))
    }
    try askWhetherWhole(disk, comesFromElsewhere ? result : nil, policy)
    // While this core writes and the disk is at work: what cannot be read never gets the file's name.
    let (saved, wantsDigest) = (result, study != nil && isWhole != false)
    let check = Ahead { SavedCheck(of: bytes, as: saved, wantsDigest: wantsDigest) }
    if let copy {
      guard check.value.isReadable else { throw .encoding(path: path) }
      try freeze(bytes, at: copy)
    }
    try raiseDropAlarm(from: disk?.sidecar, to: result, bytes)
    if let study, let disk, isWhole != false {
      Backup(study: study).keep(disk.bytes, of: path, day: day)
    }
    let mode = Folder.modes(of: study ?? Path.split(path).folder).file
    let (calls, target) = (calls, path)
    let written = try Self.file { () throws(FileProblem) in
      let file = try StreamedFile(beside: target, newMode: mode, calls: calls)
      try file.append(bytes)
      return file
    }
    let file = try Self.file { () throws(FileProblem) in try written.finish() }
    let (isReadable, digest) = (check.value.isReadable, check.value.digest)
    guard isReadable else { throw .encoding(path: path) }
    note(digest, replacing: disk)
    let identity: FileIdentity
    do throws(FileProblem) {
      identity = try file.putInPlace()
    } catch {
      throw .file(error)
    }
    remember(encoded, identity, snapshot, digest: digest)
    note(digest)
    return .saved(result, mergedFromOthers: countOfOthers)
  }

  /// Takes what is saved for the last version.
  ///
  /// - Parameters:
  ///   - digest: of its bytes; `nil` where it is not to be taken for that.
  ///   - disk: what is there still, while it is.
  private func note(_ digest: String?, replacing disk: Disk? = nil) {
    guard let study, let digest else { return }
    let old = disk.map { disk in
      (disk.bytes == knownBytes ? knownDigest : nil) ?? Digest.sha256(disk.bytes)
    }
    LastSaved(of: name(in: study), in: study).note(digest, replacing: old)
  }

  /// Relative to the study.
  func name(in study: String) -> String { Backup(study: study).relative(path) }

  private mutating func remember(
    _ encoded: EncodedSidecar,
    _ identity: FileIdentity,
    _ snapshot: Sidecar,
    digest: String? = nil
  ) {
    (known, knownBytes, self.identity) = (encoded.sidecar, encoded.bytes, identity)
    knownDigest = digest
    self.encoded = encoded
    lastSnapshot = snapshot
  }

  private func freeze(_ bytes: [UInt8], at copy: String) throws(SaveProblem) {
    let saver = FileSaver(calls: calls)
    try Self.file { () throws(FileProblem) in
      if (try? FileReader.read(copy).bytes) == bytes { return }
      try saver.save(bytes, to: copy, newMode: 0o400, isNew: true)
    }
  }

  // MARK: What others saved

  /// What the disk holds now, unread when it is what was read.
  private func current() throws(SaveProblem) -> Disk? {
    let path = path
    let now = try Self.file { () throws(FileProblem) in try FileReader.identity(of: path) }
    if let now, now == identity, let known {
      return Disk(sidecar: known, bytes: knownBytes, identity: now)
    }
    return now == nil ? nil : try read()
  }

  struct Disk {
    var sidecar: Sidecar
    var bytes: [UInt8]
    var identity: FileIdentity
  }

  private func read() throws(SaveProblem) -> Disk? {
    let contents: FileReader.Contents
    do throws(FileProblem) {
      contents = try FileReader.read(path)
    } catch {
      if error.isMissing { return nil }
      throw .file(error)
    }
    do throws(SidecarError) {
      let sidecar = try SidecarReader.read(contents.bytes, file: path)
      return Disk(sidecar: sidecar, bytes: contents.bytes, identity: contents.identity)
    } catch {
      throw .unreadable(error)
    }
  }

  private func merged(
    _ one: Sidecar,
    _ other: Sidecar,
    base: Sidecar?
  ) throws(SaveProblem) -> Sidecar {
    do throws(MergeProblem) {
      return try Sidecar.mergedSessions(one, other, base: base)
    } catch {
      throw .merge(error, path: path)
    }
  }

  /// Remembers the codings and memos that another session has added or changed.
  ///
  /// - Returns: how many.
  private mutating func noteUnseen(in disk: Sidecar, _ snapshot: Sidecar) -> Int {
    let had = Self.times(known ?? snapshot)
    let there = Self.times(disk)
    let changed = there.filter { had[$0.key] != $0.value }
    unseen.merge(changed) { max($0, $1) }
    let gone = Set(disk.removed.map(\.id)).count { had[$0] != nil && there[$0] == nil }
    return changed.count + gone
  }

  private func sees(_ snapshot: Sidecar) -> Bool {
    var times = Self.times(snapshot)
    for removal in snapshot.removed {
      times[removal.id] = times[removal.id].map { max($0, removal.at) } ?? removal.at
    }
    return unseen.allSatisfy { id, time in times[id].map { $0 >= time } ?? false }
  }

  private static func times(_ sidecar: Sidecar) -> [String: Timestamp] {
    var times: [String: Timestamp] = [:]
    for coding in sidecar.codings { times[coding.id.text] = coding.modified }
    for memo in sidecar.memos { times[memo.id.text] = memo.at }
    return times
  }

  // MARK: Safeguards

  private func raiseDropAlarm(
    from old: Sidecar?,
    to new: Sidecar,
    _ bytes: [UInt8]
  ) throws(SaveProblem) {
    guard let old else { return }
    // Mostly one coding differs: those before and behind it are there.
    let (here, before) = (new.codings, old.codings)
    let (head, tail) = EncodedSidecar.sharedEnds(here, before)
    let accounted = Set(here[head..<here.count - tail].map(\.id.text))
      .union(new.removed.map(\.id)).union(new.orphans.map(\.id.text))
    let lost = before[head..<before.count - tail].count { !accounted.contains($0.id.text) }
    guard lost > 5, lost * 5 > old.codings.count else { return }
    let keptAt = study.flatMap { Backup(study: $0).keepRefused(bytes, of: path) }
    throw .drop(
      before: old.codings.count,
      after: new.codings.count,
      path: path,
      keptAt: keptAt
    )
  }

  private static func file<Value: ~Copyable>(
    _ body: () throws(FileProblem) -> Value
  ) throws(SaveProblem) -> Value {
    do throws(FileProblem) {
      return try body()
    } catch {
      throw .file(error)
    }
  }
}
