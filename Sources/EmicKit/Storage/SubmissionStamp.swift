/// How submitted work lies on the disk; when it differs, somebody has submitted or opened again since.
///
/// Work in progress is not looked at: nobody compares it. Of consensus, that is looked at which
/// nobody may write.
package struct SubmissionStamp: Sendable {
  private let study: StudyFolder
  /// Submitted sidecars, and consensus that waits, by name.
  private var files: [String: FileIdentity?]
  /// The names of the frozen copies.
  private var copies: [String]

  /// As it is now.
  package init(of study: StudyFolder) {
    self.study = study
    files = [:]
    for (transcript, coder) in study.sidecars where coder != Coder.consensus {
      let name = study.sidecarName(of: transcript, by: coder)
      files[name] = Self.identity(study.absolute(name))
    }
    copies = Self.copies(study)
  }

  /// Without the sidecars that are no submitted work, which change all the time.
  package mutating func keep(where isSubmitted: (String, Coder.ID) -> Bool) {
    for (transcript, coder) in study.sidecars where !isSubmitted(transcript, coder) {
      files[study.sidecarName(of: transcript, by: coder)] = nil
    }
  }

  /// Adds the consensus on a transcript that waits to be brought back, up to date or in order.
  package mutating func watch(consensusOf transcript: String) {
    let name = study.sidecarName(of: transcript, by: Coder.consensus)
    files[name] = .some(Self.identity(study.absolute(name)))
  }

  /// Whether anything differs on the disk now.
  package var isOutdated: Bool {
    Self.copies(study) != copies
      || files.contains { name, identity in Self.identity(study.absolute(name)) != identity }
  }

  // What cannot be asked has not changed: whoever reads it says what is wrong.
  private static func identity(_ path: String) -> FileIdentity? {
    try? FileReader.identity(of: path)
  }

  private static func copies(_ study: StudyFolder) -> [String] {
    ((try? Folder.list(study.absolute("submissions"))) ?? []).map(\.name)
  }
}
