import Testing

@testable import EmicKit

@Suite("Applying a change") struct ApplyTests {
  private let time = Timestamp(milliseconds: 5000)

  @Test("a new coding takes its place in the order and the time of the change")
  func assign() throws {
    var sidecar = sampleSidecar([sampleCoding(1, "trust", 0..<5), sampleCoding(3, "trust", 9..<12)])
    try sidecar.apply(
      Change("", [.coding(before: nil, after: sampleCoding(2, "trust", 5..<9))]),
      at: time
    )
    #expect(sidecar.codings.map(\.id.text) == [sampleID(1), sampleID(2), sampleID(3)])
    #expect(sidecar.codings[1].modified == time)
  }

  @Test("a removal leaves a tombstone, and its undo takes it away and is later than it")
  func removal() throws {
    let coding = sampleCoding(1)
    var sidecar = sampleSidecar([coding])
    let change = Change("", [.coding(before: coding, after: nil)])
    try sidecar.apply(change, at: time)
    #expect(sidecar.codings.isEmpty)
    #expect(sidecar.removed == [.init(id: sampleID(1), at: time)])
    try sidecar.apply(change.inverse, at: time)
    #expect(sidecar.removed.isEmpty)
    #expect(sidecar.codings[0].modified == Timestamp(milliseconds: 5001))
  }

  @Test("behind the last moment that can be printed there is none")
  func lastMoment() throws {
    let coding = sampleCoding(1, modified: Timestamp.last.milliseconds)
    var sidecar = sampleSidecar([coding])
    try sidecar.apply(Change("", [.coding(before: coding, after: nil)]), at: time)
    #expect(sidecar.removed[0].at.text == "9999-12-31T23:59:59.999Z")
  }

  @Test("a clock that went back does not make a change older than what it changes")
  func clock() throws {
    let coding = sampleCoding(1, modified: 9000)
    var longer = coding
    longer.memo = "more"
    var sidecar = sampleSidecar([coding])
    try sidecar.apply(Change("", [.coding(before: coding, after: longer)]), at: time)
    #expect(sidecar.codings[0].modified == Timestamp(milliseconds: 9001))
    try sidecar.apply(Change("", [.coding(before: longer, after: nil)]), at: time)
    #expect(sidecar.removed[0].at == Timestamp(milliseconds: 9002))
  }

  @Test("a coding that another takes in says so on its tombstone")
  func absorbed() throws {
    let (one, two) = (sampleCoding(1, "trust", 0..<5), sampleCoding(2, "trust", 4..<9))
    let union = sampleCoding(1, "trust", 0..<9)
    var sidecar = sampleSidecar([one, two])
    let change = Change(
      "",
      [.coding(before: one, after: union), .coding(before: two, after: nil, into: one.id)]
    )
    try sidecar.apply(change, at: time)
    #expect(sidecar.removed == [.init(id: sampleID(2), at: time, into: one.id)])
    #expect(sidecar.codings.map(\.span) == [Span(0..<9)])
  }

  @Test("a change that no longer fits is refused as a whole")
  func refused() throws {
    let (one, two) = (sampleCoding(1), sampleCoding(2, "money"))
    let sidecar = sampleSidecar([one])
    let memo = Memo(id: "m", at: time, text: "x")
    let turn = Sidecar.NothingHere(span: Span(1..<2), at: time)
    var other = one
    other.memo = "changed"
    var moved = one
    moved.span = Span(11..<20)
    let cases: [(Change.Edit, ChangeProblem, String)] = [
      (.coding(before: two, after: nil), .codingMissing(two.id), "is gone"),
      (.coding(before: other, after: nil), .codingDiffers(one.id), "has been changed since"),
      (.coding(before: moved, after: nil), .codingDiffers(one.id), "has been changed since"),
      (.coding(before: nil, after: other), .codingExists(one.id), "is there already"),
      (.memo(before: memo, after: nil), .memoMissing("m"), "is gone"),
      (.nothingHere(before: turn, after: nil), .turnMissing(Span(1..<2)), "no longer marked"),
    ]
    for (edit, problem, message) in cases {
      var copy = sidecar
      let first = Change.Edit.coding(before: nil, after: sampleCoding(3))
      let thrown = #expect(throws: ChangeProblem.self) {
        try copy.apply(Change("", [first, edit]), at: time)
      }
      #expect(thrown == problem)
      #expect(thrown?.message.contains(message) == true)
      #expect(copy == sidecar)
    }
  }

  @Test("doing and undoing restores codings, memos and turns: 2,000 random changes")
  func inverse() throws {
    var generator = SeededGenerator(state: 3)
    func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
    for number in 0..<2000 {
      var sidecar = sampleSidecar((1...4).map { sampleCoding($0, "trust", $0..<($0 + 5)) })
      sidecar.memos = (5...6).map { Memo(id: Memo.ID(sampleID($0)), at: time, text: "\($0)") }
      sidecar.nothingHere = (1...3).map { .init(span: Span(($0 * 10)..<($0 * 10 + 5)), at: time) }
      let before = sidecar
      var edits: [Change.Edit] = []
      for coding in before.codings where pick(2) == 0 {
        let start = pick(9)
        let after = sampleCoding(
          Int(coding.id.text.suffix(2), radix: 16) ?? 0,
          ["trust", "money"][pick(2)],
          start..<(start + 1 + pick(9)),
          memo: ["", "m"][pick(2)]
        )
        edits.append(.coding(before: coding, after: pick(3) == 0 ? nil : after))
      }
      if pick(2) == 0 { edits.append(.coding(before: nil, after: sampleCoding(9))) }
      for memo in before.memos where pick(2) == 0 {
        edits.append(
          .memo(before: memo, after: pick(2) == 0 ? nil : Memo(id: memo.id, at: time, text: "new"))
        )
      }
      for turn in before.nothingHere where pick(2) == 0 {
        edits.append(.nothingHere(before: turn, after: nil))
      }
      let change = Change("", edits)
      try sidecar.apply(change, at: Timestamp(milliseconds: 9000))
      try #require(sidecar.codings == sidecar.codings.sorted(), "case \(number)")
      try sidecar.apply(change.inverse, at: Timestamp(milliseconds: 9500))
      try #require(sidecar.codings.map(timeless) == before.codings.map(timeless))
      try #require(
        Set(sidecar.memos.map { [$0.id.text, $0.text] })
          == Set(before.memos.map { [$0.id.text, $0.text] })
      )
      try #require(sidecar.nothingHere == before.nothingHere)
    }
  }

  private func timeless(_ coding: Coding) -> Coding {
    var coding = coding
    coding.modified = coding.created
    return coding
  }
}
