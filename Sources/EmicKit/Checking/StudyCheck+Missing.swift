extension StudyCheck {
  /// Sidecars, and files of memos, of which only backups and histories are left.
  mutating func checkMissing() {
    let known = Set(study.sidecars.map { study.sidecarName(of: $0.transcript, by: $0.coder) })
    let copies: [Restoring.Copy]
    do throws(FileProblem) {
      copies = try Restoring(of: study).copies()
    } catch {
      return add(.file(error), .study)
    }
    var said: Set<String> = []
    checkUnknown(besides: Set(copies.map(\.file)))
    for copy in copies where !known.contains(copy.file) && !said.contains(copy.file) {
      if let coder = StudyFolder.coderOfMemos(named: copy.file),
        study.sidecar(copy.file, Set(study.transcripts)) == nil
      {
        said.insert(copy.file)
        checkMemos(of: coder, copy)
        continue
      }
      guard let (transcript, coder) = owner(of: copy.file), study.transcripts.contains(transcript),
        study.sidecarName(of: transcript, by: Coder.ID(coder)) == copy.file
      else { continue }
      said.insert(copy.file)
      add(
        .missing,
        copy.file,
        "\(coder)'s sidecar is gone, and \(whatHas(copy, transcript, Coder.ID(coder))) it. "
          + "`emic restore --from \(copy.day) --transcript \(ShellWord.quoted(transcript))` brings it back."
      )
    }
  }

  /// Sidecars of which nothing but a trace is left.
  private mutating func checkUnknown(besides copies: Set<String>) {
    for (transcript, coder) in (try? study.lostSidecars()) ?? [] {
      let name = study.sidecarName(of: transcript, by: coder)
      guard !copies.contains(name), let lost = study.lostSidecar(of: transcript, by: coder) else {
        continue
      }
      add(.missing, name, "\(coder)'s sidecar is gone. \(lost.wayBack(study: "STUDY"))")
    }
  }

  private func whatHas(
    _ copy: Restoring.Copy,
    _ transcript: String,
    _ coder: Coder.ID
  ) -> String {
    if isKept(copy) { return "a backup of \(copy.day) has" }
    let isFrozen = !study.submissions(of: transcript, by: coder).isEmpty
    let hasHistory = HistoryFile(of: study, by: coder, named: transcript).length > 0
    switch (isFrozen, hasHistory) {
    case (true, true): return "its frozen copy and the history of undo have"
    case (true, false): return "its frozen copy has"
    case (false, _): return "the history of undo has"
    }
  }

  private func isKept(_ copy: Restoring.Copy) -> Bool {
    FileReader.isThere(Backup(study: study.path).path(of: copy.file, day: copy.day))
  }

  /// An older version, as a synchronising program or a backup puts back.
  mutating func checkIsLatest(_ sidecar: Sidecar, _ transcript: String, _ name: String) {
    guard let older = study.olderSidecar(of: transcript, by: sidecar.coder) else { return }
    add(.missing, name, "\(older.words) \(older.wayBack(study: nil))")
  }

  private mutating func checkMemos(of coder: Coder.ID, _ copy: Restoring.Copy) {
    guard FileReader.isGone(study.absolute(copy.file)) else {
      if let older = study.olderMemos(of: coder) { add(.missing, copy.file, older.words()) }
      return
    }
    add(
      .missing,
      copy.file,
      "\(coder)'s memos on codes, cases and the study are gone, and a backup or the history has them. "
        + "`emic restore --from \(copy.day)` brings them back."
    )
  }
}
