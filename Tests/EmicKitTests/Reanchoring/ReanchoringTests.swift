import Testing

@testable import EmicKit

@Suite("Codings in a transcript that has changed") struct ReanchoringTests {
  private static let interview = """
    I: How did it begin?

    R: We were registered as a company, with no sponsor. Nobody had heard of us, and the bureau \
    said yes, come back next year. Yes, we came back.

    I: And the money?

    R: The money came late, as it always does. In the second year the district paid us in \
    December, which is when everything is paid. Yes.

    """

  private static let chinese = """
    访谈者：登记难吗？

    受访者：登记都难。2013年以后，四类组织可以直接登记，不用再找业务主管单位。我们审的时候，章程里有“维权”\
    两个字的，一般会建议他改一改。

    访谈者：钱呢？

    受访者：钱来得很晚，合同是三月签的，第一笔款十一月才到。信任是这样一点一点攒出来的。

    """

  private func transcript(_ text: String) -> Transcript {
    Transcript(name: "T.txt", text: TranscriptText(text))
  }

  /// A sidecar in which these words are coded where they stand for the `nth` time.
  private func sidecar(_ text: String, _ words: [(String, nth: Int)]) -> Sidecar {
    let transcript = transcript(text)
    let scalars = Array(text.unicodeScalars).map(\.value)
    var sidecar = Sidecar(
      draftOf: transcript,
      by: "ana",
      codebook: 1,
      at: Timestamp(milliseconds: 1000)
    )
    for (number, (words, nth)) in words.enumerated() {
      let places = ScalarSearch.places(of: words.unicodeScalars.map(\.value), in: scalars)
      let span = Span(places[nth]..<places[nth] + words.unicodeScalars.count)
      sidecar.codings.append(
        Coding(
          id: Coding.ID(sampleID(number + 1)),
          code: "trust",
          span: span,
          quote: words,
          before: transcript.context(before: span),
          after: transcript.context(after: span),
          codebook: 1,
          created: Timestamp(milliseconds: 1000),
          modified: Timestamp(milliseconds: 1000)
        )
      )
    }
    sidecar.codings.sort()
    return sidecar
  }

