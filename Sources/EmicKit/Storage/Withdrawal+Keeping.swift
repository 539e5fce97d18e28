/// Other work of which a copy or the history has gone with the case: it is kept as it is now, since nothing else would
/// bring it back before it is saved again.
extension Withdrawal {
  /// Best effort, as all backups are.
  func keepAnew() {
    let gone = Set(removed)
    for coder in study.codersOfMemos {
      let name = StudyFolder.memosName(of: coder)
      let history = HistoryFile(of: study, by: coder, named: MemoChange.historyName)
      let copies = gone.filter { $0.hasPrefix(".emic/backup/") && $0.hasSuffix("/\(name)") }
      guard !copies.isEmpty || gone.contains(history.name),
        let bytes = try? FileReader.read(study.absolute(name)).bytes
      else { continue }
      Backup(study: study.path).keepAnew(bytes, of: name, day: Now.timestamp.date)
    }
    for (transcript, coder) in study.sidecars where !transcripts.contains(transcript) {
      guard gone.contains(HistoryFile(of: study, by: coder, named: transcript).name),
        let sidecar = (try? study.sidecar(of: transcript, by: coder)) ?? nil
      else { continue }
      Checkpoint.keep(
        sidecar,
        of: study.absolute(study.sidecarName(of: transcript, by: coder)),
        in: study.path,
        historyLength: 0,
        at: Now.timestamp
      )
    }
  }
}
