/// Why two sidecars cannot be merged.
public enum MergeProblem: Error, Hashable, Sendable {
  case differentCoders(Coder.ID, Coder.ID)
  /// Their offsets count in different texts.
  case differentTexts(file: String)
  case newerVersion(Int)
  /// One is submitted, and the other has work that is not in the submission.
  case submittedDiffers

  public var message: String {
    switch self {
    case .differentCoders(let one, let other):
      "one sidecar is \(one)'s and the other \(other)'s. Only versions of the same coder's work are merged."
    case .differentTexts(let file):
      "the two sidecars were made on different versions of \(file), and neither is dropped: lay the other one beside this as `… (1).json`; when the text is right, `emic merge` finds its codings again and takes them in."
    case .submittedDiffers:
      "one version is submitted and the other has changes that are not in it. Open the submitted one again (`emic reopen`), then merge."
    case .newerVersion(let version):
      "one sidecar has version \(version), written by a newer emic. Update emic to merge it."
    }
  }
}
