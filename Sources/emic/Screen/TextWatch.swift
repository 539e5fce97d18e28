import EmicKit
import EmicTUI

/// Notices when the file of the transcript on the screen is not the text any more that was read.
struct TextWatch {
  let name: String
  /// As last seen; `nil` when the file is gone, which is said once.
  private var identity: FileIdentity?

  init(_ name: String, identity: FileIdentity?) {
    self.name = name
    self.identity = identity
  }

  /// Whether the file is another one than was last seen, and there.
  mutating func hasChanged(in study: StudyFolder) -> Bool {
    guard let now = try? FileReader.identity(of: study.absolute(name)), now != identity else {
      return false
    }
    identity = now
    return true
  }

  /// Looks at the disk.
  ///
  /// - Parameters:
  ///   - study: in which the transcript lies.
  ///   - digest: of the text that the codings count in, or will.
  ///   - isCoded: whether there are any.
  /// - Returns: what to say when the text has changed.
  mutating func problem(in study: StudyFolder, digest: String?, isCoded: Bool) -> ChangedText? {
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
      if let digest, study.hasWithdrawn(digest, of: name) {
        return ChangedText(
          "\(name) was withdrawn from the study, with all that was coded in it. Nothing more is "
            + "written; q leaves it."
        )
      }
      return ChangedText(
        "\(name) is not in the study any more. Nothing more is written; what you coded is "
          + "saved in its sidecar."
      )
    }
    guard let digest, let text = try? study.transcript(name), text.digest != digest else {
      return nil
    }
    let what = "The text of \(name) was changed on disk while you coded it. "
    guard isCoded else {
      return ChangedText(
        what
          + "Nothing is written to the old one in view; q, and then Enter on its row, open it as "
          + "it is now."
      )
    }
    return ChangedText(
      what + "Nothing more is written, "
        + "because your codings count in the old text; what you coded is saved in its sidecar. `]a` (or "
        + "`:reanchor`) finds your codings in the new text.",
      leadsToReanchoring: true
    )
  }
}
