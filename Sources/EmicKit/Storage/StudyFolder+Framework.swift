extension StudyFolder {
  /// The framework matrix; an empty one where there is no file.
  public func framework() throws(StudyProblem) -> FrameworkMatrix {
    let path = absolute(FrameworkFile.name)
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(path, limit: 8 << 20).bytes
    } catch {
      if error.isMissing { return FrameworkMatrix() }
      throw .file(error)
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
    let (root, modes) = (path, Folder.modes(of: path))
    let lock = try Self.file { () throws(FileProblem) in try FileLock.ofStudy(root) }
    defer { lock.release() }
    let before = try framework()
    var after = before
    after.set(cell)
    guard after != before else { return false }
    let bytes = Array(FrameworkFile.text(of: after).utf8)
    try Self.file { () throws(FileProblem) in
      let target = absolute(FrameworkFile.name)
      if let old = try? FileReader.read(target, limit: 8 << 20).bytes {
        Backup(study: root).keep(old, of: target, day: Now.timestamp.date)
      }
      try FileSaver().save(bytes, to: target, newMode: modes.file)
    }
    return true
  }
}
