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

  /// How another canvas of the same size has to be shifted so that most of it need not be drawn anew.
  ///
  /// - Returns: `nil` where that saves nothing.
  public func shift(from other: Canvas) -> Shift? {
    let height = size.height
    // Few rows that differ are drawn quicker than moved.
    let changed = (0..<height).lazy.filter { !isSame(row: $0, as: $0, of: other) }
    guard let first = changed.first, changed.dropFirst(Self.fewRows).first != nil else {
      return nil
    }
    var best: (rows: Range<Int>, distance: Int)?
    for distance in [1, -1, 2, -2, 3, -3] {
      var start: Int?
      for row in first...height {
        let isMoved =
          row < height && (0..<height).contains(row + distance)
          && isSame(row: row, as: row + distance, of: other)
        if isMoved, start == nil { start = row }
        guard !isMoved, let begun = start else { continue }
        if row - begun > best?.rows.count ?? Self.fewRows { best = (begun..<row, distance) }
        start = nil
      }
    }
    return best.map { rows, distance in
      let start = min(rows.lowerBound, rows.lowerBound + distance)
      let end = max(rows.upperBound, rows.upperBound + distance)
      return Shift(rows: start..<end, distance: distance)
    }
  }

  private static let fewRows = 6
}
