import EmicKit
import Testing

@testable import EmicTUI

@Suite("What differs between two canvases") struct CanvasTests {
  private static let size = Size(width: 12, height: 1)

  private static func canvas(_ text: String, _ style: Style = .plain) -> Canvas {
    var canvas = Canvas(size: size)
    canvas.draw(text, x: 0, y: 0, style: style)
    return canvas
  }

  @Test(
    "reaches from the first to the last column that differs, whole characters",
    arguments: [
      ("a word", "a word", nil), ("a word", "a ward", 3..<4), ("abc", "xbz", 0..<3),
      ("信任", "信心", 2..<4), ("a信", "abc", 1..<3), ("abc", "a信", 1..<3), ("ab信", "a信c", 1..<4),
    ] as [(String, String, Range<Int>?)]
  )
  func columns(old: String, new: String, columns: Range<Int>?) {
    #expect(Self.canvas(new).difference(from: Self.canvas(old), inRow: 0) == columns)
  }

  @Test("is there when only the look differs")
  func look() {
    let plain = Self.canvas("a信b")
    #expect(Self.canvas("a信b", Style(.selection)).difference(from: plain, inRow: 0) == 0..<4)
  }

  @Test("is all that has to be drawn over the old row", arguments: 1...50)
  func law(seed: UInt64) {
    var dice = SeededNumbers(seed: seed)
    func random() -> Canvas {
      let characters = ["a", "b", "信", "任", "e\u{301}"]
      let text = (0..<8).map { _ in characters.randomElement(using: &dice) ?? "" }.joined()
      return Self.canvas(text)
    }
    let (old, new) = (random(), random())
    var drawn = old.row(0)
    if let columns = new.difference(from: old, inRow: 0) {
      drawn.replaceSubrange(columns, with: new.row(0)[columns])
      #expect(new[columns.lowerBound, 0].width > 0)
      #expect(columns.upperBound == Self.size.width || new[columns.upperBound, 0].width > 0)
    }
    #expect(drawn == new.row(0))
  }
}

@Suite("The runs of cells in which two canvases differ") struct CanvasRunsTests {
  private static func canvas(_ text: String) -> Canvas {
    var canvas = Canvas(size: Size(width: 60, height: 1))
    canvas.draw(text, x: 0, y: 0)
    return canvas
  }

  private static func runs(_ old: String, _ new: String, joinedOver gap: Int) -> [Range<Int>] {
    canvas(new).runs(from: canvas(old), inRow: 0, otherRow: 0, joinedOver: gap)
  }

  @Test(
    "are whole characters, and one where little is between them",
    arguments: [
      ("a word", "a word", 8, []), ("a word", "b ward", 8, [0..<4]),
      ("a word", "b ward", 3, [0..<4]),
      ("a word", "b ward", 1, [0..<1, 3..<4]), ("a信", "abc", 0, [1..<3]), ("abc", "a信", 0, [1..<3]),
      ("ab信", "a信c", 0, [1..<4]), ("信任 信任", "信心 信用", 1, [2..<4, 7..<9]),
      ("信任 信任", "信心 信用", 3, [2..<9]),
    ] as [(String, String, Int, [Range<Int>])]
  )
  func runs(old: String, new: String, gap: Int, runs: [Range<Int>]) {
    #expect(Self.runs(old, new, joinedOver: gap) == runs)
  }

  @Test(
    "are all that has to be drawn over the old row, and end where cells differ",
    arguments: 1...200
  )
  func law(seed: UInt64) {
    var dice = SeededNumbers(seed: seed)
    let characters = ["a", "b", "信", "任", "e\u{301}"]
    func random() -> String { characters.randomElement(using: &dice) ?? "" }
    // Few that differ, far and near, so that others are passed over in the midst of wide characters, too.
    let texts = (0..<40).map { _ in random() }
    var others = texts
    for _ in 0..<Int.random(in: 0...4, using: &dice) {
      others[Int.random(in: 0..<40, using: &dice)] = random()
    }
    let (old, new) = (Self.canvas(texts.joined()), Self.canvas(others.joined()))
    let gap = Int(seed % 9)
    var drawn = old.row(0)
    var end = -gap - 1
    for run in new.runs(from: old, inRow: 0, otherRow: 0, joinedOver: gap) {
      drawn.replaceSubrange(run, with: new.row(0)[run])
      #expect(run.lowerBound - end > gap)
      #expect(new[run.lowerBound, 0].width > 0)
      #expect(run.upperBound == new.size.width || new[run.upperBound, 0].width > 0)
      // The character at either end, in one cell or two.
      let first = run.prefix { $0 == run.lowerBound || new[$0, 0].width == 0 }
      let last = run.suffix(new[run.upperBound - 1, 0].width == 0 ? 2 : 1)
      #expect(first.contains { new[$0, 0] != old[$0, 0] })
      #expect(last.contains { new[$0, 0] != old[$0, 0] })
      end = run.upperBound
    }
    #expect(drawn == new.row(0))
  }
}

@Suite("Drawing plain text") struct PlainDrawingTests {
  /// A row of wide and narrow characters.
  private static func row(_ dice: inout SeededNumbers) -> Canvas {
    var canvas = Canvas(size: Size(width: 12, height: 2))
    let text = (0..<9).map { _ in ["a", "信", "e\u{301}"].randomElement(using: &dice) ?? "" }
    canvas.draw(text.joined(), x: 0, y: 0)
    return canvas
  }

  @Test("at once is drawing each character, at the edges and over wide ones", arguments: 1...80)
  func law(seed: UInt64) {
    var dice = SeededNumbers(seed: seed)
    var fast = Self.row(&dice)
    var slow = fast
    let (x, count) = (Int.random(in: -6...14, using: &dice), Int.random(in: 0...16, using: &dice))
    let (y, limit) = (Int.random(in: -1...2, using: &dice), Int.random(in: 0...15, using: &dice))
    let text = String(repeating: "x", count: count)
    let end = fast.draw(text, x: x, y: y, style: Style(.key), limit: limit)
    for column in x..<x + count where column < limit {
      slow.put(DisplayText.Glyph("x"), x: column, y: y, style: Style(.key))
    }
    #expect(fast == slow)
    #expect(end == max(x, min(x + count, limit, 12)))
  }

  @Test("a stretch that is filled is one of blanks", arguments: 1...40)
  func fill(seed: UInt64) {
    var dice = SeededNumbers(seed: seed)
    var filled = Self.row(&dice)
    var drawn = filled
    let (x, width) = (Int.random(in: -6...14, using: &dice), Int.random(in: 0...16, using: &dice))
    filled.fill(x: x, y: 0, width: width, height: 1, style: Style(.facts))
    drawn.draw(String(repeating: " ", count: width), x: x, y: 0, style: Style(.facts))
    #expect(filled == drawn)
  }
}
