import EmicKit
import Testing

@testable import EmicTUI

/// What holds for the screens of the review at every size and after every run of keys.
@Suite("Laws of the review") struct ReviewLawTests {
  @Test(
    "every size shows every screen in whole cells, the cursor on it",
    arguments: [ColorDepth.many, .none]
  )
  func sizes(depth: ColorDepth) throws {
    var session = try ReviewSession(depth: depth)
    let screens = [
      "", "l l l l l l l l", "t", "p", "f", "r", "c G", "g g A", "A Enter", "j", "Enter", "1",
      "Esc",
      "e w", "Esc", "m 信", "Esc", "?", "Esc", "Tab 0 Enter", "q q c t j Enter Enter", "e b",
      "Esc C", "Esc",
    ]
    for keys in screens {
      session.play(keys)
      for size in ScreenLawTests.sizes {
        session.perform(.input(.resized(size)))
        let place = "\(size.width)×\(size.height) after \(keys)"
        ScreenLawTests.expectWhole(render(session.state), place)
      }
    }
  }

  @Test("no run of keys breaks a consensus, and undo leads back to none", arguments: 1...12)
  func keys(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    var session = try ReviewSession()
    session.play("t Enter Enter")
    let keys = Keymap.standard.bindings.filter { $0.place != .coding && $0.place != .study }
      .flatMap(\.keys).flatMap { $0.split(separator: " ") }.sorted()
    var verdicts = 0
    for step in 0..<200 {
      let isVerdict = Int.random(in: 0..<3, using: &numbers) == 0
      let pool = isVerdict ? ["1", "2", "3", "0", "+", "=", "&", "e", "Enter", "b"] : keys
      let key = pool.randomElement(using: &numbers) ?? "j"
      guard !["Q", "Ctrl-Z", "C"].contains(key) else { continue }
      let before = session.review?.undoable.count ?? 0
      session.play(String(key))
      // Nobody reads what it waits for.
      if !session.state.held.isEmpty { session.play("Ctrl-C") }
      verdicts += max(0, (session.review?.undoable.count ?? 0) - before)
      if session.state.screen != .review, session.state.popups.isEmpty {
        session.play("g a Enter Enter")
      }
      if session.state.isBlank { session.play("F9") }
      if step % 5 == 0 {
        ScreenLawTests.expectWhole(
          render(session.state),
          "seed \(seed), step \(step), \(key)"
        )
      }
      try expectSound(session, "seed \(seed), step \(step), \(key)")
    }
    #expect(verdicts > 0, "seed \(seed)")
    while !session.state.popups.isEmpty { session.play("Esc") }
    // A sequence may have been begun, or something wished for.
    session.play("Ctrl-C Esc")
    if session.state.screen != .review { session.play("g a") }
    if session.review?.reading?.edit != nil { session.play("Esc") }
    while session.review?.undoable.isEmpty == false {
      let count = session.review?.undoable.count
      session.play("u")
      guard session.review?.undoable.count != count else { break }
    }
    let left = try #require(session.review).works.values.flatMap(\.sidecar.verdicts.all)
    #expect(left == [], "seed \(seed)")
  }

  /// Every settled row is settled once, by codings within the text that say what they settle.
  private func expectSound(_ session: ReviewSession, _ place: String) throws {
    let review = try #require(session.review)
    for work in review.works.values {
      let text = work.transcript.text
      for coding in work.sidecar.codings {
        #expect(coding.settlement != nil, "\(place)")
        #expect(!coding.span.isEmpty && coding.span.end <= text.scalarCount, "\(place)")
        #expect(text[coding.span] == coding.quote, "\(place)")
      }
      #expect(work.sidecar.codings == work.sidecar.codings.sorted(), "\(place)")
    }
    if let reading = review.reading {
      #expect(review.items.indices.contains(reading.item), "\(place)")
      #expect(review.item(reading).passage.rows.indices.contains(reading.row), "\(place)")
    }
  }
}

@Suite("Lanes of coders") struct CoderLanesTests {
  @Test("names keep what tells them apart")
  func shortNames() {
    #expect(CoderLanes(["coder-a", "coder-b"]).shortNames == ["a", "b"])
    #expect(CoderLanes(["ana", "anton"]).shortNames == ["ana", "anton"])
    #expect(CoderLanes(["coder", "coder-b"]).shortNames == ["coder", "coder-b"])
    #expect(CoderLanes(["ana"]).shortNames == ["ana"])
  }

  @Test("the shuffled order is the same whatever order the coders come in")
  func shuffled() {
    let coders: [Coder.ID] = ["ana", "ben", "cleo", "dora", "emil"]
    let lanes = CoderLanes(coders, isAnonymous: true)
    let order = lanes.places.map { coders[$0] }
    let reversed = Array(coders.reversed())
    let other = CoderLanes(reversed, isAnonymous: true)
    #expect(other.places.map { reversed[$0] } == order)
    #expect(Set(order) == Set(coders))
    #expect(order != coders)
    #expect(lanes.names == ["1", "2", "3", "4", "5"])
  }
}

@Suite("Figures as text") struct FigureTextTests {
  @Test(
    "two decimals, no leading zero",
    arguments: [
      (0.6, ".60"), (-0.114, "-.11"), (1, "1.00"), (0.996, "1.00"), (0, ".00"), (-0.004, ".00"),
      (-1.5, "-1.50"),
    ]
  )
  func numbers(value: Double, text: String) { #expect(FigureText.number(value) == text) }
}
