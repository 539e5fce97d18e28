import EmicKit
import Testing

@testable import EmicTUI

/// What the keys of the review do.
@Suite("The review") struct ReviewTests {
  /// Goes to a passage of T03 by its number.
  private static func passage(_ number: Int) -> String {
    "t Enter g g " + String(repeating: "j ", count: number - 1) + "Enter"
  }

  /// Which rows of all passages have a verdict, as `decision: codes`.
  private func verdicts(_ session: ReviewSession) -> [String] {
    (session.review?.items ?? []).flatMap { item in
      item.states.compactMap { state in
        guard case .settled(let verdict) = state else { return nil }
        let codes = verdict.codings.map { "\($0.code) \($0.span.count)" }
        let words = [verdict.settlement.decision.text, verdict.settlement.reason?.text ?? ""]
        return (words + codes).joined(separator: " ")
      }
    }
  }

  // MARK: The table

  @Test("% counts turns, sentences and characters in turn, R codes, subcodes and families")
  func countingAnotherWay() throws {
    var session = try ReviewSession()
    #expect(session.screen.contains("34 turns (respondents)"))
    session.play("%")
    #expect(session.screen.contains("167 sentences (respondents)"))
    session.play("%")
    #expect(session.screen.contains("characters (respondents)"))
    session.play("%")
    #expect(session.screen.contains("34 turns (respondents)"))
    session.play("R R")
    let table = try #require(session.review?.table)
    #expect(table.rows.first?.name == "relations (family)")
    #expect(!table.rows.contains { $0.name == "trust" })
  }

  @Test("an answer does not stand over the next page, which would not be named")
  func answersEnd() throws {
    var session = try ReviewSession()
    for (answer, next) in [("R", "t"), ("t Enter Enter u", "q"), ("u", "q")] {
      session.play(answer)
      #expect(session.state.message != nil)
      session.play(next)
      #expect(session.state.message == nil, "\(answer) \(next)")
    }
  }

  @Test("the row in hand stays in hand when it is counted another way and has moved")
  func rowInHand() throws {
    var session = try ReviewSession()
    session.play("R")
    let rows = try #require(session.review?.table.rows)
    let last = try #require(rows.lastIndex { $0.name.hasSuffix("(family)") })
    for _ in 0..<rows.count where session.review?.place.row != last { session.play("j") }
    session.play("R")
    let review = try #require(session.review)
    #expect(review.place.row != last)
    #expect(review.table.rows[review.place.row].name == rows[last].name)
  }

  @Test("the passages of a confusion are as many as are counted, and of its two coders")
  func passagesOfConfusions() throws {
    let review = try #require(try ReviewSession().review)
    let block = try #require(review.figures.report.blocks.first)
    let comparison = try #require(review.comparison.blocks.first).comparison
    #expect(!block.confusions.isEmpty)
    for confusion in block.confusions {
      let filter = PassageFilter.confusion(
        block.coders[confusion.first],
        confusion.codeOfFirst,
        block.coders[confusion.second],
        confusion.codeOfSecond
      )
      let taken = comparison.transcripts.flatMap { compared in
        compared.passagesWithRows().flatMap(\.rows).filter {
          filter.takes(
            $0,
            in: compared.transcript.name,
            kind: .interview,
            coders: comparison.coders,
            codebook: review.comparison.codebook
          )
        }
      }
      #expect(taken.count == confusion.count, "\(confusion)")
    }
  }

  @Test("who has not coded a transcript differs from nobody there")
  func passagesWithoutLayer() throws {
    let review = try #require(try ReviewSession().review)
    let comparison = try #require(review.comparison.blocks.first).comparison
    let coders = comparison.coders
    #expect(coders.count == 3)
    for compared in comparison.transcripts {
      let two = ComparedTranscript(
        compared.transcript,
        layers: [compared.layers[0], compared.layers[1], nil],
        units: compared.units
      )
      let rows = two.passagesWithRows().flatMap(\.rows)
      #expect(!rows.isEmpty)
      func taken(_ first: Int, _ second: Int) -> Int {
        rows.count {
          PassageFilter.pair(coders[first], coders[second]).takes(
            $0,
            in: compared.transcript.name,
            kind: .interview,
            coders: coders,
            codebook: review.comparison.codebook
          )
        }
      }
      #expect((taken(0, 1), taken(0, 2), taken(1, 2)) == (rows.count, 0, 0))
    }
  }

  @Test("the passages of a pair are those in which these two differ")
  func passagesOfPairs() throws {
    var session = try ReviewSession()
    session.play("p")
    let review = try #require(session.review)
    let comparison = try #require(review.comparison.blocks.first).comparison
    let pairs = comparison.coders.indices.flatMap { first in
      comparison.coders.indices.dropFirst(first + 1).map { (first, $0) }
    }
    let wanted = pairs.map { first, second in
      comparison.transcripts.reduce(0) { sum, compared in
        let starts = compared.disagreements(first, second).filter { $0.kind != .agreed }
          .map(\.span.start)
        return sum + compared.passages().count { span in starts.contains(where: span.contains) }
      }
    }
    #expect(review.table.rows.map { $0.cells.first } == wanted.map { String($0) })
  }

