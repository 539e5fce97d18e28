import EmicKit

/// P14: between scalars and bytes, anywhere in 100 MB of English and Chinese.
enum Offsets {
  static func measure(into results: inout [String: Double]) {
    let megabyte = Study.transcript.text[Study.transcript.text.span]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(110_000_000)
    while bytes.count < 100_000_000 { bytes += megabyte.utf8 }
    guard let text = try? TranscriptText(bytes: bytes) else { return }
    var random = SeededRandom(seed: 4)
    let count = 1_000_000
    let places = (0..<count).map { _ in Int.random(in: 0..<text.scalarCount, using: &random) }
    var found: [ByteOffset] = []
    found.reserveCapacity(count)
    let there = Stopwatch.work {
      for place in places { found.append(text.byteOffset(ofScalar: place)) }
    }
    var wrong = 0
    let back = Stopwatch.work {
      for (place, byte) in zip(places, found) where text.scalarOffset(of: byte) != place {
        wrong += 1
      }
    }
    results["to-byte"] = there / Double(count)
    results["to-scalar"] = back / Double(count)
    results["offsets-wrong"] = Double(wrong)
  }
}
