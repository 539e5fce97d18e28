import Testing

@testable import EmicKit

@Suite("Labels of one word") struct PlainLabelTests {
  @Test("are found as all other forms are")
  func sameAsAny() {
    var numbers = SeededGenerator(state: 11)
    let pieces = [
      "I", "R2", "http", "https", "Anna", String(repeating: "n", count: 39), ":", ":", ":", " ",
      "  ",
      "/", "//", "：", "00:12", "[00:12]", "(01:02:03)", "_", "#", "**", "-", "问", "é", "words",
      "\t",
      "\u{3000}",
    ]
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...6, using: &numbers)
      let line = (0..<count).map { _ in pieces.randomElement(using: &numbers) ?? "" }.joined()
      let bytes = Array(line.utf8)
      bytes.withUnsafeBufferPointer { bytes in
        let scanner = LineScanner(bytes, 0..<bytes.count)
        #expect(scanner.label() == bytes.first.flatMap(scanner.anyLabel), "\(line)")
      }
    }
  }
}
