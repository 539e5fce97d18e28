/// The starts and ends of several lists of spans, walked through from left to right.
///
/// The lists are in order already, so nothing is sorted: the next edge is the least of each list's next.
struct SpanEdges {
  /// Spans without overlaps in order, their starts and ends one after the other.
  private let edges: [[Int]]
  private var next: [Int]

  init(_ lists: [[Range<Int>]]) {
    edges = lists.map { list in
      var edges: [Int] = []
      edges.reserveCapacity(2 * list.count)
      for span in list {
        edges.append(span.lowerBound)
        edges.append(span.upperBound)
      }
      return edges
    }
    next = [Int](repeating: 0, count: lists.count)
  }

  /// The next edge: where, of which list and of which of its spans; an end before any start there.
  mutating func pop() -> (at: Int, list: Int, span: Int, isStart: Bool)? {
    var found: (at: Int, list: Int, isStart: Bool)?
    for list in edges.indices where next[list] < edges[list].count {
      let (at, isStart) = (edges[list][next[list]], next[list] % 2 == 0)
      if let found, (found.at, found.isStart ? 1 : 0) <= (at, isStart ? 1 : 0) { continue }
      found = (at, list, isStart)
    }
    guard let found else { return nil }
    defer { next[found.list] += 1 }
    return (found.at, found.list, next[found.list] / 2, found.isStart)
  }
}
