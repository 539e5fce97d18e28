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
    let shared = other.transcripts.filter { takeText($0) }
    for name in shared {
      for coder in other.coders(of: name) { takeWork(of: name, as: ownName(of: name), by: coder) }
    }
    takeBook()
    for file in otherFiles { takeFile(file) }
    nameUnusable()
    nameWithdrawnThere()
    return entries
  }

  /// What stands in the other copy in place of a file.
  private mutating func nameUnusable() {
    for entry in other.unusable {
      fail(entry.path, "\(other.absolute(entry.path)): \(entry.sentence)")
    }
    for link in other.links {
      fail(link, "\(other.absolute(link)): this is a link, and links in a study are not followed.")
    }
  }

  // MARK: Texts

  private mutating func nameWithdrawnThere() {
    for name in study.transcripts where !other.transcripts.contains(name) {
      guard let digest = try? study.transcript(name).digest, other.hasWithdrawn(digest) else {
        continue
      }
      refuse(
        name,
        "it was withdrawn from the other copy, and is still here. `emic withdraw` takes its case out."
      )
    }
  }

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
      } else if try study.transcript(ownName(of: name)).digest != theirs.digest {
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

  /// As it is written here: an accent may be composed in one copy and not in the other.
  private func ownName(of name: String) -> String {
    study.transcripts.first { $0 == name } ?? name
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
    for file in [name, times] where file == name || other.holds(file) { add(file) }
    return entries.contains { $0.file == name && $0.outcome == .added }
  }

  // MARK: Codings

  private mutating func takeWork(
    of transcript: String,
    as ownName: String,
    by coder: Coder.ID
  ) {
    // Frozen copies first, as in submitting: a closed sidecar without its copy would be a damage.
    for number in other.submissions(of: transcript, by: coder) {
      takeFile(
        study.submissionName(of: ownName, by: coder, number: number),
        from: other.submissionName(of: transcript, by: coder, number: number),
        mode: 0o400
      )
    }
    let name = study.sidecarName(of: ownName, by: coder)
    do throws(StudyProblem) {
      guard let theirs = try other.sidecar(of: transcript, by: coder) else { return }
      try? study.makeSidecarFolder(of: ownName, by: coder)
      var file = study.sidecarFile(of: ownName, by: coder)
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
      let (book, kept) = try joined(ours, theirs)
      guard book != ours else {
        entries.append(Entry(file: name, outcome: .same))
        return add(kept, of: name)
      }
      if let keepsCodebookBecause { return refuse(name, keepsCodebookBecause) }
      _ = try file.save(book)
      entries.append(Entry(file: name, outcome: ours == nil ? .added : .merged))
      add(kept, of: name)
    } catch {
      fail(name, error.message)
    }
  }

  /// - Returns: the book of both, and what both have changed differently.
  private func joined(
    _ ours: Codebook?,
    _ theirs: Codebook
  ) throws(CodebookSaveProblem) -> (Codebook, [FileMergeProblem]) {
    guard let ours else { return (theirs, []) }
    let path = study.codebookFile.path
    let base = BookAncestor.latest(of: ours, theirs, in: [study, other]) ?? Codebook()
    do throws(CodebookConflicts) {
      let (book, kept) = try Codebook.mergedKeepingFirst(ours, theirs, base: base)
      return (book, kept.map { [.codebooks($0, path: Path.split(path).name)] } ?? [])
    } catch {
      throw .conflicts(error, path: path)
    }
  }

  // MARK: Other files

  /// Of people and of the study as a whole.
  private var otherFiles: [String] {
    other.codersOfMemos.map { StudyFolder.memosName(of: $0) }
      + other.files.filter { $0.hasPrefix("proposals/") && $0.hasSuffix(".yaml") }.sorted()
      + ["cases.csv", FrameworkFile.name, "study.yaml"].filter(other.holds)
  }

  /// - Parameters:
  ///   - name: of the file here, relative to the study.
  ///   - theirName: its name in the other copy, where that is another.
  ///   - mode: permissions of a new file.
  private mutating func takeFile(
    _ name: String,
    from theirName: String? = nil,
    mode: mode_t? = nil
  ) {
    let theirName = theirName ?? name
    do throws(FileProblem) {
      let theirs = try FileReader.read(other.absolute(theirName)).bytes
      let lock = try FileLock.ofStudy(study.path)
      defer { lock.release() }
      guard let ours = try bytesHere(name) else { return add(name, from: theirName, mode: mode) }
      guard let merged = merged(ours, theirs, name) else { return }
      defer { add(merged.conflicts, of: name) }
      guard merged.bytes != ours else { return entries.append(Entry(file: name, outcome: .same)) }
      Backup(study: study.path).keep(ours, of: study.absolute(name), day: Now.timestamp.date)
      try FileSaver().save(
        merged.bytes,
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

  /// Names what both have changed differently; here it is as it was.
  private mutating func add(_ conflicts: [FileMergeProblem], of name: String) {
    for conflict in conflicts {
      entries.append(Entry(file: name, outcome: .refused(conflict.message)))
    }
  }

  /// - Returns: `nil` where it was refused.
  private mutating func merged(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    _ name: String
  ) -> FileMerge? {
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
  private mutating func add(_ name: String, from theirName: String? = nil, mode: mode_t? = nil) {
    let theirs = other.absolute(theirName ?? name)
    let modes = Folder.modes(of: study.path)
    do throws(FileProblem) {
      let bytes = try FileReader.read(theirs, limit: 1 << 30).bytes
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
      // Another merge may have brought it in a moment ago.
      let there = try? FileReader.read(study.absolute(name), limit: 1 << 30).bytes
      if let there, there == (try? FileReader.read(theirs, limit: 1 << 30).bytes) {
        return entries.append(Entry(file: name, outcome: .same))
      }
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
