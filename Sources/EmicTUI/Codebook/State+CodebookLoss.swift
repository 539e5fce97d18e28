import EmicKit

/// A codebook's file from which codes are simply gone: the book in memory stays until somebody decides.
extension State {
  mutating func noteCodebookLost(_ loss: CodebookLoss) {
    codebookLoss = loss
    if book?.pending.isEmpty == false {
      book?.inFlight = 0
      book?.saving = .differs
      isLeaving = false
    }
    askAboutCodebookLoss()
  }

  /// Says what is gone, and asks what is to be done as soon as nothing else is being done.
  ///
  /// - Returns: whether there is anything to ask.
  @discardableResult
  mutating func askAboutCodebookLoss() -> Bool {
    guard let loss = codebookLoss else { return false }
    closeCodebookLoss()
    waiting.asksAboutLoss = true
    complain(
      popups.isEmpty
        ? loss.sentence
        : "\(loss.sentence) The codebook in memory stays; what is to be done is asked when this is closed."
    )
    return true
  }

  func question(about loss: CodebookLoss) -> Confirmation {
    let rest =
      "Coding goes on with the book in memory; until this is answered nothing of the codebook is written."
    let others =
      "Whoever copies the file may not be ready: when it is whole again, this goes away by itself."
    return Confirmation(
      title: loss.left == nil ? "The codebook is gone" : "Codes are gone from the codebook",
      lines: [loss.sentence, loss.keptWords, rest, others],
      verb: maySettleCodebook
        ? "puts ours back (\(loss.whole) codes)" : "goes on with ours (\(loss.whole) codes)",
      isDestructive: true,
      otherVerb: "takes the file's (\(loss.left ?? 0))",
      deed: .codebookLoss
    )
  }

  mutating func answerCodebookLoss(_ answer: Confirmation.Answer) {
    switch answer {
    case .yes: settleCodebookLoss(taking: false)
    case .other:
      guard let loss = codebookLoss else { return }
      popups.append(.confirmation(questionBeforeTaking(loss)))
    case .no:
      waiting.asksAboutLoss = false
      say(
        "The codebook in memory stays, and nothing of it is written; \(keyName(of: .codebook, "g c")) asks again."
      )
    }
  }

  /// What codings have is given up by nobody's single key.
  private func questionBeforeTaking(_ loss: CodebookLoss) -> Confirmation {
    let used = loss.used.count
    let uses =
      used == 0
      ? "None of the codes that are gone is in use."
      : "\(used == 1 ? "1 code" : "\(used) codes") in use \(used == 1 ? "is" : "are") not in it: what is coded "
        + "so stays, with a code that the codebook lacks."
    return Confirmation(
      title: "Take the file's codebook, with codes gone from it?",
      lines: [uses, loss.keptWords],
      verb: "takes it",
      isDestructive: true,
      deed: .codebookCut
    )
  }

  /// Without a yes the question before is asked again.
  mutating func answerCodebookCut(_ answer: Confirmation.Answer) {
    if answer == .yes { settleCodebookLoss(taking: true) }
  }

  /// Whoever does not write the codebook does not put it back either.
  private var maySettleCodebook: Bool {
    guard let role = coder?.role else { return false }
    return role != .coder || knownCoders.allSatisfy { $0.role == .coder }
  }

  private mutating func settleCodebookLoss(taking: Bool) {
    closeCodebookLoss()
    waiting.asksAboutLoss = false
    guard taking || maySettleCodebook else {
      return say("The codebook in memory stays; tell whoever writes it what is gone.")
    }
    outbox.append(.settleCodebook(taking: taking))
  }

  mutating func noteCodebookSettled(_ settled: SettledCodebook) {
    endCodebookLoss()
    if book == nil {
      codebook = settled.book.adding(proposals)
    } else {
      take(saved: settled.book, confirming: 0)
      if screen == .codebook { readCodebook() }
    }
    let count = settled.book.codes.count
    let codes = count == 1 ? "1 code" : "\(count) codes"
    let kept = settled.keptAt.map { " What was there is kept in \($0)." } ?? ""
    say(
      settled.isTaken
        ? "The file's codebook is taken: \(codes)." : "The codebook is put back: \(codes).\(kept)"
    )
    saveCodebook()
  }

  /// Nothing was written: what is to be done is open as before.
  mutating func noteCodebookNotSettled(_ sentence: String) {
    let key = keyName(of: .codebook, "g c")
    let rest = " Until then the codebook in memory stays; \(key) asks again."
    complain(sentence + (codebookLoss == nil ? "" : rest))
  }

  /// The file is whole again, or something whole was saved.
  mutating func endCodebookLoss() {
    guard codebookLoss != nil else { return }
    codebookLoss = nil
    waiting.asksAboutLoss = false
    closeCodebookLoss()
    if book?.saving == .differs { book?.saving = .saved }
  }

  private mutating func closeCodebookLoss() {
    popups.removeAll {
      guard case .confirmation(let asked) = $0 else { return false }
      switch asked.deed {
      case .codebookLoss, .codebookCut: return true
      default: return false
      }
    }
  }
}
