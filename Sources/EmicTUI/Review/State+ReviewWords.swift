import EmicKit

/// What the screens of the review say of themselves.
extension State {
  /// Who was compared on what: `coder-a · coder-b on T03, T06; codebook 1; submitted, blind`.
  func comparedWords(_ review: ReviewState) -> String {
    let comparison = review.comparison
    let lanes = review.lanesOfBlocks
    var coders: [String] = []
    for name in lanes.flatMap(\.names) where !coders.contains(name) { coders.append(name) }
    let names = comparison.blocks.flatMap(\.comparison.transcripts).map {
      $0.transcript.shortName
    }
    let shown = names.prefix(6).joined(separator: " ")
    let transcripts = names.count > 6 ? "\(shown) and \(names.count - 6) more" : shown
    return "\(coders.joined(separator: " · ")) on \(transcripts) · codebook "
      + "\(comparison.codebook.version)"
  }

  /// What was left out and why, a sentence for each reason, then what is hidden.
  func leftOutWords(_ review: ReviewState) -> [String] {
    let leftOut = review.comparison.leftOut
    // What is hidden has sentences of its own.
    let reasons = leftOut.filter { !$0.isHidden }.byWords.map { words, those in
      let places = those.places(
        of: review.comparison.coders,
        transcript: { review.shortName(of: $0) },
        coder: review.name
      )
      return "Left out, \(words): \(places)."
    }
    let calibration = review.comparison.calibrationLeftOut
    let rounds =
      calibration.isEmpty
      ? []
      : [
        "Calibration is left out (\(calibration.joined(separator: ", "))); \(keyName(of: .rounds, "r")) shows rounds."
      ]
    return reasons + rounds + review.hidden.map(\.sentence)
  }

  func words(of filter: PassageFilter) -> String {
    guard let review else { return "" }
    return filter.words(
      name: { review.name(of: $0) },
      shortName: { review.shortName(of: $0) }
    )
  }

  /// The head line: where one is, who looks, how far the verdicts are, and whether they are saved.
  func drawReviewHead(_ facts: [String], into canvas: inout Canvas) {
    var saving = reviewSaving
    saving.words = heard(saving.words)
    let who = coder?.id.text ?? ""
    let right = [size.width < 60 ? "" : who, saving.words].filter { !$0.isEmpty }
      .joined(separator: "  ")
    drawFacts(
      facts,
      right: right,
      saving: saving.isUnsafe ? "NOT SAVED" : saving.words,
      problem: saving.isUnsafe,
      into: &canvas
    )
  }

  private var reviewSaving: (words: String, isUnsafe: Bool) {
    if reviewProgress == .reading { return ("reading…", false) }
    guard let review else { return ("", false) }
    guard review.readOnlyBecause == nil else { return ("read-only", false) }
    var isWaiting = false
    for name in review.unsaved {
      if case .notSaved(let reason)? = review.work(on: name)?.saving {
        return ("NOT SAVED: \(reason)", true)
      }
      isWaiting = true
    }
    let isNew = review.works.values.allSatisfy { $0.saving == .saved(nil) }
    return (isWaiting ? "unsaved" : isNew ? "no verdicts yet" : "saved", false)
  }

  /// In words, for somebody who listens to the screen.
  var reviewPlace: String {
    guard let review else {
      return reviewProgress == .reading
        ? "The coders' work is being read." : "There are no figures."
    }
    switch review.page {
    case .figures:
      let row =
        review.table.rows.indices.contains(review.place.row)
        ? review.table.rows[review.place.row] : nil
      let cells = zip(review.table.columns.dropFirst().map(\.title), row?.cells ?? [])
        .map { "\($0) \($1.trimmed)" }
      let here = row.map { ([$0.name] + cells + [$0.remark]).filter { !$0.isEmpty } } ?? []
      return ([comparedWords(review)] + leftOutWords(review) + [here.joined(separator: ", ")])
        .joined(separator: " ")
    case .passages:
      return "Passage \(review.shownRow + 1) of \(review.shown.count), \(review.openCount) open."
    case .differences:
      return "Difference \(review.differenceRow + 1) of \(review.differences.count)."
    case .passage:
      guard let reading = review.reading else { return "" }
      let rows = review.item(reading).passage.rows.count
      return "Passage \(review.shownRow + 1) of \(review.shown.count), "
        + "disagreement \(reading.row + 1) of \(rows): \(VerdictWords.title(of: review.row(reading))), "
        + "\(VerdictWords.state(review.state(reading)))."
    }
  }
}
