/// Spans in the order of the text, found by what they overlap.
struct SpansByPlace {
  private let spans: [Span]
  /// For each span the furthest end up to it.
  private let reaches: [Int]

  /// - Parameter spans: in order; they may overlap.
  init(_ spans: [Span]) {
    self.spans = spans
    var reach = 0
    reaches = spans.map { span in
      reach = max(reach, span.end)
      return reach
    }
  }

  /// Visits the places of those that share text with a span, in order.
  ///
  /// - Complexity: O(log n + k) for k spans between the first one that reaches the span and its end.
  func forEach(overlapping span: Span, _ visit: (Int) -> Void) {
    var place = first(reaching: span)
    while place < spans.count, spans[place].start < span.end {
      if spans[place].overlaps(span) { visit(place) }
      place += 1
    }
  }

  /// Whether one shares text with a span.
  ///
  /// - Complexity: that of visiting them.
  func hasOverlap(with span: Span) -> Bool {
    var place = first(reaching: span)
    while place < spans.count, spans[place].start < span.end {
      if spans[place].overlaps(span) { return true }
      place += 1
    }
    return false
  }

  /// The place of the first span whose reach is past the start of another.
  private func first(reaching span: Span) -> Int {
    var (low, high) = (0, reaches.count)
    while low < high {
      let middle = (low + high) / 2
      if reaches[middle] > span.start { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
