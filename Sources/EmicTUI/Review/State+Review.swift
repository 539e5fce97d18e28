import EmicKit

/// Opening the review, and what comes back from reading and counting.
extension State {
  /// What is known of the study's agreement.
  enum ReviewProgress: Equatable {
    /// Nobody has asked yet, or what was asked for is there.
    case idle
    case reading
    /// Why there is nothing to show, in sentences.
    case refused(String)
  }

  /// Goes to agreement, and has it read anew: others may have submitted since.
  mutating func openReview() {
    guard coder != nil else { return askForCoder() }
    leave(for: .review)
    dropAnswer()
    review?.page = .figures
    readReview()
  }

  /// Has the study read in the background, unless verdicts wait that the disk does not have yet.
  mutating func readReview() {
    guard let coder, reviewProgress != .reading, review?.unsaved.isEmpty ?? true else { return }
    reviewProgress = .reading
    let revisions = review?.revisions ?? 0
    review?.revisionsRead = revisions
    outbox.append(.readReview(coder: coder.id))
  }

  /// Others have submitted since: what is shown is read again, as soon as all verdicts are saved.
  mutating func readReviewAnew() {
    guard review != nil else { return }
    review?.isOutdated = true
    if mayReviewChange { readReview() }
  }

  mutating func take(_ opened: OpenedReview) {
    reviewProgress = .idle
    let isWhole = review.map { $0.unsaved.isEmpty && $0.revisions == $0.revisionsRead } ?? true
    guard isWhole, review == nil || mayReviewChange else {
      // A verdict that was given while the study was read is not in what was read.
      review?.isOutdated = true
      return
    }
    var new = ReviewState(opened)
    new.sourceNames = sourceNames
    let old = review
    if let old {
      // What somebody looks at stays as they had it.
      new.view = old.view
      new.isAnonymous = old.isAnonymous
      new.place = old.place
      new.revealed.formUnion(old.revealed)
      new.asksBefore.subtract(old.revealed)
      new.nameLanes()
      if old.counting != new.counting {
        new.counting = old.counting
        new.isCounting = true
        outbox.append(.countReview(old.counting))
      }
      new.drawUpTable()
    }
    review = new
    if let problem = opened.problems.first { complain(problem) }
    if let old, old.page != .figures { goOnWalking(from: old) }
    goToAwaitedDisagreement()
  }

  /// Stays with the passages that somebody walked when the study was read again.
  private mutating func goOnWalking(from old: ReviewState) {
    awaitedDisagreement = nil
    guard old.page != .differences, !old.cameFromDifferences else {
      review?.page = .differences
      let last = max(0, (review?.differences.count ?? 0) - 1)
      review?.differenceRow = min(old.differenceRow, last)
      return
    }
    let places = review?.items(of: old.filter) ?? []
    // New work may have to be put on record before it is shown.
    guard !places.isEmpty, reveal(places, then: .list(old.filter)) else {
      if places.isEmpty {
        say("The passages behind this row are gone: others have submitted since.")
      }
      return
    }
    review?.show(old.filter)
    review?.page = .passages
    let seen = old.shown.indices.contains(old.shownRow) ? old.items[old.shown[old.shownRow]] : nil
    guard let seen, let row = review?.shownPlace(of: seen.passage) else { return }
    review?.shownRow = row
    guard old.page == .passage, let reading = old.reading, let review else { return }
    let passage = review.items[review.shown[row]].passage
    if passage == seen.passage, passage.rows.indices.contains(reading.row) {
      open(item: review.shown[row], row: reading.row)
      self.review?.reading?.note = reading.note
    } else {
      openPassage()
      say("Read again: others have submitted since, and this passage has changed.")
    }
  }

  mutating func refuseReview(_ sentences: String) {
    reviewProgress = .refused(sentences)
    dropHeld()
    if awaitedDisagreement != nil {
      awaitedDisagreement = nil
      complain(sentences)
    } else if review != nil {
      complain(sentences)
    }
  }

  mutating func take(_ figures: ReviewFigures) {
    let counted = Counting(
      unit: figures.report.study.unit,
      level: figures.report.study.request.level
    )
    // A count that was overtaken by a later wish is not shown.
    guard review?.counting == counted else { return }
    review?.figures = figures
    review?.isCounting = false
    let target = review?.targetInHand
    review?.drawUpTable()
    if let target { review?.stand(on: target) }
  }

  // MARK: Back

  /// One step back: passage, list, table, and where the table was opened from.
  mutating func leaveReviewPage() {
    dropAnswer()
    switch review?.page {
    case .passage:
      let cameFromDifferences = review?.cameFromDifferences == true
      review?.reading = nil
      review?.page = cameFromDifferences ? .differences : .passages
    case .passages, .differences:
      review?.page = .figures
      review?.drawUpTable()
    case .figures, nil:
      if !goBackOnTrail() { goToStudy() }
    }
  }
}
