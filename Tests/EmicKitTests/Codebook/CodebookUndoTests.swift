import Testing

@testable import EmicKit

@Suite("Undo of a change of the codebook beside others' changes") struct CodebookUndoTests {
  private typealias Done = (change: CodebookChange, entry: CodebookHistoryEntry?)

  private func undo(_ done: Done, in book: inout Codebook, by coder: Coder.ID = "ana") throws {
    try book.perform(by: coder) { _ in done.change.inverse(undoing: done.entry) }
  }

  /// The sentence with which an undo is refused; the book stays as it is.
  private func refusal(_ done: Done, in book: Codebook) throws -> String {
    var trial = book
    do throws(CodebookProblem) {
      var moment = sampleMoment(99)
      try trial.apply(done.change.inverse(undoing: done.entry), by: "ana", moment: &moment)
    } catch {
      #expect(trial == book)
      guard case .differs(let field) = error else { return error.message }
      return field.sentence(undoing: done.change)
    }
    return "not refused"
  }

  @Test("one has renamed, another redefined: either can be taken back, and the other's stands")
  func fields() throws {
    var book = sampleBook()
    let renamed = try book.perform(by: "ana") { try $0.renaming("trust", to: .init("Reliance")) }
    let redefined = try book.perform(by: "ben") { try $0.redefining("trust", [.brief: "new"]) }
    var other = book
    try undo(renamed, in: &book)
    #expect(book["trust"]?.name.primary == "trust")
    #expect(book["trust"]?.brief == "new")
    #expect(book["trust"]?.revised == 3)
    #expect(book.history.last?.was == [YAMLMember("name", .text("Reliance"))])
    try undo(redefined, in: &other, by: "ben")
    #expect(other["trust"]?.name.primary == "Reliance")
    #expect(other["trust"]?.brief == "about trust")
    #expect(other["trust"]?.revised == nil)
  }

  @Test("of two redefinitions of different parts the one that stands says since when")
  func redefinitions() throws {
    var book = sampleBook()
    let first = try book.perform(by: "ana") { try $0.redefining("trust", [.brief: "a"]) }
    let second = try book.perform(by: "ben") { try $0.redefining("trust", [.example: "b"]) }
    try undo(first, in: &book)
    #expect(book["trust"]?.brief == "about trust")
    #expect(book["trust"]?.example == "b")
    #expect(book["trust"]?.revised == 3)
    #expect(book.asOf(3)["trust"]?.brief == "a")
    try undo(second, in: &book, by: "ben")
    #expect(book["trust"]?.example == "")
    #expect(book["trust"]?.revised == nil)
  }

  @Test(
    "what somebody else has changed in the same field stands, and the sentence says who and what"
  )
  func overtaken() throws {
    var book = sampleBook()
    let redefined = try book.perform(by: "ana") {
      try $0.redefining("trust", [.brief: "a", .example: "a"])
    }
    try book.perform(by: "ben") { try $0.renaming("trust", to: .init("Reliance")) }
    let bens = try book.perform(by: "ben") { try $0.redefining("trust", [.example: "b"]) }
    try book.perform(by: "cai") { try $0.redefining("trust", [.definition: "c"]) }
    #expect(
      try refusal(redefined, in: book)
        == "ben has changed the example of trust since (redefine, version 4): that stands, and yours is "
        + "not taken back: Redefined trust."
    )
    try undo(bens, in: &book, by: "ben")
    try undo(redefined, in: &book)
    #expect(book["trust"]?.brief == "about trust")
    #expect(book["trust"]?.revised == 5)
  }

  @Test("a field that somebody has changed by hand has no name to it")
  func byHand() throws {
    var book = sampleBook()
    let keyed = try book.perform(by: "ana") { try $0.settingKey("z", of: "trust") }
    try book.perform(by: "ben") { try $0.settingKey("y", of: "trust") }
    #expect(
      try refusal(keyed, in: book)
        == "The quick key of trust has been changed since: that stands, and yours is not taken back: The "
        + "quick key of trust is z."
    )
    let renamed = try book.perform(by: "ana") { try $0.renaming("control", to: .init("Hold")) }
    var codes = book.codes
    codes[3].name = .init("by hand")
    #expect(codes[3].id == "control")
    #expect(
      try refusal(renamed, in: book.with(codes)).hasPrefix(
        "The name of control has been changed since: "
      )
    )
    codes.remove(at: 3)
    #expect(
      try refusal(renamed, in: book.with(codes)).hasPrefix("control is no longer in the codebook: ")
    )
  }

  @Test(
    "an added code goes only while it is as it was added; retiring is taken back beside a new name"
  )
  func wholeCodes() throws {
    var book = sampleBook()
    let added = try book.perform(by: "ana") {
      try $0.addingCode(Code(id: "new", name: .init("New")))
    }
    let named = try book.perform(by: "ben") { try $0.renaming("new", to: .init("Newer")) }
    #expect(
      try refusal(added, in: book).hasPrefix(
        "ben has changed the name of new since (rename, version 3): "
      )
    )
    try undo(named, in: &book, by: "ben")
    try undo(added, in: &book)
    #expect(book["new"] == nil)
    let retired = try book.perform(by: "ana") { try $0.retiring("trust") }
    try book.perform(by: "ben") { try $0.renaming("trust", to: .init("Reliance")) }
    try undo(retired, in: &book)
    #expect(book["trust"]?.retired == nil)
    #expect(book["trust"]?.key == "t")
    #expect(book["trust"]?.name.primary == "Reliance")
  }

  @Test("a move is not taken back into a circle")
  func circle() throws {
    var book = sampleBook()
    let moved = try book.perform(by: "ana") { try $0.moving("mistrust", under: nil) }
    try book.perform(by: "ben") { try $0.moving("trust", under: "mistrust") }
    #expect(
      try refusal(moved, in: book)
        == "\"trust\" stands below \"mistrust\", so the move would make a circle. Move \"trust\" away first."
    )
  }

  @Test(
    "after two people's changes of one code were merged, either takes back what they did",
    arguments: [true, false]
  )
  func merged(anaFirst: Bool) throws {
    let base = sampleBook()
    var (anas, bens) = (base, base)
    let renamed = try anas.perform(anaFirst ? 1 : 9, by: "ana") {
      try $0.renaming("trust", to: .init("Reliance"))
    }
    let mine = try anas.perform(anaFirst ? 2 : 10, by: "ana") {
      try $0.redefining("trust", [.brief: "a"])
    }
    let theirs = try bens.perform(5, by: "ben") {
      try $0.redefining("trust", [.example: "b", .useWhen: "b"])
    }
    let whole = try Codebook.merged(anas, bens, base: base)
    #expect(whole["trust"]?.revised == 4)

    var book = whole
    try undo(mine, in: &book)
    try undo(renamed, in: &book)
    #expect(book["trust"]?.name.primary == "trust")
    #expect(book["trust"]?.brief == "about trust")
    #expect(book["trust"]?.example == "b")
    #expect(book["trust"]?.revised == 4)
    try undo(theirs, in: &book, by: "ben")
    #expect(book["trust"]?.example == "")
    #expect(book["trust"]?.revised == nil)

    var other = whole
    try undo(theirs, in: &other, by: "ben")
    #expect(other["trust"]?.brief == "a")
    #expect(other["trust"]?.name.primary == "Reliance")
    #expect(other["trust"]?.revised == 4)
  }
}
