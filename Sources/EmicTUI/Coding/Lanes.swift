import EmicKit

/// The lane of each coding: overlapping codings stand side by side, and a coding keeps its lane.
struct Lanes {
  private var lanes: [Coding.ID: Int] = [:]

  /// The lane of a coding, 0 the nearest to the text.
  subscript(id: Coding.ID) -> Int { lanes[id] ?? 0 }

  /// Gives every coding without a lane the lowest that is free over its span.
  ///
  /// - Parameter codings: sorted by start.
  /// - Complexity: O(codings + overlapping pairs).
  mutating func place(_ codings: [Coding]) {
    let known = codings.indices.map { lanes[codings[$0].id] }
    var later: [(span: Span, lane: Int)] = []
    for (index, lane) in known.enumerated() {
      if let lane { later.append((codings[index].span, lane)) }
    }
    if later.count < lanes.count { forgetAll(but: codings) }
    guard later.count < codings.count else { return }
    var open: [(end: Int, lane: Int)] = []
    var next = 0
    for index in codings.indices {
      let span = codings[index].span
      while next < later.count, later[next].span.start <= span.start {
        open.append((later[next].span.end, later[next].lane))
        next += 1
      }
      guard known[index] == nil else { continue }
      open.removeAll { $0.end <= span.start }
      var taken = Set(open.map(\.lane))
      for (other, lane) in later[next...] {
        guard other.start < span.end else { break }
        taken.insert(lane)
      }
      let lane = (0...).first { !taken.contains($0) } ?? 0
      lanes[codings[index].id] = lane
      open.append((span.end, lane))
    }
  }

  private mutating func forgetAll(but codings: [Coding]) {
    let present = Set(codings.map(\.id))
    lanes = lanes.filter { present.contains($0.key) }
  }
}
