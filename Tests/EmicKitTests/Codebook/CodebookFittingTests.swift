import Testing

@testable import EmicKit

@Suite("What can go back of a change of the codebook") struct CodebookFittingTests {
  private typealias Done = (change: CodebookChange, entry: CodebookHistoryEntry?)

  /// Takes a change back as far as the book allows.
  ///
  /// - Returns: what was left out, in words; as a refusal where that is all.
  private func undo(_ done: Done, in book: inout Codebook) throws -> String {
    do throws(CodebookProblem) {
      let fitted = try book.fitting(done.change.inverse(undoing: done.entry))
      var moment = sampleMoment(Int64(book.version) + 50)
      try book.apply(fitted.change, by: "ana", moment: &moment)
      return fitted.words
    } catch {
      return "refused: \(done.change.sentence(refusingUndo: error) ?? error.message)"
    }
  }

  private func redo(_ done: Done, in book: inout Codebook) throws -> String {
    let fitted = try book.fitting(done.change)
    var moment = sampleMoment(Int64(book.version) + 70)
    try book.apply(fitted.change, by: "ana", moment: &moment)
    return fitted.words
  }

  @Test("a retired code comes back without the key that another code has; done again it goes again")
  func key() throws {
    var book = sampleBook()
    let retired = try book.perform { try $0.retiring("trust") }
    try book.perform { try $0.settingKey("t", of: "control") }
    #expect(
      try undo(retired, in: &book)
        == " The quick key t is that of control now, so trust does not get it."
    )
    #expect(book["trust"]?.isInUse == true)
    #expect(book["trust"]?.key == nil)
    #expect(book["control"]?.key == "t")
    #expect(try redo(retired, in: &book) == "")
    #expect(book["trust"]?.isInUse == false)
    try book.perform { try $0.settingKey(nil, of: "control") }
    #expect(try undo(retired, in: &book) == "")
    #expect(book["trust"]?.key == "t")
  }

  @Test("a key alone that another code has is refused as what others have changed is")
  func keyAlone() throws {
    var book = sampleBook()
    let away = try book.perform { try $0.settingKey(nil, of: "trust") }
    try book.perform { try $0.settingKey("t", of: "control") }
    let before = book
    #expect(
      try undo(away, in: &book)
        == "refused: The quick key t is that of control now, so trust does not get it. So this is not "
        + "taken back: trust has no quick key."
    )
    #expect(book == before)
    #expect(
      CodebookProblem.unfit([.key("t", of: "trust", takenBy: "control")]).message
        == "The quick key t is that of control now, so trust does not get it. Nothing was changed."
    )
  }

  @Test("no code comes under itself, nor under one that is gone")
  func places() throws {
    var book = sampleBook()
    let moved = try book.perform { try $0.moving("mistrust", under: nil) }
    try book.perform { try $0.moving("trust", under: "mistrust") }
    #expect(
      try undo(moved, in: &book)
        == "refused: trust stands below mistrust now, so mistrust stays where it is. So this is not "
        + "taken back: \(moved.change.summary)"
    )

    book = sampleBook()
    let out = try book.perform { try $0.moving("unregistered", under: nil) }
    book = book.with(book.codes.filter { $0.id != "politics" && $0.parent != "politics" })
    book = book.with(book.codes.filter { $0.id != "self-censorship" })
    #expect(
      try undo(out, in: &book).hasPrefix(
        "refused: politics is no longer in the codebook, so unregistered stays where it is."
      )
    )
    let added = try book.perform {
      try $0.addingCode(Code(id: "gift", name: .init("Gift"), parent: "co-optation"))
    }
    #expect(try undo(added, in: &book) == "")
    book = book.with(book.codes.filter { $0.id != "co-optation" })
    #expect(
      try redo(added, in: &book)
        == " co-optation is no longer in the codebook, so gift stands at the top of the book."
    )
    #expect(book["gift"]?.parent == nil)
  }

  @Test("a name that another code has taken stays with it")
  func renamed() throws {
    var book = sampleBook()
    let renamed = try book.perform { try $0.renaming("trust", to: .init("Reliance")) }
    try book.perform { try $0.renaming("control", to: .init("Trust")) }
    #expect(
      try undo(renamed, in: &book)
        == "refused: \"trust\" is the name of control now, so trust keeps the one it has. So this is "
        + "not taken back: Renamed trust to Reliance."
    )
    // A code that is out of use may be called as one that is in use.
    try book.perform { try $0.retiring("control") }
    #expect(try undo(renamed, in: &book) == "")
    #expect(book["trust"]?.name.primary == "trust")
  }

  @Test(
    "a code that comes back is told apart from the one that has its name now",
    arguments: ["retire", "merge", "split"]
  )
  func toldApart(way: String) throws {
    var book = sampleBook()
    let parts = ["a", "b"].map { Code(id: Code.ID($0), name: .init($0)) }
    let gone = try book.perform { book in
      switch way {
      case "retire": try book.retiring("trust")
      case "merge": try book.merging("trust", into: "control")
      default: try book.splitting("trust", into: parts.map(\.id), new: parts)
      }
    }
    try book.perform { try $0.renaming("co-optation", to: .init("Trust")) }
    #expect(
      try undo(gone, in: &book)
        == " \"trust\" is the name of co-optation now, so trust comes back as \"trust (trust)\": "
        + "rename one of the two."
    )
    #expect(book["trust"]?.name.primary == "trust (trust)")
    #expect(book["trust"]?.isInUse == true)
    #expect(book["trust"]?.key == "t")
    #expect(book["a"] == nil)
    #expect(book.asOf(book.version - 1)["trust"]?.name.primary == "trust")
    #expect(try redo(gone, in: &book) == "")
    #expect(try undo(gone, in: &book) == "")
    #expect(book["trust"]?.name.primary == "trust (trust)")
  }

  @Test("two codes are not read as each other")
  func readAsEachOther() throws {
    var book = sampleBook()
    try book.perform { try $0.merging("trust", into: "control") }
    let revived = try book.perform { try $0.reviving("trust") }
    try book.perform { try $0.merging("control", into: "trust") }
    #expect(
      try undo(revived, in: &book).hasPrefix(
        "refused: control is read as trust now, so trust stays as it is."
      )
    )
    #expect(book["trust"]?.isInUse == true)
    #expect(book["trust"]?.key == "t")
  }

  @Test("what others have changed in the same field is told as before")
  func overtaken() throws {
    var book = sampleBook()
    let renamed = try book.perform(by: "ana") { try $0.renaming("trust", to: .init("Reliance")) }
    try book.perform(by: "ben") { try $0.renaming("trust", to: .init("Faith")) }
    #expect(try undo(renamed, in: &book).hasPrefix("refused: ben has changed the name of trust"))
  }

  @Test("by lot: an undo leaves no two names, keys or circles, and what fits fits wholly")
  func law() throws {
    var generator = SeededGenerator(state: 11)
    for _ in 0..<40 {
      var book = sampleBook()
      var done: [Done] = []
      for number in 0..<30 {
        guard let change = book.drawnChange(&generator), !change.isEmpty else { continue }
        #expect(try book.fitting(change) == FittedChange(change: change), "\(change.summary)")
        var moment = sampleMoment(Int64(number))
        done.append((change, try book.apply(change, by: "lead", moment: &moment)))
      }
      for step in done.shuffled(using: &generator) {
        _ = try undo(step, in: &book)
        let names = book.codes.filter(\.isInUse).map(\.name.primary)
        #expect(Set(names).count == names.count)
        let keys = book.codes.compactMap(\.key)
        #expect(Set(keys).count == keys.count)
        #expect(book.codes.allSatisfy { book.path(to: $0.id).first != nil })
        #expect(CodebookLint.cycles(in: book).isEmpty)
      }
    }
  }
}
