import Glibc

extension StudyFolder {
  /// Sets values of a transcript's case in `cases.csv`, which is made where there is none.
  ///
  /// - Parameters:
  ///   - values: by attribute, in order; all are set or none.
  ///   - transcript: its path.
  ///   - makesAttributes: whether attributes that nobody has become columns.
  /// - Returns: what was changed; `nil` where the file was not written: the same values are not written
  ///   again.
  /// - Throws: `CaseProblem` for what is not allowed, `StudyProblem` for what can't be read or written.
  @discardableResult
  public func setCase(
    _ values: [(attribute: String, value: String)],
    of transcript: String,
    makesAttributes: Bool = false
  ) throws -> CaseChange? {
    let change = try rewriteCases { rows in
      try values.reduce(rows) { rows, value in
        try CaseTable.setting(
          value.value,
          of: value.attribute,
          for: transcript,
          in: rows,
          study: file,
          makesAttribute: makesAttributes
        )
      }
    }
    return change.map { CaseChange(of: transcript, from: $0.before, to: $0.after) }
  }

  /// Takes a change of `cases.csv` back, or does it again.
  ///
  /// - Throws: `CaseOvertaken` where somebody has changed a cell since; else as `setCase`.
  package func step(_ change: CaseChange, undoing isUndone: Bool) throws {
    _ = try rewriteCases { rows in try change.applied(to: rows, undoing: isUndone) }
  }

  /// Reads, changes and saves the table under the study's lock.
  ///
  /// - Parameter change: of all rows, the header first; none where there is no file.
  /// - Returns: both states; `nil` where they are the same, and nothing was written.
  /// - Throws: what `change` throws, `StudyProblem` for what can't be read or written.
  private func rewriteCases(
    _ change: ([[String]]) throws -> [[String]]
  ) throws -> (before: [[String]], after: [[String]])? {
    let modes = Folder.modes(of: path)
    let lock = try Self.file { () throws(FileProblem) in
      // Without the folder there is no lock, as where the study is read-only.
      try? Folder.make(".emic", in: path, mode: modes.folder)
      return try FileLock(absolute(".emic/lock"), mode: modes.file)
    }
    defer { lock.release() }
    let target = absolute("cases.csv")
    let bytes = try Self.file { () throws(FileProblem) -> [UInt8]? in
      do throws(FileProblem) {
        return try FileReader.read(target).bytes
      } catch {
        if error.isMissing { return nil }
        throw error
      }
    }
    var before: [[String]] = []
    if let bytes {
      do throws(CaseTableError) {
        // What can't be read is not written over.
        _ = try CaseTable.read(bytes, file: target, study: file)
      } catch {
        throw StudyProblem.cases(error)
      }
      before = try CSV.read(bytes, file: target).map(\.fields)
    }
    if bytes == nil { try refuseGone(.cases) }
    let after = try change(before)
    guard after != before else { return nil }
    if let bytes { Backup(study: path).keep(bytes, of: target, day: Now.timestamp.date) }
    try Self.file { () throws(FileProblem) in
      if after.isEmpty {
        guard again({ unlink(target) }) == 0 || errno == ENOENT else {
          throw .last(target, .remove)
        }
        Folder.sync(path)
      } else {
        let new = CSV.bytes(of: after, replacing: bytes.map { [$0] } ?? [])
        _ = try FileSaver().save(new, to: target, newMode: modes.file)
      }
    }
    keepWritten(.cases, over: bytes)
    return (before, after)
  }
}
