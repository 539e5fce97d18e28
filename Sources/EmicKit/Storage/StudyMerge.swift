import Glibc

/// Takes in another copy of a study, file by file and by ids.
///
/// The other copy is read and never changed. Nothing is dropped because one copy lacks it, and what can't
/// be merged stays as it is here, with a sentence about it.
public struct StudyMerge {
  /// What came of one file.
  public struct Entry: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
      /// It was not here.
      case added
      case merged
      /// Nothing in the other copy is new.
      case same
      /// Left as it is here, because of what it says; why, and what to do.
      case refused(String)
      /// Left as it is here, because it could not be read or written.
      case failed(String)
    }

    /// Relative to the study.
    public var file: String
    public var outcome: Outcome
    /// Codings that were not here before.
    public var newCodings = 0
  }

  private let study: StudyFolder
  private let other: StudyFolder
  /// Why the codebook of the other copy is not taken in; `nil` where it is.
  private let keepsCodebookBecause: String?
  private var entries: [Entry] = []

  /// - Parameters:
  ///   - study: takes the other in.
  ///   - other: another copy of it.
  ///   - keepsCodebookBecause: why whoever merges may not write the codebook.
  public init(
    into study: StudyFolder,
    from other: StudyFolder,
    keepsCodebookBecause: String? = nil
  ) {
    self.study = study
    self.other = other
    self.keepsCodebookBecause = keepsCodebookBecause
  }

  /// - Returns: an entry for each file of the other copy, texts first.
  public mutating func run() -> [Entry] {
    refuseWithdrawn()
    guard entries.isEmpty else { return entries }
    var merged: [String] = []
    for name in other.transcripts where takeText(name) { merged.append(name) }
    for name in merged {
      for coder in other.coders(of: name) { takeWork(of: name, by: coder) }
    }
    takeBook()
    for file in otherFiles { takeFile(file) }
    return entries
  }

  // MARK: Texts

  /// What was withdrawn here stands in many files of the other copy: its case in tables, its words in
  /// memos.
  private mutating func refuseWithdrawn() {
    for name in other.transcripts {
      guard let digest = try? other.transcript(name).digest, study.hasWithdrawn(digest) else {
        continue
      }
      refuse(
        name,
        "it was withdrawn from this study. Take its case out of the other copy, too (`emic withdraw`); "
          + "until then nothing is taken in."
      )
    }
  }

  /// - Returns: whether both copies have the same text of it now.
  private mutating func takeText(_ name: String) -> Bool {
    do throws(StudyProblem) {
      let theirs = try other.transcript(name)
      if other.hasWithdrawn(theirs.digest) {
        refuse(name, "it was withdrawn from the other copy. Take its case out of both.")
      } else if !study.transcripts.contains(name) {
        return addText(name)
      } else if try study.transcript(name).digest != theirs.digest {
        refuse(
          name,
          "the text is another one in the other copy, so none of its codings are taken in. Put the same "
            + "text into both; `emic reanchor` then finds the codings again."
        )
      } else {
        return true
      }
    } catch {
      fail(name, error.message)
    }
    return false
  }

  private mutating func addText(_ name: String) -> Bool {
    if let here = study.transcripts.first(where: { $0.lowercased() == name.lowercased() }) {
      refuse(
        name,
        "there is \(DisplayText.quoted(here)) here, and the two names are one on other systems. Rename "
          + "one of them."
      )
      return false
    }
    let times = "\(name).times.json"
    for file in [name, times] where file == name || other.files.contains(file) { add(file) }
    return entries.contains { $0.file == name && $0.outcome == .added }
  }

  // MARK: Codings

  private mutating func takeWork(of transcript: String, by coder: Coder.ID) {
    // Frozen copies first, as in submitting: a closed sidecar without its copy would be a damage.
    for number in other.submissions(of: transcript, by: coder) {
      takeFile(other.submissionName(of: transcript, by: coder, number: number), mode: 0o400)
    }
    let name = study.sidecarName(of: transcript, by: coder)
    do throws(StudyProblem) {
      guard let theirs = try other.sidecar(of: transcript, by: coder) else { return }
      try? study.makeSidecarFolder(of: transcript, by: coder)
      var file = study.sidecarFile(of: transcript, by: coder)
      entries.append(SidecarTaking.take(theirs, into: &file, name: name))
    } catch {
      fail(name, error.message)
    }
  }

  // MARK: The codebook

  private mutating func takeBook() {
    guard let path = other.codebookPath else { return }
    var file = study.codebookFile
    let name = Path.split(file.path).name
    do throws(CodebookSaveProblem) {
      var theirFile = CodebookFile(path: path, study: other.path)
      guard let theirs = try theirFile.load() else { return }
      let ours = try file.load()
      guard ours != theirs else { return entries.append(Entry(file: name, outcome: .same)) }
      let base = BookAncestor.latest(of: ours ?? Codebook(), theirs, in: [study, other])
      let book: Codebook
      do throws(CodebookConflicts) {
        book =
          try ours.map { ours throws(CodebookConflicts) in
            try Codebook.merged(ours, theirs, base: base ?? Codebook())
          } ?? theirs
      } catch {
        let problem = FileMergeProblem.codebooks(error, path: name)
        return entries.append(Entry(file: name, outcome: .refused(problem.message)))
      }
      guard book != ours else { return entries.append(Entry(file: name, outcome: .same)) }
      if let keepsCodebookBecause { return refuse(name, keepsCodebookBecause) }
      _ = try file.save(book)
      entries.append(Entry(file: name, outcome: ours == nil ? .added : .merged))
    } catch {
      fail(name, error.message)
    }
  }

  // MARK: Other files

  /// Of people and of the study as a whole.
  private var otherFiles: [String] {
    other.codersOfMemos.map { StudyFolder.memosName(of: $0) }
      + other.files.filter { $0.hasPrefix("proposals/") && $0.hasSuffix(".yaml") }.sorted()
      + ["cases.csv", FrameworkFile.name, "study.yaml"].filter { other.files.contains($0) }
  }

  private mutating func takeFile(_ name: String, mode: mode_t? = nil) {
    do throws(FileProblem) {
      let theirs = try FileReader.read(other.absolute(name)).bytes
      let lock = try FileLock.ofStudy(study.path)
      defer { lock.release() }
      guard let ours = try bytesHere(name) else { return add(name, mode: mode) }
      guard let merged = merged(ours, theirs, name) else { return }
      guard merged != ours else { return entries.append(Entry(file: name, outcome: .same)) }
      Backup(study: study.path).keep(ours, of: study.absolute(name), day: Now.timestamp.date)
      try FileSaver().save(
        merged,
        to: study.absolute(name),
        newMode: Folder.modes(of: study.path).file
      )
      entries.append(Entry(file: name, outcome: .merged))
    } catch {
      fail(name, error.message)
    }
  }

  private func bytesHere(_ name: String) throws(FileProblem) -> [UInt8]? {
    do throws(FileProblem) {
      return try FileReader.read(study.absolute(name)).bytes
    } catch {
      guard error.isMissing else { throw error }
      return nil
    }
  }

  /// - Returns: `nil` where it was refused.
  private mutating func merged(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    _ name: String
  ) -> [UInt8]? {
    do throws(FileMergeProblem) {
      return try FileMerge.merged(ours, theirs, base: nil, path: name)
    } catch {
      if case .unreadable = error {
        fail(name, error.message)
      } else {
        entries.append(Entry(file: name, outcome: .refused(error.message)))
      }
      return nil
    }
  }

  /// Brings a file in that is not here.
  private mutating func add(_ name: String, mode: mode_t? = nil) {
    let modes = Folder.modes(of: study.path)
    do throws(FileProblem) {
      let bytes = try FileReader.read(other.absolute(name), limit: 1 << 30).bytes
      let folder = Path.split(name).folder
      if name.contains("/") { try Folder.make(folder, in: study.path, mode: modes.folder) }
      try FileSaver().save(
        bytes,
        to: study.absolute(name),
        newMode: mode ?? modes.file,
        isNew: true
      )
      entries.append(Entry(file: name, outcome: .added))
    } catch {
      fail(name, error.message)
    }
  }

  private mutating func refuse(_ name: String, _ why: String) {
    entries.append(Entry(file: name, outcome: .refused("\(DisplayText.safe(name)): \(why)")))
  }

  private mutating func fail(_ name: String, _ sentence: String) {
    entries.append(Entry(file: name, outcome: .failed(sentence)))
  }
}
