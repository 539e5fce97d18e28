import EmicKit

/// Closing a transcript's adjudication, and what coders see afterwards.
extension State {
  /// The transcript that is meant: of the passage in view or in hand of the list, else of the row of
  /// the table, else the only one.
  private var transcriptInHand: String? {
    guard let review else { return nil }
    if let reading = review.reading { return reading.transcript.name }
    if review.page == .passages, review.shown.indices.contains(review.shownRow) {
      return review.items[review.shown[review.shownRow]].passage.transcript
    }
    if review.table.rows.indices.contains(review.place.row),
      case .transcript(let name)? = review.table.rows[review.place.row].target
    {
      return name
    }
    return review.works.count == 1 ? review.works.keys.first : nil
  }

  /// Asks before the adjudication is closed; refused at once where rows are open.
  mutating func askToClose() {
    guard let review else { return }
    guard let name = transcriptInHand, let work = review.work(on: name) else {
      return complain(
        "Which transcript? Open one of its passages, or press \(keyName(of: .byTranscript, "t")) and go to it."
      )
    }
    if let reason = review.refusal(on: name) { return complain(reason) }
    guard mayBeClosed(work, review) else { return }
    popups.append(.closing(name))
  }

  mutating func pressClosing(_ key: Key, _ transcript: String) {
    // Other keys do nothing: what is typed blindly must not close anything.
    switch key {
    case Key(.character("y")):
      closePopup()
      guard let work = review?.work(on: transcript), let coder else { return }
      outbox.append(.closeAdjudication(work.sidecar, transcript: transcript, coder: coder.id))
      say("Closing the adjudication of \(work.transcript.shortName)…")
    case Key(.escape), Key(.character("c"), .control), Key(.character("n")):
      closePopup()
      say("The adjudication stays open.")
    default: complain(key, insteadOf: "y closes it, Esc leaves it open")
    }
  }

  /// Whether every row has its verdict and the disk has all of them; else what is missing is said.
  private mutating func mayBeClosed(_ work: ReviewState.Work, _ review: ReviewState) -> Bool {
    guard let coder else { return false }
    do {
      _ = try work.sidecar.closed(
        over: work.compared,
        boundaries: review.boundaries,
        by: coder.id,
        codebook: codebook.version,
        at: moment.now
      )
    } catch {
      complain(error.message(transcript: work.transcript.shortName))
      return false
    }
    guard case .saved = work.saving else {
      complain("The last verdicts are not saved yet: close the transcript when they are.")
      return false
    }
    return true
  }

  mutating func noteClosed(_ transcript: String, _ consensus: Sidecar) {
    let now = moment.now
    review?.change(transcript) { work in
      work.sidecar = consensus
      work.saving = .saved(now)
      work.closedBecause = OpenedReview.closedReason(consensus)
    }
    let count = consensus.codings.count
    say(
      "Closed the adjudication of \(review?.shortName(of: transcript) ?? transcript): \(count) "
        + "\(count == 1 ? "coding stands" : "codings stand") in its consensus."
    )
  }

  /// Another adjudicator closed it before the last verdict here was saved: theirs stand.
  mutating func noteClosedByOther(_ transcript: String, _ consensus: Sidecar) {
    guard let work = review?.work(on: transcript) else { return }
    let now = moment.now
    let lost = work.sidecar != consensus
    review?.change(transcript) { work in
      work.sidecar = consensus
      work.revision += 1
      work.saving = .saved(now)
      work.closedBecause = OpenedReview.closedReason(consensus)
    }
    review?.undoable.removeAll { $0.transcript == transcript }
    review?.redoable.removeAll { $0.transcript == transcript }
    let who = consensus.log.last { $0["act"] == "close" }?["by"]?.string ?? "Another adjudicator"
    let name = review?.shortName(of: transcript) ?? transcript
    complain(
      "\(DisplayText.safe(who)) has closed the adjudication of \(name) meanwhile: their verdicts stand"
        + (lost ? ", and your last one was not taken in." : ".")
    )
  }
}

extension OpenedReview {
  /// Why nothing more is settled in a consensus that is closed; `nil` while it is open.
  public static func closedReason(_ consensus: Sidecar) -> String? {
    guard consensus.status.state == .submitted else { return nil }
    return
      "The adjudication of \(consensus.source.file) was closed on \(consensus.status.at.date): "
      + "its verdicts stand until `emic reopen` (--coder consensus) opens it again."
  }
}
