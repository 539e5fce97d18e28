/// Taking other versions of a study's files into those that are here: of another copy of the study, or of
/// what a synchronising program has put aside.
struct FileTaking {
  typealias Entry = StudyMerge.Entry

  /// What came of a file.
  struct Taken {
    var outcome: Entry
    /// One for each part that both have changed differently: here it is as it was.
    var conflicts: [Entry] = []

    var entries: [Entry] { [outcome] + conflicts }

    fileprivate init(_ name: String, _ outcome: Entry.Outcome, _ conflicts: [FileMergeProblem] = [])
    {
      self.outcome = Entry(file: name, outcome: outcome)
      self.conflicts = conflicts.map { Entry(file: name, outcome: .refused($0.message)) }
    }
  }

  let study: StudyFolder
  /// Why whoever merges may not write the codebook; `nil` where they may.
  let keepsCodebookBecause: String?

  /// Takes a file of people or of the study as a whole in; never deletes or changes the other.
  ///
  /// - Parameters:
  ///   - place: where the other version lies.
  ///   - name: of the file here, relative to the study.
  ///   - mode: permissions of a new file.
  /// - Returns: what came of it.
  func take(_ place: String, as name: String, mode: UInt32? = nil) -> Taken {
    do throws(FileProblem) {
      let theirs = try FileReader.read(place).bytes
      let lock = try FileLock.ofStudy(study.path)
      defer { lock.release() }
      guard let ours = try bytesHere(name) else { return add(place, as: name, mode: mode) }
      let merged: FileMerge
      do throws(FileMergeProblem) {
        merged = try FileMerge.merged(ours, theirs, base: nil, path: name, otherPath: place)
      } catch {
        if case .unreadable = error { return Taken(name, .failed(error.message)) }
        return Taken(name, .refused(error.message))
      }
      guard merged.bytes != ours else {
        var taken = Taken(name, .same, merged.conflicts)
        taken.outcome.notes = merged.notes
        return taken
      }
      Backup(study: study.path).keep(ours, of: study.absolute(name), day: Now.timestamp.date)
      try FileSaver().save(
        merged.bytes,
        to: study.absolute(name),
        newMode: Folder.modes(of: study.path).file
      )
      var taken = Taken(name, .merged, merged.conflicts)
      taken.outcome.notes = merged.notes
      return taken
    } catch {
      return Taken(name, .failed(error.message))
    }
  }

  /// Brings a file in that is not here.
  func add(_ place: String, as name: String, mode: UInt32? = nil) -> Taken {
    let modes = Folder.modes(of: study.path)
    do throws(FileProblem) {
      let bytes = try FileReader.read(place, limit: 1 << 30).bytes
      let folder = Path.split(name).folder
      if name.contains("/") { try Folder.make(folder, in: study.path, mode: modes.folder) }
      try FileSaver().save(
        bytes,
        to: study.absolute(name),
        newMode: mode ?? modes.file,
        isNew: true
      )
      return Taken(name, .added)
    } catch {
      // Another merge may have brought it in a moment ago.
      let there = try? FileReader.read(study.absolute(name), limit: 1 << 30).bytes
      if let there, there == (try? FileReader.read(place, limit: 1 << 30).bytes) {
        return Taken(name, .same)
      }
      return Taken(name, .failed(error.message))
    }
  }

  /// Takes a codebook in.
  ///
  /// - Parameters:
  ///   - place: where it lies.
  ///   - other: the study of which it is the codebook.
  /// - Returns: what came of it; `nil` where none lies there.
  func takeCodebook(_ place: String, of other: StudyFolder) -> Taken? {
    var file = study.codebookFile
    let name = Path.split(file.path).name
    do throws(CodebookSaveProblem) {
      var theirFile = CodebookFile(path: place, study: other.path)
      guard let theirs = try theirFile.load() else { return nil }
      let ours = try file.load()
      guard ours != theirs else { return Taken(name, .same) }
      let (book, kept) = try joined(ours, theirs, other)
      guard book != ours else { return Taken(name, .same, kept) }
      if let keepsCodebookBecause {
        let sentence = "\(DisplayText.safe(name)): \(keepsCodebookBecause)"
        return Taken(name, .refused(sentence))
      }
      _ = try file.save(book, keepsNumbers: true)
      return Taken(name, ours == nil ? .added : .merged, kept)
    } catch {
      return Taken(name, .failed(error.message))
    }
  }

  /// - Returns: the book of both, and what both have changed differently.
  private func joined(
    _ ours: Codebook?,
    _ theirs: Codebook,
    _ other: StudyFolder
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

  private func bytesHere(_ name: String) throws(FileProblem) -> [UInt8]? {
    do throws(FileProblem) {
      return try FileReader.read(study.absolute(name)).bytes
    } catch {
      guard error.isMissing else { throw error }
      return nil
    }
  }
}
