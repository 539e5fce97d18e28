/// Finds names in folded texts: the longest first, at the borders of words where a script has them.
struct NameMatcher: Sendable {
  /// A folded way to write a name.
  struct Spelling: Sendable {
    var scalars: [Unicode.Scalar]
    /// The place of its entry in the list.
    var entry: Int
  }

  /// By first scalar, the longest first.
  private let spellings: [Unicode.Scalar: [Spelling]]
  /// By the low bits of the first scalar: most scalars of a text begin no name.
  private let beginsName: [Bool]

  init(_ spellings: [Spelling]) {
    var byFirst: [Unicode.Scalar: [Spelling]] = [:]
    var begins = [Bool](repeating: false, count: 1 << 12)
    for spelling in spellings {
      guard let first = spelling.scalars.first else { continue }
      byFirst[first, default: []].append(spelling)
      begins[Int(first.value & 0xFFF)] = true
    }
    self.spellings = byFirst.mapValues { $0.sorted { $0.scalars.count > $1.scalars.count } }
    beginsName = begins
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
      let end = place + found.scalars.count
      hits.append(
        NameList.Hit(span: Span(text.starts[place]..<text.ends[end - 1]), entry: found.entry)
      )
      place = end
    }
    return hits
  }

  private func longest(in text: [Unicode.Scalar], at place: Int) -> Spelling? {
    guard let candidates = spellings[text[place]], isBorder(text, place) else { return nil }
    return candidates.first { spelling in
      let end = place + spelling.scalars.count
      return end <= text.count && text[place..<end].elementsEqual(spelling.scalars)
        && isBorder(text, end)
    }
  }

  /// Whether a word can begin or end before a place: not between two letters or two digits.
  private func isBorder(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
    guard place > 0, place < text.count, let kind = text[place].wordKind else { return true }
    return text[place - 1].wordKind != kind
  }
}
