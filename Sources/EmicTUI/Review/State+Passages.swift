import EmicKit

/// Walking the passages.
extension State {
  /// Shows the passages behind a row of the table, once it is on record that they are shown.
  mutating func openPassages(_ filter: PassageFilter) {
    guard let found = review?.items(of: filter) else { return }
    guard !found.isEmpty else {
      return complain(
        review?.view == .rounds
          ? "In the rounds compared here nobody differs on it; `emic disagreements --round NAME` lists another's passages."
          : "There is no passage behind this row: nobody differs on it."
      )
    }
    guard reveal(found, then: .list(filter)) else { return }
    review?.show(filter)
    review?.page = .passages
    dropAnswer()
  }

  /// Has it recorded that others' codings of these passages are shown, where it is not on record; whoever
  /// has yet to submit their own is asked before.
  ///
  /// - Returns: whether they may be shown now; else `wish` is carried out once the record is made.
  mutating func reveal(_ items: [Int], then wish: ReviewWish) -> Bool {
    guard let review, let coder else { return false }
    let names = Set(items.map { review.items[$0].passage.transcript })
    let new = names.subtracting(review.revealed).sorted()
    guard !new.isEmpty else { return true }
    let unasked = new.filter(review.asksBefore.contains)
    guard unasked.isEmpty else {
      askedReviewWish = wish
      askForReveal(of: unasked, for: .passages)
      return false
    }
    reviewWish = wish
    outbox.append(.reveal(transcripts: new, coder: coder.id))
    return false
  }

  /// Goes on after a yes: now it is recorded, and then shown.
  mutating func showAskedPassages(of transcripts: [String]) {
    review?.asksBefore.subtract(transcripts)
    let wish = askedReviewWish
    askedReviewWish = nil
    if let wish { carryOut(wish) }
  }

  private mutating func carryOut(_ wish: ReviewWish) {
    switch wish {
    case .list(let filter): openPassages(filter)
    case .differences: openDifferences()
    case .disagreement(let forwards): jumpToDisagreement(forwards: forwards)
    }
  }

  /// Goes on with what waited for the record.
  mutating func noteRevealed(_ transcripts: [String]) {
    review?.revealed.formUnion(transcripts)
    let wish = reviewWish
    reviewWish = nil
    if let wish { carryOut(wish) }
  }

  /// Shows nothing, since it is not on record.
  mutating func refuseReveal(_ sentence: String) {
    reviewWish = nil
    dropHeld()
    complain(sentence)
  }

  // MARK: One passage

  /// Opens the passage in hand of the list.
  mutating func openPassage() {
    guard let review, review.shown.indices.contains(review.shownRow) else { return }
    let place = review.shown[review.shownRow]
    self.review?.cameFromDifferences = false
    open(item: place, row: review.firstRow(of: place))
  }

  mutating func open(item place: Int, row: Int) {
    guard let review, let work = review.work(on: review.items[place].passage.transcript) else {
      return
    }
    let names = names
    self.review?.reading = PassageReading(
      item: place,
      row: row,
      transcript: work.transcript,
      names: names
    )
    self.review?.page = .passage
    takeUpNote()
    showRow()
  }

  /// Lays the passage out for its row and the screen, and scrolls to where the row begins.
  mutating func showRow() {
    guard let review, var reading = review.reading else { return }
    let geometry = passageGeometry(review, reading)
    reading.layOut(width: geometry.textWidth, speakersAbove: geometry.speakersAbove)
    reading.scroll(to: review.row(reading).span.start)
    self.review?.reading = reading
  }

  /// The next or previous passage of the walk.
  mutating func walk(forwards: Bool) {
    guard let review else { return }
    let next = review.shownRow + (forwards ? 1 : -1)
    guard review.shown.indices.contains(next) else {
      return complain(forwards ? "This is the last passage." : "This is the first passage.")
    }
    self.review?.shownRow = next
    dropAnswer()
    openPassage()
  }

  mutating func walkRows(_ step: Int) {
    guard let review, let reading = review.reading else { return }
    let count = review.item(reading).passage.rows.count
    guard count > 1 else { return complain("This passage has one disagreement only.") }
    self.review?.reading?.row = (reading.row + step + count) % count
    takeUpNote()
    showRow()
  }

  /// After a verdict: to the next row without one, in this passage or a later one, around the end.
  mutating func goToNextOpenRow() {
    guard let review, let reading = review.reading else { return }
    if let row = review.item(reading).nextOpenRow(after: reading.row) {
      self.review?.reading?.row = row
      takeUpNote()
      return showRow()
    }
    let count = review.shown.count
    for step in 1..<max(2, count) {
      let next = (review.shownRow + step) % count
      guard review.items[review.shown[next]].openRows > 0 else { continue }
      self.review?.shownRow = next
      return openPassage()
    }
    showRow()
    let left = review.openCount
    say(
      further: left > 0
        ? "All passages of this list are settled; \(left == 1 ? "1 other is" : "\(left) others are") open."
        : "All passages are settled. C closes the adjudication of a transcript."
    )
  }

  mutating func scrollPassage(by distance: Int) { review?.reading?.scroll(by: distance) }

  func passageGeometry(_ review: ReviewState, _ reading: PassageReading) -> PassageGeometry {
    let versions = review.versions(reading)
    return PassageGeometry(
      size: size,
      lanes: review.lanes.count + 1,
      legend: versions.ofLanes.count + (review.state(reading).verdict == nil ? 0 : 1),
      entries: CodeEntries(review.row(reading).codes, in: self, width: size.width - 2).count,
      versions: versions.versions.count,
      widestSpeaker: reading.widestSpeaker,
      isPlain: settings.isAccessible
    )
  }

  // MARK: The list

  mutating func moveInPassages(by distance: Int) {
    guard let count = review?.shown.count, let row = review?.shownRow else { return }
    review?.shownRow = min(max(0, row + distance), max(0, count - 1))
  }

  /// To the next or previous passage without a verdict, around the end.
  mutating func moveToOpenPassage(forwards: Bool) {
    guard let review, !review.shown.isEmpty else { return }
    let count = review.shown.count
    for step in 1...count {
      let row = (review.shownRow + (forwards ? step : count * 2 - step)) % count
      guard review.items[review.shown[row]].openRows > 0 else { continue }
      self.review?.shownRow = row
      return
    }
    complain("Every passage of this list has its verdict.")
  }
}

/// What is shown as soon as it is on record that others' codings are.
enum ReviewWish: Equatable {
  case list(PassageFilter)
  case differences
  case disagreement(forwards: Bool)
}

extension ReviewState {
  /// Where somebody begins in a passage: at an open row of those that the walk is about, else at one
  /// of those, else at any open one.
  fileprivate func firstRow(of place: Int) -> Int {
    let open = items[place].states.indices.filter { !items[place].states[$0].isSettled }
    let meant = rows(of: place, filter)
    return meant.first(where: open.contains) ?? meant.first ?? open.first ?? 0
  }
}

extension ReviewState.Item {
  /// The next row without a verdict, around the end.
  func nextOpenRow(after row: Int) -> Int? {
    let count = states.count
    return (1...count).lazy.map { (row + $0) % count }.first { !states[$0].isSettled }
  }
}
