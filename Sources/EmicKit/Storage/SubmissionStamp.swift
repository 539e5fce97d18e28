/// How submitted work lies on the disk; when it differs, somebody has submitted or opened again since.
///
/// Work in progress is not looked at: nobody compares it. Of consensus, that is which nobody here may write.
package struct SubmissionStamp: Sendable {
  private let study: StudyFolder
  /// Submitted sidecars, by name.
  private var files: [String: FileIdentity?]
  /// Consensus that is closed, or waits to be brought back, up to date or in order, by name.
  private var consensus: [String: FileIdentity?]
  /// The names of the frozen copies.
  private var copies: [String]

  /// As it is now.
  package init(of study: StudyFolder) {
    self.study = study
    (files, consensus) = ([:], [:])
    for transcript in study.transcripts {
      let name = study.sidecarName(of: transcript, by: Coder.consensus)
      consensus[name] = .some(Self.identity(study.absolute(name)))
    }
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

  /// Without the consensus that somebody here may write, which changes with each verdict.
  package mutating func keepConsensus(of transcripts: [String]) {
    let kept = Set(transcripts)
    for transcript in study.transcripts where !kept.contains(transcript) {
      consensus[study.sidecarName(of: transcript, by: Coder.consensus)] = nil
    }
  }

  /// Whether anything differs on the disk now.
  package var isOutdated: Bool {
    Self.copies(study) != copies || differ(files) || differ(consensus)
  }

  private func differ(_ files: [String: FileIdentity?]) -> Bool {
    files.contains { name, identity in Self.identity(study.absolute(name)) != identity }
  }

  // What cannot be asked has not changed: whoever reads it says what is wrong.
  private static func identity(_ path: String) -> FileIdentity? {
    try? FileReader.identity(of: path)
  }

  private static func copies(_ study: StudyFolder) -> [String] {
    ((try? Folder.list(study.absolute("submissions"))) ?? []).map(\.name)
  }
}
