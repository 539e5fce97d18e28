import EmicKit

/// Opening the codebook, what comes back from the disk, and the way back.
extension State {
  /// Goes to the codebook, and has it read anew with what it is used for.
  mutating func openCodebook() {
    guard coder != nil else { return askForCoder() }
    let wanted = screen == .coding ? coding?.codingHere?.code : nil
    leave(for: .codebook)
    dropAnswer()
    if book == nil {
      let own = coder.map { coder in proposals.map { ProposedCode($0, by: coder.id) } } ?? []
      book = CodebookState(teamCodebook, proposals: own)
    }
    if let wanted = wanted.map({ codebook.resolved($0) }) { book?.go(to: wanted) }
    readCodebook()
  }

  mutating func readCodebook() {
    guard let coder else { return }
    outbox.append(.readCodebook(coder: coder.id))
  }

  mutating func take(_ opened: OpenedCodebook) {
    guard book != nil else { return }
    let isFirst = book?.isRead == false
    let inHand = book?.proposal
    book?.isRead = true
    book?.uses = opened.uses
    book?.findings = opened.findings
    book?.used = opened.used
    book?.readOnlyBecause = opened.readOnlyBecause
    book?.commentLines = opened.commentLines
    book?.proposals = opened.proposals
    book?.memos = opened.memos
    // With changes on their way to the disk, saving finds what others have done.
    if book?.pending.isEmpty == true {
      if let history = opened.history { book?.steps = history }
      take(saved: opened.book, confirming: 0)
    } else {
      book?.listRows()
    }
    // Others' proposals may have come before the one in hand.
    if let inHand, let place = book?.proposals.firstIndex(of: inHand),
      let row = book?.rows.firstIndex(of: .proposal(place))
    {
      book?.row = row
    }
    if isFirst, let problem = opened.problems.first { complain(problem) }
  }

  /// Why the codebook was not read: nothing of it is changed then.
  mutating func refuseCodebook(_ sentence: String) {
    book?.readOnlyBecause = sentence
    book?.isRead = true
    dropHeld()
    complain(sentence)
  }

  /// Somebody else has saved the codebook.
  mutating func noteCodebookChanged(_ saved: Codebook) {
    let old = book?.saved ?? teamCodebook
    if codebookLoss != nil {
      endCodebookLoss()
      say("The codebook's file is whole again.")
      if book?.pending.isEmpty == false { return saveCodebook() }
    }
    guard saved != old, book != nil || saved.adding(proposals) != codebook else { return }
    if book == nil {
      codebook = saved.adding(proposals)
      followCodebook()
    } else {
      // With changes on their way to the disk, saving finds what others have done.
      guard book?.pending.isEmpty == true else { return }
      take(saved: saved, confirming: 0)
      if screen == .codebook { readCodebook() }
    }
    guard saved.version >= old.version else {
      return complain(
        "The codebook on the disk is version \(saved.version), and was \(old.version): an older one was put back. "
          + "`emic check` says how the newer one comes back."
      )
    }
    let by = saved.history.last?.by.map { " by \($0)" } ?? ""
    say(
      saved.version == old.version
        ? "The codebook was changed on disk." : "The codebook is now version \(saved.version)\(by)."
    )
  }

  /// Takes over what the disk has, on this screen and wherever codes are offered.
  mutating func take(saved: Codebook, confirming count: Int) {
    guard let coder else { return }
    let lost = book?.take(saved, confirming: count, by: coder.id) ?? []
    codebook = saved.adding(proposals)
    for (change, problem) in lost {
      complain("Not done: \(change.summary) \(problem.sentence)")
    }
    followCodebook()
  }

  mutating func leaveCodebook() {
    dropAnswer()
    if !goBackOnTrail() { goToStudy() }
  }
}

extension CodebookProblem {
  /// The message as a sentence of its own.
  var sentence: String { message.prefix(1).uppercased() + message.dropFirst() }
}
