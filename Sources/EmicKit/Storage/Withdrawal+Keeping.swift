/// Other work of which a copy or the history goes with the case: it is kept as it is known now, since nothing else would
/// bring it back before it is saved again.
extension Withdrawal {
  /// What is kept, asked before anything goes.
  struct Kept {
    /// Files of memos, as copies of today.
    var memos: [(name: String, bytes: [UInt8])]
    var sidecars: [(name: String, sidecar: Sidecar)]
  }

  var toKeep: Kept {
    let gone = Set(removed)
    return Kept(memos: memosToKeep(gone), sidecars: sidecarsToKeep(gone))
  }

  /// Best effort, as all backups are.
  ///
  /// - Returns: the paths of copies that do not go, relative to the study.
  func keep(_ kept: Kept) -> Set<String> {
    for (name, sidecar) in kept.sidecars {
      let path = study.absolute(name)
      // Its history goes: all that stands in the next one is done later.
      Checkpoint.keep(sidecar, of: path, in: study.path, historyLength: 0, at: Now.timestamp)
    }
    let (backup, day) = (Backup(study: study.path), Now.timestamp.date)
    return Set(kept.memos.compactMap { backup.keepAnew($0.bytes, of: $0.name, day: day) })
  }

  private func memosToKeep(_ gone: Set<String>) -> [(name: String, bytes: [UInt8])] {
    let names = transcripts + [self.case]
    return Set(study.codersOfMemos + study.codersOfLostMemos).sorted().compactMap { coder in
      let name = StudyFolder.memosName(of: coder)
      let history = HistoryFile(of: study, by: coder, named: MemoChange.historyName)
      let copies = gone.filter { $0.hasPrefix(".emic/backup/") && $0.hasSuffix("/\(name)") }
      guard !copies.isEmpty || gone.contains(history.name) else { return nil }
      var memos = (try? study.memos(of: coder)) ?? MemosFile(coder: coder)
      memos.take(study.memosLacking(of: coder))
      if memos.entries.isEmpty, let known = (try? study.lastKnownMemos(of: coder)) ?? nil {
        memos = known
      }
      memos.removeAll(of: names)
      // A copy that names the case goes, whenever it is looked for.
      guard !memos.entries.isEmpty, !WithdrawnNames(names).stand(in: memos.bytes, of: name) else {
        return nil
      }
      return (name, memos.bytes)
    }
  }

  private func sidecarsToKeep(_ gone: Set<String>) -> [(name: String, sidecar: Sidecar)] {
    let restoring = Restoring(of: study)
    let others = study.transcripts.filter { !transcripts.contains($0) }
    let coders = Set(study.sidecars.map(\.coder) + study.file.coders.map(\.id)).sorted()
    return others.flatMap { transcript in
      coders.compactMap { coder in
        guard gone.contains(HistoryFile(of: study, by: coder, named: transcript).name) else {
          return nil
        }
        let name = study.sidecarName(of: transcript, by: coder)
        let now = (try? study.sidecar(of: transcript, by: coder)) ?? nil
        let known = restoring.lastKnown(name).sidecar
        let isWhole = now.map { known?.part(lackingIn: $0).count ?? 0 == 0 } ?? false
        return (isWhole ? now : known ?? now).map { (name, $0) }
      }
    }
  }
}

extension MemosFile {
  /// Takes out what is about a case.
  ///
  /// - Parameter names: of the case, and of its transcripts.
  mutating func removeAll(of names: [String]) {
    let gone = entries.filter { entry in
      if case .case(let name) = entry.subject { names.contains(name) } else { false }
    }
    entries.removeAll(where: gone.contains)
    // Another copy of the study is not to bring them back.
    for entry in gone { note(removalOf: entry.memo.id, at: entry.memo.at) }
    // Of which transcripts others' codings were shown.
    for name in names { reveals[name] = nil }
  }
}
