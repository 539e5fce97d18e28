import Testing

@testable import EmicKit

@Suite("Changing a codebook") struct CodebookChangeTests {
  private func sample() throws -> Codebook {
    let bytes = try SampleStudyTests().bytes("codebooks/subcontracting.yaml")
    return try CodebookReader.read(bytes, file: "subcontracting.yaml")
  }

  @Test("the first revisions of the sample study's codebook, one after the other")
  func revisions() throws {
    var book = try sample()
    let parts: [Code.ID] = ["trust-in-person", "trust-in-organisation"]
    try book.perform { book in
      try book.splitting(
        "trust",
        into: parts,
        new: parts.map { Code(id: $0, name: Code.Name($0.text)) }
      )
    }
    #expect(book["trust"]?.retired == 2)
    #expect(book["trust"]?.replacedBy == parts)
    #expect(book["trust"]?.key == nil)
    #expect(book["mistrust"]?.parent == "trust")
    let siblings = book.children(of: "relations").map(\.id)
    #expect(Array(siblings.prefix(4)) == ["trust"] + parts + ["personal-ties"])
    #expect(book["trust-in-person"]?.since == 2)

    try book.perform { try $0.merging("self-censorship", into: "advocacy-risk") }
    #expect(book.resolved("self-censorship") == "advocacy-risk")
    #expect(book["self-censorship"]?.isAssignable == false)

    try book.perform { try $0.renaming("control", to: Code.Name("state-steering")) }
    #expect(book["control"]?.name.primary == "state-steering")
    #expect(book["control"]?.revised == nil)

    try book.perform { try $0.retiring("unregistered") }
    #expect(book["unregistered"]?.retired == 5)
    #expect(!book.assignable.contains { $0.id == "unregistered" })

    let mediation = Code(id: "mediation", name: Code.Name("Mediation"), parent: "relations")
    try book.perform { try $0.addingCode(mediation, at: .behind("co-optation")) }
    let place = try #require(book.index(of: "mediation"))
    #expect(book.codes[place - 1].id == "co-optation")

    #expect(book.version == 6)
    #expect(book.history.map(\.change) == [.split, .merge, .rename, .retire, .add])
    #expect(book.history.map(\.version) == [2, 3, 4, 5, 6])
    #expect(Set(book.history.compactMap(\.id)).count == 5)
    #expect(book.history[2].was.map(\.key) == ["name"])
    #expect(book.asOf(1).content == (try sample()).content.withoutKey("trust"))
    let text = CodebookWriter.text(of: book)
    #expect(try CodebookReader.read(Array(text.utf8), file: "b.yaml") == book)
  }

