import Testing

@testable import EmicKit

@Suite("Where words begin") struct WordSearchTests {
  /// Folded scalar by scalar at every place: slow, and plainly right for texts without marks.
  private func slowly(_ words: String, in text: String) -> [Span] {
    let wanted = Folding.pattern(words)
    let scalars = Array(text.unicodeScalars)
    var hits: [Span] = []
    var place = 0
    while place < scalars.count {
      var (index, end) = (0, place)
      while index < wanted.count, end < scalars.count {
        let folded = Folding.fold(scalars[end])
        if folded == nil, index > 0 {
          end += 1
        } else if folded == wanted[index] {
          index += 1
          end += 1
        } else {
          break
        }
      }
      if index == wanted.count {
        hits.append(Span(place..<end))
        place = end
      } else {
        place += 1
      }
    }
    return hits
  }

  @Test("every hit is found, wherever eight bytes begin and however it is spelled")
  func law() throws {
    var random = SeededGenerator(state: 3)
    let pieces = [
      "a", "b", "A", "B", " ", "ａ", "Ｂ", "\u{AD}", "信", "任", "，", "\u{A0}", "s", "ſ", "k",
      "\u{212A}",
      "\u{3000}", "é", "@", "`", "1", "１",
    ]
    let words = [
      "ab", "a", "ba", "1", "ab1", "s", "sa", "kb", " a", "@a", "信", "信任", "é", "a信", "a a",
    ]
    for _ in 0..<400 {
      let length = Int.random(in: 0...60, using: &random)
      let text = (0..<length).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      for word in words {
        let hits = try TextSearch(pattern: word).hits(in: TranscriptText(text))
        #expect(hits == slowly(word, in: text), "\(word) in \(text)")
      }
    }
  }
}
