import Testing

@testable import EmicKit

@Suite("Two adjudicators") struct VerdictMergeTests {
  private typealias Samples = AdjudicationSamples

  private let desk = AdjudicationDesk(
    [Samples.coding(1, "x", 10..<30)],
    [Samples.coding(2, "x", 8..<12), Samples.coding(3, "x", 28..<33)]
  )

  private func merged(_ one: Sidecar, _ other: Sidecar) throws -> Sidecar {
    let result = try Sidecar.merged(one, other)
    let bytes = SidecarWriter.encode(result)
    #expect(SidecarWriter.encode(try Sidecar.merged(other, one)) == bytes)
    #expect(SidecarWriter.encode(try Sidecar.merged(result, other)) == bytes)
    return result
  }

  @Test("who decide the same make one coding")
  func same() throws {
    var (one, other) = (desk, desk)
    try one.settle(desk.rows[0], .union)
    other.now = 9000
    try other.settle(desk.rows[0], .union)
    let result = try merged(one.consensus, other.consensus)
    #expect(result.codings.count == 1)
    #expect(result.codings[0].modified.milliseconds == 9000)
  }

  @Test("who decide differently: the later verdict stands whole, never a mixture or a union")
  func different() throws {
    let row = desk.rows[0]
    for (first, second) in [
      (.intersection, .adopt(coder: 0)), (.adopt(coder: 0), .intersection),
      (.intersection, .neither), (.neither, .intersection),
    ] as [(PassageRow.Choice, PassageRow.Choice)] {
      var (one, other) = (desk, desk)
      try one.settle(row, first, by: "ana")
      other.now = 6000
      try other.settle(row, second, by: "ben")
      let result = try merged(one.consensus, other.consensus)
      #expect(result.verdicts.all == other.consensus.verdicts.all)
      #expect(result.codings == other.consensus.codings)
      #expect(result.settled == other.consensus.settled)
    }
  }

  @Test("an own verdict that another took the place of comes back by the inverse")
  func overtaken() throws {
    let row = desk.rows[0]
    let choices: [PassageRow.Choice] = [.union, .intersection, .adopt(coder: 1), .neither]
    for first in choices {
      for second in choices {
        var (one, other) = (desk, desk)
        try one.settle(row, first, by: "ana")
        other.now = 6000
        try other.settle(row, second, by: "ben")
        let result = try merged(one.consensus, other.consensus)
        let found = result.overtaken(since: one.consensus, of: "ana", among: desk.rows)
        #expect(result.overtaken(since: one.consensus, of: "ben", among: desk.rows).isEmpty)
        let overtaken = try #require(found.first)
        #expect(found.count == 1)
        #expect(overtaken.other?.settlement.by == "ben")
        var back = result
        try back.apply(overtaken.change.inverse, at: Timestamp(milliseconds: 9000))
        #expect(back.verdicts.all.map(\.settlement) == one.consensus.verdicts.all.map(\.settlement))
        #expect(back.codings.map(\.span) == one.consensus.codings.map(\.span))
        // In a merge with the other's copy it stands: it is the latest.
        #expect(try merged(back, other.consensus).verdicts.all == back.verdicts.all)
      }
    }
    let same = try merged(desk.consensus, desk.consensus)
    #expect(same.overtaken(since: desk.consensus, of: "ana", among: desk.rows).isEmpty)
  }

