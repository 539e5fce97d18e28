import EmicKit

/// The compared coders as lanes: in their order under their names, or as numbers in a shuffled one.
///
/// A lane's number, from 1, is the key that adopts its coder.
struct CoderLanes {
  /// The coders' places in the comparison, lane by lane.
  let places: [Int]
  let coders: [Coder.ID]
  /// Under which lanes are shown: a coder's id, or a number.
  let names: [String]
  /// What is left of the names without their common beginning, for the heads of narrow columns.
  let shortNames: [String]
  /// Each two lanes.
  let pairs: [(first: Int, second: Int)]
  let isAnonymous: Bool

  init(_ coders: [Coder.ID], isAnonymous: Bool = false) {
    self.coders = coders
    self.isAnonymous = isAnonymous
    pairs = coders.indices.flatMap { first in
      coders.indices.dropFirst(first + 1).map { (first, $0) }
    }
    if isAnonymous {
      // Who is who must not be read off the order, and the order must not change in between.
      let orders = coders.map { Self.scrambled($0.text) }
      places = coders.indices.sorted { (orders[$0], $0) < (orders[$1], $1) }
      names = coders.indices.map { String($0 + 1) }
      shortNames = names
    } else {
      places = Array(coders.indices)
      names = coders.map(\.text)
      shortNames = Self.short(names)
    }
  }

  var count: Int { places.count }

  /// The name of a coder, by place.
  func name(of place: Int) -> String { names[lane(of: place)] }

  func name(of coder: Coder.ID) -> String {
    coders.firstIndex(of: coder).map { name(of: $0) } ?? coder.text
  }

  func shortName(of place: Int) -> String { shortNames[lane(of: place)] }

  /// `1 coder-a`, or the number alone.
  func label(ofLane lane: Int) -> String {
    isAnonymous ? "coder \(lane + 1)" : "\(lane + 1) \(names[lane])"
  }

  private func lane(of place: Int) -> Int { places.firstIndex(of: place) ?? 0 }

  /// `coder-a`, `coder-b` are told apart by `a`, `b`.
  private static func short(_ names: [String]) -> [String] {
    guard names.count > 1, let first = names.first else { return names }
    var shared = names.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    while let last = shared.last, last != "-" { shared.removeLast() }
    return names.map { String($0.dropFirst(shared.count)) }
  }

  // FNV-1a (Fowler, Noll & Vo), then mixed as in SplitMix64: near ids lie far apart.
  private static func scrambled(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    return hash ^ (hash >> 31)
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
