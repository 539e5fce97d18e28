import Testing

@testable import EmicKit

@Suite("A name that another code has") struct CodeNameTakenTests {
  private func named(_ id: Code.ID, _ names: (String, String)...) -> Code {
    Code(id: id, name: Code.Name(names.map { .init(language: $0.0, text: $0.1) }))
  }

  private func book() throws -> Codebook {
    var book = sampleBook()
    try book.perform {
      try $0.renaming("trust", to: named("x", ("en", "Trust"), ("zh", "信任")).name)
    }
    return book
  }

  private func owner(_ make: (Codebook) throws -> CodebookChange) throws -> Code.ID? {
    do {
      _ = try make(try book())
    } catch CodebookProblem.nameTaken(_, let owner) {
      return owner
    }
    return nil
  }

  @Test(
    "is refused whatever its case and width, in the same language",
    arguments: [
      ("en", "trust", true), ("en", "ＴＲＵＳＴ", true), ("", "Trust", true), ("zh", "信任", true),
      ("zh", "Trust", false), ("en", "Trusts", false), ("en", "Co-Optation", true),
    ]
  )
  func refused(language: String, name: String, isTaken: Bool) throws {
    let code = named("new", (language, name))
    let expected: Code.ID? = isTaken ? (name == "Co-Optation" ? "co-optation" : "trust") : nil
    #expect(try owner { try $0.addingCode(code) } == expected)
    #expect(try owner { try $0.renaming("control", to: code.name) } == expected)
  }

  @Test("a code keeps its own name, and another spelling of it is good")
  func own() throws {
    #expect(try owner { try $0.renaming("trust", to: .init("TRUST")) } == nil)
  }

  @Test("a name is free again once its code has left the book's use, or is split into this one")
  func free() throws {
    var book = try book()
    let parts = [named("a", ("en", "Trust")), named("b", ("en", "Reliance"))]
    _ = try book.splitting("trust", into: ["a", "b"], new: parts)
    #expect(throws: CodebookProblem.nameTaken("control", by: "control")) {
      try book.splitting(
        "trust",
        into: ["a", "c"],
        new: [named("a", ("en", "control")), parts[1]]
      )
    }
    try book.perform { try $0.retiring("trust") }
    _ = try book.addingCode(named("new", ("en", "Trust")))
  }

  @Test("equal names of a codebook written by hand are read, changed beside, and undone to")
  func byHand() throws {
    var twins = sampleBook()
    twins = twins.with(twins.codes + [named("twin", ("en", "Control"), ("zh", "控制"))])
    let bytes = Array(CodebookWriter.text(of: twins).utf8)
    var book = try CodebookReader.read(bytes, file: "b.yaml")
    #expect(
      CodebookLint.findings(in: book).contains {
        if case .similarNames("control", "twin", _, _) = $0 { true } else { false }
      }
    )
    let done = try book.perform {
      try $0.renaming("twin", to: named("twin", ("en", "Control"), ("zh", "掌控")).name)
    }
    let away = try book.perform {
      try $0.renaming("twin", to: named("twin", ("en", "Hold"), ("zh", "掌控")).name)
    }
    for (change, entry) in [away, done] {
      try book.perform { _ in change.inverse(undoing: entry) }
    }
    #expect(book.content.codes == twins.content.codes)
  }

  @Test("a proposal that is called as a code in use is not taken in, with what to do")
  func proposal() throws {
    var code = named("new", ("en", "Trust"))
    code.isProposal = true
    let problem = #expect(throws: CodebookProblem.self) { try book().addingCode(code) }
    #expect(problem == .proposedNameTaken("Trust", of: "new", by: "trust"))
    #expect(
      problem?.message
        == "the name \"Trust\" of \"new\" is that of \"trust\" already, and people choose codes by "
        + "their names. Rename \"trust\" first, or decline the proposal: its codings can be read as "
        + "\"trust\"."
    )
    var other = try book()
    try other.perform { try $0.renaming("trust", to: .init("Reliance")) }
    _ = try other.addingCode(code)
  }

  @Test("a code does not come back beside one that has its name now, until either is renamed")
  func revived() throws {
    var book = try book()
    try book.perform { try $0.retiring("trust") }
    try book.perform { try $0.renaming("control", to: .init("Trust")) }
    let problem = #expect(throws: CodebookProblem.self) { try book.reviving("trust") }
    #expect(problem == .formerNameTaken("Trust", of: "trust", by: "control"))
    #expect(
      problem?.message
        == "the name \"Trust\" is that of \"control\" now, and people choose codes by their names. "
        + "Rename one of the two, then revive \"trust\"."
    )
    try book.perform { try $0.renaming("trust", to: .init("Reliance")) }
    try book.perform { try $0.reviving("trust") }
    #expect(book["trust"]?.isInUse == true)
  }
}
