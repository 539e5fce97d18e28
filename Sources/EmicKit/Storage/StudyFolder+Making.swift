extension StudyFolder {
  /// Adds a coder to `study.yaml`; a folder without one needs no list.
  public func add(_ coder: Coder) throws(StudyProblem) { try add([coder]) }

  /// Adds coders to `study.yaml` in one save: those that are not in it, all or none.
  func add(_ coders: [Coder]) throws(StudyProblem) {
    let declared = Set(file.coders.map(\.id))
    let new = coders.filter { !declared.contains($0.id) }
    guard hasStudyFile, !new.isEmpty else { return }
    try changeStudyFile { bytes, path throws(StudyFileError) in
      // Somebody else may have added the same coder a moment ago.
      let now = Set(try StudyFileReader.read(bytes, file: path).coders.map(\.id))
      var changed = bytes
      for coder in new where !now.contains(coder.id) {
        changed = try StudyFileWriter.adding(coder, to: changed, file: path)
      }
      return changed
    }
  }

  /// Adds a round to `study.yaml`.
  ///
  /// - Throws: also when there is a round of this name.
  public func add(_ round: StudyFile.Round) throws(StudyProblem) {
    try changeStudyFile { bytes, path throws(StudyFileError) in
      try StudyFileWriter.adding(round, to: bytes, file: path)
    }
  }

  private func changeStudyFile(
    _ change: (_ bytes: [UInt8], _ path: String) throws(StudyFileError) -> [UInt8]
  ) throws(StudyProblem) {
    let path = absolute("study.yaml")
    let modes = Folder.modes(of: self.path)
    let root = self.path
    let lock = try Self.file { () throws(FileProblem) in try FileLock.ofStudy(root) }
    defer { lock.release() }
    let bytes = try Self.file { () throws(FileProblem) in
      try FileReader.read(path, limit: 8 << 20).bytes
    }
    let changed: [UInt8]
    do throws(StudyFileError) {
      changed = try change(bytes, path)
    } catch {
      throw .studyFile(error)
    }
    guard changed != bytes else { return }
    try Self.file { () throws(FileProblem) in
      _ = try FileSaver().save(changed, to: path, newMode: modes.file)
    }
    keepWritten(.study, over: bytes)
  }

  /// Makes the folder in which a coder's sidecar of a transcript lies.
  public func makeSidecarFolder(of transcript: String, by coder: Coder.ID) throws(StudyProblem) {
    let folder = Path.split(sidecarName(of: transcript, by: coder)).folder
    guard folder != "." else { return }
    let root = path
    try Self.file { () throws(FileProblem) in
      try Folder.make(folder, in: root, mode: Folder.modes(of: root).folder)
    }
  }
}
