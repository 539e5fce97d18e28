import Testing

@testable import EmicKit

@Suite("Links between codings") struct LinkTests {
  private let one = sampleCoding(1, "trust", 0..<5)
  private let two = sampleCoding(2, "ties", 10..<15)
  private let later = Timestamp(milliseconds: 5000)

  private func linked() throws -> Sidecar {
    var sidecar = sampleSidecar([one, two])
    var moment = Moment(now: Timestamp(milliseconds: 2000), seed: (1, 2))
    let change = sidecar.linking(one.id, to: two.id, as: .contradicts, moment: &moment)
    try sidecar.apply(change, at: moment.now)
    return sidecar
  }

  @Test("linking, saying it again, taking it away; undo and redo bring back what was")
  func changes() throws {
    let before = sampleSidecar([one, two])
    var sidecar = try linked()
    let link = try #require(sidecar.links.first)
    #expect((link.from, link.to, link.kind) == (one.id, two.id, .contradicts))
    var moment = Moment(now: later, seed: (3, 4))
    let again = sidecar.linking(one.id, to: two.id, as: .contradicts, moment: &moment)
    #expect(again.isEmpty)
    let removal = sidecar.unlinking(link.id)
    try sidecar.apply(removal, at: later)
    #expect(sidecar.links.isEmpty)
    #expect(sidecar.kept == before.kept)
    try sidecar.apply(removal.inverse, at: later)
    #expect(sidecar.links.map(\.id) == [link.id])
    try sidecar.apply(removal, at: later)
    #expect(sidecar.unlinking(link.id).isEmpty)
    #expect(throws: ChangeProblem.linkMissing) { try sidecar.apply(removal, at: later) }
  }

  @Test("on disk it stands as the format has it, and links of kinds to come are kept")
  func onDisk() throws {
    let text = String(decoding: SidecarWriter.encode(try linked()), as: UTF8.self)
    let id = try #require(try linked().links.first).id
    let expected = """
      "links": [
          {
            "id": "\(id)",
            "kind": "contradicts",
            "from": "\(one.id)",
            "to": "\(two.id)",
            "at": "1970-01-01T00:00:02.000Z"
          }
        ]
      """
    #expect(text.contains(expected))
    let other = text.replacing("\"contradicts\"", with: "\"explains\"")
    var read = try SidecarReader.read(Array(other.utf8), file: "T03.txt.ana.json")
    #expect(read.links.isEmpty)
    var moment = Moment(now: later, seed: (3, 4))
    let change = read.linking(two.id, to: one.id, as: .mitigates, moment: &moment)
    try read.apply(change, at: later)
    #expect(String(decoding: SidecarWriter.encode(read), as: UTF8.self).contains("\"explains\""))
  }

  @Test("a coding that took another in stands for it")
  func survivor() throws {
    var sidecar = try linked()
    sidecar.removed = [
      .init(id: two.id.text, at: later, into: Coding.ID(sampleID(3))),
      .init(id: sampleID(3), at: later, into: Coding.ID(sampleID(4))),
    ]
    #expect(sidecar.links.map(\.to.text) == [sampleID(4)])
  }

  @Test(
    "a merge unites links, and one that was taken away does not come back",
    arguments: [true, false]
  )
  func merging(hasBase: Bool) throws {
    let base = try linked()
    var here = base
    let link = try #require(base.links.first)
    try here.apply(here.unlinking(link.id), at: later)
    var there = base
    var moment = Moment(now: later, seed: (5, 6))
    let change = there.linking(two.id, to: one.id, as: .mitigates, moment: &moment)
    try there.apply(change, at: later)
    let merged = try Sidecar.merged(here, there, base: hasBase ? base : nil)
    #expect(merged.links.map(\.kind) == [.mitigates])
    #expect(try Sidecar.merged(there, here, base: hasBase ? base : nil) == merged)
    #expect(try Sidecar.merged(merged, there, base: nil) == merged)
  }

  @Test("the history knows links, so that undo works after a restart")
  func history() throws {
    let link = try #require(try linked().links.first)
    let change = Change("Linked.", [.link(before: nil, after: link)])
    let line = HistoryLine(act: .do, at: later, change: change)
    let transcript = Transcript(name: "T03.txt", text: TranscriptText("text"))
    #expect(HistoryLine(line.bytes, transcript)?.change == change)
  }
}
