/// The starts and ends of several lists of spans, walked through from left to right.
///
/// The lists are in order already, so nothing is sorted and nothing copied: the next edge is the
/// least of each list's next.
enum SpanEdges {
  /// An edge: where, of which list and which of its spans.
  struct Edge {
    var at: Int
    var list: Int
    var span: Int
    var isStart: Bool
  }

  /// Where the walk is in one list, and the edge that comes there.
  private struct Place {
    var span: Int
    /// As one number that sorts as it comes: twice its place, and one more for a start.
    var edge: Int
    /// The edge at the end of the same span.
    var end: Int

    /// At the start of a span, or behind the last of them.
    @inline(__always)
    init(at span: Int, of list: [Range<Int>]) {
      self.span = span
      edge = span < list.count ? list[span].lowerBound << 1 | 1 : .max
      end = span < list.count ? list[span].upperBound << 1 : .max
    }
  }

  /// Visits every edge; at one place ends before starts, then in the order of the lists.
  ///
  /// - Parameters:
  ///   - lists: spans in order and without overlaps, at places below 2⁶².
  ///   - visit: called with each edge.
  @inline(__always)
  static func forEach(of lists: [[Range<Int>]], _ visit: (Edge) -> Void) {
    var places = lists.map { Place(at: 0, of: $0) }
    places.withUnsafeMutableBufferPointer { places in
      while true {
        var (list, least) = (0, Int.max)
        for index in places.indices where places[index].edge < least {
          (list, least) = (index, places[index].edge)
        }
        guard least != .max else { return }
        let isStart = least & 1 == 1
        let index = places[list].span
        if isStart {
          places[list].edge = places[list].end
        } else {
          places[list] = Place(at: index + 1, of: lists[list])
        }
        visit(Edge(at: least >> 1, list: list, span: index, isStart: isStart))
      }
    }
  }
}
