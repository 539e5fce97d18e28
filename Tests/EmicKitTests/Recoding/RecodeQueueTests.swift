import Testing

@testable import EmicKit

@Suite("The recode queue") struct RecodeQueueTests {
  private let names = ["T03-disability-ngo-en.txt", "T06-migrant-official-zh.txt"]

  private func work() throws -> [(transcript: String, sidecar: Sidecar)] {
    try names.map { name in
      let file = "sample-transcripts/\(name).coder-a.json"
      let bytes = try SampleStudyTests().bytes(file)
      return (name, try SidecarReader.read(bytes, file: file))
    }
  }

  private func book() throws -> Codebook {
    try CodebookReader.read(SampleStudyTests().bytes("codebooks/subcontracting.yaml"), file: "b")
  }

  private func split(_ book: inout Codebook) throws {
    let parts: [Code.ID] = ["trust-in-person", "trust-in-organisation"]
    try book.perform { book in
      try book.splitting(
        "trust",
        into: parts,
        new: parts.map { Code(id: $0, name: .init($0.text)) }
      )
    }
  }

  @Test("splitting trust queues three and two codings of coder-a; it empties exactly")
  func splitting() throws {
    var (work, book) = (try work(), try book())
    #expect(RecodeQueue(of: work, codebook: book).items.isEmpty)
    try split(&book)
    var queue = RecodeQueue(of: work, codebook: book)
    #expect(names.map { name in queue.items.count { $0.transcript == name } } == [3, 2])
    #expect(queue.items.allSatisfy { $0.code.id == "trust" })
    #expect(queue.items.allSatisfy { $0.choices == ["trust-in-person", "trust-in-organisation"] })
    #expect(queue.notReread.isEmpty)
    let decisions: [RecodeDecision] = [
      .choose(["trust-in-person"]), .choose(["trust-in-organisation"]),
      .choose(["trust-in-organisation", "trust-in-person", "trust-in-person"]), .remove,
      .choose(["mistrust"]),
    ]
    let total = work.map(\.sidecar.codings.count).reduce(0, +)
    for (number, decision) in decisions.enumerated() {
      let item = queue.items[0]
      let place = try #require(work.firstIndex { $0.transcript == item.transcript })
      var moment = sampleMoment(Int64(number))
      let change = try work[place].sidecar.recoding(
        item.coding.id,
        decision,
        codebook: book,
        moment: &moment
      )
      try work[place].sidecar.applyRecoding(change, at: moment.now)
      queue = RecodeQueue(of: work, codebook: book)
      #expect(queue.items.count == 4 - number)
    }
    // One coding became two, one went.
    #expect(work.map(\.sidecar.codings.count).reduce(0, +) == total)
    let codings = work.flatMap(\.sidecar.codings)
    #expect(codings.count { $0.code == "trust" } == 0)
    #expect(codings.count { $0.code == "trust-in-organisation" } == 2)
    #expect(codings.filter { $0.code.text.hasPrefix("trust-in") }.allSatisfy { $0.codebook == 2 })
    #expect(work.allSatisfy { $0.sidecar.status.state == .submitted })
    for (name, sidecar) in work {
      let bytes = SidecarWriter.encode(sidecar)
      #expect(try SidecarReader.read(bytes, file: name) == sidecar)
    }
  }

  @Test("a decision can be taken back, and then the coding waits again")
  func undo() throws {
    var (work, book) = (try work(), try book())
    try split(&book)
    let before = work[0].sidecar
    let id = try #require(RecodeQueue(of: work, codebook: book).items.first).coding.id
    var moment = sampleMoment()
    let change = try before.recoding(
      id,
      .choose(["trust-in-person", "mistrust"]),
      codebook: book,
      moment: &moment
    )
    try work[0].sidecar.applyRecoding(change, at: moment.now)
    try work[0].sidecar.applyRecoding(change.inverse, at: moment.now)
    #expect(work[0].sidecar.codings.map(\.id) == before.codings.map(\.id))
    #expect(work[0].sidecar.codings.map(\.code) == before.codings.map(\.code))
    #expect(RecodeQueue(of: work, codebook: book).items.count == 5)
    #expect(work[0].sidecar.log.count { $0["act"] == "recode" } == 2)
  }

  @Test(
    "a redefinition queues what was made before; keeping confirms it; a slip of the pen does not"
  )
  func redefining() throws {
    var (work, book) = (try work(), try book())
    try book.perform { try $0.redefining("trust", [.brief: "Confidence!"], isMinor: true) }
    #expect(RecodeQueue(of: work, codebook: book).items.isEmpty)
    try book.perform { try $0.redefining("trust", [.brief: "Confidence."]) }
    let queue = RecodeQueue(of: work, codebook: book)
    #expect(queue.items.count == 5)
    let item = queue.items[0]
    #expect(item.reason == .redefined(version: 3))
    #expect(item.before.brief == "Confidence (or its lack) between parties.")
    #expect(queue.choices(of: item).map(\.brief) == ["Confidence."])
    // They wait in the queue, and are read again there.
    #expect(queue.notReread.isEmpty)
    var less = work
    less[1].sidecar.codings.removeAll { $0.code == "trust" }
    let rest = RecodeQueue(of: less, codebook: book)
    #expect(rest.notReread.map(\.code) == ["trust"])
    #expect(rest.notReread[0].transcripts == [names[1]])
    var moment = sampleMoment()
    let change = try work[0].sidecar.recoding(
      item.coding.id,
      .keep,
      codebook: book,
      moment: &moment
    )
    try work[0].sidecar.applyRecoding(change, at: moment.now)
    #expect(work[0].sidecar.codings.first { $0.id == item.coding.id }?.codebook == 3)
    #expect(RecodeQueue(of: work, codebook: book).items.count == 4)
  }

