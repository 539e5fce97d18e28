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
    return try add(to: study)
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
      guard mkdir(staging, 0o700) == 0 else { throw FileProblem.last(folder, .makeFolder) }
      try Self.write(files, in: staging)
      guard rename(staging, folder) == 0 else { throw FileProblem.last(folder, .rename) }
      Self.sync(above)
    } catch {
      Self.remove(files.map(\.0), in: staging)
      throw .file(FileProblem(error.cause, folder, error.operation))
    }
    return Outcome(isNew: true, known: 0, written: files.map(\.0))
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
      let isSafe = fsync(descriptor) == 0
      let problem = isSafe ? nil : FileProblem.last(file.name, .sync)
      close(descriptor)
      if let problem { throw problem }
    }
    sync(folder)
  }

  private static func sync(_ path: String) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// Takes away what was written into a folder of ours, and the folder.
  private static func remove(_ names: [String], in folder: String) {
    var folders: Set<String> = []
    for name in names {
      unlink(Path.join(folder, name))
      var above = Path.split(name).folder
      while above != "." {
        folders.insert(above)
        above = Path.split(above).folder
      }
    }
    for above in folders.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      rmdir(Path.join(folder, above))
    }
    rmdir(folder)
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
