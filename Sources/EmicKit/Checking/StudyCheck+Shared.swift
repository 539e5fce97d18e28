/// Files on which all of the study rests and that know less than they did.
extension StudyCheck {
  mutating func checkShared() {
    for lacking in study.lackingFiles {
      let kind: Problem.Kind =
        switch lacking.file.kind {
        case .study: .study
        case .codebook: .codebook
        case .cases: .cases
        case .framework: .framework
        case .proposals: .proposals
        }
      add(kind, relative(lacking.file.path), lacking.sentence)
    }
  }

  /// Notes with which version of the codebook somebody has coded.
  mutating func noteVersions(of sidecar: Sidecar, _ name: String) {
    let codings = sidecar.codings
    var highest = sidecar.status.codebook
    for index in codings.indices { highest = max(highest, codings[index].codebook) }
    if highest > (latestUse?.version ?? 0) { latestUse = (highest, name) }
  }

  /// A codebook that is older than what was coded with it.
  mutating func checkVersions() {
    guard let book, let path = study.codebookPath, let latestUse,
      latestUse.version > book.version,
      !study.lackingFiles.contains(where: { $0.file.kind == .codebook })
    else { return }
    add(
      .codebook,
      relative(path),
      "it is version \(book.version), and \(DisplayText.safe(latestUse.file)) was coded with version "
        + "\(latestUse.version): an older codebook may have been put back. Take the newer one from where the folder is "
        + "kept a second time; the next change of this one is numbered \(latestUse.version + 1)."
    )
  }
}
