import Glibc

/// Brings an imported project into a study: all of it, or nothing.
package struct ProjectImport {
  package enum Problem: Error, Hashable, Sendable {
    case study(StudyProblem)
    case file(FileProblem)
    case codebook(CodebookSaveProblem)
    /// A transcript of this name has another text.
    case otherText(String)
    /// The coder has other work on the transcript.
    case otherWork(transcript: String, coder: Coder.ID)
    /// A code of this id has another name: that of the study, that of the project.
    case otherCode(Code.ID, String, String)
    /// The folder holds something and is no study.
    case notAStudy(String)
  }

  /// What was done.
  package struct Outcome: Hashable, Sendable {
    /// The study was made for it.
    package var isNew: Bool
    /// What was there already, letter for letter.
    package var known: Int
    /// Files that were written.
    package var written: [String]
    /// The project's codes, by their ids in the study.
    package var codes: [Code.ID] = []
    /// What imports that were killed had left beside the study, and is gone now.
    package var takenAway: [String] = []
  }

  let imported: ImportedStudy
  let now: Timestamp

  package init(_ imported: ImportedStudy, at now: Timestamp) {
    self.imported = imported
    self.now = now
  }

  /// Writes the study.
  ///
  /// A folder that is not there, or is empty, becomes the study; it appears when all of it is on the
  /// disk. Into a study that is there only what is new is written, and what was written is taken back
  /// when a later file fails.
  ///
  /// - Parameter folder: the study's; the folder above it is there.
  /// - Returns: what was done.
  /// - Throws: when something in the study differs, or the disk refuses; the study is then as it was.
  package func save(to folder: String) throws(Problem) -> Outcome {
    let left = Leftovers.take(beside: folder)
    var outcome = try saved(to: folder)
    outcome.takenAway = left
    return outcome
  }

  private func saved(to folder: String) throws(Problem) -> Outcome {
    var status = stat()
    guard stat(folder, &status) == 0 else {
      guard errno == ENOENT else { throw .file(.last(folder, .open)) }
      return try make(folder)
    }
    let entries = try Self.file { () throws(FileProblem) in try Folder.list(folder) }
    if entries.isEmpty { return try make(folder) }
    let study: StudyFolder
    do throws(StudyProblem) {
      study = try StudyFolder.open(path: folder)
    } catch {
      throw .study(error)
    }
    guard study.hasStudyFile || study.codebookPath != nil else { throw .notAStudy(folder) }
    return try Unfinished.uninterrupted { () throws(Problem) in try add(to: study) }
  }

  // MARK: A new study

  private func make(_ folder: String) throws(Problem) -> Outcome {
    let (above, name) = Path.split(folder)
    let staging = Path.join(above, ".\(name.prefix(60)).\(RandomBytes.hex(8)).tmp")
    var files = imported.transcripts.map { ($0.name, $0.text.withUTF8 { Array($0) }) }
    for work in imported.work {
      files.append((place(of: work), SidecarWriter.encode(work.sidecar)))
    }
    files.append(("codebook.yaml", Array(CodebookWriter.text(of: imported.codebook).utf8)))
    if let cases = imported.casesText { files.append(("cases.csv", Array(cases.utf8))) }
    for memos in imported.memos {
      files.append((StudyFolder.memosName(of: memos.coder), memos.bytes))
    }
    files.append(("study.yaml", Array(StudyFileWriter.text(of: imported.file).utf8)))
    do throws(FileProblem) {
      defer { Unfinished.remove(folder: staging) }
      try Unfinished.uninterrupted { () throws(FileProblem) in
        Unfinished.add(folder: staging)
        guard again({ mkdir(staging, 0o700) }) == 0 else {
          throw FileProblem.last(folder, .makeFolder)
        }
      }
      let claim = again { open(staging, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
      defer { close(claim) }
      _ = flock(claim, LOCK_EX | LOCK_NB)
      try Self.write(files, in: staging)
      try Unfinished.uninterrupted { () throws(FileProblem) in
        guard againRenaming({ rename(staging, folder) }) == 0 else {
          throw FileProblem.last(folder, .rename)
        }
        Unfinished.say("")
      }
      Folder.sync(above)
    } catch {
      Leftovers.take(folder: staging)
      throw .file(FileProblem(error.cause, folder, error.operation))
    }
    return Outcome(
      isNew: true,
      known: 0,
      written: files.map(\.0),
      codes: imported.codebook.codes.map(\.id)
    )
  }

  private func place(of work: ImportedStudy.Work) -> String {
    switch imported.file.sidecars {
    case .beside: "\(work.transcript).\(work.sidecar.coder).json"
    case .byCoder: "codings/\(work.sidecar.coder)/\(work.transcript).json"
    }
  }

  /// Writes files that nobody sees yet; they are brought to the disk together, which is one wait
  /// and not one for each.
  private static func write(
    _ files: [(name: String, bytes: [UInt8])],
    in folder: String
  ) throws(FileProblem) {
    var calls = FileCalls.system
    calls.sync = { _ in 0 }
    calls.syncFolder = { _ in 0 }
    let saver = FileSaver(calls: calls)
    for file in files {
      try Folder.make(Path.split(file.name).folder, in: folder)
      try saver.save(file.bytes, to: Path.join(folder, file.name), isNew: true)
    }
    for file in files {
      let descriptor = try FileReader.descriptor(Path.join(folder, file.name)).number
      let isSafe = again { fsync(descriptor) } == 0
      let problem = isSafe ? nil : FileProblem.last(file.name, .sync)
      close(descriptor)
      if let problem { throw problem }
    }
    Folder.sync(folder)
  }

  static func file<Value>(
    _ body: () throws(FileProblem) -> Value
  ) throws(Problem) -> Value {
    do throws(FileProblem) {
      return try body()
    } catch {
      throw .file(error)
    }
  }
}
