import Testing

@testable import EmicKit

@Suite("Closing an adjudication on disk") struct CloseAdjudicationTests {
  private let folder = TemporaryFolder()
  private let time = Timestamp(milliseconds: 5000)

  private func desk() -> AdjudicationDesk {
    AdjudicationDesk(
      [AdjudicationSamples.coding(1, "x", 10..<20)],
      [AdjudicationSamples.coding(2, "x", 15..<25)]
    )
  }

  private func study(_ more: String = "") throws -> StudyFolder {
    try folder.write(String(repeating: "abcdefghij", count: 20), to: "T03.txt")
    try folder.write("format: emic/study\nversion: 1\n\(more)", to: "study.yaml")
    return try StudyFolder.open(path: folder.path)
  }

  @Test("by the study's rule for edges, wherever sidecars lie")
  func rule() throws {
    let study = try study("boundaries: union\nsidecars: by-coder\n")
    var (file, layer) = try study.consensus(
      of: AdjudicationSamples.transcript,
      codebook: 3,
      at: time
    )
    #expect(layer.codings.isEmpty && layer.status.state == .draft)
    let closed = try study.closeAdjudication(
      &file,
      layer,
      of: desk().compared,
      by: "sup",
      codebook: 3,
      at: time
    )
    let bytes = try folder.read("codings/consensus/T03.txt.json")
    #expect(bytes == SidecarWriter.encode(closed))
    (file, layer) = try study.consensus(of: AdjudicationSamples.transcript, codebook: 3, at: time)
    #expect(layer == closed)
    #expect(layer.codings.map(\.span) == [Span(10..<25)])
  }

  @Test("nothing is written when a row is open, or when somebody has changed the layer since")
  func refused() throws {
    let study = try study()
    var desk = desk()
    let transcript = AdjudicationSamples.transcript
    var (file, layer) = try study.consensus(of: transcript, codebook: 3, at: time)
    func close() throws -> AdjudicationProblem? {
      #expect(throws: AdjudicationProblem.self) {
        try study.closeAdjudication(
          &file,
          layer,
          of: desk.compared,
          by: "sup",
          codebook: 3,
          at: time
        )
      }
    }
    #expect(try close() == .open(rows: 1, turns: [1]))
    #expect(throws: FileProblem.self) { try folder.read("T03.txt.consensus.json") }
    try desk.settle(desk.rows[0], .union)
    layer = desk.consensus
    var other = study.sidecarFile(of: "T03.txt", by: Coder.consensus)
    _ = try other.load()
    try desk.settle(desk.rows[0], .adopt(coder: 0))
    _ = other.save(desk.consensus)
    let saved = try folder.read("T03.txt.consensus.json")
    let problem = try close()
    let words = "Nothing was written; look at it"
    #expect(problem?.message(transcript: "T03.txt").contains(words) == true)
    #expect(try folder.read("T03.txt.consensus.json") == saved)
  }
}
