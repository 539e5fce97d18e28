extension Canvas {
  /// Rows that have moved up or down together, as when a text scrolls.
  public struct Shift: Hashable, Sendable {
    /// All that move, and those that come free, from 0.
    public var rows: Range<Int>
    /// In rows; positive when they have moved up.
    public var distance: Int

    /// Which row was where this one is now, from 0; `nil` where nothing has come.
    public func source(of row: Int) -> Int? {
      guard rows.contains(row) else { return row }
      return rows.contains(row + distance) ? row + distance : nil
    }
  }

  /// The rows that differ from those of another canvas of the same size, from the top.
  public func changedRows(from other: Canvas) -> [Int] {
    (0..<size.height).filter { !isSame(row: $0, as: $0, of: other) }
  }

  /// How another canvas of the same size has to be shifted so that most of it need not be drawn anew.
  ///
  /// - Parameters:
  ///   - other: what is shifted.
  ///   - changed: the rows that differ.
  /// - Returns: `nil` where that saves nothing.
  public func shift(from other: Canvas, changed: [Int]) -> Shift? {
    // Few rows that differ are drawn quicker than moved.
    guard changed.count > Self.fewRows else { return nil }
    func isMoved(_ row: Int, by distance: Int) -> Bool {
      (0..<size.height).contains(row + distance) && isSame(row: row, as: row + distance, of: other)
    }
    var best: (rows: Range<Int>, distance: Int)?
    for distance in [1, -1, 2, -2, 3, -3] {
      var start: Int?
      for row in changed[0]...size.height {
        let isMoved = row < size.height && isMoved(row, by: distance)
        if isMoved, start == nil { start = row }
        guard !isMoved, let begun = start else { continue }
        if row - begun > best?.rows.count ?? Self.fewRows { best = (begun..<row, distance) }
        start = nil
      }
    }
    guard let (rows, distance) = best else { return nil }
    // What has changed in the midst of what moved, as words that were selected, moves with it.
    var (start, end) = (rows.lowerBound, rows.upperBound)
    for row in rows.upperBound..<size.height {
      if isMoved(row, by: distance) { end = row + 1 } else if !changed.contains(row) { break }
    }
    for row in (0..<rows.lowerBound).reversed() {
      if isMoved(row, by: distance) { start = row } else if !changed.contains(row) { break }
    }
    return Shift(
      rows: min(start, start + distance)..<max(end, end + distance),
      distance: distance
    )
  }

  private static let fewRows = 6
}
