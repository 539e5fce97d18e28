import EmicKit
import Testing

@Suite("Choosing between two people's wordings") struct SettlingTests {
  private let base = Codebook(
    version: 3,
    codes: [
      Code(id: "trust", name: Code.Name("Trust"), brief: "Old."),
      Code(id: "control", name: Code.Name("Control")),
    ]
  )

  private func changed(
    _ book: Codebook,
    by coder: Coder.ID,
    _ make: (Codebook) throws -> CodebookChange
  ) throws -> Codebook {
    var (book, moment) = (
      book, Moment(now: Timestamp(milliseconds: 9), seed: (UInt64(coder.text.count), 2))
    )
    try book.apply(make(book), by: coder, moment: &moment)
    return book
  }

  private func conflicts(_ mine: Codebook, _ theirs: Codebook) -> [CodebookConflicts.Conflict] {
    do throws(CodebookConflicts) {
      _ = try mine.rebased(onto: theirs, from: base)
      return []
    } catch {
      return error.conflicts
    }
  }

  @Test("mine, theirs: the chosen wording stands, everything else of both is kept")
  func sides() throws {
    let mine = try changed(
      changed(base, by: "ana") { try $0.redefining("trust", [.brief: "Mine."]) },
      by: "ana"
    ) { try $0.retiring("control") }
    let theirs = try changed(base, by: "benno") {
      try $0.redefining("trust", [.brief: "Theirs.", .example: "An example."])
    }
    let found = conflicts(mine, theirs)
    #expect(found.map(\.field) == ["brief"])
    let one = try mine.rebased(onto: theirs, from: base, settling: [.init(found[0], .one)])
    let other = try mine.rebased(onto: theirs, from: base, settling: [.init(found[0], .other)])
    #expect(one["trust"]?.brief == "Mine.")
    #expect(other["trust"]?.brief == "Theirs.")
    for book in [one, other] {
      #expect(book["trust"]?.example == "An example.")
      #expect(book["control"]?.retired != nil)
      #expect(book.version == 6)
    }
    #expect(one.history.count == 3)
    // Nothing is left of mine but the retirement.
    #expect(other.history.map(\.change) == [.redefine, .retire])
  }

  @Test("a choice of names, places, keys and of a code that one side took out")
  func fields() throws {
    let makes:
      [(String, (Codebook) throws -> CodebookChange, (Codebook) throws -> CodebookChange)] = [
        (
          "name", { try $0.renaming("trust", to: Code.Name("A")) },
          { try $0.renaming("trust", to: Code.Name("B")) }
        ),
        ("key", { try $0.settingKey("a", of: "trust") }, { try $0.settingKey("b", of: "trust") }),
        (
          "color", { try $0.settingColor("sky", of: "trust") },
          { try $0.settingColor("red", of: "trust") }
        ),
      ]
    for (field, left, right) in makes {
      let mine = try changed(base, by: "ana", left)
      let theirs = try changed(base, by: "benno", right)
      let found = conflicts(mine, theirs)
      #expect(found.map(\.field) == [field])
      let one = try mine.rebased(onto: theirs, from: base, settling: [.init(found[0], .one)])
      let other = try mine.rebased(onto: theirs, from: base, settling: [.init(found[0], .other)])
      #expect(one["trust"]?.name == mine["trust"]?.name)
      #expect(one["trust"]?.key == mine["trust"]?.key)
      #expect(one["trust"]?.color == mine["trust"]?.color)
      #expect(other["trust"]?.name == theirs["trust"]?.name)
      #expect(other["trust"]?.key == theirs["trust"]?.key)
      #expect(other["trust"]?.color == theirs["trust"]?.color)
    }
  }

  @Test("both give one quick key to two codes: the chosen side has it, the other code has none")
  func quickKeyOfTwo() throws {
    let mine = try changed(base, by: "ana") { try $0.settingKey("z", of: "trust") }
    for isNew in [false, true] {
      let theirs = try changed(base, by: "benno") { book in
        isNew
          ? try book.addingCode(Code(id: "ties", name: Code.Name("Ties"), key: "z"))
          : try book.settingKey("z", of: "control")
      }
      let rival: Code.ID = isNew ? "ties" : "control"
      let found = conflicts(mine, theirs)
      #expect(found.map(\.field) == ["key"])
      #expect(found[0].code == "trust")
      #expect(found[0].rival == rival)
      let one = try mine.rebased(onto: theirs, from: base, settling: [.init(found[0], .one)])
      let other = try mine.rebased(onto: theirs, from: base, settling: [.init(found[0], .other)])
      #expect(one["trust"]?.key == "z")
      #expect(one[rival] != nil)
      #expect(one[rival]?.key == nil)
      #expect(other["trust"]?.key == nil)
      #expect(other[rival]?.key == "z")
    }
  }

  @Test("one side takes a code out, the other changes it: either can be chosen")
  func entry() throws {
    let taken = Codebook(version: 4, codes: base.codes.filter { $0.id != "trust" })
    let mine = try changed(base, by: "ana") { try $0.renaming("trust", to: Code.Name("A")) }
    let found = conflicts(mine, taken)
    #expect(found.map(\.field) == ["entry"])
    let one = try mine.rebased(onto: taken, from: base, settling: [.init(found[0], .one)])
    let other = try mine.rebased(onto: taken, from: base, settling: [.init(found[0], .other)])
    #expect(one["trust"]?.name.primary == "A")
    #expect(other["trust"] == nil)
  }
}

@Suite("Uses of codes") struct CodeUsesTests {
  @Test("codings of a merged code count as those of the code it is read as, coder by coder")
  func merged() throws {
    var book = Codebook(codes: ["a", "b"].map { Code(id: Code.ID($0), name: Code.Name($0)) })
    var uses = CodeUses()
    for (coder, codes) in [("ana", ["a", "a", "b"]), ("benno", ["b"])] {
      uses.add(sidecar(Coder.ID(coder), codes.map { Code.ID($0) }))
    }
    #expect(uses.counts(in: book) == ["a": 2, "b": 2])
    var moment = Moment(now: Timestamp(milliseconds: 1), seed: (1, 2))
    try book.apply(book.merging("a", into: "b"), by: "ana", moment: &moment)
    #expect(uses.counts(in: book) == ["b": 4])
    #expect(uses.coders(of: "b", in: book).map(\.coder) == ["ana", "benno"])
    #expect(uses.coders(of: "b", in: book).map(\.count) == [3, 1])
    #expect(uses.coders(of: "a", in: book).isEmpty)
  }

  private func sidecar(_ coder: Coder.ID, _ codes: [Code.ID]) -> Sidecar {
    let now = Timestamp(milliseconds: 1)
    var sidecar = Sidecar(
      coder: coder,
      source: Sidecar.Source(file: "T.txt", sha256: "", length: 100),
      status: Sidecar.Status(state: .draft, at: now, codebook: 1)
    )
    sidecar.codings = codes.enumerated().map { place, code in
      Coding(
        id: Coding.ID("\(place)"),
        code: code,
        span: Span(place..<place + 1),
        quote: "x",
        before: "",
        after: "",
        codebook: 1,
        created: now,
        modified: now
      )
    }
    return sidecar
  }
}
