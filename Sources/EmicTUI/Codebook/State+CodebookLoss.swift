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

  /// Says what is gone, and asks what is to be done where nothing else is being typed.
  ///
  /// - Returns: whether there is anything to ask.
  @discardableResult
  mutating func askAboutCodebookLoss() -> Bool {
    guard let loss = codebookLoss else { return false }
    closeCodebookLoss()
    guard popups.isEmpty else {
      complain(
        "\(loss.sentence) The codebook in memory stays; \(keyName(of: .codebook, "g c")) asks what is to be "
          + "done."
      )
      return true
    }
    complain(loss.sentence)
    let rest =
      "Coding goes on with the book in memory; until this is answered nothing of the codebook is written."
    let others =
      "Whoever copies the file may not be ready: when it is whole again, this goes away by itself."
    popups.append(
      .question(
        CodebookQuestion(
          title: loss.left == nil ? "The codebook is gone" : "Codes are gone from the codebook",
          lines: [loss.sentence, loss.keptWords, rest, others],
          verb: maySettleCodebook
            ? "puts ours back (\(loss.whole) codes)" : "goes on with ours (\(loss.whole) codes)",
          isDestructive: true,
          otherVerb: "takes the file's (\(loss.left ?? 0))",
          deed: .loss
        )
      )
    )
    return true
  }

  /// Whoever does not write the codebook does not put it back either.
  private var maySettleCodebook: Bool {
    guard let role = coder?.role else { return false }
    return role != .coder || knownCoders.allSatisfy { $0.role == .coder }
  }

  mutating func settleCodebookLoss(taking: Bool) {
    closeCodebookLoss()
    guard taking || maySettleCodebook else {
      return say("The codebook in memory stays; tell whoever writes it what is gone.")
    }
    outbox.append(.settleCodebook(taking: taking))
  }

  mutating func noteCodebookSettled(_ settled: Codebook, taking: Bool) {
    endCodebookLoss()
    if book == nil {
      codebook = settled.adding(proposals)
    } else {
      take(saved: settled, confirming: 0)
      if screen == .codebook { readCodebook() }
    }
    let count = settled.codes.count
    say(
      taking
        ? "The file's codebook is taken: \(count) \(count == 1 ? "code" : "codes")."
        : "The codebook is put back: \(count) \(count == 1 ? "code" : "codes"). What was there is kept in "
          + ".emic/backup/codebook/."
    )
    saveCodebook()
  }

  /// The file is whole again, or something whole was saved.
  mutating func endCodebookLoss() {
    guard codebookLoss != nil else { return }
    codebookLoss = nil
    closeCodebookLoss()
    if book?.saving == .differs { book?.saving = .saved }
  }

  private mutating func closeCodebookLoss() {
    popups.removeAll {
      if case .question(let question) = $0, case .loss = question.deed { true } else { false }
    }
  }
}
