import EmicKit

/// What was settled otherwise than this coder has coded.
extension State {
  mutating func openDifferences() {
    guard let review, let coder else { return }
    guard review.comparison.coders.contains(coder.id) else {
      return complain("\(coder.id) coded none of these transcripts, so nothing of theirs differs.")
    }
    guard !review.differences.isEmpty else {
      let isSettled = review.works.values.contains { !$0.sidecar.verdicts.all.isEmpty }
      return complain(
        isSettled
          ? "Nothing was settled otherwise than you coded it."
          : "No adjudication is closed yet: there are no verdicts to compare your codings with."
      )
    }
    let names = Set(review.differences.map(\.transcript))
    let items = review.items.indices.filter {
      names.contains(review.items[$0].passage.transcript)
    }
    guard reveal(items, then: .differences) else { return }
    self.review?.page = .differences
  }

  mutating func moveInDifferences(by distance: Int) {
    guard let count = review?.differences.count, let row = review?.differenceRow else { return }
    review?.differenceRow = min(max(0, row + distance), max(0, count - 1))
  }

  /// Opens the passage of the difference in hand, to be read.
  mutating func openDifference() {
    guard let review, review.differences.indices.contains(review.differenceRow) else { return }
    let one = review.differences[review.differenceRow]
    let places = review.items.enumerated().lazy.compactMap { index, item -> (Int, Int)? in
      guard item.passage.transcript == one.transcript else { return nil }
      return item.passage.rows.firstIndex { $0.from == one.difference.row.from }.map { (index, $0) }
    }
    guard let (item, row) = places.first else {
      return complain("This was no disagreement: all had coded it alike, and it was settled anew.")
    }
    var shown = review
    shown.show(.transcript(one.transcript))
    shown.shownRow = shown.shown.firstIndex(of: item) ?? 0
    shown.cameFromDifferences = true
    self.review = shown
    open(item: item, row: row)
  }
}
