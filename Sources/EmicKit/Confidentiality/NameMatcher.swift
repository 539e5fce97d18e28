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
    while place < scalars.count {
      guard beginsName[Int(scalars[place].value & 0xFFF)],
        let found = longest(in: scalars, at: place)
      else {
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

  private func longest(
    in text: [Unicode.Scalar],
    at start: Int
  ) -> (end: Int, entry: Int)? {
    guard isBorder(text, start) else { return nil }
    var (node, place) = (0, start)
    var found: (end: Int, entry: Int)?
    while place < text.count, let behind = next[Self.step(node, text[place])] {
      (node, place) = (behind, place + 1)
      if let entry = ending[node], isBorder(text, place) { found = (place, entry) }
    }
    return found
  }

  /// Whether a word can begin or end before a place: not between two letters or two digits.
  private func isBorder(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
    guard place > 0, place < text.count, let kind = text[place].wordKind else { return true }
    return text[place - 1].wordKind != kind
  }
}
