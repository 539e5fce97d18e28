/// What became of a memo that was to be written.
public struct KeptMemo: Hashable, Sendable {
  /// Whether something else stood there, which stays.
  public var isJoined: Bool
  /// `nil` where all was so already, and nothing was written.
  public var change: MemoChange?
}

extension StudyFolder {
  /// Writes a coder's memo on a code, a case or the study.
  ///
  /// The file is read anew under the study's lock: what another session has added stays.
  ///
  /// - Parameters:
  ///   - text: empty takes the memo away.
  ///   - id: of the memo that is written anew; `nil` for a new one.
  ///   - opened: what stood there when somebody began to write; what stands there now and is neither
  ///     that nor the new text stays below it, under a line. `nil` replaces whatever is there.
  ///   - subject: what it is about.
  ///   - coder: whose it is.
  ///   - moment: the time, and the id of a new memo.
  ///   - beginsAnew: whether the file is taken as it is where it is gone or an older version: what it lacks counts as
  ///     taken away.
  /// - Returns: what was changed, for the history of undo.
  /// - Throws: when the file cannot be read or written; then it is as it was.
  @discardableResult
  public func keepMemo(
    _ text: String,
    id: Memo.ID?,
    opened: String? = nil,
    on subject: MemosFile.Subject,
    by coder: Coder.ID,
    moment: Moment,
    beginsAnew: Bool = false
  ) throws(StudyProblem) -> KeptMemo {
    var (moment, isAnother, before, whole) = (moment, false, "", text)
    let id = id ?? Memo.ID(moment.newID())
    let lines = beginsAnew ? StepHistory<MemoChange>(study: self, coder: coder).lines : []
    try rewriteMemos(of: coder, takesOlder: beginsAnew) { file in
      for entry in file.lacking(of: lines) {
        file.note(removalOf: entry.memo.id, at: moment.now.later(than: entry.memo.at))
      }
      before = file.text(of: id, on: subject)
      isAnother = opened != nil && !before.isEmpty && before != opened && before != text
      whole = isAnother ? JoinedMemo.text(text, over: before) : text
      file.keep(whole, id: id, on: subject, moment: moment)
      return true
    }
    let change = MemoChange(subject: subject, id: id, before: before, after: whole)
    return KeptMemo(isJoined: isAnother, change: before == whole ? nil : change)
  }

  /// Refuses to begin memos anew of which something is known.
  func refuseLostMemos(of coder: Coder.ID) throws(StudyProblem) {
    let place = absolute(Self.memosName(of: coder))
    guard FileReader.isGone(place), try lastKnownMemos(of: coder) != nil else { return }
    throw .memosGone(path: place)
  }

  /// Refuses to go on with an older version, as if what it lacks had been taken away.
  private func refuseOlderMemos(of coder: Coder.ID) throws(StudyProblem) {
    if let older = olderMemos(of: coder) { throw .memosOlder(older) }
  }

  /// Reads, changes and saves a coder's file of memos under the study's lock.
  ///
  /// - Parameters:
  ///   - coder: whose it is.
  ///   - takesOlder: whether the file may be begun anew, and an older version changed.
  ///   - change: of the file; `false` where it is to stay as it is.
  /// - Throws: when the file cannot be read or written; then it is as it was.
  func rewriteMemos(
    of coder: Coder.ID,
    takesOlder: Bool = false,
    _ change: (inout MemosFile) -> Bool
  ) throws(StudyProblem) {
    let modes = Folder.modes(of: path)
    let lock = try Self.file { () throws(FileProblem) in
      // Without the folder there is no lock, as where the study is read-only.
      try? Folder.make(".emic", in: path, mode: modes.folder)
      return try FileLock(absolute(".emic/lock"), mode: modes.file)
    }
    defer { lock.release() }
    if !takesOlder {
      try refuseLostMemos(of: coder)
      try refuseOlderMemos(of: coder)
    }
    var file = try memos(of: coder)
    let before = file
    guard change(&file), file != before else { return }
    if !before.entries.isEmpty {
      let name = absolute(Self.memosName(of: coder))
      Backup(study: path).keep(before.bytes, of: name, day: Now.timestamp.date)
    }
    _ = try Self.file { () throws(FileProblem) in
      try FileSaver().save(
        file.bytes,
        to: absolute(Self.memosName(of: coder)),
        newMode: modes.file
      )
    }
  }
}

extension MemosFile {
  /// What a memo says; `""` where there is none.
  func text(of id: Memo.ID, on subject: Subject) -> String {
    entries.first { $0.memo.id == id && $0.subject == subject }?.memo.text ?? ""
  }

  /// Puts a memo in, in place of the one of that id; an empty text takes it away, which is noted.
  public mutating func keep(_ text: String, id: Memo.ID?, on subject: Subject, moment: Moment) {
    var moment = moment
    let place = entries.firstIndex { $0.memo.id == id && $0.subject == subject }
    switch (place, text.isEmpty) {
    // A clock that was set back makes nothing earlier than what it follows.
    case (let place?, true):
      let memo = entries.remove(at: place).memo
      note(removalOf: memo.id, at: moment.now.later(than: memo.at))
    case (let place?, false):
      guard entries[place].memo.text != text else { return }
      entries[place].memo.text = text
      entries[place].memo.at = moment.now.later(than: entries[place].memo.at)
    case (nil, true): break
    case (nil, false):
      let new = id ?? Memo.ID(moment.newID())
      let time = removed[new].map { moment.now.later(than: $0) } ?? moment.now
      removed[new] = nil
      entries.append(Entry(subject, Memo(id: new, at: time, text: text)))
    }
  }
}
