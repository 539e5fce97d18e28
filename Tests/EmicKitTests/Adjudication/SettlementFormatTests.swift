import Testing

@testable import EmicKit

@Suite("Decisions on disk") struct SettlementFormatTests {
  private let time = Timestamp(milliseconds: 1_774_171_800_000)

  @Test("a consensus layer with odd, missing and unknown parts gives its bytes again")
  func roundTrip() throws {
    let bytes = try fixture("sidecars/consensus.json")
    let sidecar = try SidecarReader.read(bytes, file: "T03.txt.consensus.json")
    #expect(SidecarWriter.encode(sidecar) == bytes)
    let first = try #require(sidecar.codings[0].settlement)
    #expect(first.from.map(\.text) == [sampleID(1), sampleID(2)])
    #expect((first.decision, first.reason) == (.union, .boundary))
    #expect((first.note, first.by) == ("the whole sentence", "supervisor"))
    #expect(sidecar.codings[1].settlement?.decision == .unknown("coin-flip"))
    #expect(sidecar.codings[1].settlement?.reason == .unknown("boredom"))
    // What is not of its kind, or lacks what it settles, is kept and is no verdict.
    #expect(sidecar.codings.filter { $0.settlement == nil }.map(\.kept.count) == [3, 2, 0])
    #expect(sidecar.settled.map { $0.key == nil } == [false, false, true, true, true])
    #expect(sidecar.verdicts.all.count == 6)
  }

  @Test("keys stand in the one order, the note of an entry after what every entry has")
  func order() throws {
    let settlement = Settlement(
      from: ["b", "a"],
      decision: .neither,
      reason: .ambiguous,
      note: "n",
      by: "sup"
    )
    var coding = AdjudicationSamples.coding(1, "x", 0..<4)
    coding.settlement = settlement
    coding.kept = [JSONMember("z", 1), JSONMember("translation", .object([JSONMember("en", "t")]))]
    guard case .object(let members) = coding.json else { return #expect(Bool(false)) }
    #expect(
      members.map(\.key).suffix(8)
        == ["modified", "translation", "from", "decision", "reason", "note", "by", "z"]
    )
    let entry = Sidecar.Settled.verdict(settlement, at: time, kept: [JSONMember("z", 1)])
    guard case .object(let parts) = entry.json else { return #expect(Bool(false)) }
    #expect(parts.map(\.key) == ["from", "decision", "reason", "by", "at", "note", "z"])
    #expect(Sidecar.Settled(json: entry.json) == entry)
  }

  @Test("an empty list of settled ones stays where somebody has written it")
  func emptyList() throws {
    var sidecar = AdjudicationSamples.sidecar(Coder.consensus)
    #expect(!String(decoding: SidecarWriter.encode(sidecar), as: UTF8.self).contains("settled"))
    sidecar.kept = [JSONMember("settled", [])]
    let bytes = SidecarWriter.encode(sidecar)
    var read = try SidecarReader.read(bytes, file: "s")
    #expect(SidecarWriter.encode(read) == bytes)
    read.settled = [.verdict(Settlement(from: ["a"], decision: .neither), at: time)]
    let again = try SidecarReader.read(SidecarWriter.encode(read), file: "s")
    #expect(again.settled == read.settled)
  }

  @Test("settled that is no list is refused with its line")
  func refused() throws {
    let text = String(decoding: try fixture("sidecars/consensus.json"), as: UTF8.self)
      .replacing("\"future\": true", with: "\"settled\": 5")
      .replacing("\"settled\": [", with: "\"x\": [")
    let error = #expect(throws: SidecarError.self) {
      try SidecarReader.read(Array(text.utf8), file: "s")
    }
    #expect(error?.message.hasPrefix("s:183: \"settled\" should be a list in [ ].") == true)
  }

  @Test("a derived id depends on what is settled and not on its order, and looks like any id")
  func ids() throws {
    let id = Coding.ID(settling: ["b", "a"], 0)
    #expect(id == Coding.ID(settling: ["a", "b"], 0))
    #expect(id != Coding.ID(settling: ["a", "b"], 1))
    #expect(id != Coding.ID(settling: ["a"], 0))
    // SHA-256 of "a\nb\n0", with the version and variant of RFC 9562.
    #expect(id.text == "bc3f096e-ed69-80d7-a826-4ca1c289f9db")
    var sidecar = AdjudicationSamples.sidecar(Coder.consensus)
    var coding = AdjudicationSamples.coding(1, "x", 0..<4)
    coding = Coding(
      id: id,
      code: coding.code,
      span: coding.span,
      quote: coding.quote,
      codebook: 1,
      created: time,
      modified: time
    )
    sidecar.codings = [coding]
    #expect(try SidecarReader.read(SidecarWriter.encode(sidecar), file: "s").codings == [coding])
  }

  @Test("a decision comes back from the history as it was done")
  func history() throws {
    let folder = TemporaryFolder()
    try folder.write(String(repeating: "abcdefghij", count: 20), to: "T03.txt")
    let study = try StudyFolder.open(path: folder.path)
    let history = ChangeHistory(study: study, transcript: "T03.txt", coder: Coder.consensus)
    var coding = AdjudicationSamples.coding(1, "x", 40..<50)
    let settlement = Settlement(from: [coding.id], decision: .adopt, reason: .missed, by: "sup")
    coding.settlement = settlement
    let entry = Sidecar.Settled.verdict(settlement, at: time)
    let change = Change(
      "settled",
      [.coding(before: coding, after: nil), .settled(before: nil, after: entry)]
    )
    history.append(change, at: time)
    #expect(history.load(for: try study.transcript("T03.txt")).undo == [change])
    history.append(change, .undo, at: time)
    let transcript = try study.transcript("T03.txt")
    #expect(history.load(for: transcript).redo == [change])
    // A line of an earlier emic does not say whose it is: whoever made the verdict.
    #expect(history.load(for: transcript, doneBy: "sup").redo == [change])
    #expect(history.load(for: transcript, doneBy: "ben").redo.isEmpty)
    history.append(change, at: time, by: "ben")
    #expect(history.load(for: transcript, doneBy: "ben").undo == [change])
    #expect(history.load(for: transcript, doneBy: "sup").undo.isEmpty)
    #expect(history.entries(for: transcript).map(\.by) == ["sup", "sup", "ben"])
  }
}
