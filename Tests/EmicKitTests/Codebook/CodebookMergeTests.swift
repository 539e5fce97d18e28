import Testing

@testable import EmicKit

@Suite("Merging two people's changes of a codebook") struct CodebookMergeTests {
  private let base = sampleBook()

  private func conflicts(_ one: Codebook, _ other: Codebook) -> [CodebookConflicts.Conflict] {
    let problem = #expect(throws: CodebookConflicts.self) {
      try Codebook.merged(one, other, base: base)
    }
    return problem?.conflicts ?? []
  }

  @Test("other codes and other fields go together; the version is the larger plus one")
  func together() throws {
    var (one, other) = (base, base)
    try one.perform(1) { try $0.redefining("trust", [.brief: "Confidence."]) }
    try other.perform(2) { try $0.redefining("trust", [.example: "She trusts me."]) }
    try other.perform(3) { try $0.renaming("control", to: Code.Name("Steering")) }
    let merged = try Codebook.merged(one, other, base: base)
    #expect(merged == (try Codebook.merged(other, one, base: base)))
    #expect(merged.version == 4)
    #expect(merged["trust"]?.brief == "Confidence.")
    #expect(merged["trust"]?.example == "She trusts me.")
    // Neither side's codings were made under both wordings.
    #expect(merged["trust"]?.revised == 4)
    #expect(merged["control"]?.name.primary == "Steering")
    #expect(merged.history.map(\.change) == [.redefine, .redefine, .rename])
    #expect(merged.history.map(\.version) == [2, 2, 3])
  }

  @Test("unsaved changes come after saved ones: what was confirmed under these stays confirmed")
  func rebasing() throws {
    var (mine, saved) = (base, base)
    try saved.perform(1) { try $0.redefining("trust", [.brief: "Confidence."]) }
    try mine.perform(2) { try $0.addingCode(Code(id: "new", name: .init("New"))) }
    try mine.perform(3) { try $0.redefining("control", [.brief: "Steering."]) }
    let both = try mine.rebased(onto: saved, from: base)
    #expect(both.version == 4)
    #expect(both["trust"]?.revised == 2)
    #expect(both["new"]?.since == 4)
    #expect(both["control"]?.revised == 4)
    #expect(both.history.map(\.version) == [2, 4, 4])
    #expect(both.asOf(3)["new"] == nil)
    #expect(try mine.rebased(onto: base, from: base) == mine)
    #expect(try base.rebased(onto: saved, from: base) == saved)
  }

  @Test("two sessions take the same change back: it is taken back once")
  func undoneTwice() throws {
    var book = base
    let change = try book.retiring("trust")
    var moment = Moment(now: Timestamp(milliseconds: 1), seed: (1, 1))
    let entry = try book.apply(change, by: "lead", moment: &moment)
    var (one, other) = (book, book)
    let undo = change.inverse(undoing: entry)
    var (first, second) = (
      Moment(now: Timestamp(milliseconds: 2), seed: (2, 2)),
      Moment(now: Timestamp(milliseconds: 2), seed: (3, 3))
    )
    try one.apply(undo, by: "lead", moment: &first)
    try other.apply(undo, by: "lead", moment: &second)
    #expect(try other.rebased(onto: one, from: book) == one)
    // What else was done is done all the same.
    try other.perform(3) { try $0.renaming("control", to: Code.Name("Steering")) }
    let both = try other.rebased(onto: one, from: book)
    #expect(both.history.map(\.change) == [.retire, .revive, .rename])
    #expect(both["trust"]?.retired == nil)
    #expect(both["control"]?.name.primary == "Steering")
  }

  @Test("a side that has changed nothing gives way, and no version is made")
  func forward() throws {
    var one = base
    try one.perform { try $0.retiring("trust") }
    #expect(try Codebook.merged(one, base, base: base) == one)
    #expect(try Codebook.merged(base, one, base: base) == one)
    #expect(try Codebook.merged(one, one, base: base) == one)
    var other = base
    try other.perform { try $0.settingColor("sky", of: "control") }
    let merged = try Codebook.merged(one, other, base: base)
    #expect(merged.version == 2)
    #expect(merged["control"]?.color == "sky")
    #expect(merged["trust"]?.retired == 2)
  }

  @Test("the same field in two ways is shown and never guessed")
  func sameField() throws {
    var (one, other) = (base, base)
    try one.perform { try $0.redefining("trust", [.brief: "Mine."]) }
    try other.perform { try $0.redefining("trust", [.brief: "Theirs."]) }
    #expect(conflicts(one, other) == [.init("trust", "brief", "Mine.", "Theirs.")])
    let problem = CodebookConflicts(conflicts(one, other))
    #expect(
      problem.message == """
        somebody else has changed the same parts of the codebook:
        trust, brief: "Mine." here, "Theirs." in the file.
        Nothing was written. Look at what is there now and make your change again.
        """
    )
    var (split, merge) = (base, base)
    try split.perform { try $0.splitting("trust", into: ["control", "co-optation"]) }
    try merge.perform { try $0.merging("trust", into: "control") }
    #expect(conflicts(split, merge).map(\.field) == ["replaced-by"])
  }

  @Test("what each may do alone and both together may not")
  func brokenRules() throws {
    var (one, other) = (base, base)
    try one.perform { try $0.moving("trust", under: "control") }
    try other.perform { try $0.moving("control", under: "trust") }
    #expect(conflicts(one, other).allSatisfy { $0.field == "parent" })

    (one, other) = (base, base)
    try one.perform { try $0.merging("trust", into: "control") }
    try other.perform { try $0.merging("control", into: "trust") }
    #expect(conflicts(one, other).contains { $0.field == "replaced-by" })

    (one, other) = (base, base)
    try one.perform { try $0.merging("trust", into: "control") }
    try other.perform { try $0.retiring("control") }
    #expect(conflicts(one, other) == [.init("trust", "replaced-by", "control", "control retired")])

    (one, other) = (base, base)
    try one.perform { try $0.settingKey("z", of: "control") }
    try other.perform { try $0.settingKey("z", of: "co-optation") }
    #expect(conflicts(one, other).map(\.field) == ["key"])

    (one, other) = (base, base)
    try one.perform { try $0.addingCode(Code(id: "new", name: .init("Mine"))) }
    try other.perform { try $0.addingCode(Code(id: "new", name: .init("Theirs"))) }
    #expect(conflicts(one, other).map(\.field) == ["name"])
  }

  @Test("an entry that one took out and the other changed is asked about")
  func takenOut() throws {
    var base = base
    let (change, entry) = try base.perform { try $0.addingCode(Code(id: "new", name: .init("N"))) }
    var (one, other) = (base, base)
    try one.perform { _ in change.inverse(undoing: entry) }
    try other.perform { try $0.redefining("new", [.brief: "b"]) }
    let problem = #expect(throws: CodebookConflicts.self) {
      try Codebook.merged(one, other, base: base)
    }
    #expect(problem?.conflicts == [.init("new", "entry", "taken out", "changed")])
    #expect(try Codebook.merged(one, base, base: base)["new"] == nil)
  }

  @Test("whoever comes first, the same comes out, and nothing of either is lost: 300 pairs by lot")
  func laws() throws {
    var generator = SeededGenerator(state: 41)
    var merges = 0
    for number in 0..<300 {
      var sides = [base, base]
      for side in sides.indices {
        for step in 0..<Int.random(in: 1...3, using: &generator) {
          let name = ["one", "other"][side]
          guard let change = sides[side].drawnChange(&generator, name: name) else { continue }
          var moment = sampleMoment(Int64(number * 100 + side * 10 + step))
          try sides[side].apply(change, by: Coder.ID(name), moment: &moment)
        }
      }
      let (one, other) = (sides[0], sides[1])
      let merged = Result { try Codebook.merged(one, other, base: base) }
      let turned = Result { try Codebook.merged(other, one, base: base) }
      switch (merged, turned) {
      case (.success(let book), .success(let same)):
        merges += 1
        try #require(book == same, "case \(number)")
        try #require(book == (try Codebook.merged(book, book, base: base)))
        let entries = Set(book.history)
        try #require(entries.isSuperset(of: one.history + other.history), "case \(number)")
        try #require(Set(book.codes.map(\.id)) == Set((one.codes + other.codes).map(\.id)))
        for code in one.codes where other[code.id] == base[code.id] {
          try #require(book[code.id]?.brief == code.brief && book[code.id]?.name == code.name)
          try #require(book[code.id]?.replacedBy == code.replacedBy)
        }
        let bytes = Array(CodebookWriter.text(of: book).utf8)
        try #require(try CodebookReader.read(bytes, file: "b") == book, "case \(number)")
      case (.failure, .failure): break
      default: Issue.record("case \(number): refused only one way round")
      }
    }
    #expect(merges > 100)
    #expect(merges < 300)
  }
}
