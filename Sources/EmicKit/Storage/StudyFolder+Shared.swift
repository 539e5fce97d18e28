extension StudyFolder {
  func shared(_ kind: SharedFile.Kind) -> SharedFile {
    switch kind {
    case .study: .studyFile(in: path)
    case .codebook: .codebook(codebookPath ?? absolute("codebook.yaml"), in: path)
    case .cases: SharedFile(.cases, absolute("cases.csv"), in: path)
    case .framework: SharedFile(.framework, absolute(FrameworkFile.name), in: path)
    case .proposals(let coder):
      SharedFile(.proposals(coder), absolute("proposals/\(coder).yaml"), in: path)
    }
  }

  /// All that there may be, but proposals; a codebook that somebody has named in place of the study's is none.
  private var sharedFiles: [SharedFile] {
    [shared(.study), shared(.cases), shared(.framework)] + (hasOwnBook ? [shared(.codebook)] : [])
  }

  private var hasOwnBook: Bool {
    guard let codebookPath else { return false }
    guard let named = file.codebook else { return Path.split(codebookPath).folder == path }
    return codebookPath == Path.plain(Path.join(path, named))
  }

  private var sharedProposals: [SharedFile] {
    files.compactMap { name in
      guard name.hasPrefix("proposals/"), name.hasSuffix(".yaml") else { return nil }
      let coder = String(name.dropFirst(10).dropLast(5))
      return Coder.isWellFormed(coder) ? shared(.proposals(Coder.ID(coder))) : nil
    }
  }

  /// Keeps a copy of each shared file as it is now, where it is another than the one that is kept: called when
  /// something was saved in the study.
  ///
  /// - Parameter names: of what was withdrawn; a file in which one still stands is left out.
  public func keepSharedFiles(unlessNaming names: [String] = []) {
    for file in sharedFiles + sharedProposals {
      file.keep(transcripts: transcripts, unlessNaming: names)
    }
  }

  /// As `keepSharedFiles`, of a study as it is on the disk now.
  public static func keepSharedFiles(of path: String, unlessNaming names: [String] = []) {
    (try? open(path: path, takesTwins: true))?.keepSharedFiles(unlessNaming: names)
  }

  /// Keeps a shared file as emic has just written it, and the others as they are.
  ///
  /// - Parameters:
  ///   - kind: of the one.
  ///   - before: what it was; `nil` where there was none.
  func keepWritten(_ kind: SharedFile.Kind, over before: [UInt8]?) {
    shared(kind).keepWritten(over: before, transcripts: transcripts)
    keepSharedFiles()
  }

  /// Shared files that are there and know less than when emic last saved something here: an older version may
  /// have been put back, or a part was lost.
  public var lackingFiles: [LackingFile] {
    sharedFiles.compactMap { file in
      let lacks = file.lacks(transcripts: transcripts)
      return lacks.isEmpty ? nil : LackingFile(file, lacks)
    }
  }

  /// Shared files of which another version is kept than the one that is there, or than none.
  public var otherSharedFiles: [OtherSharedFile] {
    let backup = Backup(study: path)
    let proposals = ((try? Folder.list(backup.latest(of: "proposals"))) ?? []).compactMap { entry in
      let coder = String(entry.name.dropLast(5))
      return entry.name.hasSuffix(".yaml") && Coder.isWellFormed(coder)
        ? shared(.proposals(Coder.ID(coder))) : nil
    }
    return (sharedFiles + (codebookPath == nil ? keptBooks : []) + proposals)
      .compactMap { $0.other(transcripts: transcripts) }
  }

  /// What to say of shared files that are gone, or know less than they did, as they are now.
  ///
  /// - Returns: a sentence each; of `study.yaml` that is gone others speak.
  public var sharedTroubles: [String] {
    let gone = [shared(.cases), shared(.framework)].compactMap(\.ifGone).map(\.messageIfGone)
    return gone + lackingFiles.map(\.message)
  }

  /// Refuses to take a file that is gone for one that never was.
  ///
  /// Asked only where there is none.
  func refuseGone(_ kind: SharedFile.Kind) throws(StudyProblem) {
    if let gone = shared(kind).ifGone { throw .sharedFileGone(gone) }
    // Only now: somebody has put the one that is missing aside, and its other version knows what bound.
    guard kind == .cases, let copy = Self.secondVersion(of: "cases.csv", among: files) else {
      return
    }
    throw .putAside(absolute("cases.csv"), copy)
  }

  /// As `refuseGone`, before there is a study.
  ///
  /// - Parameters:
  ///   - folder: the study's.
  ///   - files: that lie in it.
  /// - Throws: `sharedFileGone`, `putAside`.
  static func refuseGoneStudyFile(
    in folder: String,
    among files: [String]
  ) throws(StudyProblem) {
    if let gone = SharedFile.studyFile(in: folder).ifGone { throw .sharedFileGone(gone) }
    if let copy = secondVersion(of: "study.yaml", among: files) {
      throw .putAside(Path.join(folder, "study.yaml"), copy)
    }
  }

  /// Of a study in which there is no codebook: the one that it had.
  func refuseGoneCodebook() throws(StudyProblem) {
    if codebookPath != nil { return try refuseGone(.codebook) }
    for book in keptBooks {
      if let gone = book.ifGone { throw .sharedFileGone(gone) }
    }
  }

  /// Of a study that names no codebook: those of which a copy is kept.
  private var keptBooks: [SharedFile] {
    let folder = Backup(study: path).latest(of: SharedFile.booksFolder)
    guard FileReader.isThere(folder) else { return [] }
    return ((try? Folder.list(folder)) ?? []).compactMap { entry in
      entry.kind == .file && entry.name.hasSuffix(".yaml")
        ? SharedFile.codebook(absolute(entry.name), in: path) : nil
    }
  }

  /// A second version, at the study's root, of a file that is not there.
  private static func secondVersion(of name: String, among files: [String]) -> String? {
    let ending = String(name.drop { $0 != "." })
    return files.first { file in
      (file.hasSuffix(ending) || file.hasSuffix("~") || file.hasSuffix(".orig")) && file != name
        // `cases-Wave1.csv` or `cases 2.csv` may be anything else.
        && ConflictMark.originals(of: file).contains {
          $0.original == name && ($0.isSaid || file.contains("("))
        }
    }
  }
}
