extension CoverCells {
  /// Counts positions of a text by who has marked them, by one walk over the ends of all spans.
  ///
  /// - Parameters:
  ///   - spans: a list per coder, each in order and without overlaps; `nil` for one who is missing.
  ///   - stretches: the parts of the text that count, in order and without overlaps.
  /// - Complexity: O(m e + s) for m coders, e spans and s stretches, whatever their lengths.
  public init(spans: [[Range<Int>]?], within stretches: [Range<Int>]) {
    var position = Position(stretches)
    var counts = CoverCounts(coders: spans.count)
    var here = CoderSet()
    var before = 0
    SpanEdges.forEach(of: spans.map { $0 ?? [] }) { edge in
      let counted = position.counted(before: edge.at)
      if !here.isEmpty, counted > before { counts.add(counted - before, to: here) }
      before = counted
      here.formSymmetricDifference(CoderSet(edge.list))
    }
    let all = stretches.reduce(0) { $0 + $1.count }
    let cells = counts.cells
    let covered = cells.reduce(0) { $0 + $1.units }
    self.init(
      present: CoderSet(spans.indices.filter { spans[$0] != nil }.map { CoderSet($0) }),
      cells: cells
        + [Cell(coders: [], units: all - covered)]
    )
  }

  /// Units by sets of coders; few coders have a place for every set, which spares the hashing.
  private struct CoverCounts {
    private static let mostPlaces = 12
    private var places: [Int]
    private var others: [CoderSet: Int] = [:]

    init(coders: Int) {
      places = [Int](repeating: 0, count: coders <= Self.mostPlaces ? 1 << coders : 0)
    }

    mutating func add(_ units: Int, to coders: CoderSet) {
      if places.isEmpty {
        others[coders, default: 0] += units
      } else {
        places[Int(coders.rawValue)] += units
      }
    }

    /// Those that are not empty, in the order of their sets.
    var cells: [Cell] {
      let placed = places.enumerated().filter { $0.element > 0 }
        .map { Cell(coders: CoderSet(rawValue: UInt64($0.offset)), units: $0.element) }
      return placed
        + others.map { Cell(coders: $0.key, units: $0.value) }
        .sorted { $0.coders.rawValue < $1.coders.rawValue }
    }
  }

  /// How much of the stretches lies before an offset; offsets only grow.
  private struct Position {
    private let stretches: [Range<Int>]
    private var next = 0
    private var passed = 0

    init(_ stretches: [Range<Int>]) { self.stretches = stretches }

    mutating func counted(before offset: Int) -> Int {
      while next < stretches.count, stretches[next].upperBound <= offset {
        passed += stretches[next].count
        next += 1
      }
      guard next < stretches.count else { return passed }
      return passed + max(0, offset - stretches[next].lowerBound)
    }
  }
}
