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

  public var message: String {
    switch self {
    case .codingMissing(let id): "The coding \(id) is no longer there, so nothing was changed."
    case .codingDiffers(let id): "The coding \(id) has been changed since, so nothing was changed."
    case .codingExists(let id): "The coding \(id) is there already, so nothing was changed."
    case .memoMissing(let id): "The memo \(id) is no longer there, so nothing was changed."
    case .memoDiffers(let id): "The memo \(id) has been changed since, so nothing was changed."
    case .memoExists(let id): "The memo \(id) is there already, so nothing was changed."
    case .turnMissing(let span):
      "The text from \(span.start) to \(span.end) is no longer marked as read, so nothing was changed."
    case .turnMarked(let span):
      "The text from \(span.start) to \(span.end) is marked as read already, so nothing was changed."
    }
  }
}
