extension CoverCells {
  /// Counts positions of a text by who has marked them, by one walk over the ends of all spans.
  ///
  /// - Parameters:
  ///   - spans: a list per coder, each in order and without overlaps; `nil` for one who is missing.
  ///   - stretches: the parts of the text that count, in order and without overlaps.
  /// - Complexity: O(e log e + s) for e spans and s stretches, whatever their lengths.
  public init(spans: [[Range<Int>]?], within stretches: [Range<Int>]) {
    var edges: [Edge] = []
    edges.reserveCapacity(spans.reduce(0) { $0 + 2 * ($1?.count ?? 0) })
    for (coder, list) in spans.enumerated() {
      for span in list ?? [] {
        edges.append(Edge(at: span.lowerBound, coder: coder))
        edges.append(Edge(at: span.upperBound, coder: coder))
      }
    }
    edges.sort { $0.at < $1.at }
    var position = Position(stretches)
    var counts: [CoderSet: Int] = [:]
    var here = CoderSet()
    var before = 0
    for edge in edges {
      let counted = position.counted(before: edge.at)
      if !here.isEmpty, counted > before { counts[here, default: 0] += counted - before }
      before = counted
      // A span's two ends come as a pair; where two spans of a coder touch, in either order.
      here.formSymmetricDifference(CoderSet(edge.coder))
    }
    let all = stretches.reduce(0) { $0 + $1.count }
    let covered = counts.values.reduce(0, +)
    self.init(
      present: CoderSet(spans.indices.filter { spans[$0] != nil }.map { CoderSet($0) }),
      cells: counts.map { Cell(coders: $0.key, units: $0.value) }
        .sorted { $0.coders.rawValue < $1.coders.rawValue }
        + [Cell(coders: [], units: all - covered)]
    )
  }

  private struct Edge {
    var at: Int
    var coder: Int
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
