import EmicKit
import Testing

@testable import EmicTUI

/// What holds for every screen and every run of keys, whatever the text.
@Suite("Laws of the screen") struct ScreenLawTests {
  static let sizes = [
    (1, 1), (2, 5), (5, 2), (39, 9), (40, 10), (41, 11), (59, 24), (60, 24), (80, 24), (99, 30),
    (100, 30), (160, 50), (200, 60),
  ].map { Size(width: $0.0, height: $0.1) }

  @Test("every size shows every odd text in whole cells", arguments: OddTexts.all)
  func sizes(name: String, text: String) {
    var session = Session(text, size: Size(width: 80, height: 24))
    session.play("X ' t g t 2 Enter x c Enter")
    for size in Self.sizes {
      session.perform(.input(.resized(size)))
      for keys in ["Esc", "G", "x", "c", "Esc / e", "Esc M a", "Esc K", "Esc ?", "Esc ]", "Esc"] {
        session.play(keys)
        Self.expectWhole(
          render(session.state),
          "\(name) at \(size.width)×\(size.height) after \(keys)"
        )
      }
    }
  }

  @Test("a line of ten megabytes is shown, walked and coded")
  func longLine() {
    let speech = String(repeating: "信任 a little at a time, ", count: 10_000_000 / 28)
    var session = Session("I: Why?\nR: \(speech)\nI: So?\nR: Yes.\n")
    for keys in ["g t 2 Enter", "Space", "w W W", "' t", "G", "k x", "u"] {
      session.play(keys)
      Self.expectWhole(render(session.state), "after \(keys)")
    }
    #expect(session.codings.isEmpty)
  }

  @Test("no run of keys breaks the selection, the sidecar or the way back", arguments: 1...24)
  func keys(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let text = OddTexts.all[Int(seed) % OddTexts.all.count].text
    var session = Session(text, size: Self.sizes.randomElement(using: &numbers) ?? Self.sizes[0])
    let start = session.state.coding?.sidecar.content
    for step in 0..<250 {
      let input = RandomInput.next(on: session.state, &numbers)
      session.perform(.input(input))
      expectSound(session, "seed \(seed), step \(step), \(input)")
      // Nobody reads what it waits for.
      if session.state.held.count > 3 { session.play("Ctrl-C") }
      if step % 10 == 0 {
        let canvas = render(session.state)
        Self.expectWhole(canvas, "seed \(seed), step \(step), \(input)")
      }
    }
    // On a screen too small to show anything keys do nothing.
    session.perform(.input(.resized(Size(width: 80, height: 24))))
    session.undoAll()
    #expect(session.state.coding?.sidecar.content == start, "seed \(seed)")
  }