  @Test("a change is its adjudicator's: whoever makes the verdict, or takes it away")
  func own() throws {
    for choice in [.union, .neither] as [PassageRow.Choice] {
      let change = try desk.change(desk.rows[0], choice, by: "ana")
      for change in [change, change.inverse] { #expect(change.adjudicator == "ana") }
      #expect(change.inverse.takesVerdict(ofOthersThan: "ben"))
      #expect(!change.inverse.takesVerdict(ofOthersThan: "ana"))
      #expect(!change.takesVerdict(ofOthersThan: "ben"))
      var other = desk
      try other.settle(desk.rows[0], choice, by: "ana")
      let later = try other.change(desk.rows[0], .intersection, by: "ben")
      #expect(later.adjudicator == "ben")
      #expect(later.takesVerdict(ofOthersThan: "ben"))
      try other.consensus.apply(later, at: Timestamp(milliseconds: 9000))
      let standing = other.consensus.othersVerdict(under: change.inverse, by: "ana")
      #expect(standing?.settlement.by == "ben")
      #expect(other.consensus.othersVerdict(under: change.inverse, by: "ben") == nil)
    }
    #expect(Change("", []).adjudicator == nil)
  }

  @Test("a verdict that was taken back does not come back from an older copy")
  func takenBack() throws {
    for choice in [.union, .neither, .intersection] as [PassageRow.Choice] {
      var desk = desk
      let change = try desk.settle(desk.rows[0], choice)
      let old = desk.consensus
      try desk.consensus.apply(change.inverse, at: Timestamp(milliseconds: desk.now))
      let result = try merged(old, desk.consensus)
      #expect(result.verdicts.all.isEmpty)
      // Done again it is there again.
      try desk.consensus.apply(change, at: Timestamp(milliseconds: desk.now + 5))
      #expect(try merged(old, desk.consensus).verdicts.all.count == 1)
    }
  }

  @Test("with a base what only one has decided anew is theirs")
  func base() throws {
    var base = desk
    try base.settle(desk.rows[0], .intersection)
    var other = base
    other.now = 9000
    try other.settle(desk.rows[0], .adopt(coder: 0))
    let result = try Sidecar.merged(base.consensus, other.consensus, base: base.consensus)
    #expect(result.codings == other.consensus.codings)
  }

  @Test("what cannot be read is in the merge of both, once")
  func unknown() throws {
    var (one, other) = (desk.consensus, desk.consensus)
    one.settled = [.unknown(1), .unknown(2)]
    other.settled = [.unknown(2), .unknown(3)]
    #expect(try merged(one, other).settled == [.unknown(1), .unknown(2), .unknown(3)])
    let result = try Sidecar.merged(one, other, base: one)
    #expect(result.settled == [.unknown(2), .unknown(3)])
  }

  /// Copies of one layer in which verdicts are made, replaced and taken back.
  private func copy(_ generator: inout SeededGenerator, _ rows: [PassageRow]) throws -> Sidecar {
    var desk = desk
    desk.now = 5000 + Int64.random(in: 0..<4, using: &generator)
    var done: [Change] = []
    for _ in 0..<Int.random(in: 0..<4, using: &generator) {
      let moment = Timestamp(milliseconds: desk.now)
      if !done.isEmpty, Int.random(in: 0..<4, using: &generator) == 0 {
        try desk.consensus.apply(done.removeLast().inverse, at: moment)
      } else if let row = rows.randomElement(using: &generator) {
        let change = try desk.change(
          row,
          AdjudicationDesk.anyChoice(for: row, &generator),
          by: ["ana", "ben"].randomElement(using: &generator) ?? "ana"
        )
        try desk.consensus.apply(change, at: moment)
        if !change.isEmpty { done.append(change) }
      }
      desk.now += Int64.random(in: 1..<3, using: &generator)
    }
    return desk.consensus
  }

  @Test("three copies merge to the same in any order: 10,000 cases")
  func laws() throws {
    var generator = SeededGenerator(state: 21)
    let rows =
      desk.rows
      + AdjudicationDesk([Samples.coding(4, "y", 40..<50)], [Samples.coding(5, "v", 42..<50)]).rows
    let pool = try (0..<100).map { _ in try copy(&generator, rows) }
    var pairs: [[Int]: Sidecar] = [:]
    for number in 0..<10_000 {
      let chosen = (0..<3).map { _ in Int.random(in: pool.indices, using: &generator) }
      let copies = chosen.map { pool[$0] }
      var results: [Sidecar] = []
      for (one, two, three) in [(0, 1, 2), (1, 2, 0), (0, 2, 1)] {
        let pair = [chosen[one], chosen[two]]
        let both = try pairs[pair] ?? Sidecar.merged(copies[one], copies[two])
        pairs[pair] = both
        let result = try Sidecar.merged(both, copies[three])
        results.append(result)
        if one == 0, two == 1 {
          // A verdict is whole: some copy has it just so.
          for verdict in result.verdicts.all {
            let isWhole = copies.contains { $0.verdicts.all.contains(verdict) }
            try #require(isWhole, "case \(number)")
          }
        }
      }
      try #require(results.allSatisfy { $0 == results[0] }, "case \(number)")
    }
  }
}