  @Test("a filter within one kind of source takes nothing of the other")
  func filterWithinKind() throws {
    let review = try #require(try ReviewSession().review)
    let all = review.items(of: .code("trust"))
    #expect(!all.isEmpty)
    #expect(review.items(of: .within(.interview, .code("trust"))) == all)
    #expect(review.items(of: .within(.document, .code("trust"))).isEmpty)
  }

  @Test("families in too few turns to be judged stand with what is too rare, as codes do")
  func rareFamilies() throws {
    let table = try #require(try ReviewSession().review?.table)
    let fewest = CodeRow.fewestUnits
    var heading = ""
    var families: [String: Int] = [:]
    for row in table.rows {
      guard !row.isHeading else {
        heading = row.name
        continue
      }
      let turns = try #require(row.cells.count > 1 ? Int(row.cells[1]) : nil)
      if row.name.hasSuffix(" (family)") { families[row.name] = turns }
      let isRare = row.remark.isEmpty && turns < fewest
      #expect(heading.hasPrefix("too rare to judge alone") == isRare, "\(row.name)")
    }
    #expect(families.values.contains { $0 < fewest })
    #expect(families.values.contains { $0 >= fewest })
  }

  @Test(
    "a count that was overtaken is not shown, and the old figures stand until the new ones come"
  )
  func overtakenCount() throws {
    var session = try ReviewSession()
    session.session.play("%")
    #expect(session.review?.isCounting == true)
    let sentences = try #require(session.review?.counting)
    session.session.play("%")
    session.session.perform(.reviewCounted(SampleReview.plain.figures(sentences)))
    #expect(session.review?.comparison.unit == .turn)
    #expect(session.review?.isCounting == true)
  }

  @Test("rounds are counted anew only to be counted another way, and then without intervals")
  func countingRounds() throws {
    let opened = SampleReview.plain.figures().rounds.compactMap(\.report)
    #expect(!opened.isEmpty)
    #expect(opened.allSatisfy { $0.options.resampling == .jackknife })
    let sentences = SampleReview.plain.figures(Counting(unit: .sentence, level: .code)).rounds
      .compactMap(\.report)
    #expect(sentences.count == opened.count)
    #expect(sentences.allSatisfy { $0.study.unit == .sentence && $0.options.resampling == nil })
  }

  @Test("every row opens the passages behind it, and no others")
  func rowsOpenTheirPassages() throws {
    var session = try ReviewSession()
    let rows = try #require(session.review?.table.rows)
    for (place, row) in rows.enumerated() where row.target != nil {
      session.session.state.review?.place.row = place
      session.play("Enter")
      guard case .passages = session.review?.page else {
        #expect(session.message.hasPrefix("There is no passage behind this row"), "\(row.name)")
        continue
      }
      let review = try #require(session.review)
      for shown in review.shown {
        let codes = review.items[shown].passage.rows.flatMap(\.codes)
        let isBehind = codes.contains { code in
          review.comparison.codebook.path(to: code).contains { row.name.hasPrefix($0.text) }
        }
        #expect(isBehind, "\(row.name)")
      }
      session.play("q")
    }
    session.play("p")
    session.play("Enter")
    #expect(session.screen.contains("coder-a · coder-b"))
    #expect(session.review?.shown.count == 33)
    session.play("q f Enter")
    #expect(session.review?.shown.count == 2)
  }

  @Test("anonymous coders are numbers in an order that stays, and no name is left on the screens")
  func anonymous() throws {
    var session = try ReviewSession(size: Size(width: 160, height: 50))
    session.play("A")
    let order = session.review?.lanes.places
    #expect(order?.sorted() == [0, 1, 2])
    for keys in ["%", "% %", "t", "p", "f", "r", "c", "Enter", "Enter", "q q"] {
      session.play(keys)
      session.rest()
      #expect(!session.screen.contains("coder-"), "after \(keys)")
      #expect(session.review?.lanes.places == order)
    }
    session.play("A")
    #expect(session.review?.lanes.names == ["coder-a", "coder-b", "coder-c"])
  }

