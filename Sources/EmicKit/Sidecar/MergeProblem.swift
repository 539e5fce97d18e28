/// Why two sidecars cannot be merged.
public enum MergeProblem: Error, Hashable, Sendable {
  case differentCoders(Coder.ID, Coder.ID)
  /// Their offsets count in different texts.
  case differentTexts(file: String)
  case newerVersion(Int)
  /// One is submitted, and the other has work that is not in the submission; of its codings so many are flagged
  /// so that their words don't leave, and are not in what was submitted.
  case submittedDiffers(unflagged: Int)

  public var message: String {
    switch self {
    case .differentCoders(let one, let other):
      "one sidecar is \(one)'s and the other \(other)'s. Only versions of the same coder's work are merged."
    case .differentTexts(let file):
      "the two sidecars were made on different versions of \(file), and neither is dropped: lay the other one beside this as `… (1).json`; when the text is right, `emic merge` finds its codings again and takes them in."
    case .submittedDiffers(let unflagged):
      "one version is submitted and the other has changes that are not in it\(Self.flags(unflagged)). Open the submitted one again (`emic reopen`), then merge."
    case .newerVersion(let version):
      "one sidecar has version \(version), written by a newer emic. Update emic to merge it."
    }
  }

  /// Whether both are versions of one coder's work that this version understands: then they can be merged later.
  package var isOfOneCoder: Bool {
    switch self {
    case .differentTexts, .submittedDiffers: true
    case .differentCoders, .newerVersion: false
    }
  }

  /// That flags in a version that is not taken in bind nothing here.
  static func flags(_ count: Int) -> String {
    switch count {
    case 0: ""
    case 1:
      "; among them is a passage flagged do-not-quote or redact, and the flag binds only where that version lies"
    default:
      "; among them are \(count) passages flagged do-not-quote or redact, and the flags bind only where that version lies"
    }
  }
}
