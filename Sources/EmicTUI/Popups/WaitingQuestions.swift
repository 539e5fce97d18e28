import EmicKit

/// Questions that came up behind the screen, from when they came up until they are answered.
struct WaitingQuestions {
  /// Before others' codings are shown, in the order in which they were wished for.
  var reveals: [RevealQuestion] = []
  /// What is to be done where codes are gone from the codebook's file.
  var asksAboutLoss = false
  /// Which stands where others have changed the same of the codebook; no more once it is in view.
  var differences: [CodebookConflicts.Conflict]?
  /// What becomes of codings whose transcript has changed; no more once it is in view.
  var asksAboutReanchoring = false
  /// Whether to leave before the jobs behind the screen are done.
  var asksToLeave = false
  /// Whether the one on top was put up by itself, and keys that were pressed before may still come.
  var isUnseen = false
  /// Until when the one on top takes no answer: whoever types something else has not read it yet.
  var opensAt: Timestamp?

  /// How long no key must come before one answers, in milliseconds.
  static let quietTime: Int64 = 700
}

/// Nobody is asked in the middle of something else, and no key answers that was pressed before the
/// question could be read.
extension State {
  /// Whether a question is drawn with the next frame for the first time: `.questionSeen` says that it was
  /// drawn, and that no key waits that was pressed before.
  public var asksUnseen: Bool { waiting.isUnseen }

  /// Takes a question down that nobody can have read: what happens now happens beneath it, and `settle` puts
  /// it up again.
  mutating func withdrawUnseen(before action: Action) {
    guard waiting.isUnseen else { return }
    waiting.isUnseen = false
    closePopup()
    // Whoever goes on does not leave.
    if case .input(.key) = action { waiting.asksToLeave = false }
  }

  mutating func noteSeen() {
    guard waiting.isUnseen else { return }
    waiting.isUnseen = false
    waiting.differences = nil
    waiting.asksAboutReanchoring = false
    if case .confirmation = popups.last { beginQuiet() }
  }

  /// Whether the question on top names no keys, since none would answer it.
  var asksUnanswerably: Bool { asksUnseen || waiting.opensAt != nil }

  /// Whether a key comes so soon after the question, or after another such key, that it was meant for
  /// something else; to give up is meant at once.
  mutating func comesTooSoon(_ key: Key) -> Bool {
    guard waiting.opensAt != nil else { return false }
    endQuiet()
    guard waiting.opensAt != nil, !key.isCancel else {
      waiting.opensAt = nil
      return false
    }
    beginQuiet()
    return true
  }

  /// From now on keys answer, where none has come for a while.
  mutating func endQuiet() {
    if let opensAt = waiting.opensAt, opensAt <= moment.now { waiting.opensAt = nil }
  }

  private mutating func beginQuiet() {
    let end = moment.now.milliseconds + WaitingQuestions.quietTime
    waiting.opensAt = Timestamp(milliseconds: end)
  }

  /// Puts the next question up as soon as nothing else is done.
  mutating func askWhatWaits() {
    if !waiting.reveals.isEmpty {
      waiting.reveals = waiting.reveals.filter { isWanted($0.wish) }
    }
    if jobs.isEmpty { waiting.asksToLeave = false }
    if waiting.differences != nil, book?.saving != .differs { waiting.differences = nil }
    // In this order: mostly nothing waits, and to find out whether somebody may be asked copies the review.
    guard popups.isEmpty, let popup = nextQuestion, mayAsk else { return }
    popups.append(popup)
    waiting.isUnseen = true
  }

  /// Whether nobody is in the middle of keys that belong together, and what is put up can be seen.
  private var mayAsk: Bool {
    pendingKeys.isEmpty && !isBlank && !geometry.isTooSmall && reviewWish == nil
      && coding?.edge == nil && review?.reading?.edit == nil
  }

  private var nextQuestion: Popup? {
    if waiting.asksAboutLoss, let loss = codebookLoss {
      return .confirmation(question(about: loss))
    }
    if let reveal = waiting.reveals.first { return .confirmation(question(about: reveal)) }
    if let differences = waiting.differences {
      return .differences(CodebookDifferences(differences, for: .saving))
    }
    if waiting.asksAboutReanchoring, let list = reanchoringHere { return .reanchoring(list) }
    if jobs.importing == nil, screen == .study, let file = encodingQuestions.first {
      return .choice(choice(of: file))
    }
    return waiting.asksToLeave ? .confirmation(questionBeforeLeaving) : nil
  }
}