  @Test("a redefinition keeps the replaced words and says since when; a slip of the pen only bumps")
  func redefining() throws {
    var book = sampleBook()
    var change = try book.redefining("trust", [.brief: "Confidence.", .useWhen: "Always."])
    change.reason = "organisations count"
    var moment = sampleMoment()
    let entry = try #require(try book.apply(change, by: "supervisor", moment: &moment))
    #expect(book.version == 2)
    #expect(book["trust"]?.revised == 2)
    #expect(entry.by == "supervisor")
    #expect(entry.reason == "organisations count")
    #expect(
      entry.was == [YAMLMember("brief", .text("about trust")), YAMLMember("use-when", .text(""))]
    )
    try book.perform { try $0.redefining("trust", [.brief: "Confidence!"], isMinor: true) }
    #expect(book.version == 3)
    #expect(book["trust"]?.revised == 2)
    #expect(book.history.last?.isMinor == true)
    #expect(CodebookWriter.text(of: book).contains("    minor: true\n"))
  }

  @Test("what changes no meaning makes no version; what changes nothing is empty")
  func withoutVersion() throws {
    var book = sampleBook()
    try book.perform { try $0.settingKey("z", of: "control") }
    try book.perform { try $0.settingColor("sky", of: "control") }
    try book.perform { try $0.moving("co-optation", under: "relations", at: .first) }
    #expect(book.version == 1)
    #expect(book.history.isEmpty)
    #expect(book.children(of: "relations").map(\.id) == ["co-optation", "trust", "control"])
    #expect(try book.redefining("trust", [.brief: "about trust"]).isEmpty)
    #expect(try book.moving("trust", under: "relations", at: .behind("co-optation")).isEmpty)
    try book.perform { try $0.renaming("trust", to: Code.Name("trust")) }
    #expect(book.version == 1)
  }

  @Test("a code goes with all below it, to the place that is named")
  func moving() throws {
    var book = sampleBook()
    try book.perform { try $0.moving("trust", under: "politics", at: .first) }
    #expect(book.version == 2)
    #expect(
      book.codes.map(\.id) == [
        "relations", "control", "co-optation", "politics", "trust", "mistrust", "advocacy-risk",
        "self-censorship", "unregistered",
      ]
    )
    try book.perform { try $0.moving("advocacy-risk", under: nil) }
    #expect(book["advocacy-risk"]?.parent == nil)
    #expect(book.codes.suffix(2).map(\.id) == ["advocacy-risk", "self-censorship"])
    #expect(book.history.last?.was == [YAMLMember("parent", .text("politics"))])
  }

  @Test("an undone merge leaves both as they were, and stays in the history")
  func undoneMerge() throws {
    let before = sampleBook()
    var book = before
    let (change, entry) = try book.perform { try $0.merging("trust", into: "control") }
    #expect(book.resolved("trust") == "control")
    try book.perform { _ in change.inverse(undoing: entry) }
    #expect(book.content == before.content)
    #expect(book.version == 3)
    #expect(book.history.map(\.change) == [.merge, .revive])
    #expect(book.history[1].undoes == book.history[0].id)
  }

  @Test("do, undo, redo: changes by lot")
  func undoLaw() throws {
    var generator = SeededGenerator(state: 5)
    var book = sampleBook()
    var count = 0
    for number in 0..<400 {
      guard let change = book.drawnChange(&generator), !change.isEmpty else { continue }
      count += 1
      let before = book
      var moment = sampleMoment(Int64(number))
      let entry = try book.apply(change, by: "lead", moment: &moment)
      let after = book
      #expect(after.version == before.version + (change.kind == nil ? 0 : 1), "\(change.summary)")
      try book.apply(change.inverse(undoing: entry), by: "lead", moment: &moment)
      try #require(book.content == before.content, "\(number) \(change.summary)")
      let again = change.inverse(undoing: nil).inverse(undoing: nil)
      try book.apply(again, by: "lead", moment: &moment)
      try #require(
        book.content.withoutNumbers == after.content.withoutNumbers,
        "\(number) \(change.summary)"
      )
      // A large book only makes the draw slow.
      if book.codes.count > 30 { book = sampleBook() }
    }
    let bytes = Array(CodebookWriter.text(of: book).utf8)
    #expect(try CodebookReader.read(bytes, file: "b") == book)
    #expect(count > 150)
  }

  @Test("a change that the book is no longer fit for is refused as a whole")
  func stale() throws {
    var book = sampleBook()
    let change = try book.renaming("trust", to: Code.Name("Reliance"))
    try book.perform { try $0.renaming("trust", to: Code.Name("Confidence")) }
    let before = book
    var moment = sampleMoment()
    let later = book.history.last
    #expect(throws: CodebookProblem.differs(OvertakenField("trust", .name, later: later))) {
      try book.apply(change, by: "lead", moment: &moment)
    }
    #expect(book == before)
  }

  @Test("taking back an addition is refused while somebody codes with it")
  func inUse() throws {
    var book = sampleBook()
    let (change, entry) = try book.perform {
      try $0.addingCode(Code(id: "new", name: .init("New")))
    }
    var moment = sampleMoment()
    #expect(throws: CodebookProblem.inUse(["new"])) {
      try book.apply(
        change.inverse(undoing: entry),
        by: "lead",
        used: ["new", "trust"],
        moment: &moment
      )
    }
    #expect(book["new"] != nil)
    try book.apply(change.inverse(undoing: entry), by: "lead", used: ["trust"], moment: &moment)
    #expect(book["new"] == nil)
    #expect(book.asOf(2)["new"]?.name.primary == "New")
    #expect(throws: CodebookProblem.idUsedBefore("new")) {
      try book.addingCode(Code(id: "new", name: .init("New")))
    }
  }
}

extension Codebook {
  /// Numbers of versions differ between a change and the same change made again.
  fileprivate var withoutNumbers: Codebook {
    with(
      codes.map { code in
        var code = code
        for path in [\Code.since, \Code.revised, \Code.retired] where code[keyPath: path] != nil {
          code[keyPath: path] = 0
        }
        return code
      }
    )
  }

  // A quick key has no version: what left the book lost it for good.
  fileprivate func withoutKey(_ ids: Code.ID...) -> Codebook {
    with(
      codes.map { code in
        var code = code
        if ids.contains(code.id) { code.key = nil }
        return code
      }
    )
  }
}
