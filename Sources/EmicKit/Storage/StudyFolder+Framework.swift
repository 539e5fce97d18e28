extension StudyFolder {
  /// The framework matrix; an empty one where there is no file.
  public func framework() throws(StudyProblem) -> FrameworkMatrix {
    let path = absolute(FrameworkFile.name)
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(path, limit: 8 << 20).bytes
    } catch {
      guard error.isMissing else { throw .file(error) }
      try refuseGone(.framework)
      return FrameworkMatrix()
    }
    do throws(FrameworkError) {
      return try FrameworkFile.read(bytes, file: path)
    } catch {
      throw .framework(error)
    }
  }

  /// Puts one cell into the framework matrix as it is on disk now; a cell without words is taken away.
  ///
  /// - Returns: whether anything was to be written.
  /// - Throws: when the file that is there cannot be read, or the new one not written.
  @discardableResult
  public func save(_ cell: FrameworkMatrix.Cell) throws(StudyProblem) -> Bool {
    try saving(cell) { _ in true }
  }

  /// Puts one cell into the framework matrix, unless somebody else has changed it meanwhile.
  ///
  /// Other cells stay as they are on disk, whoever wrote them.
  ///
  /// - Parameters:
  ///   - cell: the new one.
  ///   - known: the old one, as whoever writes has seen it; `nil` where there was none.
  /// - Returns: whether it is on disk now; `false` where the old one is another than the known one.
  /// - Throws: when the file that is there cannot be read, or the new one not written.
  public func save(
    _ cell: FrameworkMatrix.Cell,
    replacing known: FrameworkMatrix.Cell?
  ) throws(StudyProblem) -> Bool {
    var isKnown = true
    _ = try saving(cell) { before in
      isKnown = before == known || before == cell
      return isKnown
    }
    return isKnown
  }

  private func saving(
    _ cell: FrameworkMatrix.Cell,
    where mayReplace: (FrameworkMatrix.Cell?) -> Bool
  ) throws(StudyProblem) -> Bool {
    let (root, modes) = (path, Folder.modes(of: path))
    let lock = try Self.file { () throws(FileProblem) in try FileLock.ofStudy(root) }
    defer { lock.release() }
    let before = try framework()
    guard mayReplace(before[cell.case, cell.code]) else { return false }
    var after = before
    after.set(cell)
    guard after != before else { return false }
    let bytes = Array(FrameworkFile.text(of: after).utf8)
    let old = try? FileReader.read(absolute(FrameworkFile.name), limit: 8 << 20).bytes
    try Self.file { () throws(FileProblem) in
      let target = absolute(FrameworkFile.name)
      if let old {
        Backup(study: root).keep(old, of: target, day: Now.timestamp.date)
      }
      try FileSaver().save(bytes, to: target, newMode: modes.file)
    }
    keepWritten(.framework, over: old)
    return true
  }
}
