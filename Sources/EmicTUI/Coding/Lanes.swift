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

  // By the text of the id, for the reason that `Style.number` gives.
  private var lanes: [String: Int] = [:]
  /// What was placed the last time, in its order.
  private var placed: [Placed] = []

  /// The lane of a coding, 0 the nearest to the text.
  subscript(id: Coding.ID) -> Int { lanes[id.text] ?? 0 }

  /// Gives every coding without a lane the lowest that is free over its span.
  ///
  /// - Parameter codings: sorted by start.
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
    replace(head..<placed.count - tail, by: changed.map { codings[$0] })
    guard placed[changed].contains(where: { $0.lane == nil }) else { return }
    findLanes()
  }

  private mutating func replace(_ range: Range<Int>, by codings: [Coding]) {
    let ids = Set(codings.map(\.id.text))
    for gone in placed[range] where !ids.contains(gone.id.text) { lanes[gone.id.text] = nil }
    let changed = codings.map { Placed(id: $0.id, span: $0.span, lane: lanes[$0.id.text]) }
    placed.replaceSubrange(range, with: changed)
  }

  private mutating func findLanes() {
    var later: [(span: Span, lane: Int)] = []
    for one in placed { if let lane = one.lane { later.append((one.span, lane)) } }
    var open: [(end: Int, lane: Int)] = []
    var next = 0
    for index in placed.indices {
      let span = placed[index].span
      while next < later.count, later[next].span.start <= span.start {
        open.append((later[next].span.end, later[next].lane))
        next += 1
      }
      guard placed[index].lane == nil else { continue }
      open.removeAll { $0.end <= span.start }
      var taken = Set(open.map(\.lane))
      for (other, lane) in later[next...] {
        guard other.start < span.end else { break }
        taken.insert(lane)
      }
      let lane = (0...).first { !taken.contains($0) } ?? 0
      lanes[placed[index].id.text] = lane
      placed[index].lane = lane
      open.append((span.end, lane))
    }
  }
}
