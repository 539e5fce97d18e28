import EmicKit

/// Memos on codes, cases and the study that were written since anything else was changed in view: the next
/// step back is theirs.
struct MemoTrail: Equatable {
  /// The screen, and the transcript on it.
  var place = ""
  var undo = 0
  var redo = 0
}

/// Taking such memos back, and writing them again.
extension State {
  private var memoPlace: String { "\(screen) \(coding?.transcript.name ?? "")" }

  /// Whether the next step back, or forward, is that of a memo.
  func hasMemoStep(_ act: ChangeHistory.Act) -> Bool {
    guard memoTrail.place == memoPlace else { return false }
    return act == .undo ? memoTrail.undo > 0 : memoTrail.redo > 0
  }

  /// A memo was written here.
  mutating func noteMemoStep() {
    if memoTrail.place != memoPlace { memoTrail = MemoTrail(place: memoPlace) }
    memoTrail.undo += 1
    memoTrail.redo = 0
  }

  /// Takes the memo back that was written last, or writes it again.
  ///
  /// - Returns: `false` where something else was changed since.
  mutating func takesMemoStep(_ act: ChangeHistory.Act) -> Bool {
    guard hasMemoStep(act), let coder else { return false }
    memoTrail.undo += act == .undo ? -1 : 1
    memoTrail.redo += act == .undo ? 1 : -1
    outbox.append(.stepMemo(act, coder: coder.id))
    return true
  }

  mutating func noteMemoStepped(_ sentence: String, isProblem: Bool) {
    if isProblem { complain(sentence) } else { say(sentence) }
    // The entry beside the tree shows it.
    if screen == .codebook { readCodebook() }
  }
}