  @Test("what was confirmed under a definition that was taken back waits again")
  func takenBack() throws {
    var book = sampleBook()
    let (change, entry) = try book.perform { try $0.redefining("trust", [.brief: "New."]) }
    try book.perform { _ in change.inverse(undoing: entry) }
    func coding(_ version: Int) -> Coding {
      var coding = sampleCoding(1, "trust", 0..<5, modified: 0)
      coding.codebook = version
      return coding
    }
    #expect(book["trust"]?.revised == nil)
    #expect(book.awaits(coding(1)) == nil)
    #expect(book.awaits(coding(2)) == .redefined(version: 3))
    #expect(book.awaits(coding(3)) == nil)
  }

  @Test(
    "nothing waits for words under which it was confirmed: undone and done again they are the same"
  )
  func sameWords() throws {
    var book = sampleBook()
    let (change, entry) = try book.perform { try $0.redefining("trust", [.brief: "New."]) }
    try book.perform { _ in change.inverse(undoing: entry) }
    let (again, _) = try book.perform { _ in change }
    func coding(_ version: Int) -> Coding {
      var coding = sampleCoding(1, "trust", 0..<5, modified: 0)
      coding.codebook = version
      return coding
    }
    #expect(again.kind == .redefine)
    #expect(book.version == 4)
    #expect(book["trust"]?.revised == 4)
    #expect((1...4).map { book.awaits(coding($0)) == nil } == [false, true, false, true])
    // A slip of the pen is no other meaning, before or after.
    try book.perform { try $0.redefining("trust", [.brief: "New!"], isMinor: true) }
    #expect((1...5).map { book.awaits(coding($0)) == nil } == [false, true, false, true, true])
    var sidecar = sampleSidecar()
    sidecar.status.codebook = 2
    #expect(RecodeQueue(of: [("T03.txt", sidecar)], codebook: book).notReread.isEmpty)
    // Without its line in the history nobody knows what it was.
    book.history.removeAll { $0.version == 4 }
    #expect(book.awaits(coding(2)) == .redefined(version: 4))
  }

  @Test(
    "merges, moves, renames and retirements queue nothing; a part that was split in turn is followed"
  )
  func others() throws {
    var book = sampleBook()
    try book.perform { try $0.merging("self-censorship", into: "advocacy-risk") }
    try book.perform { try $0.renaming("trust", to: .init("x")) }
    try book.perform { try $0.moving("trust", under: "politics") }
    try book.perform { try $0.retiring("unregistered") }
    let codes: [Code.ID] = ["self-censorship", "trust", "unregistered", "?unknown"]
    for code in codes {
      #expect(book.awaits(sampleCoding(1, code, 0..<5, modified: 0)) == nil)
    }
    func fresh(_ ids: Code.ID...) -> [Code] { ids.map { Code(id: $0, name: .init($0.text)) } }
    try book.perform { try $0.splitting("control", into: ["a", "b"], new: fresh("a", "b")) }
    try book.perform { try $0.splitting("b", into: ["c", "trust"], new: fresh("c")) }
    let control = sampleCoding(1, "control", 0..<5, modified: 0)
    #expect(book.awaits(control) == .split(into: ["a", "c", "trust"]))
    // What is read as a split code waits, too.
    try book.perform { try $0.reviving("control") }
    try book.perform { try $0.merging("co-optation", into: "control") }
    try book.perform { try $0.splitting("control", into: ["a", "c"]) }
    #expect(
      book.awaits(sampleCoding(1, "co-optation", 0..<5, modified: 0)) == .split(into: ["a", "c"])
    )
  }

  @Test("refused decisions have their sentences, and change nothing")
  func refusals() throws {
    let work = try work()
    var book = try book()
    try split(&book)
    let sidecar = work[0].sidecar
    let waiting = try #require(RecodeQueue(of: work, codebook: book).items.first).coding.id
    let other = try #require(sidecar.codings.first { $0.code != "trust" }).id
    var moment = sampleMoment()
    func message(_ id: Coding.ID, _ decision: RecodeDecision) -> String? {
      #expect(throws: RecodeProblem.self) {
        try sidecar.recoding(id, decision, codebook: book, moment: &moment)
      }?.message
    }
    #expect(message("nobody", .keep) == "there is no coding \"nobody\" of yours.")
    #expect(
      message(other, .remove)?.hasSuffix("does not wait to be recoded, so nothing was changed.")
        == true
    )
    #expect(
      message(waiting, .keep) == "\"trust\" was split and is no longer assigned. Choose among: "
        + "trust-in-person, trust-in-organisation; or remove the coding."
    )
    #expect(
      message(waiting, .choose([]))
        == "no code is chosen. Name one or more, or remove the coding."
    )
    #expect(
      message(waiting, .choose(["mistrst"]))
        == "code \"mistrst\" is not in the codebook. Did you mean "
        + "\"mistrust\"? Nothing was changed."
    )
    #expect(
      message(waiting, .choose(["trust"]))
        == "\"trust\" can't be assigned: it is a family or retired. Choose another."
    )
  }
}
