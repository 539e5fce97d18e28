import Testing

@testable import EmicKit

@Suite("Merging two copies of a sidecar") struct MergeTests {
  private func merged(_ one: Sidecar, _ other: Sidecar, base: Sidecar? = nil) throws -> Sidecar {
    let result = try Sidecar.merged(one, other, base: base)
    #expect(
      SidecarWriter.encode(result)
        == SidecarWriter.encode(try Sidecar.merged(other, one, base: base))
    )
    return result
  }

  @Test("what is on one side only stays")
  func oneSide() throws {
    let result = try merged(sampleSidecar([sampleCoding(1)]), sampleSidecar([sampleCoding(2)]))
    #expect(result.codings.map(\.id.text) == [sampleID(1), sampleID(2)])
  }

  @Test("a coding that a side lacks without a tombstone stays, though the base had it")
  func lackingOnOneSide() throws {
    let base = sampleSidecar([sampleCoding(1)])
    #expect(try merged(sampleSidecar(), base, base: base).codings.count == 1)
  }

  @Test("a removal after the last change wins, one before it loses, a tie is alive")
  func removals() throws {
    for (time, isAlive) in [(1999, true), (2000, true), (2001, false)] as [(Int64, Bool)] {
      var other = sampleSidecar()
      other.removed = [.init(id: sampleID(1), at: Timestamp(milliseconds: time))]
      let result = try merged(sampleSidecar([sampleCoding(1, modified: 2000)]), other)
      #expect(result.codings.isEmpty != isAlive)
      #expect(result.removed.isEmpty == isAlive)
    }
  }

  @Test("the same coding extended on both sides: the union, with its text and context")
  func union() throws {
    let left = sampleCoding(1, "trust", 40..<60, modified: 2000)
    let right = sampleCoding(1, "trust", 50..<80, modified: 3000)
    let result = try merged(sampleSidecar([left]), sampleSidecar([right]))
    #expect(result.codings == [sampleCoding(1, "trust", 40..<80, modified: 3000)])
  }

  @Test("with a base, a coding cut on one side stays cut")
  func cut() throws {
    let base = sampleSidecar([sampleCoding(1, "trust", 40..<60)])
    let cut = sampleSidecar([sampleCoding(1, "trust", 40..<50, modified: 2000)])
    let memo = sampleSidecar([sampleCoding(1, "trust", 40..<60, modified: 3000, memo: "why?")])
    let result = try merged(cut, memo, base: base)
    #expect(
      result.codings == [sampleCoding(1, "trust", 40..<50, modified: 3000, memo: "why?")]
    )
  }

  @Test("else the later change wins, then the larger bytes")
  func later() throws {
    let older = sampleSidecar([sampleCoding(1, modified: 2000, memo: "z")])
    let newer = sampleSidecar([sampleCoding(1, modified: 3000, memo: "a")])
    #expect(try merged(older, newer).codings[0].memo == "a")
    let equal = sampleSidecar([sampleCoding(1, modified: 2000, memo: "y")])
    #expect(try merged(older, equal).codings[0].memo == "z")
  }

  @Test("with a base, the code here, the memo there and both sides' flags are all kept")
  func partByPart() throws {
    let base = sampleSidecar([sampleCoding(1, flags: [.discuss])])
    let one = sampleCoding(1, "mistrust", modified: 3000, flags: [.discuss, .doNotQuote])
    let other = sampleCoding(1, modified: 2000, memo: "why?", flags: [.exemplar])
    let result = try merged(sampleSidecar([one]), sampleSidecar([other]), base: base)
    #expect(
      result.codings == [
        sampleCoding(
          1,
          "mistrust",
          modified: 3000,
          memo: "why?",
          flags: [.doNotQuote, .exemplar]
        )
      ]
    )
  }

  @Test("with a base, what both have changed is the later one's, and a flag taken back stays so")
  func partByPartLater() throws {
    let base = sampleSidecar([sampleCoding(1, memo: "old", flags: [.redact])])
    let one = sampleCoding(1, modified: 3000, memo: "later", flags: [])
    let other = sampleCoding(1, "mistrust", modified: 2000, memo: "earlier", flags: [.redact])
    let result = try merged(sampleSidecar([one]), sampleSidecar([other]), base: base)
    #expect(result.codings == [sampleCoding(1, "mistrust", modified: 3000, memo: "later")])
  }

  @Test("with a base, a code confirmed under a newer codebook stays confirmed")
  func confirmed() throws {
    let base = sampleSidecar([sampleCoding(1)])
    var one = sampleCoding(1, modified: 2000)
    one.codebook = 2
    let other = sampleCoding(1, modified: 3000, memo: "why?")
    let result = try merged(sampleSidecar([one]), sampleSidecar([other]), base: base)
    #expect(result.codings[0].codebook == 2)
    #expect(result.codings[0].memo == "why?")
  }

  @Test("with a base, another code stands against one that was only kept, whichever is later")
  func recodedAndKept() throws {
    let base = sampleSidecar([sampleCoding(1)])
    for times in [(Int64(2000), Int64(3000)), (3000, 2000)] {
      var recoded = sampleCoding(1, "mistrust", modified: times.0)
      var kept = sampleCoding(1, modified: times.1)
      (recoded.codebook, kept.codebook) = (2, 2)
      let (one, other) = (sampleSidecar([recoded]), sampleSidecar([kept]))
      let result = try merged(one, other, base: base)
      #expect(result.codings[0].code == "mistrust")
      #expect(result.codings[0].codebook == 2)
      #expect(try merged(other, one, base: base) == result)
    }
  }

  @Test("without a base, a flag that protects people is kept whichever side has it, another is not")
  func protection() throws {
    let older = sampleCoding(1, modified: 2000, flags: [.exemplar, .doNotQuote, .redact])
    let newer = sampleCoding(1, modified: 3000, memo: "why?", flags: [.discuss])
    let result = try merged(sampleSidecar([older]), sampleSidecar([newer]))
    #expect(
      result.codings == [
        sampleCoding(
          1,
          modified: 3000,
          memo: "why?",
          flags: [.discuss, .doNotQuote, .redact]
        )
      ]
    )
  }

  @Test("memos, turns read, logs, links and unknown keys of both sides stay")
  func others() throws {
    var (one, other) = (sampleSidecar(), sampleSidecar())
    let time = Timestamp(milliseconds: 1000)
    one.memos = [Memo(id: Memo.ID(sampleID(1)), at: time, text: "one")]
    other.memos = [Memo(id: Memo.ID(sampleID(2)), at: time, text: "other")]
    one.nothingHere = [.init(span: Span(5..<9), at: time)]
    other.nothingHere = [.init(span: Span(1..<3), at: time)]
    one.log = [.object([JSONMember("act", "submit"), JSONMember("at", .string(time.text))])]
    other.log = [
      .object([
        JSONMember("act", "reopen"),
        JSONMember("at", .string(Timestamp(milliseconds: 500).text)),
      ])
    ]
    one.kept = [JSONMember("links", [1]), JSONMember("b", 1)]
    other.kept = [JSONMember("links", [2]), JSONMember("a", 2)]
    let result = try merged(one, other)
    #expect(result.memos.map(\.text) == ["one", "other"])
    #expect(result.nothingHere.map(\.span) == [Span(1..<3), Span(5..<9)])
    #expect(result.log.map { $0["act"] } == ["reopen", "submit"])
    #expect(
      result.kept == [JSONMember("a", 2), JSONMember("b", 1), JSONMember("links", [1, 2])]
    )
  }

  @Test("another coder's work, another text and a newer version are refused")
  func refused() {
    let one = sampleSidecar()
    var text = one
    text.source.length = 5
    var newer = one
    newer.version = 2
    let messages = [sampleSidecar(coder: "coder-b"), text, newer].map { other in
      #expect(throws: MergeProblem.self) { try Sidecar.merged(one, other) }?.message ?? ""
    }
    #expect(messages[0].hasPrefix("one sidecar is coder-a's and the other coder-b's."))
    #expect(messages[1].contains("different versions of T03.txt, and neither is dropped"))
    #expect(messages[2].contains("Update emic to merge it."))
  }

  /// The copy in which a coding has taken in the first.
  private func extended(_ number: Int = 1, at time: Int64 = 3000) -> Sidecar {
    var sidecar = sampleSidecar([sampleCoding(2, "trust", 5..<40, modified: time, memo: "whole")])
    sidecar.removed = [
      .init(id: sampleID(number), at: Timestamp(milliseconds: time), into: Coding.ID(sampleID(2)))
    ]
    return sidecar
  }

  @Test("flags and the memo of a coding that the other side took in go to the one that took it in")
  func takenIn() throws {
    let flagged = sampleCoding(
      1,
      modified: 2000,
      memo: "first",
      flags: [.doNotQuote, .redact, .discuss]
    )
    let base = sampleSidecar([sampleCoding(1), sampleCoding(2, "trust", 30..<40)])
    for base in [nil, base] {
      let other = extended()
      let result = try merged(sampleSidecar([flagged]), other, base: base)
      #expect(result.codings.map(\.id.text) == [sampleID(2)])
      #expect(result.codings[0].flags == [.doNotQuote, .redact])
      #expect(result.codings[0].memo == "whole\n\n\u{2014}\u{2014}\u{2014}\nfirst")
      #expect(try merged(result, sampleSidecar([flagged]), base: base) == result)
      let notes = MergeNotes(sampleSidecar([flagged]), other, merged: result, base: base)
      #expect(notes.keptFlags == [sampleID(2)])
      #expect(notes.replacedMemos.isEmpty)
    }
  }

  @Test("also along several that took each other in, and where the last of them is gone")
  func takenInTwice() throws {
    let flagged = sampleSidecar([sampleCoding(1, modified: 2000, flags: [.doNotQuote])])
    var other = sampleSidecar([sampleCoding(3, "trust", 5..<60, modified: 4000)])
    other.removed = [
      .init(id: sampleID(1), at: Timestamp(milliseconds: 3000), into: Coding.ID(sampleID(2))),
      .init(id: sampleID(2), at: Timestamp(milliseconds: 4000), into: Coding.ID(sampleID(3))),
    ]
    #expect(try merged(flagged, other).codings[0].flags == [.doNotQuote])
    other.codings = []
    #expect(try merged(flagged, other).codings.map(\.id.text) == [sampleID(1)])
  }

  @Test(
    "where the one that took it in covers not all its words, it stays with its flag and its memo"
  )
  func takenInAndGrown() throws {
    let grown = sampleCoding(
      1,
      "trust",
      30..<60,
      modified: 2000,
      memo: "first",
      flags: [.doNotQuote]
    )
    let base = sampleSidecar([sampleCoding(1, "trust", 30..<38), sampleCoding(2, "trust", 5..<20)])
    for base in [nil, base] {
      let result = try merged(sampleSidecar([grown]), extended(), base: base)
      #expect(result.codings.map(\.id.text) == [sampleID(2), sampleID(1)])
      #expect(result.codings.map(\.flags) == [[], [.doNotQuote]])
      #expect(result.codings.map(\.memo) == ["whole", "first"])
      #expect(try merged(result, extended(), base: base) == result)
    }
  }

  @Test("where both have flagged a coding and one has moved it, the words of both stay flagged")
  func movedAndFlaggedTwice() throws {
    let base = sampleSidecar([sampleCoding(1, "trust", 10..<20)])
    let one = sampleSidecar([sampleCoding(1, "trust", 10..<20, modified: 2000, flags: [.redact])])
    let other = sampleSidecar([
      sampleCoding(1, "trust", 64..<80, modified: 3000, flags: [.doNotQuote])
    ])
    for base in [nil, base] {
      let result = try merged(one, other, base: base)
      #expect(result.codings.map(\.span) == [Span(10..<20), Span(64..<80)])
      #expect(result.codings[0].flags == [.redact])
      #expect(result.codings[1].id.text == sampleID(1))
      #expect(result.codings[1].flags == [.doNotQuote, .redact])
      #expect(try merged(result, one, base: base) == result)
      #expect(try merged(result, other, base: base) == result)
      let notes = MergeNotes(one, other, merged: result, base: base)
      #expect(notes.keptFlags.contains(result.codings[0].id.text))
      // Looked at and removed, it stays so.
      var settled = result
      try settled.apply(
        Change("gone", [.coding(before: result.codings[0], after: nil)]),
        at: Timestamp(milliseconds: 4000)
      )
      #expect(try merged(settled, one, base: base).codings.map(\.span) == [Span(64..<80)])
    }
  }

  @Test("a memo that was taken in stays there when the same is merged once more")
  func takenInAgain() throws {
    let noted = sampleSidecar([sampleCoding(1, modified: 2000, memo: "first")])
    var other = extended()
    other.codings[0].memo = ""
    let result = try merged(noted, other)
    #expect(result.codings.map(\.memo) == ["first"])
    #expect(try merged(result, other) == result)
    #expect(try merged(result, noted) == result)
  }

  @Test("a memo on what the other side has removed is named")
  func removedAndNoted() throws {
    let noted = sampleSidecar([sampleCoding(1, modified: 2000, memo: "why?")])
    var other = sampleSidecar()
    other.removed = [.init(id: sampleID(1), at: Timestamp(milliseconds: 3000))]
    let result = try merged(noted, other)
    #expect(result.codings.isEmpty)
    #expect(MergeNotes(noted, other, merged: result).lostMemos == [sampleID(1)])
    #expect(MergeNotes(noted, other, merged: result, base: noted).lostMemos.isEmpty)
    #expect(MergeNotes(noted, extended(), merged: try merged(noted, extended())).lostMemos.isEmpty)
  }

  @Test("what stands in place of redacted words is kept where the later version has none")
  func replacement() throws {
    var redacted = sampleCoding(1, modified: 2000, flags: [.redact])
    redacted.replacement = "an official"
    let later = sampleCoding(1, modified: 3000, memo: "why?")
    let result = try merged(sampleSidecar([redacted]), sampleSidecar([later]))
    #expect(result.codings.map(\.replacement) == ["an official"])
    #expect(
      MergeNotes(sampleSidecar([redacted]), sampleSidecar([later]), merged: result).replacedWords
        .isEmpty
    )
  }

  @Test(
    "two tombstones of one coding are one that knows what either did"
  )
  func tombstones() throws {
    let flagged = sampleSidecar([sampleCoding(1, modified: 1000, flags: [.doNotQuote])])
    var knowing = flagged
    try knowing.apply(
      Change("gone", [.coding(before: flagged.codings[0], after: nil)]),
      at: Timestamp(milliseconds: 2000)
    )
    var other = sampleSidecar()
    other.removed = [.init(id: sampleID(1), at: Timestamp(milliseconds: 3000))]
    let both = try merged(knowing, other)
    #expect(both.removed.map(\.at) == [Timestamp(milliseconds: 3000)])
    #expect(both.removed.map(\.knownFlags) == [[.doNotQuote]])
    #expect(try merged(both, flagged).codings.isEmpty)
    #expect(try merged(merged(flagged, knowing), other).codings.isEmpty)
  }

  @Test("a removal does not take a flag with it that was set elsewhere meanwhile")
  func removedAndFlagged() throws {
    let flagged = sampleSidecar([sampleCoding(1, modified: 2000, flags: [.doNotQuote])])
    var other = sampleSidecar()
    other.removed = [.init(id: sampleID(1), at: Timestamp(milliseconds: 3000))]
    let result = try merged(flagged, other, base: sampleSidecar([sampleCoding(1)]))
    #expect(result.codings.map(\.flags) == [[.doNotQuote]])
    #expect(result.removed.isEmpty)
    #expect(try merged(flagged, other) == result)
    #expect(try merged(result, other) == result)
    #expect(MergeNotes(flagged, other, merged: result).keptFlags == [sampleID(1)])
    // Who knew the flag and removed the coding all the same meant it.
    #expect(try merged(flagged, other, base: flagged).codings.isEmpty)
    var knowing = flagged
    try knowing.apply(
      Change("gone", [.coding(before: flagged.codings[0], after: nil)]),
      at: Timestamp(milliseconds: 3000)
    )
    #expect(try merged(flagged, knowing).codings.isEmpty)
    #expect(SidecarWriter.encode(knowing) == SidecarWriter.encode(try merged(knowing, knowing)))
  }

  @Test("words that one side has flagged keep the flag where the other has moved the coding")
  func movedAndFlagged() throws {
    let base = sampleSidecar([sampleCoding(1, "trust", 40..<60)])
    let flagged = sampleCoding(1, "trust", 40..<60, modified: 2000, flags: [.doNotQuote])
    for (place, kept) in [(40..<45, 40..<60), (55..<90, 40..<90), (100..<120, 40..<60)] {
      let moved = sampleSidecar([sampleCoding(1, "trust", place, modified: 3000)])
      for base in [nil, base] {
        let result = try merged(sampleSidecar([flagged]), moved, base: base)
        #expect(result.codings.map(\.span) == [Span(kept)])
        #expect(result.codings[0].flags == [.doNotQuote])
        let notes = MergeNotes(sampleSidecar([flagged]), moved, merged: result, base: base)
        #expect(notes.keptFlags == [sampleID(1)])
      }
    }
  }

  /// Copies of one sidecar that went their own ways: extended, given memos, removed, added to.
  private func copy(_ generator: inout SeededGenerator) -> Sidecar {
    var sidecar = sampleSidecar()
    func pick(_ range: Range<Int64>) -> Int64 { Int64.random(in: range, using: &generator) }
    let protections: [[Coding.Flag]] = [[], [], [.doNotQuote], [.redact], [.doNotQuote, .redact]]
    for id in 1...6 {
      // Extensions and memos of the second pair cross removals nowhere: a removal between two of them
      // forgets the first, whatever the rule. Flags that protect cross them.
      switch pick(0..<4) {
      case 0: break
      case 1 where id > 4:
        // Taken in by a ninth coding, which is in every copy that has such a removal.
        sidecar.removed.append(
          .init(
            id: sampleID(id),
            at: Timestamp(milliseconds: pick(6..<9)),
            into: Coding.ID(sampleID(9))
          )
        )
      case 1 where id > 2:
        sidecar.removed.append(.init(id: sampleID(id), at: Timestamp(milliseconds: pick(0..<6))))
      default:
        let (left, right) = id > 2 ? (0, 0) : (Int(pick(0..<9)), Int(pick(0..<9)))
        let memo = ["", "a", "b"][Int(pick(0..<3))]
        let flags: [[Coding.Flag]] = [[], [.doNotQuote], [.redact, .discuss], [.discuss]]
        sidecar.codings.append(
          sampleCoding(
            id,
            "trust",
            (40 - left)..<(60 + right),
            modified: pick(0..<6),
            memo: id > 4 ? ["m", "n"][id - 5] : id > 2 ? "" : memo,
            flags: id > 2 ? protections[Int(pick(0..<5))] : flags[Int(pick(0..<4))]
          )
        )
      }
    }
    if sidecar.removed.contains(where: { $0.into != nil }) || pick(0..<2) == 0 {
      sidecar.codings.append(
        sampleCoding(
          9,
          "trust",
          20..<80,
          modified: 9,
          memo: "whole",
          flags: protections[Int(pick(0..<5))]
        )
      )
    }
    sidecar.codings.sort()
    if pick(0..<2) == 0 {
      sidecar.memos = [
        Memo(
          id: Memo.ID(sampleID(7)),
          at: Timestamp(milliseconds: pick(0..<4)),
          text: ["x", "y"][Int(pick(0..<2))]
        )
      ]
    }
    if pick(0..<2) == 0 {
      sidecar.nothingHere = [
        .init(span: Span(1..<3), at: Timestamp(milliseconds: pick(0..<4)))
      ]
    }
    let members = [JSONMember("a", 1), JSONMember("a", 2), JSONMember("b", 1)]
    sidecar.kept = [members[Int(pick(0..<2))]] + (pick(0..<2) == 0 ? [members[2]] : [])
    if pick(0..<2) == 0 { sidecar.kept.reverse() }
    sidecar.log = (0..<pick(0..<3)).map { _ in
      .object([JSONMember("at", .number(String(pick(0..<3))))])
    }
    return sidecar
  }

  @Test("the order of merging never matters, and merging again changes nothing: 10,000 cases")
  func laws() throws {
    var generator = SeededGenerator(state: 7)
    for number in 0..<10_000 {
      let (one, two, three) = (copy(&generator), copy(&generator), copy(&generator))
      let both = try Sidecar.merged(one, two)
      let left = try Sidecar.merged(both, three)
      let right = try Sidecar.merged(one, Sidecar.merged(two, three))
      let (turned, again) = try (Sidecar.merged(two, one), Sidecar.merged(both, one))
      let itself = try Sidecar.merged(both, both)
      try #require(both == turned, "case \(number)")
      try #require(left == right, "case \(number)")
      try #require(both == again, "case \(number)")
      try #require(both == itself, "case \(number)")
      let ids = Set((one.codings + two.codings).map(\.id.text))
      let there = Set(both.codings.map(\.id.text)).union(both.removed.map(\.id))
      try #require(ids.isSubset(of: there), "case \(number)")
      try #require(left.protects(one, two, three), "case \(number)")
    }
  }

  /// Copies that went their own ways with no regard to one another: what one takes in the other grows, cuts and
  /// writes memos on.
  private func wildCopy(_ generator: inout SeededGenerator) -> Sidecar {
    var sidecar = sampleSidecar()
    func pick(_ range: Range<Int64>) -> Int64 { Int64.random(in: range, using: &generator) }
    let flags: [[Coding.Flag]] = [[], [], [.doNotQuote], [.redact]]
    for id in 1...4 {
      switch pick(0..<4) {
      case 0: break
      case 1 where id < 4:
        let heir = pick(0..<2) == 0 ? nil : Coding.ID(sampleID(Int(pick(1..<5))))
        sidecar.removed.append(
          .init(id: sampleID(id), at: Timestamp(milliseconds: pick(0..<9)), into: heir)
        )
      default:
        sidecar.codings.append(
          sampleCoding(
            id,
            "trust",
            // Most versions share text with the others.
            pick(0..<4) > 0
              ? (50 - Int(pick(0..<40)))..<(60 + Int(pick(0..<40)))
              : Int(pick(0..<9))..<(10 + Int(pick(0..<40))),
            modified: pick(0..<9),
            memo: ["", "a", "b"][Int(pick(0..<3))],
            flags: flags[Int(pick(0..<4))]
          )
        )
      }
    }
    sidecar.codings.sort()
    return sidecar
  }

  @Test(
    "in whatever order, flagged words stay flagged, and merging again changes nothing: 10,000 cases"
  )
  func protection10000() throws {
    var generator = SeededGenerator(state: 11)
    for number in 0..<10_000 {
      let (one, two, three) = (
        wildCopy(&generator), wildCopy(&generator), wildCopy(&generator)
      )
      let both = try Sidecar.merged(one, two)
      let (turned, itself) = try (Sidecar.merged(two, one), Sidecar.merged(both, both))
      let again = try Sidecar.merged(both, one)
      let others = try Sidecar.merged(two, three)
      try #require(both == turned, "case \(number)")
      try #require(both == itself, "case \(number)")
      try #require(both == again, "case \(number)")
      for (first, then) in [(both, three), (others, one)] {
        let all = try Sidecar.merged(first, then)
        try #require(all.protects(one, two, three), "case \(number)")
      }
      // With what both come from: what only one has set stands, what either has taken back does not.
      let known = try Sidecar.merged(one, two, base: three)
      try #require(try Sidecar.merged(two, one, base: three) == known, "case \(number)")
      let new = [one, two].map { version in version.onlyWithFlags(newSince: three) }
      try #require(known.protects(new[0], new[1]), "case \(number)")
    }
  }
}

extension Sidecar {
  /// Its codings, of their flags those that another version does not have.
  fileprivate func onlyWithFlags(newSince base: Sidecar) -> Sidecar {
    var result = self
    for place in result.codings.indices {
      let old = base.codings.first { $0.id == result.codings[place].id }?.flags ?? []
      result.codings[place].flags.removeAll(where: old.contains)
    }
    return result
  }

  /// Whether each flag that protects words in one of the versions stands on those words here.
  fileprivate func protects(_ versions: Sidecar...) -> Bool {
    versions.flatMap(\.codings).allSatisfy { coding in
      coding.protectingFlags.allSatisfy { flag in
        codings.contains { $0.flags.contains(flag) && $0.span.contains(coding.span) }
      }
    }
  }
}
