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
    message = nil
    review?.page = .figures
    readReview()
  }

  /// Has the study read in the background, unless verdicts wait that the disk does not have yet.
  mutating func readReview() {
    guard let coder, reviewProgress != .reading, review?.unsaved.isEmpty ?? true else { return }
    reviewProgress = .reading
    outbox.append(.readReview(coder: coder.id))
  }

  mutating func take(_ opened: OpenedReview) {
    reviewProgress = .idle
    var new = ReviewState(opened)
    if let old = review {
      // Whoever has not left the table keeps it as they had it.
      new.view = old.view
      new.isAnonymous = old.isAnonymous
      new.place = old.place
      new.nameLanes()
      if old.counting != new.counting {
        new.counting = old.counting
        new.isCounting = true
        outbox.append(.countReview(old.counting))
      }
      new.drawUpTable()
    }
    guard review?.page == .figures || review == nil else {
      // Somebody walks the passages already: the study is read again on the next visit of the table,
      // and a jump that waited must not come then by itself.
      awaitedDisagreement = nil
      return
    }
    review = new
    if let problem = opened.problems.first { complain(problem) }
    goToAwaitedDisagreement()
  }

  mutating func refuseReview(_ sentences: String) {
    reviewProgress = .refused(sentences)
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
    review?.drawUpTable()
  }

  // MARK: Back

  /// One step back: passage, list, table, and where the table was opened from.
  mutating func leaveReviewPage() {
    switch review?.page {
    case .passage:
      let cameFromDifferences = review?.cameFromDifferences == true
      review?.reading = nil
      review?.page = cameFromDifferences ? .differences : .passages
    case .passages, .differences:
      review?.page = .figures
      review?.drawUpTable()
    case .figures, nil:
      message = nil
      if !goBackOnTrail() { goToStudy() }
    }
  }
}
