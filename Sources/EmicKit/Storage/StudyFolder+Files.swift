extension StudyFolder {
  /// A path in the study as one that can be opened.
  public func absolute(_ relative: String) -> String { Path.join(path, relative) }

  /// A file that somebody names on the command line, wherever it lies.
  public static func bytes(of path: String) throws(StudyProblem) -> [UInt8] {
    try file { () throws(FileProblem) in try FileReader.read(path, limit: 8 << 20).bytes }
  }

  /// A transcript's text; read anew each time.
  ///
  /// - Parameters:
  ///   - name: its path relative to the study.
  ///   - takesWithdrawn: whether one that was withdrawn and has come back is read all the same, to find it
  ///     and what belongs to it.
  /// - Returns: the text; its structure is made when it is asked for.
  /// - Throws: when it cannot be read or is no UTF-8; when it was withdrawn from the study.
  public func transcript(
    _ name: String,
    takesWithdrawn: Bool = false
  ) throws(StudyProblem) -> Transcript {
    let read = transcript(name, text: TranscriptText(canonical: try canonicalText(of: name)))
    if !takesWithdrawn { try refuseWithdrawn(read) }
    return read
  }

  /// Refuses a text that was withdrawn from the study.
  ///
  /// - Throws: also where the list of those cannot be read, for then nobody can tell.
  package func refuseWithdrawn(_ transcript: Transcript) throws(StudyProblem) {
    try refuseWithdrawn(transcript.name) { transcript.digest }
  }

  /// Refuses a text that was withdrawn from the study, by the SHA-256 of it.
  package func refuseWithdrawn(
    _ name: String,
    digest: () -> String
  ) throws(StudyProblem) {
    let root = path
    let withdrawn = try Self.file { () throws(FileProblem) in
      try WithdrawnTexts(in: root).all()
    }
    // Mostly there is none, and no digest is made for it.
    guard !withdrawn.isEmpty, withdrawn.contains(digest(), of: name) else { return }
    throw .withdrawnText(absolute(name))
  }

  /// Whether any text was ever withdrawn from the study.
  package var hasWithdrawnTexts: Bool { !FileReader.isGone(absolute(".emic/withdrawn")) }

  /// The transcripts that were withdrawn, and have come back.
  package var withdrawnTranscripts: [String] {
    guard hasWithdrawnTexts else { return [] }
    return transcripts.filter { name in
      do throws(StudyProblem) {
        _ = try transcript(name)
        return false
      } catch {
        if case .withdrawnText = error { return true }
        return false
      }
    }
  }

  /// The bytes of a transcript's canonical text.
  func canonicalText(of name: String) throws(StudyProblem) -> [UInt8] {
    let path = absolute(name)
    let bytes = try Self.file { () throws(FileProblem) in
      try FileReader.read(path, limit: 1 << 30).bytes
    }
    do throws(TranscriptTextProblem) {
      return try CanonicalText.bytes(of: bytes)
    } catch {
      throw .text(error, file: path)
    }
  }

  /// A transcript whose text was read already.
  package func transcript(_ name: String, text: TranscriptText) -> Transcript {
    Transcript(
      name: name,
      text: text,
      interviewers: file.interviewers,
      respondents: file.respondents
    )
  }

  /// The codebook; an empty one where there is none.
  public func codebook() throws(StudyProblem) -> Codebook {
    guard let codebookPath else {
      try refuseGoneCodebook()
      return Codebook()
    }
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(codebookPath, limit: 8 << 20).bytes
    } catch {
      guard error.isMissing else { throw .file(error) }
      try refuseGoneCodebook()
      if let name = file.codebook, codebookPath == Path.plain(Path.join(path, name)) {
        throw .codebookMissing(codebookPath, named: name)
      }
      throw .file(error)
    }
    do throws(CodebookError) {
      return try CodebookReader.read(bytes, file: codebookPath)
    } catch {
      throw .codebook(error)
    }
  }

  /// The codes that a coder has proposed.
  public func proposals(of coder: Coder.ID) throws(StudyProblem) -> [Code] {
    let path = absolute("proposals/\(coder).yaml")
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(path, limit: 8 << 20).bytes
    } catch {
      guard error.isMissing else { throw .file(error) }
      try refuseGone(.proposals(coder))
      return []
    }
    do throws(CodebookError) {
      return try ProposalsFile.read(bytes, file: path)
    } catch {
      throw .codebook(error)
    }
  }

  /// Writes a coder's proposals beside those that another session of the same coder has added.
  ///
  /// - Parameters:
  ///   - proposals: this session's.
  ///   - withdrawn: proposals that leave the file.
  ///   - coder: whose they are.
  ///   - keepsDecisions: whether a proposal that was declined in the file stays so, as when a session
  ///     writes all that it knows.
  /// - Throws: when the file that is there cannot be read, or the new one not written.
  public func save(
    proposals: [Code],
    withdrawn: Set<Code.ID>,
    of coder: Coder.ID,
    keepsDecisions: Bool = false
  ) throws(StudyProblem) {
    let root = path
    let lock = try Self.file { () throws(FileProblem) in try FileLock.ofStudy(root) }
    defer { lock.release() }
    let own = Set(proposals.map(\.id))
    // Read under the lock: another process may have written its codes a moment ago.
    let onDisk = try self.proposals(of: coder)
    let others = onDisk.filter { !own.contains($0.id) && !withdrawn.contains($0.id) }
    let known = Dictionary(onDisk.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let proposals = proposals.map { code in
      guard keepsDecisions, code.retired == nil, let decided = known[code.id],
        decided.retired != nil
      else { return code }
      return decided
    }
    let before = try? FileReader.read(absolute("proposals/\(coder).yaml")).bytes
    try Self.file { () throws(FileProblem) in try write(others + proposals, of: coder) }
    keepWritten(.proposals(coder), over: before)
  }

  private func write(_ proposals: [Code], of coder: Coder.ID) throws(FileProblem) {
    let modes = Folder.modes(of: path)
    try Folder.make("proposals", in: path, mode: modes.folder)
    try FileSaver().save(
      Array(ProposalsFile.text(of: proposals).utf8),
      to: absolute("proposals/\(coder).yaml"),
      newMode: modes.file
    )
  }

  /// The attributes of the transcripts; an empty table where there is none.
  public func cases() throws(StudyProblem) -> CaseTable {
    let path = absolute("cases.csv")
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(path).bytes
    } catch {
      // A link or a folder of this name is not taken for none.
      guard error.isMissing else { throw .file(error) }
      try refuseGone(.cases)
      return CaseTable()
    }
    do throws(CaseTableError) {
      return try CaseTable.read(bytes, file: path, study: file)
    } catch {
      throw .cases(error)
    }
  }

  /// The path of the transcript that somebody means: its path, its header's transcript-id, or its
  /// file name without the ending or up to the first `-` or `_`, where that is unique.
  public func transcript(named name: String) throws(StudyProblem) -> String {
    if transcripts.contains(name) { return name }
    let plain = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
    if transcripts.contains(plain) { return plain }
    let byStem = transcripts.filter { Self.stem($0) == name }
    guard byStem.count != 1 else { return byStem[0] }
    let byPrefix = transcripts.filter { Self.prefix($0) == name || Path.split($0).name == name }
    guard byPrefix.count != 1 else { return byPrefix[0] }
    let byHeader = transcripts.filter { path in
      (try? transcript(path))?.structure.header["transcript-id"] == name
    }
    let found = byHeader.isEmpty ? byPrefix : byHeader
    if found.count == 1 { return found[0] }
    guard found.isEmpty else { throw .ambiguousTranscript(name, found) }
    throw .noSuchTranscript(name, nearest: EditDistance.nearest(to: name, among: transcripts))
  }

  /// The file name up to the first `-` or `_`.
  package static func prefix(_ path: String) -> String {
    String(stem(path).prefix { $0 != "-" && $0 != "_" })
  }

  /// The file name without its ending.
  private static func stem(_ path: String) -> String {
    Path.split(path).name.split(separator: ".", omittingEmptySubsequences: false).dropLast()
      .joined(separator: ".")
  }
}
