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
    /// What gave way, and flags that stand against what one version has done.
    public var notes = MergeNotes()
  }

  private let study: StudyFolder
  private let other: StudyFolder
  private let taking: FileTaking
  /// What was withdrawn, here and there.
  private let (withdrawn, withdrawnThere): (WithdrawnTexts.List, WithdrawnTexts.List)
  private var entries: [Entry] = []

  /// - Parameters:
  ///   - study: takes the other in.
  ///   - other: another copy of it.
  ///   - keepsCodebookBecause: why whoever merges may not write the codebook.
  /// - Throws: where it cannot be read what was withdrawn from either.
  public init(
    into study: StudyFolder,
    from other: StudyFolder,
    keepsCodebookBecause: String? = nil
  ) throws(FileProblem) {
    self.study = study
    self.other = other
    taking = FileTaking(study: study, keepsCodebookBecause: keepsCodebookBecause)
    withdrawn = try WithdrawnTexts(in: study.path).all()
    withdrawnThere = try WithdrawnTexts(in: other.path).all()
  }

  /// - Returns: an entry for each file of the other copy, texts first.
  public mutating func run() -> [Entry] {
    let texts = Self.digests(of: other.transcripts, in: other)
    refuseWithdrawn(texts)
    guard entries.isEmpty else { return entries }
    let shared = texts.filter { takeText($0.name, $0.digest) }.map(\.name)
    for name in shared {
      for coder in other.coders(of: name) { takeWork(of: name, as: ownName(of: name), by: coder) }
    }
    if let book = other.codebookPath, let taken = taking.takeCodebook(book, of: other) {
      entries += taken.entries
    }
    for file in otherFiles { entries += taking.take(other.absolute(file), as: file).entries }
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

  // MARK: Whether it is a copy

  /// Whether another folder may be a copy of a study: they have the title in common, or the words of a transcript,
  /// as they are now or as somebody has coded them, or one of them is a study that has no transcripts yet.
  ///
  /// What is of a study with nothing in common would be poured into this one, with no way back.
  public static func isCopy(_ other: StudyFolder, of study: StudyFolder) -> Bool {
    if study.transcripts.isEmpty || other.transcripts.isEmpty {
      let titles = Set([study, other].map(\.file.title).filter { !$0.isEmpty })
      return other.holds("study.yaml") && titles.count < 2
    }
    if !study.file.title.isEmpty, study.file.title == other.file.title { return true }
    func words(_ study: StudyFolder) -> Set<String> {
      Set(digests(of: study.transcripts, in: study).compactMap { try? $0.digest.get() })
    }
    let (here, there) = (words(study), words(other))
    if !here.isDisjoint(with: there) { return true }
    // A text that was corrected in one of them.
    return !here.isDisjoint(with: codedTexts(of: other))
      || !there.isDisjoint(with: codedTexts(of: study))
  }

  private static func codedTexts(of study: StudyFolder) -> Set<String> {
    study.sidecars.reduce(into: []) { digests, name in
      guard let sidecar = try? study.sidecar(of: name.transcript, by: name.coder) else { return }
      digests.formUnion(sidecar.textDigests)
    }
  }

  // MARK: Texts

  private typealias Digest = Result<String, StudyProblem>

  /// Reads texts, on all cores, for nothing but their digests.
  private static func digests(
    of names: [String],
    in study: StudyFolder
  ) -> [(name: String, digest: Digest)] {
    Concurrently.map(names.count) { index in
      (
        names[index],
        Result { () throws(StudyProblem) in
          try study.transcript(names[index], takesWithdrawn: true).digest
        }
      )
    }
  }

  private mutating func nameWithdrawnThere() {
    guard !withdrawnThere.isEmpty else { return }
    let theirs = Set(other.transcripts)
    for (name, digest) in Self.digests(
      of: study.transcripts.filter { !theirs.contains($0) },
      in: study
    )
    where (try? digest.get()).map({ withdrawnThere.contains($0, of: name) }) ?? false {
      refuse(
        name,
        "it was withdrawn from the other copy, and is still here. `emic withdraw` takes its case out."
      )
    }
  }

  /// What was withdrawn here stands in many files of the other copy: its case in tables, its words in
  /// memos.
  private mutating func refuseWithdrawn(_ texts: [(name: String, digest: Digest)]) {
    for (name, digest) in texts
    where (try? digest.get()).map({ withdrawn.contains($0, of: name) }) ?? false {
      refuse(
        name,
        "it was withdrawn from this study. Take its case out of the other copy, too (`emic withdraw`); "
          + "until then nothing is taken in."
      )
    }
  }

  /// - Returns: whether both copies have the same text of it now.
  private mutating func takeText(_ name: String, _ digest: Digest) -> Bool {
    do throws(StudyProblem) {
      let theirs = try digest.get()
      if let twin = twin(of: name) {
        refuse(
          name,
          "there is \(DisplayText.quoted(twin)), too, in the other copy, and the two names are one on "
            + "other systems. Rename one of them there."
        )
      } else if withdrawnThere.contains(theirs, of: name) {
        refuse(name, "it was withdrawn from the other copy. Take its case out of both.")
      } else if !study.transcripts.contains(name) {
        return addText(name)
      } else if try study.transcript(ownName(of: name), takesWithdrawn: true).digest != theirs {
        refuse(
          name,
          "the text is another one in the other copy, so none of its codings are taken in"
            + MergeProblem.flags(flagsThere(on: name))
            + ". Put the same text into both; `emic reanchor` then finds the codings again."
        )
      } else {
        return true
      }
    } catch {
      fail(name, error.message)
    }
    return false
  }

  private func flagsThere(on name: String) -> Int {
    let sidecars = other.coders(of: name).compactMap { coder in
      (try? other.sidecar(of: name, by: coder)) ?? nil
    }
    return sidecars.flatMap { $0.codings + $0.orphans }.count(where: \.bindsWords)
  }

  /// Another name there that is the same on other systems; `nil` where it is clear which one is meant,
  /// since it is here, too.
  private func twin(of name: String) -> String? {
    guard let twin = other.twins[name.lowercased()]?.first(where: { !$0.isWritten(as: name) }),
      !study.transcripts.contains(where: { $0.isWritten(as: name) })
    else { return nil }
    return twin
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
    for file in [name, times] where file == name || other.holds(file) {
      entries += taking.add(other.absolute(file), as: file).entries
    }
    // Another merge may have brought it in a moment ago.
    return entries.contains {
      $0.file == name && ($0.outcome == .added || $0.outcome == .same)
    }
  }

  // MARK: Codings

  private mutating func takeWork(
    of transcript: String,
    as ownName: String,
    by coder: Coder.ID
  ) {
    let name = study.sidecarName(of: ownName, by: coder)
    do throws(StudyProblem) {
      let theirs = try other.sidecar(of: transcript, by: coder)
      let study = study
      let text = { try? study.transcript(ownName) }
      let file = study.sidecarFile(of: ownName, by: coder)
      let frozen = other.submissions(of: transcript, by: coder)
      // A frozen copy of which the sidecar here may not know is none to submit from.
      if let theirs, !frozen.isEmpty,
        let refused = SidecarTaking.refusal(of: theirs, by: file, name: name, on: text)
      {
        return entries.append(refused)
      }
      takeFrozen(frozen, of: transcript, as: ownName, by: coder)
      guard let theirs else { return }
      try? study.makeSidecarFolder(of: ownName, by: coder)
      var own = file
      entries.append(SidecarTaking.take(theirs, into: &own, name: name, on: text))
    } catch {
      fail(name, error.message)
    }
  }

  /// Before the sidecar, as in submitting: a closed sidecar without its copy would be a damage.
  private mutating func takeFrozen(
    _ numbers: [Int],
    of transcript: String,
    as ownName: String,
    by coder: Coder.ID
  ) {
    for number in numbers {
      let theirs = other.submissionName(of: transcript, by: coder, number: number)
      let name = study.submissionName(of: ownName, by: coder, number: number)
      entries += taking.take(other.absolute(theirs), as: name, mode: 0o400).entries
    }
  }

  // MARK: Other files

  /// Of people and of the study as a whole.
  private var otherFiles: [String] {
    other.codersOfMemos.map { StudyFolder.memosName(of: $0) }
      + other.files.filter { $0.hasPrefix("proposals/") && $0.hasSuffix(".yaml") }.sorted()
      + ["cases.csv", FrameworkFile.name, "study.yaml"].filter(other.holds)
  }

  private mutating func refuse(_ name: String, _ why: String) {
    entries.append(Entry(file: name, outcome: .refused("\(DisplayText.safe(name)): \(why)")))
  }

  private mutating func fail(_ name: String, _ sentence: String) {
    entries.append(Entry(file: name, outcome: .failed(sentence)))
  }
}

extension String {
  /// Whether two names are the same bytes, and not only the same letters.
  fileprivate func isWritten(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
