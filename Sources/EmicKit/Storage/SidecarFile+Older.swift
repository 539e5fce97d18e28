/// Whether what is saved is the last that is known of a sidecar, or an older version of it (`OlderSidecar`).
extension SidecarFile {
  /// What is done where the file is an older version of the sidecar.
  public enum OlderPolicy: Sendable {
    /// Nothing is written.
    case refuse
    /// It is written, and stays an older version: what it lacks is not forgotten.
    case leave
    /// It is the last version from now on: what it lacks comes back by `restore` alone.
    case take
  }

  /// Refuses to bury what an older version lacks, as if it had been removed.
  ///
  /// - Parameters:
  ///   - disk: what is there.
  ///   - merged: with what came from elsewhere: it may have all again, as from a second version.
  ///   - policy: what is done with an older version.
  /// - Throws: where it is one, and nothing is to be written then.
  mutating func askWhetherWhole(
    _ disk: Disk?,
    _ merged: Sidecar?,
    _ policy: OlderPolicy
  ) throws(SaveProblem) {
    guard let study, isWhole != true else { return }
    var versions = disk.map { [($0.sidecar, $0.bytes)] } ?? []
    if let known { versions.append((known, knownBytes)) }
    let name = name(in: study)
    let mark = LastSaved(of: name, in: study)
    let compared = versions.map(\.0) + [merged].compactMap(\.self)
    guard !compared.isEmpty, !versions.contains(where: { mark.isOf($0.1) }) else {
      isWhole = true
      return
    }
    let folder = openStudy(study, name, of: compared[0].coder)
    switch folder.map({ Restoring(of: $0).standing(of: compared, name) }) ?? .unknown {
    case .last: isWhole = true
    case .older(let older):
      if policy == .refuse { throw .older(older, study: study) }
      isWhole = policy == .take
    // It may be an older version: no mark says that it is none.
    case .unknown: isWhole = policy == .take || !mark.isThere
    }
  }

  /// The study to compare in.
  ///
  /// The codebook tells nothing there, and is not looked for: there may be several. Where other studies lie further
  /// down, only a transcript that is named belongs to a folder.
  private func openStudy(_ study: String, _ name: String, of coder: Coder.ID) -> StudyFolder? {
    func open(_ path: String) -> StudyFolder? {
      try? StudyFolder.open(path: path, codebook: "", takesTwins: true)
    }
    let transcript = StudyFolder.transcript(ofSidecar: name, by: coder)
    return open(study) ?? transcript.flatMap { open(Path.join(study, $0)) }
  }
}
