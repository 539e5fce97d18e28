import Testing

@testable import EmicTUI

@Suite("rows that scroll")
struct CanvasShiftTests {
  /// Rows 1 to 12 of 14 show lines from `first` on, between a head and a foot.
  private func screen(from first: Int, foot: String = "foot") -> Canvas {
    var canvas = Canvas(size: Size(width: 12, height: 14))
    canvas.draw("head", x: 0, y: 0)
    for row in 1...12 { canvas.draw("line \(first + row)", x: 0, y: row) }
    canvas.draw(foot, x: 0, y: 13)
    return canvas
  }

  @Test("a text that scrolls down moves up", arguments: [1, 2, 3])
  func aTextThatScrollsDownMovesUp(distance: Int) throws {
    let shift = try #require(screen(from: 20 + distance).shift(from: screen(from: 20)))
    #expect(shift == Canvas.Shift(rows: 1..<13, distance: distance))
    #expect(shift.source(of: 1) == 1 + distance)
    #expect(shift.source(of: 12) == nil)
    #expect(shift.source(of: 0) == 0)
    #expect(shift.source(of: 13) == 13)
  }

  @Test("a text that scrolls up moves down", arguments: [1, 2, 3])
  func aTextThatScrollsUpMovesDown(distance: Int) throws {
    let shift = try #require(screen(from: 20 - distance).shift(from: screen(from: 20)))
    #expect(shift == Canvas.Shift(rows: 1..<13, distance: -distance))
    #expect(shift.source(of: 12) == 12 - distance)
    #expect(shift.source(of: distance) == nil)
  }

  @Test("what has changed in the midst of it moves with it", arguments: [1, -1])
  func whatHasChangedInTheMidstOfItMovesWithIt(distance: Int) throws {
    var new = screen(from: 20 + distance)
    new.draw("line x", x: 0, y: distance > 0 ? 9 : 4)
    let shift = try #require(new.shift(from: screen(from: 20)))
    #expect(shift == Canvas.Shift(rows: 1..<13, distance: distance))
  }

  @Test("what stands still beside it stays")
  func whatStandsStillBesideItStays() throws {
    var (old, new) = (screen(from: 20), screen(from: 21))
    for row in 10...12 {
      old.draw("still \(row)", x: 0, y: row)
      new.draw("still \(row)", x: 0, y: row)
    }
    let shift = try #require(new.shift(from: old))
    #expect(shift == Canvas.Shift(rows: 1..<10, distance: 1))
  }

  @Test("what is drawn quicker is not moved")
  func whatIsDrawnQuickerIsNotMoved() {
    #expect(screen(from: 20).shift(from: screen(from: 20)) == nil)
    #expect(screen(from: 20, foot: "other").shift(from: screen(from: 20)) == nil)
    // Nothing of it was there before.
    #expect(screen(from: 60).shift(from: screen(from: 20)) == nil)
  }

  @Test("the rows that move are those that were there")
  func theRowsThatMoveAreThoseThatWereThere() throws {
    var draw = SeededNumbers(seed: 7)
    var found = 0
    for _ in 0..<300 {
      var old = Canvas(size: Size(width: 3, height: 12))
      var new = old
      let distance = Int.random(in: -3...3, using: &draw)
      for row in 0..<12 {
        old.draw("\(row % 5)\(row)", x: 0, y: row)
        new.draw("\((row + distance + 25) % 5)\(row + distance)", x: 0, y: row)
      }
      for _ in 0..<Int.random(in: 0...3, using: &draw) {
        new.draw("x", x: 0, y: Int.random(in: 0..<12, using: &draw))
      }
      guard let shift = new.shift(from: old) else { continue }
      found += 1
      let sources = (0..<12).compactMap { shift.source(of: $0) }
      #expect(Set(sources).count == sources.count)
      #expect(sources.allSatisfy { (0..<12).contains($0) })
      // More rows stay as they are than without the shift.
      let kept = (0..<12).count { row in
        shift.source(of: row).map { new.isSame(row: row, as: $0, of: old) } ?? false
      }
      #expect(kept > (0..<12).count { new.isSame(row: $0, as: $0, of: old) })
    }
    #expect(found > 50)
  }
}

extension Canvas {
  fileprivate func shift(from other: Canvas) -> Shift? {
    shift(from: other, changed: changedRows(from: other))
  }
}
