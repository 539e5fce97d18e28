@testable import EmicKit

/// Sidecars of every shape: odd texts, rare members, keys of other versions.
struct AnySidecar {
  static let texts = [
    "", "a", "I felt alone in the ward.", "我们就是慢慢来，一个街道一个街道地做。", "say \"it\" aloud",
    "back\\slash", "two\nlines\tand a tab", "bell\u{7}", "\u{7F}\u{85}\u{2028}\u{202E}",
    "é", "e\u{301}", "e\u{301}🧑🏽‍⚕️", String(repeating: "long and longer ", count: 40),
    String(repeating: "“很长的话”", count: 30),
  ]

  var random: SeededGenerator

  mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func rarely() -> Bool { number(0..<5) == 0 }

  mutating func text() -> String { Self.texts[number(0..<Self.texts.count)] }

  mutating func coding(_ id: Int) -> Coding {
    let start = number(0..<150)
    var coding = sampleCoding(
      id,
      ["trust", "信任", "long-code-name-of-more-than-fifteen"][number(0..<3)],
      start..<start + number(1..<50),
      modified: Int64.random(in: 0..<4_000_000_000_000, using: &random)
    )
    (coding.quote, coding.before, coding.after) = (text(), text(), text())
    changeRareMembers(of: &coding)
    return coding
  }

  mutating func changeRareMembers(of coding: inout Coding) {
    if rarely() { coding.memo = text() }
    if rarely() { coding.flags = [.exemplar, .unknown("of \"another\" version")] }
    if rarely() { coding.replacement = text() }
    if rarely() {
      coding.kept = [JSONMember("score", .number("1.50")), JSONMember("translation", [])]
    }
  }

  mutating func sidecar() -> Sidecar {
    var sidecar = sampleSidecar((0..<number(0..<12)).map { coding($0) })
    changeRareMembers(of: &sidecar)
    return sidecar
  }

  mutating func changeRareMembers(of sidecar: inout Sidecar) {
    if rarely() {
      sidecar.memos = [
        Memo(id: Memo.ID(sampleID(9000)), at: Timestamp(milliseconds: 5), text: text())
      ]
    }
    if rarely() {
      sidecar.nothingHere = [.init(span: Span(3..<9), at: Timestamp(milliseconds: 7))]
    }
    if rarely() {
      sidecar.removed = [.init(id: sampleID(9001), at: Timestamp(milliseconds: 8))]
    }
    if rarely() { sidecar.kept = [JSONMember("codings-of-before", .string(text()))] }
  }
}
