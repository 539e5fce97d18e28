import Glibc

/// Takes in the second versions that synchronising programs, file managers and editors have put aside.
public enum ConflictCopyMerge {
  /// Where copies that were taken in go, relative to the study.
  public static let folder = ".emic/backup/copies"

  /// What came of one copy.
  public struct Entry: Hashable, Sendable {
    /// Relative to the study.
    public var copy: String
    /// What came of the file of which it is a version, and of each part that both have changed
    /// differently.
    public var outcomes: [StudyMerge.Entry]
    /// Where the copy is now, relative to the study; `nil` where it stayed.
    public var keptAt: String?

    /// Whether something of the copy is nowhere else.
    var isLeft: Bool {
      outcomes.contains {
        switch $0.outcome {
        case .refused, .failed: true
        case .added, .merged, .same: false
        }
      }
    }
  }

  /// Takes each copy into its file; the copy then goes to `.emic/backup/`, and is never deleted.
  ///
  /// A copy that can't be read or merged as a whole stays where it is.
  ///
  /// - Parameters:
  ///   - study: in which they lie.
  ///   - keepsCodebookBecause: why whoever merges may not write the codebook; asked where a copy of it
  ///     lies there.
  /// - Returns: an entry for each copy, also of those that stay.
  /// - Throws: what asking for the reason throws; nothing has been done then.
  public static func run<Problem: Error>(
    in study: StudyFolder,
    keepsCodebookBecause: () throws(Problem) -> String?
  ) throws(Problem) -> [Entry] {
    let copies = study.conflictCopies
    let hasBook = copies.contains { $0.kind == .codebook }
    let taking = FileTaking(
      study: study,
      keepsCodebookBecause: hasBook ? try keepsCodebookBecause() : nil
    )
    return copies.map { copy in
      var entry = Entry(copy: study.relative(copy.path), outcomes: [])
      // Gone since the study was opened: another merge has taken it in.
      guard !FileReader.isGone(study.place(of: copy)) else {
        entry.outcomes = [.init(file: copy.original, outcome: .same)]
        return entry
      }
      entry.outcomes = take(copy, taking)
      guard !entry.isLeft else { return entry }
      do throws(FileProblem) {
        entry.keptAt = try putAside(study.place(of: copy), in: study)
      } catch {
        let sentence = "\(error.message) What it holds was taken in."
        entry.outcomes.append(.init(file: copy.original, outcome: .failed(sentence)))
      }
      return entry
    }
  }

  private static func take(_ copy: ConflictCopy, _ taking: FileTaking) -> [StudyMerge.Entry] {
    let (study, place) = (taking.study, taking.study.place(of: copy))
    let taken: FileTaking.Taken?
    switch copy.kind {
    case .sidecar(let transcript, let coder): return [take(copy, of: transcript, coder, study)]
    case .text: return [compare(copy, study)]
    case .codebook: taken = taking.takeCodebook(place, of: study)
    case .other:
      let isFrozen = copy.original.hasPrefix("submissions/")
      taken = taking.take(place, as: copy.original, mode: isFrozen ? 0o400 : nil)
    }
    guard let taken else { return [] }
    guard !taken.conflicts.isEmpty else { return taken.entries }
    let sentence =
      "\(DisplayText.safe(study.relative(copy.path))): it stays until \(DisplayText.safe(study.relative(copy.original))) is right. Then "
      + "move it away, or give the command again."
    return taken.entries + [.init(file: copy.original, outcome: .refused(sentence))]
  }

  private static func take(
    _ copy: ConflictCopy,
    of transcript: String,
    _ coder: Coder.ID,
    _ study: StudyFolder
  ) -> StudyMerge.Entry {
    do throws(StudyProblem) {
      guard let theirs = try study.sidecar(inCopy: copy.path, by: coder) else {
        return .init(file: copy.original, outcome: .same)
      }
      try? study.makeSidecarFolder(of: transcript, by: coder)
      var file = study.sidecarFile(of: transcript, by: coder)
      return SidecarTaking.take(theirs, into: &file, name: copy.original) {
        try? study.transcript(transcript)
      }
    } catch {
      return .init(file: copy.original, outcome: .failed(error.message))
    }
  }

  /// A text is never written: the same one is put aside, of another nobody but the coders can say which
  /// is right.
  private static func compare(_ copy: ConflictCopy, _ study: StudyFolder) -> StudyMerge.Entry {
    do throws(StudyProblem) {
      let digests = (
        try study.transcript(copy.original).digest, try study.transcript(copy.path).digest
      )
      guard digests.0 != digests.1 else { return .init(file: copy.original, outcome: .same) }
      let sentence =
        "\(DisplayText.safe(copy.path)): its words are others than those of "
        + "\(DisplayText.safe(copy.original)), and texts are never merged. Put the right one into "
        + "\(DisplayText.safe(copy.original)), and move the copy away; `emic reanchor` then finds the "
        + "codings again. A source of its own gets another name."
      return .init(file: copy.original, outcome: .refused(sentence))
    } catch {
      return .init(file: copy.original, outcome: .failed(error.message))
    }
  }

  private static func putAside(
    _ place: String,
    in study: StudyFolder
  ) throws(FileProblem) -> String {
    try Folder.make(folder, in: study.path, mode: Folder.modes(of: study.path).folder)
    let plain = Path.join(folder, Path.split(place).name)
    var target = plain
    // The same copy may lie there, since a power cut, or a synchronising program that brought it back.
    if !FileReader.isGone(study.absolute(target)),
      !hasSameBytes(place, study.absolute(target))
    {
      target += ".\(RandomBytes.hex(8))"
    }
    guard againRenaming({ rename(place, study.absolute(target)) }) == 0 else {
      // Another merge has just put it there.
      if errno == ENOENT { return plain }
      throw .last(place, .rename)
    }
    // Its new place first: a power cut must not leave it in neither.
    Folder.sync(study.absolute(folder))
    Folder.sync(Path.split(place).folder)
    return target
  }

  private static func hasSameBytes(_ one: String, _ other: String) -> Bool {
    guard let bytes = try? FileReader.read(one, limit: 1 << 30).bytes,
      let others = try? FileReader.read(other, limit: 1 << 30).bytes
    else { return false }
    return bytes == others
  }
}

extension StudyFolder {
  /// That second versions of files lie in the study, and what takes them in; `nil` where none do.
  public var offerOfMerging: String? {
    let copies = conflictCopies
    guard let first = copies.first else { return nil }
    let which =
      copies.count == 1
      ? "A second version of \(relative(first.original)) lies"
      : "\(copies.count) second versions of files lie"
    return "\(which) in this study: `emic merge` takes \(copies.count == 1 ? "it" : "them") in."
  }

  /// As a path of the study, where it lies in it or beside it.
  fileprivate func relative(_ file: String) -> String {
    StudyCheck.Problem.relative(file, to: path)
  }
}
