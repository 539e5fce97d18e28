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

  /// Work on texts that go, or were withdrawn before and brought back, under names that do not say so: of
  /// synchronising programs, of people, in folders of their own.
  ///
  /// - Parameters:
  ///   - texts: digests of those that go now.
  ///   - files: paths in the study, without those that hang on what goes.
  ///   - staying: transcripts that stay. One may have the same text: its own sidecars stay as well.
  ///   - study: the study.
  /// - Returns: those of the files.
  /// - Throws: where it cannot be read what was withdrawn before.
  static func strayWork(
    on texts: Set<String>,
    among files: [String],
    besides staying: [String],
    in study: StudyFolder
  ) throws(FileProblem) -> [String] {
    let before = try WithdrawnTexts(in: study.path).all()
    let gone = before.union(texts)
    guard !gone.isEmpty else { return [] }
    return files.filter { file in
      guard file.contains(".json"), let bytes = try? FileReader.read(study.absolute(file)).bytes,
        let sidecar = try? SidecarReader.read(bytes, file: file),
        gone.contains(sidecar.source.sha256)
      else { return false }
      return before.contains(sidecar.source.sha256)
        || !staying.contains { StudyFiles.belongs(file, to: $0, among: study.transcripts) }
    }
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
  static func caseName(of transcript: String, in study: StudyFolder) -> String {
    let attributes = try? study.cases().attributes(
      of: transcript,
      header: (try? study.transcript(transcript))?.structure.header,
      study: study.file
    )
    guard let name = attributes?.case, !name.isEmpty else { return transcript }
    return name
  }
}
