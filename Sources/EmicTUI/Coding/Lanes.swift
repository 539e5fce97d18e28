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
    let present = Set(codings.map(\.id))
    lanes = lanes.filter { present.contains($0.key) }
    var open: [(end: Int, lane: Int, start: Int)] = []
    var later = codings.filter { lanes[$0.id] != nil }.map { ($0.span, lanes[$0.id] ?? 0) }[...]
    for coding in codings {
      open.removeAll { $0.end <= coding.span.start }
      while let first = later.first, first.0.start <= coding.span.start {
        open.append((first.0.end, first.1, first.0.start))
        later = later.dropFirst()
      }
      open.removeAll { $0.end <= coding.span.start }
      guard lanes[coding.id] == nil else { continue }
      var taken = Set(open.map(\.lane))
      for (span, lane) in later {
        guard span.start < coding.span.end else { break }
        taken.insert(lane)
      }
      let lane = (0...).first { !taken.contains($0) } ?? 0
      lanes[coding.id] = lane
      open.append((coding.span.end, lane, coding.span.start))
    }
  }
}
