/// What else in a study holds the text of a case: copies that editors, synchronising programs and people
/// have made.
extension Withdrawal {
  /// Second versions of transcripts, by their names: they go with what they are copies of.
  ///
  /// - Parameters:
  ///   - transcripts: that go.
  ///   - study: in which such a copy may have been coded.
  /// - Returns: those that are none of the first.
  static func secondVersions(of transcripts: [String], in study: StudyFolder) -> [String] {
    let own = Set(transcripts)
    return (study.transcripts + study.textCopies.map(\.path)).filter { other in
      !own.contains(other) && ConflictMark.originals(ofText: other).contains(where: own.contains)
    }
  }

  /// SHA-256 of the texts on which sidecars, their copies and backups stand or have stood: a text that was corrected
  /// since is the case's, too.
  static func codedTexts(in files: [String], of study: StudyFolder) -> Set<String> {
    files.reduce(into: []) { digests, file in
      guard file.hasSuffix(".json"), let bytes = try? FileReader.read(study.absolute(file)).bytes,
        let sidecar = try? SidecarReader.read(bytes, file: file)
      else { return }
      digests.formUnion(sidecar.textDigests)
    }
  }

  /// Work on texts that go, or were withdrawn before, in files that do not hang on what goes.
  struct WorkElsewhere {
    /// Copies of synchronising programs, of people, in folders of their own: they go.
    var strays: [String] = []
    /// What hangs on transcripts that stay, and stands on a text that goes and is none of theirs now: it stays.
    var kept: [String] = []
    /// The texts that go on which work on transcripts that stay stands or has stood, too.
    var shared: Set<String> = []
  }

  /// - Parameters:
  ///   - texts: digests of those that go now.
  ///   - files: paths in the study, without those that hang on what goes.
  ///   - owners: of each file the transcripts on which it hangs.
  ///   - staying: transcripts that stay, and the digests of their texts. One may have, or have had, the same text, as
  ///     where one recording became two.
  ///   - study: the study.
  /// - Returns: what goes, and what stays.
  /// - Throws: where it cannot be read what was withdrawn before.
  static func workElsewhere(
    on texts: Set<String>,
    among files: [String],
    hangingOn owners: [String: Set<String>],
    besides staying: (transcripts: Set<String>, texts: Set<String>),
    in study: StudyFolder
  ) throws(FileProblem) -> WorkElsewhere {
    let gone = try WithdrawnTexts(in: study.path).all().adding(texts)
    var work = WorkElsewhere()
    guard !gone.isEmpty else { return work }
    var unclear: [(file: String, source: Sidecar.Source)] = []
    for file in files where file.contains(".json") {
      guard let bytes = try? FileReader.read(study.absolute(file)).bytes,
        let sidecar = try? SidecarReader.read(bytes, file: file)
      else { continue }
      let source = sidecar.source
      if owners[file]?.isDisjoint(with: staying.transcripts) == false {
        work.shared.formUnion(sidecar.textDigests.intersection(texts))
        if texts.subtracting(staying.texts).contains(source.sha256) { work.kept.append(file) }
      } else if gone.contains(source.sha256, of: Path.join(Path.split(file).folder, source.file)) {
        unclear.append((file, source))
      }
    }
    // Of a text that both have had only the sidecar itself can say whose it is: by the file's name, without its folder.
    let names = Set(staying.transcripts.map { Path.split($0).name })
    let shared = work.shared.union(staying.texts)
    for (file, source) in unclear {
      if names.contains(source.file), shared.contains(source.sha256) {
        work.kept.append(file)
      } else {
        work.strays.append(file)
      }
    }
    return work
  }

  /// What stays with other transcripts though it stands on a text of the case: a sentence, or none.
  static func kept(_ work: [String]) -> [String] {
    guard !work.isEmpty else { return [] }
    return [
      "Work on other transcripts stands on a text that was the case's, too, and stays: \(list(work)). `emic "
        + "reanchor` brings sidecars to their text as it is; look at the rest. Other copies of the study may bring "
        + "that text back: take the case out of them, too."
    ]
  }

  /// Files that hold most of a text that goes, under names that do not say so.
  ///
  /// - Parameters:
  ///   - texts: what goes.
  ///   - files: paths in the study that stay.
  ///   - root: the study's folder.
  /// - Returns: those of the files.
  static func copies(of texts: [String], among files: [String], of root: String) -> [String] {
    let lines = texts.map(longLines).filter { !$0.isEmpty }
    guard !texts.isEmpty else { return [] }
    return files.filter { file in
      guard let bytes = try? FileReader.read(Path.join(root, file), limit: largest).bytes else {
        return false
      }
      let text = String(decoding: (try? CanonicalText.bytes(of: bytes)) ?? bytes, as: UTF8.self)
      if texts.contains(text) { return true }
      let there = longLines(of: text)
      return lines.contains { lines in
        lines.count > 2 && 2 * lines.intersection(there).count > lines.count
      }
    }
  }

  private static let largest = 64 << 20

  /// Lines that stand in one interview only, as far as their length can tell: questions are asked of
  /// everybody, and most of them are short.
  private static func longLines(of text: String) -> Set<String> {
    Set(
      text.split { $0.isNewline }.map { String($0) }.filter { $0.unicodeScalars.count >= 24 }
    )
  }
}

extension Withdrawal {
  /// Under which name a transcript is withdrawn: its case, or without one its path.
  package static func caseName(of transcript: String, in study: StudyFolder) -> String {
    let attributes = try? study.cases().attributes(
      of: transcript,
      header: (try? study.transcript(transcript, takesWithdrawn: true))?.structure.header,
      study: study.file
    )
    guard let name = attributes?.case, !name.isEmpty else { return transcript }
    return name
  }
}
