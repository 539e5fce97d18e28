/// Changes a few bytes of a good file, the same ones in every run.
struct Mutator {
  private var random: SeededBytes

  init(seed: UInt64) { random = SeededBytes(seed: seed) }

  /// A copy with one to six changes: bytes turned, taken out, doubled, cut off, and what is odd put in.
  mutating func changed(_ good: [UInt8]) -> [UInt8] {
    var bytes = good
    for _ in 0..<Int.random(in: 1...6, using: &random) { change(&bytes, good) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8], _ good: [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: bytes.removeSubrange(place..<min(bytes.count, place + 8))
    case 3: bytes = Array(bytes.prefix(place))
    case 4:
      let from = Int.random(in: 0..<good.count, using: &random)
      bytes.insert(contentsOf: good[from..<min(good.count, from + 40)], at: place)
    default:
      bytes.insert(contentsOf: Self.odd.randomElement(using: &random) ?? [], at: place)
    }
  }

  private static let odd: [[UInt8]] =
    [[0], [0xFF, 0xFE], [0xED, 0xA0, 0x80], [0x15]]
    + [
      "{", "}", "[", "\"", "\\u-1", "\\ud800", "-1", "1e999", "99999999999999999999", "<w:p>",
      "-->",
      "\n  - ", ": ", "*a", "&a ", "!!x ", "\t", "#", "|\n", "<<<<<<<\n", "\u{202E}", "\u{FEFF}",
      ",",
    ].map { Array($0.utf8) }
}

/// Numbers that are the same in every run.
private struct SeededBytes: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
