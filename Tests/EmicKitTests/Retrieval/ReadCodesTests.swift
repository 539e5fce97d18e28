import Testing

@testable import EmicKit

@Suite("Codes, looked up once for many sources") struct ReadCodesTests {
  @Test("each source has its own codes in its own order, read the same")
  func shared() {
    let reading = ReadCodes(by: retrievalBook)
    let first = retrievalSource([("trust", 3..<9), ("control", 5..<20), ("trust", 10..<20)])
    let second = retrievalSource([("lost", 1..<3), ("control", 3..<9), ("trust", 5..<20)])
    for (source, codes, places) in [
      (first, ["trust", "control"], [0, 1, 0]), (second, ["lost", "control", "trust"], [0, 1, 2]),
    ] {
      let used = reading.used(in: source.sidecar.codings)
      #expect(used.codes.map(\.text) == codes)
      #expect(used.codeOfCoding == places)
      let alone = source.readCodes
      #expect(reading.read(used).map(\.printed) == alone.map(\.printed))
      #expect(reading.read(used).map(\.id) == codes.map { $0 == "lost" ? "?lost" : $0 })
    }
  }
}
