/// Why a change does not fit the sidecar it was made for.
public enum ChangeProblem: Error, Hashable, Sendable {
  /// The coding to be changed or removed is not there.
  case codingMissing(Coding.ID)
  /// Somebody else has changed it since.
  case codingDiffers(Coding.ID)
  case codingExists(Coding.ID)
  case memoMissing(Memo.ID)
  case memoDiffers(Memo.ID)
  case memoExists(Memo.ID)
  case turnMissing(Span)
  case turnMarked(Span)
  case linkMissing
  case linkExists
  /// That nothing belongs there is not on record, or was decided anew.
  case settledMissing
  case settledExists

  public var message: String {
    switch self {
    case .codingMissing:
      "Nothing was changed: the coding is gone, another session may have removed it."
    case .codingDiffers: "Nothing was changed: the coding has been changed since."
    case .codingExists: "Nothing was changed: the coding is there already."
    case .memoMissing: "Nothing was changed: the memo is gone, another session may have removed it."
    case .memoDiffers: "Nothing was changed: the memo has been changed since."
    case .memoExists: "Nothing was changed: the memo is there already."
    case .turnMissing(let span):
      "The text from \(span.start) to \(span.end) is no longer marked as read, so nothing was changed."
    case .turnMarked(let span):
      "The text from \(span.start) to \(span.end) is marked as read already, so nothing was changed."
    case .linkMissing: "Nothing was changed: the link is gone, or another session has changed it."
    case .linkExists: "Nothing was changed: the link is there already."
    case .settledMissing:
      "Nothing was changed: the decision that nothing belongs there is gone, somebody has decided anew."
    case .settledExists:
      "Nothing was changed: that nothing belongs there is decided already."
    }
  }
}
