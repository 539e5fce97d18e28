/// Where a case is named in files that are not its own.
extension Withdrawal {
  /// Files below `.emic/` that are no transcript's and name the case: without them nothing is missing but a comfort.
  ///
  /// - Parameters:
  ///   - names: of the case, and of its transcripts.
  ///   - files: paths in the study.
  ///   - root: the study's folder.
  /// - Returns: those of the files.
  static func naming(_ names: [String], among files: [String], of root: String) -> [String] {
    let names = WithdrawnNames(names)
    return files.filter { file in
      guard file != ".emic/lock", let bytes = try? FileReader.read(Path.join(root, file)).bytes
      else { return false }
      return names.stand(in: bytes, of: file)
    }
  }

  /// What hangs on other transcripts, stays with them, and speaks of the case all the same.
  ///
  /// - Parameters:
  ///   - names: of the case, and of its transcripts.
  ///   - files: sidecars, their copies and histories.
  ///   - study: the study.
  /// - Returns: a sentence, or none.
  static func speaking(
    of names: [String],
    among files: [String],
    in study: StudyFolder
  ) -> [String] {
    let wanted = WithdrawnNames(names)
    let speaking = files.filter { file in
      guard file.contains(".json"), let bytes = try? FileReader.read(study.absolute(file)).bytes
      else { return false }
      return wanted.areSpokenOf(in: bytes)
    }
    let short = wanted.untelling.map { DisplayText.quoted($0) }
    let unsought =
      short.isEmpty
      ? []
      : [
        "\(short.joined(separator: " and ")) is too short to be looked for within memos and reasons. Look yourself: "
          + "`emic search STUDY WORD --in memos`."
      ]
    guard !speaking.isEmpty else { return unsought }
    return unsought + [
      "Memos on other transcripts, or what is kept of them, speak of \(list(names)): \(list(speaking)). Their "
        + "coders can change them; submissions, backups and histories keep what they were."
    ]
  }
}
