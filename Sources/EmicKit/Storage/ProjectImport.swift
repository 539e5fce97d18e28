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

  private let imported: ImportedStudy
  private let now: Timestamp

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

  // MARK: A study that is there

  private func add(to study: StudyFolder) throws(Problem) -> Outcome {
    var known = 0
    var files: [(name: String, bytes: [UInt8])] = []
    let book = try codebook(with: study)
    for transcript in imported.transcripts {
      if try has(transcript, study) {
        known += 1
      } else {
        files.append((transcript.name, transcript.text.withUTF8 { Array($0) }))
      }
    }
    for work in imported.work {
      if try has(work, study) {
        known += 1
      } else {
        var sidecar = work.sidecar
        sidecar.status.codebook = book.version
        for place in sidecar.codings.indices { sidecar.codings[place].codebook = book.version }
        files.append(
          (
            study.sidecarName(of: work.transcript, by: sidecar.coder),
            SidecarWriter.encode(sidecar)
          )
        )
      }
    }
    if let cases = try cases(with: study) { files.append(("cases.csv", cases)) }
    for memos in imported.memos {
      if let bytes = try self.memos(memos, with: study) {
        files.append((StudyFolder.memosName(of: memos.coder), bytes))
      }
    }
    var written = WrittenFiles(in: study.path)
    do throws(Problem) {
      for file in files { try written.write(file.bytes, to: file.name) }
      if book.isChanged { try written.writeCodebook(book.bytes, of: study) }
      let declared = Set(study.file.coders.map(\.id))
      let added = imported.file.coders.filter { !declared.contains($0.id) }
      if !added.isEmpty { try written.remember("study.yaml") }
      for coder in added {
        do throws(StudyProblem) {
          try study.add(coder)
        } catch {
          throw .study(error)
        }
      }
    } catch {
      written.takeBack()
      throw error
    }
    return Outcome(isNew: false, known: known, written: written.names)
  }

  private func has(_ transcript: Transcript, _ study: StudyFolder) throws(Problem) -> Bool {
    let path = study.absolute(transcript.name)
    let exists = try Self.file { () throws(FileProblem) in try FileReader.identity(of: path) != nil
    }
    guard exists else { return false }
    // One that cannot be read is another one, too.
    guard let there = try? study.transcript(transcript.name), there.text == transcript.text else {
      throw .otherText(transcript.name)
    }
    return true
  }

  /// Whether the coder has all of this work, by ids or by places.
  private func has(_ work: ImportedStudy.Work, _ study: StudyFolder) throws(Problem) -> Bool {
    let there: Sidecar?
    do throws(StudyProblem) {
      there = try study.sidecar(of: work.transcript, by: work.sidecar.coder)
    } catch {
      throw .study(error)
    }
    guard let there else { return false }
    let ids = Set(there.codings.map(\.id))
    let isSame = work.sidecar.codings.allSatisfy { coding in
      ids.contains(coding.id)
        || there.codings.contains { $0.span == coding.span && $0.code == coding.code }
    }
    guard isSame else {
      throw .otherWork(transcript: work.transcript, coder: work.sidecar.coder)
    }
    return true
  }

  private func codebook(
    with study: StudyFolder
  ) throws(Problem) -> (bytes: [UInt8], version: Int, isChanged: Bool) {
    let book: Codebook
    do throws(StudyProblem) {
      book = try study.codebook()
    } catch {
      throw .study(error)
    }
    var added: [Code] = []
    for code in imported.codebook.codes {
      if let known = book[code.id] {
        guard known.name.primary == code.name.primary else {
          throw .otherCode(code.id, known.name.primary, code.name.primary)
        }
      } else {
        added.append(code)
      }
    }
    guard !added.isEmpty else { return ([], book.version, false) }
    let version = book.version + 1
    var changed = Codebook(
      title: book.title,
      version: version,
      codes: Codebook.depthFirst(
        book.codes
          + added.map { code in
            var code = code
            code.since = version
            (code.revised, code.key) = (nil, nil)
            return code
          }
      ),
      history: book.history,
      heading: book.heading,
      kept: book.kept
    )
    changed.history.append(
      CodebookHistoryEntry(
        version: version,
        at: now,
        change: .add,
        codes: added.map(\.id),
        reason: "imported from a \(imported.kind)"
      )
    )
    return (Array(CodebookWriter.text(of: changed).utf8), version, true)
  }

  /// The table with the new rows; `nil` when there is nothing new.
  private func cases(with study: StudyFolder) throws(Problem) -> [UInt8]? {
    let path = study.absolute("cases.csv")
    var rows: [[String]] = []
    let bytes = try Self.file { () throws(FileProblem) -> [UInt8]? in
      guard try FileReader.identity(of: path) != nil else { return nil }
      return try FileReader.read(path).bytes
    }
    if let bytes {
      do throws(CSVError) {
        rows = try CSV.read(bytes, file: path).map(\.fields)
      } catch {
        throw .study(.cases(CaseTableError(file: path, line: error.line, problem: .csv(error))))
      }
    }
    var header = rows.first ?? ["transcript", "case"]
    guard let column = header.firstIndex(of: "transcript") else {
      throw .study(
        .cases(CaseTableError(file: path, line: 1, problem: .missingColumn("transcript")))
      )
    }
    let known = Set(rows.dropFirst().filter { $0.count > column }.map { $0[column] })
    let new = imported.cases.filter { !known.contains($0.transcript) }
    guard !new.isEmpty else { return nil }
    for name in ["case"] + imported.attributes where !header.contains(name) { header.append(name) }
    let old = rows.dropFirst().map { row in
      row + Array(repeating: "", count: max(0, header.count - row.count))
    }
    let added = new.map { row in
      header.map { name in
        switch name {
        case "transcript": row.transcript
        case "case": row.case
        default: row.values[name] ?? ""
        }
      }
    }
    return Array(CSV.text(of: [header] + old + added).utf8)
  }

  private func memos(_ memos: MemosFile, with study: StudyFolder) throws(Problem) -> [UInt8]? {
    var file: MemosFile
    do throws(StudyProblem) {
      file = try study.memos(of: memos.coder)
    } catch {
      throw .study(error)
    }
    let known = Set(file.entries.map(\.memo.id))
    let words = Set(file.entries.map(\.memo.text))
    let new = memos.entries.filter {
      !known.contains($0.memo.id) && !words.contains($0.memo.text)
    }
    guard !new.isEmpty else { return nil }
    file.entries += new
    return file.bytes
  }
}