  private func anchored(_ sidecar: Sidecar, _ text: String) throws -> Sidecar {
    let transcript = transcript(text)
    let result = Reanchoring(of: sidecar, to: transcript)
      .anchored(at: Timestamp(milliseconds: 9000), by: "ana")
    #expect(try result.check(against: transcript, file: "a") == .same)
    #expect(
      Set(result.codings.map(\.id) + result.orphans.map(\.id))
        == Set(sidecar.codings.map(\.id) + sidecar.orphans.map(\.id))
    )
    return result
  }

  private func outcomes(_ sidecar: Sidecar, _ text: String) -> [Reanchoring.Outcome] {
    Reanchoring(of: sidecar, to: transcript(text)).items.map(\.outcome)
  }

  /// Where these words stand for the first time.
  private func place(of words: String, in text: String) -> Span {
    let scalars = words.unicodeScalars.map(\.value)
    let start = ScalarSearch.places(of: scalars, in: text.unicodeScalars.map(\.value))[0]
    return Span(start..<start + scalars.count)
  }

  @Test("a correction before a coding moves it, one behind it does not")
  func correction() throws {
    let old = sidecar(Self.interview, [("registered as a company", 0), ("money came late", 0)])
    let text = Self.interview.replacing("Nobody had heard of us", with: "Nobody knew us")
    #expect(outcomes(old, text) == [.unchanged, .moved(place(of: "money came late", in: text))])
    let new = try anchored(old, text)
    #expect(new.codings.map(\.quote) == ["registered as a company", "money came late"])
    #expect(new.codings[0].modified == old.codings[0].modified)
    #expect(new.codings[1].modified > old.codings[1].modified)
    #expect(new.log.last?["act"] == "reanchor")
    #expect(new.log.last?["from"]?.string == old.source.sha256)
    let reanchoring = Reanchoring(of: old, to: transcript(text))
    #expect(reanchoring.summary == "1 unchanged, 1 moved, 0 need you")
  }

  @Test("a short word that stands at the old place by chance is not taken for the coded one")
  func chance() {
    let text = "R: yes.\n\nI: Why?\n\nR: Because they came to see us, yes, twice.\n"
    let old = sidecar(text, [("yes", 1)])
    let at = old.codings[0].span.start
    // Eight characters fewer before it, and another yes just there.
    let shifted =
      "R: yes.\n\nI: Why?\n\nR: They came to see us, yes, twice. They said yes, and no.\n"
    #expect(outcomes(old, shifted) == [.moved(Span(at - 8..<at - 5))])
    var other = Array("R: no.\n\nI: How so then?\n\nR: It is as it is, and that is what it is.\n")
    other.replaceSubrange(at..<at + 3, with: "yes")
    #expect(outcomes(old, String(other)).map(\.needsLook) == [true])
  }

  @Test("of the same words in several places the one where they are to be expected is proposed")
  func repeated() {
    let old = sidecar(Self.interview, [("Yes", 1), ("second year the district paid us", 0)])
    let text =
      "Transcript 3, checked\n\n" + Self.interview.replacing("paid. Yes.", with: "settled. Yes!")
    let moved = outcomes(old, text)
    guard case .nearest(let span, of: 2) = moved[1] else { return #expect(Bool(false), "\(moved)") }
    #expect(span.start > 300 && moved[1].needsLook)
    #expect(moved[0] == .moved(place(of: "second year the district paid us", in: text)))
  }

  @Test("a replaced name, a slip of the pen: found by what is alike, and to be looked at")
  func reworded() throws {
    let words =
      "In the second year the district paid us in December, which is when everything is paid."
    let old = sidecar(Self.interview, [(words, 0)])
    let text = Self.interview.replacing("the district paid", with: "[District B] paid")
    guard case .reworded(let span, let distance) = outcomes(old, text)[0] else {
      return #expect(Bool(false))
    }
    #expect(
      transcript(text).text[span] == words.replacing("the district paid", with: "[District B] paid")
    )
    #expect(distance == 8)
    let rewritten = Self.interview.replacing(words, with: "The second year was the same.")
    #expect(outcomes(old, rewritten) == [.orphan])
    let twice =
      text + "R: " + words.replacing("the district paid", with: "<District C> paid") + "\n"
    #expect(outcomes(old, twice).map(\.needsLook) == [true])
  }

  @Test("Chinese: by characters, without spaces to hold on to")
  func chineseText() throws {
    let old = sidecar(
      Self.chinese,
      [("章程里有“维权”两个字的，一般会建议他改一改", 0), ("信任", 0), ("登记", 1)]
    )
    let text = Self.chinese.replacing("2013年以后，", with: "从2013年开始，").replacing(
      "钱来得很晚，",
      with: ""
    )
    let new = try anchored(old, text)
    #expect(new.codings.map(\.quote) == ["登记", "章程里有“维权”两个字的，一般会建议他改一改", "信任"])
    #expect(
      Reanchoring(of: old, to: transcript(text)).summary == "1 unchanged, 2 moved, 0 need you"
    )
  }

  @Test("what is not found is kept as an orphan, and found when its words come back")
  func orphans() throws {
    let old = sidecar(Self.interview, [("registered as a company", 0), ("money came late", 0)])
    let cut = Self.interview.replacing(
      "We were registered as a company, with no sponsor. ",
      with: ""
    )
    let new = try anchored(old, cut)
    #expect(new.codings.map(\.quote) == ["money came late"])
    #expect(new.orphans.map(\.quote) == ["registered as a company"])
    #expect(new.orphans.map(\.span) == [old.codings[0].span])
    let bytes = SidecarWriter.encode(new)
    let read = try SidecarReader.read(bytes, file: "a")
    #expect(read == new)
    #expect(SidecarWriter.encode(read) == bytes)
    let back = try anchored(read, Self.interview)
    #expect(back.codings.map(\.span) == old.codings.map(\.span))
    #expect(back.codings.map(\.quote) == old.codings.map(\.quote))
    #expect(back.orphans.isEmpty)
    #expect(back.kept.isEmpty)
  }

  @Test("a place that nobody agrees to makes an orphan")
  func leaving() throws {
    let old = sidecar(Self.interview, [("money came late", 0)])
    let text = "Checked.\n\n" + Self.interview
    let id = old.codings[0].id
    let new = Reanchoring(of: old, to: transcript(text))
      .anchored(leaving: [id], at: Timestamp(milliseconds: 9000))
    #expect(new.codings.isEmpty)
    #expect(new.orphans.map(\.id) == [id])
  }

  @Test("turns marked as read stay where the text around them is as it was, and are open elsewhere")
  func turns() {
    var old = sidecar(Self.interview, [("registered as a company", 0)])
    let turns = transcript(Self.interview)
    let time = Timestamp(milliseconds: 1000)
    old.nothingHere = [1, 4].compactMap { turns.speech(ofTurn: $0) }
      .map { Sidecar.NothingHere(span: $0, at: time) }
    let moved = Reanchoring(of: old, to: transcript("Checked.\n\n" + Self.interview))
    #expect(moved.nothingHere.map(\.span.start) == [old.nothingHere[1].span.start + 10])
    #expect(moved.droppedTurns == 1)
    let edited = Self.interview.replacing("as it always does", with: "as always")
    #expect(Reanchoring(of: old, to: transcript(edited)).droppedTurns == 1)
  }

  /// The most important law: an edit elsewhere never moves a coding to a wrong place without a word.
  @Test(
    "after random edits what is called unchanged or moved stands where the edits have carried it"
  )
  func randomEdits() {
    var generator = SeededGenerator(state: 7)
    for round in 0..<1500 {
      let base = round % 2 == 0 ? Self.interview : Self.chinese
      var text = Array(base.unicodeScalars)
      let spans = (0..<12).map { _ -> Span in
        let start = Int.random(in: 0..<text.count - 40, using: &generator)
        return Span(start..<start + Int.random(in: 1...39, using: &generator))
      }
      let source = transcript(base)
      var old = Sidecar(draftOf: source, by: "ana", codebook: 1, at: Timestamp(milliseconds: 1))
      old.codings = spans.enumerated().map { number, span in
        Coding(
          id: Coding.ID(sampleID(number)),
          code: "trust",
          span: span,
          quote: source.text[span],
          before: source.context(before: span),
          after: source.context(after: span),
          codebook: 1,
          created: Timestamp(milliseconds: 1),
          modified: Timestamp(milliseconds: 1)
        )
      }.sorted()
      // Where each scalar has gone; `nil` for one that was taken out.
      var places: [Int?] = Array(0..<text.count)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let start = Int.random(in: 0..<text.count, using: &generator)
        let end = min(text.count, start + Int.random(in: 0...12, using: &generator))
        let new = Array(
          "改了 the words".unicodeScalars.prefix(Int.random(in: 0...9, using: &generator))
        )
        text.replaceSubrange(start..<end, with: new)
        places = places.map { place in
          guard let place else { return nil }
          if place < start { return place }
          return place < end ? nil : place + new.count - (end - start)
        }
      }
      var string = ""
      string.unicodeScalars.append(contentsOf: text)
      let reanchoring = Reanchoring(of: old, to: transcript(string))
      for item in reanchoring.items where !item.outcome.needsLook {
        let carried = item.coding.span.range.map { places[$0] }
        // Words that an edit has cut may stand elsewhere by right of their own.
        guard let start = carried.first ?? nil,
          carried == (start..<start + carried.count).map({ $0 })
        else { continue }
        #expect(
          (item.outcome.span ?? item.coding.span).start == start,
          "\(round) \(item.coding.quote)"
        )
      }
    }
  }

  @Test("two copies of work with orphans merge in any order, and once is enough")
  func merging() throws {
    let old = sidecar(Self.interview, [("registered as a company", 0), ("money came late", 0)])
    let cut = Self.interview.replacing(
      "We were registered as a company, with no sponsor. ",
      with: ""
    )
    var one = try anchored(old, cut)
    one.kept.insert(JSONMember("x", 1), at: 0)
    var other = one
    other.orphans = []
    other.removed = [.init(id: one.orphans[0].id.text, at: Timestamp(milliseconds: 20000))]
    let merged = try Sidecar.merged(one, other)
    #expect(merged.orphans.isEmpty)
    #expect(try Sidecar.merged(other, one) == merged)
    #expect(try Sidecar.merged(one, one) == one)
    #expect(try Sidecar.merged(merged, one) == merged)
    #expect(try Sidecar.merged(merged, other) == merged)
  }

  @Test("words added on the old text stay, flagged, where a merge follows the younger one")
  func extendedOnOldText() throws {
    let base = sidecar(Self.interview, [("no sponsor", nth: 0), ("The money came late", nth: 0)])
    let younger = try anchored(base, "SYNTHETIC.\n\n" + Self.interview)
    var older = base
    let longer = sidecar(Self.interview, [("with no sponsor. Nobody had heard of us", nth: 0)])
    older.codings[0].takePlace(of: longer.codings[0])
    older.codings[0].flags = [.redact]
    older.codings[0].modified = Timestamp(milliseconds: 5000)
    for known in [base, nil] {
      let merged = try older.merged(withCopy: younger, base: known, mayFollow: true) {
        transcript(Self.interview)
      }
      #expect(merged.source == younger.source)
      #expect(merged.codings.map(\.span) == younger.codings.map(\.span))
      #expect(merged.codings[0].flags == [.redact])
      #expect(merged.orphans.map(\.quote) == [older.codings[0].quote])
      #expect(merged.orphans[0].flags == [.redact])
      #expect(merged.orphans[0].isUnasked)
      // Whoever is first, and however often.
      let other = try younger.merged(withCopy: older, base: known, mayFollow: true)
      #expect(other == merged)
      #expect(try older.merged(withCopy: merged, base: known, mayFollow: true) == merged)
    }
  }

  @Test("codings are not doubled where what both come from stands on a third text")
  func baseOnThirdText() throws {
    let base = sidecar(Self.interview, [("no sponsor", nth: 0), ("The money came late", nth: 0)])
    let corrected = "CHECKED.\n\n" + Self.interview
    var older = try anchored(base, corrected)
    older.codings[1].flags = [.redact]
    let younger = try anchored(anchored(base, corrected), "SYNTHETIC.\n\n" + corrected)
    for (one, other) in [(older, younger), (younger, older)] {
      let merged = try one.merged(withCopy: other, base: base, mayFollow: true) {
        transcript(corrected)
      }
      #expect(merged.source == younger.source)
      #expect(merged.codings.map(\.span) == younger.codings.map(\.span))
      #expect(merged.codings.map(\.flags) == [[], [.redact]])
      #expect(merged.orphans.isEmpty)
    }
    // Words that were added on the older of the two stay all the same.
    let longer = sidecar(corrected, [("with no sponsor. Nobody had heard of us", nth: 0)])
    older.codings[0].takePlace(of: longer.codings[0])
    older.codings[0].modified = Timestamp(milliseconds: 12000)
    let merged = try older.merged(withCopy: younger, base: base, mayFollow: true) {
      transcript(corrected)
    }
    #expect(merged.codings.map(\.span) == younger.codings.map(\.span))
    #expect(merged.orphans.map(\.quote) == [longer.codings[0].quote])
  }

  @Test("an orphan with a flag that protects people and is misspelt is no file to read past")
  func misspeltFlag() throws {
    var sidecar = sampleSidecar()
    sidecar.orphans = [sampleCoding(1, flags: [.doNotQuote])]
    let text = String(decoding: SidecarWriter.encode(sidecar), as: UTF8.self)
    #expect(try SidecarReader.read(Array(text.utf8), file: "A") == sidecar)
    for (good, wrong) in [("do-not-quote", "Do-Not-Quote"), ("\"flags\"", "\"flag\"")] {
      let slip = Array(text.replacing(good, with: wrong).utf8)
      let error = #expect(throws: SidecarError.self) { try SidecarReader.read(slip, file: "A") }
      #expect(
        error?.message.contains(good.filter { $0 != "\"" }) == true,
        "\(error?.message ?? "")"
      )
    }
    // What a later version may have written is kept.
    let later = text.replacing("do-not-quote", with: "embargo-until-2030")
    #expect(throws: Never.self) { try SidecarReader.read(Array(later.utf8), file: "A") }
  }
}

