import EmicKit

/// Commands on the screens of the review.
extension State {
  mutating func runOnReview(_ command: Command) {
    guard review != nil else { return runWithoutReview(command) }
    if review?.reading?.edit != nil { return runOnSpan(command) }
    switch command {
    case .agreement: openReview()
    case .study: goToStudy()
    case .anonymous: toggleAnonymous()
    case .differences: openDifferences()
    case .closeTranscript: askToClose()
    case .save: saveVerdicts()
    case .undo: undoVerdict()
    case .redo: redoVerdict()
    default:
      switch review?.page {
      case .figures: runOnFigures(command)
      case .passages: runOnPassages(command)
      case .differences: runOnDifferences(command)
      case .passage: runOnPassage(command)
      case nil: break
      }
    }
  }

  private mutating func runWithoutReview(_ command: Command) {
    switch command {
    case .agreement: openReview()
    case .study: goToStudy()
    default:
      complain(
        reviewProgress == .reading
          ? "The coders' work is still being read."
          : "There are no figures here. \(keyName(of: .back, "q")) goes back."
      )
    }
  }

  private var page: Int { max(1, size.height - 8) }

  // MARK: The table

  private mutating func runOnFigures(_ command: Command) {
    switch command {
    case .down: moveInTable(by: 1)
    case .up: moveInTable(by: -1)
    case .pageDown: moveInTable(by: page)
    case .pageUp: moveInTable(by: -page)
    case .firstPlace: moveInTable(by: -1_000_000)
    case .lastPlace: moveInTable(by: 1_000_000)
    case .right: moveColumns(by: 1)
    case .left: moveColumns(by: -1)
    case .open: openRow()
    case .changeUnit: changeUnit()
    case .rollUp: rollUp()
    case .byCode: show(.codes)
    case .byTranscript: show(review?.view == .transcripts ? .codes : .transcripts)
    case .byPair: show(review?.view == .pairs ? .codes : .pairs)
    case .confusions: show(review?.view == .confusions ? .codes : .confusions)
    case .rounds: show(review?.view == .rounds ? .codes : .rounds)
    case .export: exportFigures()
    default: complain("\(command.rawValue) does nothing on this table.")
    }
  }

  private mutating func moveInTable(by distance: Int) {
    guard let rows = review?.table.rows else { return }
    review?.place.move(by: distance, over: rows.map { !$0.isHeading })
  }

  private mutating func moveColumns(by distance: Int) {
    guard let review else { return }
    let last = FigureView(state: self, review: review).lastColumn
    let column = min(max(0, review.place.column + distance), last)
    guard column != review.place.column else {
      return complain(distance > 0 ? "There are no more columns." : "This is the first column.")
    }
    self.review?.place.column = column
  }

  private mutating func show(_ view: ReviewState.Table) {
    dropAnswer()
    review?.view = view
    review?.place = ListPlace()
    review?.drawUpTable()
  }

  private mutating func openRow() {
    guard let review, review.table.rows.indices.contains(review.place.row) else { return }
    guard let target = review.table.rows[review.place.row].target else {
      return complain("There is no passage behind this row: nobody used the code.")
    }
    openPassages(target)
  }

  // MARK: Counting another way

  private mutating func changeUnit() {
    guard var counting = review?.counting else { return }
    counting.unit =
      switch counting.unit {
      case .turn: .sentence
      case .sentence: .character
      case .character: .turn
      }
    count(counting)
  }

  private mutating func rollUp() {
    guard var counting = review?.counting else { return }
    counting.level =
      switch counting.level {
      case .code: .withSubcodes
      case .withSubcodes: .family
      case .family: .code
      }
    count(counting)
    switch counting.level {
    case .code: say("Each code for itself.")
    case .withSubcodes: say("Rolled up: a code also has what was coded below it.")
    case .family: say("Rolled up to families: each with all that is below it.")
    }
  }

  private mutating func count(_ counting: Counting) {
    review?.counting = counting
    review?.isCounting = true
    outbox.append(.countReview(counting))
  }

