extension StudyFolder {
  /// Where a coder's memos on codes, cases and the study are or would be, relative to the study.
  public static func memosName(of coder: Coder.ID) -> String { "memos.\(coder).json" }

  /// Whose memos on codes, cases and the study are in a file.
  ///
  /// - Parameter name: relative to the study. The sidecar of a transcript `memos.txt` is none.
  /// - Returns: `nil` where the name is not of such a file.
  static func coderOfMemos(named name: some StringProtocol) -> Coder.ID? {
    guard name.hasPrefix("memos."), name.hasSuffix(".json") else { return nil }
    let coder = String(name.dropFirst(6).dropLast(5))
    return Coder.isWellFormed(coder) ? Coder.ID(coder) : nil
  }

  /// The coders that have memos on codes, cases or the study, by id.
  public var codersOfMemos: [Coder.ID] {
    files.compactMap { Self.coderOfMemos(named: $0) }.sorted()
  }

  /// A coder's memos on codes, cases and the study; none where there is no file.
  public func memos(of coder: Coder.ID) throws(StudyProblem) -> MemosFile {
    let path = absolute(Self.memosName(of: coder))
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(path).bytes
    } catch {
      if error.isMissing { return MemosFile(coder: coder) }
      throw .file(error)
    }
    do throws(MemosFileError) {
      let memos = try MemosFile.read(bytes, file: path)
      guard memos.coder == coder else {
        throw MemosFileError(
          file: path,
          line: nil,
          problem: .coderOfFileName(memos.coder.text, expected: coder.text)
        )
      }
      return memos
    } catch {
      throw .memos(error)
    }
  }

  /// Notes in a coder's file of memos, as it is on disk now, that others' codings were shown to them.
  ///
  /// - Throws: when the file that is there cannot be read, or the new one not written.
  func note(
    revealOf transcript: String,
    to coder: Coder.ID,
    at time: Timestamp
  ) throws(StudyProblem) {
    // Before the lock: mostly it is on record, and then a look writes nothing.
    guard try memos(of: coder).reveals[transcript] == nil else { return }
    let (root, target) = (path, absolute(Self.memosName(of: coder)))
    let lock = try Self.file { () throws(FileProblem) in try FileLock.ofStudy(root) }
    defer { lock.release() }
    try refuseLostMemos(of: coder)
    var memos = try memos(of: coder)
    memos.note(revealOf: transcript, at: time)
    let bytes = memos.bytes
    try Self.file { () throws(FileProblem) in
      if let old = try? FileReader.read(target).bytes {
        Backup(study: root).keep(old, of: target, day: Now.timestamp.date)
      }
      try FileSaver().save(bytes, to: target, newMode: Folder.modes(of: root).file)
    }
  }
}