  @Test("x asks for the figures as they are counted")
  func export() throws {
    var session = try ReviewSession()
    session.play("% R")
    session.session.effects = []
    session.session.play("x")
    #expect(
      session.session.effects == [
        .exportReview(.figures(names: [:]), Counting(unit: .sentence, level: .withSubcodes))
      ]
    )
    session.play("A")
    session.session.effects = []
    session.session.play("x")
    guard case .exportReview(.figures(let names), _)? = session.session.effects.first else {
      return #expect(Bool(false))
    }
    #expect(Set(names.keys) == ["coder-a", "coder-b", "coder-c"])
    #expect(Set(names.values) == ["coder 1", "coder 2", "coder 3"])
  }

  @Test("x on the table of rounds asks for the rounds")
  func exportRounds() throws {
    var session = try ReviewSession()
    session.play("r")
    session.session.effects = []
    session.session.play("x")
    #expect(
      session.session.effects == [
        .exportReview(.rounds(names: [:]), Counting(unit: .turn, level: .code))
      ]
    )
  }

  @Test("x on the tables of transcripts and of confusions asks for these")
  func exportOthers() throws {
    var session = try ReviewSession()
    session.play("t")
    session.session.effects = []
    session.session.play("x")
    let effect = session.session.effects.first
    guard case .exportReview(.transcripts(let passages), let counting)? = effect else {
      return #expect(Bool(false))
    }
    #expect(counting == Counting(unit: .turn, level: .code))
    let shown = try #require(session.review?.transcriptTable.rows.filter { !$0.isHeading })
    #expect(shown.count == passages.count)
    for row in shown {
      guard case .transcript(let name)? = row.target else { return #expect(Bool(false)) }
      let count = try #require(passages[name])
      #expect([String(count.all), String(try #require(count.open))] == Array(row.cells[3...4]))
    }
    session.play("f A")
    session.session.effects = []
    session.session.play("x")
    guard case .exportReview(.confusions(let names), _)? = session.session.effects.first else {
      return #expect(Bool(false))
    }
    #expect(Set(names.values) == ["coder 1", "coder 2", "coder 3"])
  }

  @Test("the keys of those who may be adopted are named: they have coded the transcript")
  func adoptingKeys() {
    let lanes = [[0, 1, 2], [0, 1], [0, 2], [1, 2], [1]]
    #expect(lanes.map(PassageView.keys(ofLanes:)) == ["1-3", "1-2", "1 3", "2 3", "2"])
  }

  @Test("what was typed for a note is kept on Esc, for its disagreement, until it is taken")
  func noteDraft() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.play("m A s k Esc")
    #expect(
      session.message
        == "The note is kept as a draft: m takes it up again, Enter puts it on the verdict."
    )
    session.play("n m")
    #expect(!session.screen.contains("(draft)"))
    session.play("Esc N m")
    #expect(session.screen.contains("Note on the verdict (draft)"))
    session.play(". Enter 1 Enter")
    let notes = session.saved[Samples.english]?.verdicts.all.map(\.settlement.note)
    #expect(notes == ["Ask."])
  }

  @Test("a note that waits for its verdict stays with its disagreement, and is kept on the disk")
  func waitingNote() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.session.effects = []
    session.play("m A s k . Enter")
    let kept = session.session.effects.compactMap { effect -> [String: Draft]? in
      if case .keepDrafts(let drafts, _) = effect { drafts } else { nil }
    }
    #expect(kept.last?.values.map(\.text) == ["Ask."])
    session.play("n N 1 Enter")
    let notes = session.saved[Samples.english]?.verdicts.all.map(\.settlement.note)
    #expect(notes == ["Ask."])
    #expect(session.session.state.drafts.isEmpty)
  }

  @Test("the sentence at the foot calls anonymous coders by their numbers")
  func anonymousWords() throws {
    var session = try ReviewSession()
    let words = try #require(session.review?.table.rows.first { $0.name == "trust" }?.words)
    #expect(words.hasSuffix(" coder-a too."))
    session.play("A")
    let anonymous = try #require(session.review?.table.rows.first { $0.name == "trust" }?.words)
    #expect(anonymous.hasSuffix(" too.") && anonymous.contains(" coder "))
    #expect(!anonymous.contains("coder-"))
  }

  // MARK: Verdicts

  @Test("a coder is adopted with a key, Enter takes the likeliest reason, and the next row comes")
  func adopting() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.play("1")
    #expect(session.screen.contains("▸ b  boundary"))
    session.play("Enter")
    #expect(verdicts(session) == ["adopt boundary alternative-funding 123"])
    #expect(session.message == "Settled alternative-funding in turn 16: adopt, boundary.")
    #expect(session.review?.reading?.row == 1)
    let saved = try #require(session.saved[Samples.english])
    #expect(saved.codings.map(\.settlement?.by) == ["supervisor"])
  }

  @Test(
    "union, intersection, neither and each reason",
    arguments: [
      ("+ b", "union boundary alternative-funding 335"),
      ("& c", "intersection codebook-unclear alternative-funding 89"),
      ("0 m", "neither missed"), ("3 a", "adopt ambiguous alternative-funding 335"),
      ("2 d", "adopt different-code alternative-funding 89"),
      ("1 Down Enter", "adopt missed alternative-funding 123"),
    ]
  )
  func deciding(keys: String, verdict: String) throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.play(keys)
    #expect(verdicts(session) == [verdict])
  }

  @Test("a coder who has nothing there stands for neither")
  func adoptingNothing() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.play("Tab 3 Enter")
    #expect(verdicts(session) == ["neither boundary"])
  }

  @Test(
    "a key that does not fit the disagreement says why",
    arguments: [
      (
        .boundary, "=",
        "= lets different codes stand side by side; this disagreement is a boundary."
      ),
      (.boundary, "9", "There is no coder 9 here: 1 to 3."),
      (
        .differentCode, "+", "+ settles boundaries, and this disagreement is about different codes."
      ),
      (
        .differentCode, "&", "& settles boundaries, and this disagreement is about different codes."
      ),
      (
        .missed, "=",
        "= lets different codes stand side by side; this disagreement is about a missed code."
      ),
      (.missed, "x", "x does nothing here. ? lists the keys that do."),
    ] as [(PassageRow.Kind, String, String)]
  )
  func wrongKeys(kind: PassageRow.Kind, key: String, message: String) throws {
    var session = try ReviewSession()
    session.walk(to: kind)
    session.play(key)
    #expect(session.message == message)
    #expect(verdicts(session).isEmpty)
  }

  @Test("Esc gives no verdict, and a letter that is no reason says which are")
  func noReason() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.play("1 z")
    #expect(session.message == "No such reason: b, m, d, c or a; Enter takes the one in hand.")
    session.play("Esc")
    #expect(session.message == "No verdict was given.")
    #expect(verdicts(session).isEmpty)
  }

  @Test("an edited span is taken with Enter, by whole words, and Esc leaves it as it was")
  func editing() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.play("e b b b Esc")
    #expect(session.message == "The span was left as it was.")
    session.play("e b b b s w Enter Enter")
    let coding = try #require(session.saved[Samples.english]?.codings.first)
    #expect(coding.settlement?.decision == .edit)
    #expect(coding.quote.hasPrefix("foundation in [Hong Kong] used"))
    #expect(coding.quote.hasSuffix("I felt ashamed. So"))
  }

  @Test("where several codes stand, the code of an edited span is asked for")
  func editingDifferentCodes() throws {
    var session = try ReviewSession()
    session.walk(to: .differentCode)
    let reading = try #require(session.review?.reading)
    let codes = try #require(session.review?.row(reading).codes)
    session.play("e")
    #expect(session.screen.contains("Which code stands?"))
    session.play("2 b Enter c")
    let verdict = try #require(verdicts(session).first)
    #expect(verdict.hasPrefix("edit codebook-unclear \(codes[1])"))
  }

  @Test("a note on another's verdict comes beside theirs, and u takes it off again")
  func noteBesideAnothers() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.play("m S o . Enter + Enter")
    var consensus = try #require(session.saved[Samples.english])
    for index in consensus.codings.indices { consensus.codings[index].settlement?.by = "lea" }
    let verdict = try #require(consensus.verdicts.all.first)
    #expect(verdict.hasNote(ofOthersThan: "supervisor"))
    let change = consensus.noting("No.", by: "supervisor", on: verdict)
    try consensus.apply(change, at: Timestamp(milliseconds: 1))
    #expect(consensus.verdicts.all.first?.settlement.note == "No. ——— So.")
    let noted = try #require(consensus.verdicts.all.first)
    let again = consensus.noting("No.", by: "supervisor", on: noted)
    #expect(again.isEmpty)
    #expect(consensus.noting("", by: "supervisor", on: verdict).isEmpty)
    try consensus.apply(change.inverse, at: Timestamp(milliseconds: 2))
    #expect(consensus.verdicts.all.first?.settlement.note == "So.")
    #expect(consensus.noting("No.", by: "lea", on: verdict).isEmpty == false)
  }

  @Test("a note goes with the verdict to come, or onto the one that stands")
  func notes() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.play("m S o . Enter + Enter")
    #expect(session.saved[Samples.english]?.codings.first?.settlement?.note == "So.")
    session.play("Shift-Tab m ! Enter")
    #expect(session.saved[Samples.english]?.codings.first?.settlement?.note == "So.!")
    #expect(session.saved[Samples.english]?.codings.first?.settlement?.decision == .union)
    session.play("u u")
    #expect(verdicts(session).isEmpty)
  }

  @Test("u takes verdicts back one by one, over transcripts, and U gives them again")
  func undoing() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.play("1 Enter 0 Enter q q j Enter Enter + Enter")
    let all = verdicts(session)
    #expect(all.count == 3)
    session.play("u")
    #expect(session.message.hasPrefix("Undone: Settled"))
    #expect(verdicts(session).count == 2)
    session.play("u u")
    #expect(verdicts(session).isEmpty)
    session.play("u")
    #expect(session.message == "No verdict to undo.")
    session.play("U U U")
    #expect(verdicts(session) == all)
    session.play("U")
    #expect(session.message == "No verdict to redo.")
  }

  @Test("verdicts lead from row to row and passage to passage until none is open")
  func walkingThrough() throws {
    var session = try ReviewSession()
    session.play("t Enter Enter")
    let rows = session.review?.items.filter { $0.passage.transcript == Samples.english }
      .reduce(0) { $0 + $1.states.count }
    for _ in 0..<(rows ?? 0) { session.play("1 Enter") }
    #expect(session.message.contains("All passages of this list are settled; 13 others are open."))
    session.play("C")
    #expect(session.screen.contains("y closes"))
    session.play("y")
    #expect(session.message.hasPrefix("Closed the adjudication of T03:"))
    #expect(session.saved[Samples.english]?.status.state == .submitted)
    session.play("1")
    #expect(session.message.hasPrefix("The adjudication of T03"))
    session.play("u")
    #expect(session.message.contains("was closed on"))
  }

  @Test("a transcript is not closed while rows are open, and not by a stray key")
  func closing() throws {
    var session = try ReviewSession()
    session.play("C")
    #expect(
      session.message
        == "Which transcript? Open one of its passages, or press t and go to it."
    )
    session.play("t C")
    #expect(session.message.contains("disagreements have no verdict yet"))
    #expect(session.saved.isEmpty)
  }

  @Test("a verdict whose coding has changed since comes back marked")
  func stale() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.play("1 Enter")
    var consensus = try #require(session.saved[Samples.english])
    consensus.codings[0].modified = Timestamp(milliseconds: 0)
    var again = try ReviewSession(
      size: Size(width: 160, height: 50),
      sample: SampleReview(consensus: [Samples.english: consensus])
    )
    again.play(Self.passage(7))
    again.rest()
    #expect(again.screen.contains("stale: the codings have changed since its verdict"))
    #expect(again.screen.contains("? verdict  adopt (boundary, supervisor, "))
    #expect(again.review?.openCount == 34)
  }

  @Test(
    "what cannot be done is said",
    arguments: [
      ("h", "This is the first column."), ("l l l l l l l l l l l", "There are no more columns."),
      ("n", "n does nothing here. ? lists the keys that do."),
      ("Enter e", "e does nothing here. ? lists the keys that do."),
      ("Enter : n e x t - d i s Enter", "No command is named like next-dis."),
      ("t Enter G Enter n", "This is the last passage."),
      ("t Enter g g Enter N", "This is the first passage."),
      ("t j Enter Enter Tab", "This passage has one disagreement only."),
      ("t j Enter Enter e x", "x does nothing here. ? lists the keys that do."),
      ("Ctrl-S", "Everything is saved."), ("U", "No verdict to redo."),
      (": s a v e - c o p y Enter x Enter", "There is nothing to copy here: open a passage first."),
    ]
  )
  func refusals(keys: String, message: String) throws {
    var session = try ReviewSession()
    session.play(keys)
    #expect(session.message.hasPrefix(message))
  }

  @Test("a passage opens at the row that the walk is about, and then at what else is open in it")
  func firstRow() throws {
    var session = try ReviewSession()
    session.session.state.openPassages(.code("dual-sponsor"))
    session.play("Enter")
    let reading = try #require(session.review?.reading)
    #expect(session.review?.row(reading).codes.contains("dual-sponsor") == true)
    #expect(reading.row > 0)
    session.play("1 Enter")
    #expect(session.review?.reading?.item == reading.item)
  }

  @Test("n goes from open passage to open passage, and says when there is none")
  func openPassages() throws {
    var session = try ReviewSession()
    session.play("f Enter")
    let rows = session.review?.shown.reduce(0) { sum, place in
      sum + (session.review?.items[place].openRows ?? 0)
    }
    session.play("Enter")
    for _ in 0..<(rows ?? 0) { session.play("1 Enter") }
    session.play("q n")
    #expect(session.message == "Every passage of this list has its verdict.")
  }

  @Test("a transcript is closed when its verdicts are on the disk, not before")
  func closingUnsaved() throws {
    var session = try ReviewSession()
    session.play("t Enter Enter")
    let rows =
      session.review?.items.filter { $0.passage.transcript == Samples.english }
      .reduce(0) { $0 + $1.states.count } ?? 0
    for _ in 1..<rows { session.play("1 Enter") }
    session.session.play("1 Enter C")
    #expect(
      session.message == "The last verdicts are not saved yet: close the transcript when they are."
    )
  }

  // MARK: Who may

  @Test("whoever may not adjudicate reads, and is told why")
  func readOnly() throws {
    let reason = "coder-a is no supervisor of this study, so nothing was changed."
    var session = try ReviewSession(
      coder: "coder-a",
      sample: SampleReview(readOnlyBecause: reason)
    )
    session.play(Self.passage(7))
    for key in ["1", "+", "0", "e", "m", "C"] {
      session.play(key)
      #expect(session.message == reason, "\(key)")
      session.rest()
    }
    #expect(session.saved.isEmpty)
  }

  @Test("why one transcript is closed is said before why all of them are")
  func readOnlyTranscript() throws {
    let everywhere = "T06: coder-a still codes it."
    let here = "T03: coder-a is no supervisor of this study."
    var session = try ReviewSession(
      coder: "coder-a",
      sample: SampleReview(readOnlyBecause: everywhere, closedBecause: [Samples.english: here])
    )
    session.play(Self.passage(7))
    for key in ["1", "m", "C"] {
      session.play(key)
      #expect(session.message == here, "\(key)")
      session.rest()
    }
    session.play("q q j C")
    #expect(session.message == everywhere)
  }

  @Test("passages are shown when it is on record that they are, not before")
  func revealing() throws {
    var session = try ReviewSession(coder: "coder-a", sample: SampleReview(revealed: []))
    session.session.effects = []
    session.session.play("t Enter")
    #expect(
      session.session.effects == [.reveal(transcripts: [Samples.english], coder: "coder-a")]
    )
    #expect(session.review?.page == .figures)
    session.session.perform(.revealed(transcripts: [Samples.english]))
    #expect(session.review?.page == .passages)
  }

  @Test("who has yet to submit is asked before passages are shown; a no records and shows nothing")
  func revealAsked() throws {
    var session = try ReviewSession(coder: "coder-a", sample: SampleReview(revealed: []))
    session.session.state.review?.asksBefore = [Samples.english]
    session.session.effects = []
    session.session.play("t Enter")
    #expect(session.session.effects.isEmpty)
    #expect(session.screen.contains("Show others' codings?"))
    #expect(session.screen.contains("You have not submitted \(Samples.english)."))
    session.session.play("n")
    #expect(session.session.effects.isEmpty)
    #expect(session.message == "Others' codings are not shown, and nothing is recorded.")
    #expect(session.review?.page == .figures)
    session.session.play("Enter y")
    #expect(
      session.session.effects == [
        .allowReveal(transcripts: [Samples.english], coder: "coder-a"),
        .reveal(transcripts: [Samples.english], coder: "coder-a"),
      ]
    )
    #expect(session.review?.page == .figures)
    session.session.perform(.revealed(transcripts: [Samples.english]))
    #expect(session.review?.page == .passages)
  }

  @Test("]d asks, too, and goes on with the jump after the yes")
  func jumpAsked() throws {
    var session = try ReviewSession(coder: "coder-a", sample: SampleReview(revealed: []))
    session.session.state.review?.asksBefore = [Samples.english]
    session.play("q g g")
    session.session.open(try Samples.study().transcript(Samples.english))
    let caret = session.state.coding?.caret
    session.play("] d n")
    #expect(session.state.coding?.caret == caret)
    #expect(session.message == "Others' codings are not shown, and nothing is recorded.")
    session.play("] d y")
    #expect(session.state.coding?.caret != caret)
    #expect(session.state.popups.isEmpty)
  }

  @Test("a coder's differences: what was decided otherwise, and why")
  func differences() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.play("m A s k . Enter 1 c 0 Enter")
    var own = try ReviewSession(
      coder: "coder-b",
      size: Size(width: 160, height: 50),
      sample: SampleReview(
        consensus: session.saved,
        readOnlyBecause: "coder-b is no supervisor of this study."
      )
    )
    own.play("D")
    own.rest()
    #expect(own.screen.contains("you: alternative-funding, 89 characters"))
    #expect(own.screen.contains("✓ adopt (codebook-unclear, supervisor, 2027-01-15) “Ask.”:"))
    own.play("Enter")
    #expect(own.review?.page == .passage)
    own.play("q")
    #expect(own.review?.page == .differences)
    own.play("q D q")
    session.play("D")
    #expect(
      session.message
        == "supervisor coded none of these transcripts, so nothing of theirs differs."
    )
  }

  // MARK: From the transcript

  @Test("without verdicts a coder has no differences yet")
  func noDifferences() throws {
    var session = try ReviewSession(coder: "coder-a")
    session.play("D")
    #expect(
      session.message
        == "No adjudication is closed yet: there are no verdicts to compare your codings with."
    )
  }

  @Test("]d walks the disagreements of the transcript in view")
  func jumping() throws {
    var session = try ReviewSession(coder: "coder-a")
    session.play("q g g")
    session.session.open(try Samples.study().transcript(Samples.english))
    session.play("] d")
    let first = try #require(session.state.coding?.caret)
    let words = try #require(session.review?.items.first?.passage.rows.first)
    #expect(session.message == VerdictWords.title(of: words) + ".")
    session.play("] d")
    #expect(try #require(session.state.coding?.caret) > first)
    session.play("[ d")
    #expect(session.state.coding?.caret == first)
    session.play("G ] d")
    #expect(session.message == "No disagreement further on.")
  }

  @Test("why a transcript is hidden is told from why another is whose name ends alike")
  func jumpingInHidden() throws {
    var session = try ReviewSession(
      sample: SampleReview(hidden: [
        ("NT1.txt", "NT1.txt is hidden until you submit yours."),
        ("T1.txt", "T1.txt is hidden until ben has submitted."),
      ])
    )
    session.play("q")
    session.session.open(Transcript(name: "T1.txt", text: TranscriptText("I: Why?\nR: Because.\n")))
    session.play("] d")
    #expect(session.message == "T1.txt is hidden until ben has submitted.")
  }

  @Test("a jump that waited is given up where passages are walked when the study is read")
  func jumpingGivenUp() throws {
    var session = try ReviewSession(coder: "coder-a")
    session.session.play("q g a t Enter g d")
    session.session.open(try Samples.study().transcript(Samples.english))
    session.session.play("] d")
    #expect(session.message == "The coders' work is still being read.")
    session.session.perform(.reviewRead(SampleReview.plain.opened(for: "coder-a")))
    #expect(session.state.reviewProgress == .idle)
    #expect(session.state.awaitedDisagreement == nil)
  }

  @Test("]d reads the study first, and jumps when it is there")
  func jumpingWaits() throws {
    var session = Session("I: Why?\nR: Because.\n")
    session.play("] d")
    #expect(session.message == "Reading the coders' work…")
    #expect(session.effects == [.readReview(coder: "ana")])
    session.play("] d")
    #expect(session.state.headMessage?.text.hasPrefix("It is still being read.") == true)
    session.perform(.reviewRefused("You are coding blind."))
    #expect(session.message == "You are coding blind.")
  }

  @Test("what cannot be compared is said on the screen")
  func refused() {
    var session = Session("I: Why?\nR: Because.\n")
    session.play("g a")
    #expect(session.state.screen == .review)
    session.perform(.reviewRefused("Nobody has submitted anything."))
    let canvas = render(session.state)
    #expect(canvas.text(ofRow: 2) == "  Nobody has submitted anything.")
    session.play("j")
    #expect(session.message == "There are no figures here. q goes back.")
    session.play("q")
    #expect(session.state.screen == .coding)
  }

  // MARK: Saving

  @Test("a verdict that is not saved is seen, kept, and keeps the screen open")
  func notSaved() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.session.play("1 Enter")
    #expect(session.review?.work(on: Samples.english)?.saving == .unsaved)
    session.session.perform(
      .saveFailed(
        revision: 1,
        transcript: Samples.english,
        coder: Coder.consensus,
        reason: "the disk is full."
      )
    )
    #expect(session.message.hasPrefix("Not saved: the disk is full."))
    session.rest()
    #expect(session.screen.contains("NOT SAVED"))
    session.session.play("Q")
    #expect(session.screen.contains("Leave without saving?"))
    session.session.play("Esc")
    #expect(session.state.unsavedVerdicts.count == 1)
    // Saved while the question stands, after all.
    session.session.play("Q")
    session.session.perform(
      .saved(revision: 1, transcript: Samples.english, coder: Coder.consensus, merged: nil)
    )
    #expect(!session.screen.contains("Leave without saving?"))
    #expect(session.screen.contains("All is saved by now."))
    session.session.play("Esc")
    #expect(!session.screen.contains("Leave?"))
  }

  @Test("verdicts of another session are taken in")
  func merging() throws {
    var other = try ReviewSession()
    other.play(Self.passage(7))
    other.play("1 Enter")
    let theirs = try #require(other.saved[Samples.english])
    var session = try ReviewSession()
    session.play(Self.passage(9))
    session.play("0 Enter")
    let base = try #require(session.review?.work(on: Samples.english)?.sidecar)
    session.perform(
      .changedOnDisk(
        transcript: Samples.english,
        coder: Coder.consensus,
        Action.Merge(base: base, sidecar: theirs, count: 1)
      )
    )
    #expect(session.message.hasPrefix("Merged verdicts from another session: "))
    #expect(session.message.contains("(turn "))
  }

  @Test("when others submit, what is shown is read again, and whoever walks passages goes on there")
  func readAgain() throws {
    var session = try ReviewSession()
    session.play("t Enter j j Enter")
    let shown = session.screen
    let passage = try #require(session.review?.reading?.item)
    session.perform(.reviewOutdated)
    #expect(session.state.reviewProgress == .idle)
    #expect(session.review?.isOutdated == false)
    #expect(session.review?.page == .passage)
    #expect(session.review?.reading?.item == passage)
    #expect(session.screen == shown)
    session.play("q")
    session.perform(.reviewOutdated)
    #expect(session.review?.page == .passages)
    #expect(session.review?.shownRow == 2)
  }

  @Test("nothing is read over a verdict that is not on the disk, nor into the middle of a choice")
  func readAgainLater() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.session.effects = []
    session.session.play("1 Enter")
    session.session.perform(.reviewOutdated)
    #expect(session.review?.unsaved == [Samples.english])
    #expect(session.state.reviewProgress == .idle)
    let revision = try #require(session.review?.work(on: Samples.english)?.revision)
    session.session.effects = []
    session.session.perform(
      .saved(
        revision: revision,
        transcript: Samples.english,
        coder: Coder.consensus,
        merged: nil
      )
    )
    #expect(session.session.effects.contains(.readReview(coder: "supervisor")))
    // A verdict while it is read is not in what is read.
    session.session.play("1 Enter")
    session.session.perform(.reviewRead(SampleReview.plain.opened(for: "supervisor")))
    #expect(session.review?.work(on: Samples.english)?.sidecar.verdicts.all.count == 2)
    #expect(session.review?.isOutdated == true)

    var choosing = try ReviewSession()
    choosing.play(Self.passage(7))
    choosing.session.play("1")
    choosing.session.effects = []
    choosing.session.perform(.reviewOutdated)
    #expect(choosing.session.effects.isEmpty)
    #expect(!choosing.state.wantsReviewRead)
    choosing.session.play("Esc")
    #expect(choosing.state.wantsReviewRead)
  }

  @Test("who closes first has closed it: a later verdict is given up, and that is said")
  func closedByOther() throws {
    var session = try ReviewSession()
    session.play(Self.passage(7))
    session.session.play("1 Enter")
    var closed = SampleReview.draft(
      try #require(session.review?.work(on: Samples.english)).transcript
    )
    closed.status.state = .submitted
    closed.log = [.object([JSONMember("act", "close"), JSONMember("by", "second")])]
    session.session.perform(.adjudicationClosedByOther(transcript: Samples.english, closed))
    #expect(session.message.hasPrefix("second has closed the adjudication of T03 meanwhile"))
    #expect(session.review?.unsaved.isEmpty == true)
    #expect(session.review?.undoable.isEmpty == true)
    session.rest()
    session.session.play("1")
    #expect(session.message.contains("was closed on"))
    session.session.play("Q")
    #expect(!session.screen.contains("Leave without saving?"))
  }

  /// Two supervisors settle passage 7, the other one later.
  private func overtaken(_ keys: String, _ others: String) throws -> ReviewSession {
    var other = try ReviewSession(coder: "second")
    other.play(Self.passage(7))
    other.rest()
    other.play(others)
    let theirs = try #require(other.saved[Samples.english])
    var session = try ReviewSession()
    let base = try #require(session.review?.work(on: Samples.english)?.sidecar)
    session.play(Self.passage(7))
    session.play(keys)
    let merge = Action.Merge(base: base, sidecar: theirs, count: 1)
    session.perform(
      .changedOnDisk(transcript: Samples.english, coder: Coder.consensus, merge)
    )
    return session
  }

  @Test(
    "who has settled a passage otherwise meanwhile is named, and u brings one's own verdict back",
    arguments: [("1 Enter", "0 c"), ("0 c", "1 Enter"), ("1 Enter", "2 Enter")]
  )
  func settledOtherwise(keys: String, others: String) throws {
    var session = try overtaken(keys, others)
    let row = try #require(
      session.review?.items.flatMap(\.passage.rows).first { row in
        session.review?.work(on: Samples.english)?.sidecar.verdicts.all.contains {
          Set($0.settlement.from) == Set(row.from)
        } == true
      }
    )
    func standing() throws -> Verdict {
      let verdicts = try #require(session.review?.work(on: Samples.english)?.sidecar.verdicts)
      #expect(verdicts.all.count == 1)
      guard case .settled(let verdict) = verdicts.state(of: row) else {
        throw TestProblem.notSettled
      }
      return verdict
    }
    #expect(try standing().settlement.by == "second")
    #expect(session.message.hasPrefix("second has settled "), "\(session.message)")
    #expect(session.message.contains("(turn "))
    let decision = VerdictWords.decision(try standing())
    #expect(session.message.contains(" otherwise: \(decision), not your "))
    #expect(session.message.hasSuffix(". u brings yours back."))
    session.play("u")
    #expect(try standing().settlement.by == "supervisor")
    #expect(session.saved[Samples.english]?.verdicts.all.first?.settlement.by == "supervisor")
    // As any verdict it can be redone and undone.
    session.play("U")
    #expect(try standing().settlement.by == "second")
    session.play("u u")
    #expect(session.review?.work(on: Samples.english)?.sidecar.verdicts.all.isEmpty == true)
  }

  @Test("where somebody else has decided since, u says so and goes on with what was done before")
  func passingOver() throws {
    var session = try overtaken("1 Enter", "0 c")
    // As after a restart: what was done is known, and not what came in the place of it.
    session.session.state.review?.undoable.removeLast()
    let last = try #require(session.review?.undoable.last)
    let earlier = ReviewState.Step(transcript: Samples.english, change: Change("Earlier.", []))
    session.session.state.review?.undoable.insert(earlier, at: 0)
    let saved = session.review?.work(on: Samples.english)?.sidecar
    session.play("u")
    #expect(
      session.message.hasPrefix(
        "second has decided anew since what was yours (\(last.change.summary)) "
      )
    )
    #expect(session.message.hasSuffix(" u again goes on with what you did before."))
    #expect(session.review?.work(on: Samples.english)?.sidecar == saved)
    #expect(session.review?.undoable.map(\.change) == [earlier.change])
    #expect(session.review?.redoable.isEmpty == true)
  }

  private enum TestProblem: Error { case notSettled }

  @Test("before a transcript is closed it is said who has opened it again")
  func closingOverReopened() throws {
    var session = try ReviewSession(sample: SampleReview(reopened: ["coder-b"]))
    session.play("t Enter Enter")
    for item in session.review?.items ?? [] where item.passage.transcript == Samples.english {
      for _ in item.states { session.play("1 Enter") }
    }
    session.play("C")
    #expect(session.screen.contains("Open again: coder-b. Their last submission counts here."))
    session.play("y")
    let refusal = session.review?.refusal(on: Samples.english)
    #expect(refusal?.contains("its verdicts stand until `emic reopen`") == true)
    let row = session.review?.transcriptTable.rows.first {
      $0.target == .transcript(Samples.english)
    }
    #expect(row?.cells[4] == "closed")
  }

  @Test("keys that come while it is put on record that passages are shown wait for them")
  func heldKeys() throws {
    var session = try ReviewSession(coder: "coder-a", sample: SampleReview(revealed: []))
    session.session.play("t Enter Enter j F9 F9")
    #expect(session.review?.page == .figures)
    session.session.perform(.revealed(transcripts: [Samples.english]))
    #expect(session.review?.page == .passage)
    var refused = try ReviewSession(coder: "coder-a", sample: SampleReview(revealed: []))
    refused.session.play("t Enter Enter q")
    refused.session.perform(.revealRefused("T03.txt: others' codings are left out."))
    #expect(refused.review?.page == .figures)
    #expect(refused.message == "T03.txt: others' codings are left out.")
    refused.session.play("Enter Ctrl-C q")
    #expect(refused.state.screen != .review)
  }
}