  private mutating func exportFigures() {
    guard let review else { return }
    let names = review.anonymousNames
    let table: ReviewExport
    switch review.view {
    case .codes, .pairs: table = .figures(names: names)
    case .transcripts: table = .transcripts(passages: review.passagesOfTranscripts)
    case .confusions:
      guard review.figures.report.blocks.contains(where: { !$0.confusions.isEmpty }) else {
        return complain("Nobody gave other codes to the same words: there is nothing to export.")
      }
      table = .confusions(names: names)
    case .rounds:
      guard review.hasRounds else {
        return complain("study.yaml names no rounds, so there is nothing to export.")
      }
      table = .rounds(names: names)
    }
    outbox.append(.exportReview(table, review.counting))
  }

  // MARK: Names

  private mutating func toggleAnonymous() {
    guard let isAnonymous = review?.isAnonymous else { return }
    review?.isAnonymous = !isAnonymous
    review?.nameLanes()
    review?.drawUpTable()
    say(isAnonymous ? "Coders by name again." : "Coders are numbers, in a shuffled order.")
  }

  // MARK: Lists

  private mutating func runOnPassages(_ command: Command) {
    switch command {
    case .down: moveInPassages(by: 1)
    case .up: moveInPassages(by: -1)
    case .pageDown: moveInPassages(by: page)
    case .pageUp: moveInPassages(by: -page)
    case .firstPlace: moveInPassages(by: -1_000_000)
    case .lastPlace: moveInPassages(by: 1_000_000)
    case .nextPassage: moveToOpenPassage(forwards: true)
    case .previousPassage: moveToOpenPassage(forwards: false)
    case .open: openPassage()
    default:
      complain("\(command.rawValue) works on one passage: \(keyName(of: .open, "Enter")) opens it.")
    }
  }

  private mutating func runOnDifferences(_ command: Command) {
    switch command {
    case .down: moveInDifferences(by: 1)
    case .up: moveInDifferences(by: -1)
    case .pageDown: moveInDifferences(by: page)
    case .pageUp: moveInDifferences(by: -page)
    case .firstPlace: moveInDifferences(by: -1_000_000)
    case .lastPlace: moveInDifferences(by: 1_000_000)
    case .nextPassage: moveInDifferences(by: 1)
    case .previousPassage: moveInDifferences(by: -1)
    case .open: openDifference()
    default:
      complain(
        "\(command.rawValue) does nothing here: \(keyName(of: .open, "Enter")) opens the passage."
      )
    }
  }

  // MARK: One passage

  private mutating func runOnPassage(_ command: Command) {
    if let lane = command.adoptedLane { return adopt(lane - 1) }
    switch command {
    case .nextPassage: walk(forwards: true)
    case .previousPassage: walk(forwards: false)
    case .nextDisagreement: walkRows(1)
    case .previousDisagreement: walkRows(-1)
    case .down: scrollPassage(by: 1)
    case .up: scrollPassage(by: -1)
    case .pageDown: scrollPassage(by: passagePage)
    case .pageUp: scrollPassage(by: -passagePage)
    case .firstPlace: showRow()
    case .showEntry: showEntriesHere()
    case .union: settleByEdges(.union)
    case .intersection: settleByEdges(.intersection)
    case .bothStand: settleBoth()
    case .neither: settleNeither()
    case .editSpan: editSpan()
    case .note: writeNote()
    default: complain("\(command.rawValue) does nothing on a passage.")
    }
  }

  private var passagePage: Int {
    guard let review, let reading = review.reading else { return 1 }
    return max(1, passageGeometry(review, reading).bodyHeight - 2)
  }

  private mutating func showEntriesHere() {
    guard let review, let reading = review.reading else { return }
    let codes = review.row(reading).codes
    var lines: [String] = []
    for code in codes {
      if !lines.isEmpty { lines += ["", "———"] }
      lines += (codes.count > 1 ? ["\(code)"] : []) + entry(of: code)
    }
    let title = "Code \(codes.map { name(of: $0) }.joined(separator: ", "))"
    popups.append(.reading(Reading(title: title, lines: lines)))
  }
}