  @Test("rows that are kept from frame to frame are as drawn anew", arguments: 1...10)
  func keptRows(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed &+ 1000)
    let text = OddTexts.all[Int(seed) % OddTexts.all.count].text
    var session = Session(text, size: Size(width: seed % 3 == 0 ? 58 : 80, height: 24))
    session.play("g t 1 Enter x c Enter")
    for step in 0..<150 {
      let input = RandomInput.next(on: session.state, &numbers)
      if case .resized = input { continue }
      session.perform(.input(input))
      if step % 20 == 19 { session.play("F9 F9 Esc Esc Esc / e Enter x . } -") }
      var anew = session.state
      if let layout = anew.coding?.layout {
        anew.coding?.layout = Layout(
          layout.transcript,
          width: layout.width,
          speakersAbove: layout.speakersAbove
        )
      }
      let kept = render(session.state)
      #expect(kept == render(anew), "seed \(seed), step \(step), \(input)")
      if step % 2 == 0 { makeReady(for: session.state) }
    }
  }

  @Test("a caret that moves within a row draws none anew, also beside codings")
  func movedCaret() throws {
    var session = Session("I: Why?\nR: That was hard. It was.\nR: Then it was not.\n")
    session.play("g t 2 Enter x c Enter Esc j")
    let before = render(session.state)
    session.play("l l")
    let after = render(session.state)
    #expect(after.cursor?.x != before.cursor?.x)
    let coding = try #require(session.state.coding)
    #expect(coding.sidecar.codings.count == 1 && coding.shownRows.count > 2)
    for y in coding.shownRows.indices.map({ session.state.geometry.bodyTop + $0 }) {
      let isKept = before.row(y).withUnsafeBufferPointer { old in
        after.row(y).withUnsafeBufferPointer { $0.baseAddress == old.baseAddress }
      }
      #expect(isKept, "row \(y)")
    }
  }

  @Test("the rows of the next screen are drawn before it is asked for")
  func nextScreen() throws {
    let speech = String(repeating: "That was hard. ", count: 400)
    var session = Session("I: Why?\nR: \(speech)\n", size: Size(width: 80, height: 24))
    _ = render(session.state)
    makeReady(for: session.state)
    session.play("Space")
    let coding = try #require(session.state.coding)
    let first = try #require(coding.layout.row(at: coding.top))
    #expect(first.span.start > 500)
    #expect(
      coding.shownRows.allSatisfy { coding.layout.picture(of: $0, looking: RowLook()) != nil }
    )
  }

  // MARK: What is always so

  static func expectWhole(
    _ canvas: Canvas,
    _ place: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for y in 0..<canvas.size.height {
      guard let fault = Self.fault(in: Array(canvas.row(y))) else { continue }
      Issue.record("\(fault) in row \(y): \(place)", sourceLocation: sourceLocation)
    }
    guard let cursor = canvas.cursor else {
      Issue.record("no cursor: \(place)", sourceLocation: sourceLocation)
      return
    }
    let isOn =
      (0..<canvas.size.width).contains(cursor.x) && (0..<canvas.size.height).contains(cursor.y)
    #expect(isOn, "cursor off the screen: \(place)", sourceLocation: sourceLocation)
  }

  private static func fault(in row: [Cell]) -> String? {
    guard row.reduce(0, { $0 + Int($1.width) }) == row.count else {
      return "the widths do not add up"
    }
    for (x, cell) in row.enumerated() {
      if cell.width == 2, x + 1 == row.count || row[x + 1].width != 0 {
        return "a cut character at \(x)"
      }
      if cell.width == 0, x == 0 || row[x - 1].width != 2 { return "half a character at \(x)" }
      if cell.width > 0, DisplayText.width(of: cell.scalar) != Int(cell.width) {
        return "U+\(String(cell.scalar.value, radix: 16)) in \(cell.width) cells at \(x)"
      }
      if !isHarmless(cell.scalar) { return "U+\(String(cell.scalar.value, radix: 16)) at \(x)" }
      if cell.marks.count > 4
        || !cell.marks.allSatisfy({ isHarmless($0) && DisplayText.isMark($0) })
      {
        return "marks that may not be sent at \(x)"
      }
    }
    return nil
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    // A soft hyphen fills one cell, and no terminal takes it for an order.
    if scalar == "\u{AD}" { return true }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    default: true
    }
  }

  private func expectSound(
    _ session: Session,
    _ place: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let coding = session.state.coding else { return }
    let text = coding.text
    var faults: [String] = []
    for end in [coding.selection.anchor, coding.selection.head] {
      if !(0...text.scalarCount).contains(end) || !text.isGraphemeBoundary(end) {
        faults.append("the selection ends within a character, at \(end)")
      }
    }
    let codings = coding.sidecar.codings
    if codings != codings.sorted() { faults.append("the codings are not in order") }
    if Set(codings.map(\.id)).count != codings.count { faults.append("an id stands twice") }
    for coding in codings {
      if coding.span.isEmpty || coding.span.end > text.scalarCount {
        faults.append("\(coding.code) at \(coding.span)")
      } else if text.wholeCharacters(coding.span) != coding.span {
        faults.append("\(coding.code) cuts a character at \(coding.span)")
      } else if coding.quote != text[coding.span] {
        faults.append("\(coding.code) quotes “\(coding.quote)”, not “\(text[coding.span])”")
      }
    }
    for fault in faults { Issue.record("\(fault): \(place)", sourceLocation: sourceLocation) }
  }
}

extension Session {
  /// Closes what is open, goes back to the transcript and undoes everything.
  mutating func undoAll() {
    if state.isBlank { play("F9") }
    while !state.popups.isEmpty { play("Esc") }
    // What nobody has read is given up.
    play("Ctrl-C")
    if state.screen == .codebook { play("q") }
    play("Esc Esc Esc")
    if state.screen != .coding, state.screen != .study { play("g d") }
    if state.screen != .coding { play("g g Enter") }
    while state.coding?.undoable.isEmpty == false {
      let count = state.coding?.undoable.count
      play("u")
      guard state.coding?.undoable.count != count else { return }
    }
  }
}

/// Keys as nobody would press them, most of them with an effect.
enum RandomInput {
  private static let sequences = Keymap.standard.bindings.flatMap(\.keys).compactMap(Key.sequence)
  private static let singles = Set(sequences.flatMap { $0 }).sorted { $0.notation < $1.notation }
  /// Anywhere, off the screen too.
  private static func mouse(_ numbers: inout SeededNumbers) -> Mouse {
    let kinds: [Mouse.Kind] = [.press, .press, .drag, .drag, .release, .wheelUp, .wheelDown]
    return Mouse(
      kinds.randomElement(using: &numbers) ?? .press,
      x: Int.random(in: -1..<210, using: &numbers),
      y: Int.random(in: -1..<70, using: &numbers)
    )
  }

  private static let typed = Array("trust,leg 信任，（a1y").map { Key(.character($0)) }

  static func next(on state: State, _ numbers: inout SeededNumbers) -> Input {
    if state.isBlank { return .key(Key(.function(9))) }
    if state.screen == .study, state.popups.isEmpty, Int.random(in: 0..<3, using: &numbers) == 0 {
      return .key(Key(.enter))
    }
    switch Int.random(in: 0..<40, using: &numbers) {
    case 0: return .resized(ScreenLawTests.sizes.randomElement(using: &numbers) ?? state.size)
    case 1: return .paste("x1dd\n信任\u{1B}[2J")
    case 39: return .mouse(mouse(&numbers))
    case 2...9: return .key(typed.randomElement(using: &numbers) ?? Key(.enter))
    case 10...13: return .key(Key(.enter))
    case 14...17: return .key(Key(.character("x")))
    default: return .key(singles.randomElement(using: &numbers) ?? Key(.escape))
    }
  }
}