/// Files that were written into a study, and how they were before: they can be taken back.
private struct WrittenFiles {
  private let root: String
  private let modes: (file: mode_t, folder: mode_t)
  private var before: [(path: String, bytes: [UInt8]?)] = []
  private(set) var names: [String] = []

  init(in root: String) {
    self.root = root
    modes = Folder.modes(of: root)
  }

  mutating func write(_ bytes: [UInt8], to name: String) throws(ProjectImport.Problem) {
    try remember(name)
    let (root, modes) = (root, modes)
    try ProjectImport.file { () throws(FileProblem) in
      try Folder.make(Path.split(name).folder, in: root, mode: modes.folder)
      try FileSaver().save(bytes, to: Path.join(root, name), newMode: modes.file)
    }
  }

  /// The codebook may lie outside the study.
  mutating func writeCodebook(
    _ bytes: [UInt8],
    of study: StudyFolder
  ) throws(ProjectImport.Problem) {
    let path = study.codebookPath ?? Path.join(root, "codebook.yaml")
    try remember(path: path, name: "codebook.yaml")
    let mode = modes.file
    _ = try ProjectImport.file { () throws(FileProblem) in
      try FileSaver().save(bytes, to: path, newMode: mode)
    }
  }

  mutating func remember(_ name: String) throws(ProjectImport.Problem) {
    try remember(path: Path.join(root, name), name: name)
  }

  private mutating func remember(path: String, name: String) throws(ProjectImport.Problem) {
    let old = try ProjectImport.file { () throws(FileProblem) -> [UInt8]? in
      guard try FileReader.identity(of: path) != nil else { return nil }
      return try FileReader.read(path, limit: 1 << 30).bytes
    }
    before.append((path, old))
    names.append(name)
  }

  func takeBack() {
    for (path, bytes) in before.reversed() {
      if let bytes {
        let isSame = (try? FileReader.read(path, limit: 1 << 30).bytes) == bytes
        if !isSame { _ = try? FileSaver().save(bytes, to: path) }
      } else {
        unlink(path)
      }
    }
  }
}
