/// Finds names in folded texts: the longest first, at the borders of words where a script has them.
///
/// All spellings are one tree of scalars, so that a list of thousands takes hardly longer than one of ten.
struct NameMatcher: Sendable {
  /// A folded way to write a name.
  struct Spelling: Sendable {
    var scalars: [Unicode.Scalar]
    /// The place of its entry in the list.
    var entry: Int
  }

  /// By a node of the tree and a scalar, the node behind it; the root is 0.
  private var next: [UInt64: Int] = [:]
  /// The entry whose spelling ends at a node.
  private var ending: [Int?] = [nil]
  /// By the low bits of the first scalar: most scalars of a text begin no name.
  private var beginsName = [Bool](repeating: false, count: 1 << 12)

  /// - Parameter spellings: none twice.
  init(_ spellings: [Spelling]) {
    for spelling in spellings {
      guard let first = spelling.scalars.first else { continue }
      beginsName[Int(first.value & 0xFFF)] = true
      var node = 0
      for scalar in spelling.scalars {
        let step = Self.step(node, scalar)
        if let known = next[step] {
          node = known
        } else {
          node = ending.count
          ending.append(nil)
          next[step] = node
        }
      }
      ending[node] = spelling.entry
    }
  }

  private static func step(_ node: Int, _ scalar: Unicode.Scalar) -> UInt64 {
    UInt64(node) << 32 | UInt64(scalar.value)
  }

  /// - Returns: spans of the text that was folded, in its order; they do not overlap.
  func hits(in text: NameFolding) -> [NameList.Hit] {
    var hits: [NameList.Hit] = []
    let scalars = text.scalars
    var place = 0
    var humps = text.humps[...]
    while place < scalars.count {
      guard beginsName[Int(scalars[place].value & 0xFFF)] else {
        place += 1
        continue
      }
      while let hump = humps.first, hump < place { humps.removeFirst() }
      guard let found = longest(in: scalars, at: place, humps) else {
        place += 1
        continue
      }
      hits.append(
        NameList.Hit(span: Span(text.starts[place]..<text.ends[found.end - 1]), entry: found.entry)
      )
      place = found.end
    }
    return hits
  }

  private typealias Found = (end: Int, entry: Int)

  private func longest(
    in text: [Unicode.Scalar],
    at start: Int,
    _ humps: ArraySlice<Int>
  ) -> Found? {
    guard isBorder(text, start, humps) else { return nil }
    var found: Found?
    let behind = humps.first == start ? humps.dropFirst() : humps
    follow(text, from: start, node: 0, behind, &found)
    return found
  }

  /// Goes on from a node as far as the text does, and keeps the longest name that ends on the way.
  private func follow(
    _ text: [Unicode.Scalar],
    from start: Int,
    node: Int,
    _ humps: ArraySlice<Int>,
    _ found: inout Found?
  ) {
    var (node, place, humps) = (node, start, humps)
    while place < text.count {
      if humps.first == place {
        humps.removeFirst()
        // `ZhangWei` is `Zhang Wei` as well.
        if let parted = next[Self.step(node, " ")] {
          follow(text, from: place, node: parted, humps, &found)
        }
      }
      guard let behind = next[Self.step(node, text[place])] else { return }
      (node, place) = (behind, place + 1)
      if let entry = ending[node], place >= found?.end ?? 0, isBorder(text, place, humps) {
        found = (place, entry)
      }
    }
  }

  /// Whether a word can begin or end before a place: not between two letters or two digits, unless a word
  /// begins there with a capital; humps before the place are not among those that are given.
  private func isBorder(_ text: [Unicode.Scalar], _ place: Int, _ humps: ArraySlice<Int>) -> Bool {
    guard place > 0, place < text.count, let kind = text[place].wordKind else { return true }
    return text[place - 1].wordKind != kind || humps.first == place
  }
}