@Suite("Words that are like others") struct ApproximateMatchTests {
  /// Every substring against the words, by the textbook's table.
  private func slow(_ words: [UInt32], _ text: [UInt32]) -> Int {
    var least = words.count
    for start in 0...text.count {
      for end in start...text.count {
        var row = Array(0...(end - start))
        for (index, scalar) in words.enumerated() {
          var diagonal = row[0]
          row[0] = index + 1
          for column in 0..<end - start {
            let next = min(
              row[column] + 1,
              row[column + 1] + 1,
              diagonal + (scalar == text[start + column] ? 0 : 1)
            )
            (diagonal, row[column + 1]) = (row[column + 1], next)
          }
        }
        least = min(least, row[end - start])
      }
    }
    return least
  }

  @Test("the least distance is that of the slow table, wherever a place is unique")
  func oracle() {
    var generator = SeededGenerator(state: 3)
    var found = 0
    for _ in 0..<300 {
      let words = (0..<12).map { _ in UInt32.random(in: 0...9, using: &generator) }
      var text = (0..<30).map { _ in UInt32.random(in: 0...9, using: &generator) }
      text.replaceSubrange(8..<8, with: words)
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        text[Int.random(in: 8..<20, using: &generator)] = UInt32.random(
          in: 0...9,
          using: &generator
        )
      }
      let least = slow(words, text)
      let match = ApproximateMatch.unique(of: words, in: text, within: 3)
      if least > 3 { #expect(match == nil) }
      guard let match else { continue }
      found += 1
      #expect(match.distance == least)
    }
    #expect(found > 200)
  }
}
