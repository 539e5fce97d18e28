import EmicKit

/// The lane of each coding: overlapping codings stand side by side, and a coding keeps its lane.
struct Lanes {
  private struct Placed {
    var id: Coding.ID
    var span: Span
    /// `nil` until one is found.
    var lane: Int?

    func isStill(_ coding: Coding) -> Bool { span == coding.span && id == coding.id }
  }

  /// What was placed the last time, in its order.
  private var placed: [Placed] = []

  /// The lane of a coding that was placed, 0 the nearest to the text.
  subscript(coding: Coding) -> Int {
    var (low, high) = (0, placed.count)
    while low < high {
      let middle = (low + high) / 2
      if placed[middle].span < coding.span { low = middle + 1 } else { high = middle }
    }
    while low < placed.count, placed[low].span == coding.span {
      if placed[low].id == coding.id { return placed[low].lane ?? 0 }
      low += 1
    }
    return 0
  }

  /// Gives every coding without a lane the lowest that is free over its span.
  ///
  /// - Parameter codings: sorted as a sidecar's are.
  /// - Complexity: O(codings + overlapping pairs).
  mutating func place(_ codings: [Coding]) {
    // Mostly one coding differs: to look up the lanes of all others took longer than the rest of an
    // assignment.
    let shared = min(placed.count, codings.count)
    let head = (0..<shared).first { !placed[$0].isStill(codings[$0]) } ?? shared
    let tail =
      (0..<shared - head).first {
        !placed[placed.count - 1 - $0].isStill(codings[codings.count - 1 - $0])
      } ?? shared - head
    let changed = head..<codings.count - tail
    let known = Dictionary(
      placed[head..<placed.count - tail].map { ($0.id.text, $0.lane) },
      uniquingKeysWith: { one, _ in one }
    )
    placed.replaceSubrange(
      head..<placed.count - tail,
      with: changed.map {
        Placed(
          id: codings[$0].id,
          span: codings[$0].span,
          lane: known.isEmpty ? nil : known[codings[$0].id.text] ?? nil
        )
      }
    )
    let homeless = changed.filter { placed[$0].lane == nil }
    if homeless.count > 1 { findLanes() } else if let place = homeless.first { findLane(of: place) }
  }

  /// The same for one of them, without a look at what lies behind it.
  private mutating func findLane(of place: Int) {
    let span = placed[place].span
    var taken: [Int] = []
    for other in placed.indices {
      guard placed[other].span.start < span.end else { break }
      if placed[other].span.overlaps(span), let lane = placed[other].lane { taken.append(lane) }
    }
    placed[place].lane = (0...).first { !taken.contains($0) } ?? 0
  }

  private mutating func findLanes() {
    var later: [(span: Span, lane: Int)] = []
    for one in placed { if let lane = one.lane { later.append((one.span, lane)) } }
    var open: [(end: Int, lane: Int)] = []
    var taken: [Int] = []
    var next = 0
    for index in placed.indices {
      let span = placed[index].span
      while next < later.count, later[next].span.start <= span.start {
        open.append((later[next].span.end, later[next].lane))
        next += 1
      }
      guard placed[index].lane == nil else { continue }
      open.removeAll { $0.end <= span.start }
      taken.removeAll(keepingCapacity: true)
      for one in open { taken.append(one.lane) }
      for (other, lane) in later[next...] {
        guard other.start < span.end else { break }
        taken.append(lane)
      }
      let lane = (0...).first { !taken.contains($0) } ?? 0
      placed[index].lane = lane
      open.append((span.end, lane))
    }
  }
}
