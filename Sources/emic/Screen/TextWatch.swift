import EmicKit

/// Notices when the file of the transcript on the screen is not the text any more that was read.
struct TextWatch {
  let name: String
  /// As last seen; `nil` when the file is gone, which is said once.
  private var identity: FileIdentity?

  init(_ name: String, identity: FileIdentity?) {
    self.name = name
    self.identity = identity
  }

  /// Looks at the disk.
  ///
  /// - Parameters:
  ///   - study: in which the transcript lies.
  ///   - digest: of the text that the codings count in, or will.
  /// - Returns: a sentence when the text has changed.
  mutating func problem(in study: StudyFolder, digest: String?) -> String? {
    guard let known = identity else { return nil }
    let now: FileIdentity?
    do {
      now = try FileReader.identity(of: study.absolute(name))
    } catch {
      // What cannot be asked just now may be there again the next time.
      return nil
    }
    guard now != known else { return nil }
    identity = now
    guard now != nil else {
      if let digest, study.hasWithdrawn(digest) {
        return
          "\(name) was withdrawn from the study, with all that was coded in it. Nothing more is "
          + "written; q leaves it."
      }
      return "\(name) is not in the study any more. Nothing more is written; what you coded is "
        + "saved in its sidecar."
    }
    guard let digest, let text = try? study.transcript(name), text.digest != digest else {
      return nil
    }
    return "The text of \(name) was changed on disk while you coded it. Nothing more is written, "
      + "because your codings count in the old text; what you coded is saved in its sidecar."
  }
}
