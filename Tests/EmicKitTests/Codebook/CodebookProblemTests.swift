import Testing

@testable import EmicKit

@Suite("Refused changes of a codebook") struct CodebookProblemTests {
  typealias Refusal = (make: @Sendable (Codebook) throws -> CodebookChange, sentence: String)

  static let refusals: [Refusal] = [
    (
      { try $0.renaming("contrl", to: Code.Name("x")) },
      "code \"contrl\" is not in the codebook. Did you mean \"control\"? Nothing was changed."
    ),
    (
      { try $0.addingCode(Code(id: "Trust!", name: .init("x"))) },
      "\"Trust!\" can't be the id of a code. Use a to z, 0 to 9 and hyphens, at most 64, beginning "
        + "with a letter or digit."
    ),
    (
      { try $0.addingCode(Code(id: "trust", name: .init("x"))) },
      "the id \"trust\" is in the codebook already. Choose another, or change that code."
    ),
    (
      { try $0.addingCode(Code(id: "x", name: .init("　"))) },
      "code \"x\" needs a name. Write one."
    ),
    (
      { try $0.addingCode(Code(id: "x", name: .init("x"), parent: "politcs")) },
      "code \"politcs\" is not in the codebook. Did you mean \"politics\"? Nothing was changed."
    ),
    (
      { try $0.settingKey("t", of: "control") },
      "the quick key \"t\" belongs to \"trust\". Choose another, or take it from that code."
    ),
    (
      { try $0.settingKey("\u{7}", of: "control") },
      "\"^G\" can't be a quick key. Use one visible character."
    ),
    (
      { try $0.settingColor("blu", of: "control") },
      "\"blu\" is not a colour of the palette. Choose one of: orange, sky, green, yellow, blue, red, "
        + "pink, grey."
    ),
    (
      { try $0.moving("trust", under: "trust") },
      "\"trust\" can't stand under itself. Name another code or family."
    ),
    (
      { try $0.moving("relations", under: "mistrust") },
      "\"mistrust\" stands below \"relations\", so the move would make a circle. Move \"mistrust\" "
        + "away first."
    ),
    (
      { try $0.moving("trust", under: "politics", at: .behind("control")) },
      "\"trust\" can't come behind \"control\", which does not stand beside it. Name a code of the "
        + "same family."
    ),
    (
      { try $0.splitting("trust", into: []) },
      "\"trust\" can't be split into nothing. Name two codes or more; to take it out of use, retire "
        + "it."
    ),
    (
      { try $0.splitting("trust", into: ["control"]) },
      "\"trust\" can't be split into \"control\" alone. Name two codes or more, or merge it."
    ),
    (
      { try $0.splitting("trust", into: ["trust", "control"]) },
      "\"trust\" can't be a part of itself. Name other codes, or add the new ones and redefine it."
    ),
    (
      { try $0.splitting("trust", into: ["control", "control"]) },
      "\"control\" is named twice. Name each code once."
    ),
    (
      { try $0.merging("trust", into: "trust") },
      "\"trust\" can't be merged into itself. Name another code."
    ),
    (
      { try $0.merging("trust", into: "gone") },
      "\"gone\" is retired, so \"trust\" can't be read as it. Revive it first, or name another code."
    ),
    (
      { try $0.merging("trust", into: "merged") },
      "\"merged\" is retired, so \"trust\" can't be read as it. Name what replaced it: \"control\"."
    ),
    (
      { try $0.merging("control", into: "merged") },
      "\"merged\" was merged into \"control\" itself. Revive \"merged\" first, then merge the other way "
        + "round."
    ),
    (
      { try $0.addingCode(Code(id: "x", name: .init("x"), parent: "gone")) },
      "\"gone\" is retired, so \"x\" can't stand under it. Revive it first, or name another code or "
        + "family."
    ),
    (
      { try $0.moving("trust", under: "merged") },
      "\"merged\" is retired, so \"trust\" can't stand under it. Revive it first, or name what replaced "
        + "it: \"control\"."
    ),
    (
      { try $0.merging("trust", into: "politics") },
      "\"politics\" is a family: it groups codes and has no codings. Name one of its codes."
    ),
    ({ try $0.redefining("gone", [.brief: "x"]) }, "\"gone\" is retired. Revive it first."),
    (
      { try $0.retiring("merged") },
      "\"merged\" is retired; it was replaced by \"control\". Revive it first, or change that."
    ),
    ({ try $0.reviving("trust") }, "\"trust\" is in use. There is nothing to revive."),
  ]

  private func book() throws -> Codebook {
    var book = sampleBook()
    try book.perform { try $0.addingCode(Code(id: "gone", name: .init("Gone"))) }
    try book.perform { try $0.retiring("gone") }
    try book.perform { try $0.addingCode(Code(id: "merged", name: .init("Merged"))) }
    try book.perform { try $0.merging("merged", into: "control") }
    return book
  }

  @Test("each has a sentence that says what to do", arguments: refusals.indices)
  func sentence(number: Int) throws {
    let (make, sentence) = Self.refusals[number]
    let book = try book()
    let problem = #expect(throws: CodebookProblem.self) { try make(book) }
    #expect(problem?.message == sentence)
  }

  @Test("codings of a proposal whose id is that of a code can't be read as another")
  func proposal() throws {
    let book = try book()
    let trust = Code(id: "trust", name: .init("Trust"), isProposal: true)
    let problem = #expect(throws: CodebookProblem.self) {
      try book.refuseReading(trust, as: "control")
    }
    #expect(
      problem?.message
        == "\"trust\" is a code of the codebook now, as which the codings of this proposal are read, so "
        + "they can't be read as \"control\". Decline it without another code; to have all of them read "
        + "so, merge \"trust\" into \"control\"."
    )
    let other = Code(id: "mediation", name: .init("Mediation"), isProposal: true)
    try book.refuseReading(other, as: "control")
    #expect(throws: CodebookProblem.family("politics")) {
      try book.refuseReading(other, as: "politics")
    }
  }

  @Test("those that only an undo can meet")
  func undo() {
    #expect(
      CodebookProblem.inUse(["a", "b"]).message
        == "\"a\", \"b\" can't be taken out of the book: there are codings with it. Retire it, then "
        + "it stays readable."
    )
    #expect(
      CodebookProblem.hasSubcodes("a", ["b"]).message
        == "\"a\" can't be taken out of the book: \"b\" would stand nowhere. Move them first."
    )
    #expect(
      CodebookProblem.nameTaken("Ｔrust", by: "trust").message
        == "the name \"Ｔrust\" is that of \"trust\" already, and people choose codes by their names. "
        + "Choose another."
    )
    #expect(
      CodebookProblem.differs(OvertakenField("a", .key)).message
        == "The quick key of a has been changed since, so nothing was changed. Look at it and try "
        + "again."
    )
    #expect(
      CodebookProblem.differs(OvertakenField("a", nil)).message
        == "a is no longer in the codebook, so nothing was changed. Look at it and try again."
    )
    let later = CodebookHistoryEntry(version: 4, by: "ben", change: .redefine, codes: ["a"])
    #expect(
      CodebookProblem.differs(OvertakenField("a", .part(.useWhen), later: later)).message
        == "ben has changed the use-when of a since (redefine, version 4), so nothing was changed. "
        + "Look at it and try again."
    )
    #expect(
      CodebookProblem.idUsedBefore("a").message
        == "the id \"a\" stood in an earlier version of the codebook, and ids are never used again. "
        + "Choose another."
    )
  }
}
