import EmicKit

/// Where the codings of a sidecar stand: on which stretch of the text, and in which lane beside it.
///
/// Overlapping codings stand side by side, and a coding keeps its lane.
///
/// A frame asks half a dozen times which codings are on a stretch, and the spans of 500 lie far apart between their
/// texts.
struct CodingPlaces: Equatable {
  /// Where one coding stands; small, for those behind a new coding are moved for it.
  private struct Placed: Equatable {
    let id: Coding.ID
    private var narrowLane: UInt16?
    private let start, end: UInt32

    init(id: Coding.ID, span: Span, lane: Int?) {
      self.id = id
      // A text has at most `UInt32.max` bytes; what a damaged sidecar names beyond that is on no screen.
      (start, end) = (UInt32(clamping: span.start), UInt32(clamping: span.end))
      self.lane = lane
    }

    var span: Span { Span(Int(start)..<Int(end)) }

    /// `nil` until one is found; nobody sees 65,536 lanes, and the codings beyond them share the last.
    var lane: Int? {
      get { narrowLane.map(Int.init) }
      set { narrowLane = newValue.map { UInt16(clamping: $0) } }
    }
  }

  /// What was placed the last time, in its order.
  private var placed: [Placed] = []
  /// For each of them, how far it or one before it reaches.
  private var reach: [Int] = []

  /// - Parameter codings: sorted as a sidecar's are.
  init(_ codings: [Coding] = []) { place(codings) }

  /// The lane of a coding that was placed, by its place in the list of the codings; 0 is the nearest to the text.
  func lane(at index: Int) -> Int { placed[index].lane ?? 0 }

  /// The places in the list of the codings that share text with a span, in order.
  func overlapping(_ span: Span) -> [Int] {
    let first = Self.partition(reach.count) { reach[$0] > span.start }
    var found: [Int] = []
    for index in first..<placed.count {
      guard placed[index].span.start < span.end else { break }
      if placed[index].span.overlaps(span) { found.append(index) }
    }
    return found
  }

  /// Takes in what the codings are now, and gives each that has no lane the lowest that is free over its span.
  ///
  /// - Parameter codings: sorted as a sidecar's are.
  /// - Complexity: O(codings + overlapping pairs).
  mutating func place(_ codings: [Coding]) { place(codings, but: unchangedEnds(codings)) }

  /// The same where it is known what has changed: of all others nothing is read, which took most of the time.
  ///
  /// - Parameters:
  ///   - codings: sorted as a sidecar's are.
  ///   - spans: where those that have changed stand, and stood: all of them, or the places are wrong.
  mutating func place(_ codings: [Coding], changedOn spans: [Span]) {
    guard let first = spans.min(), let last = spans.max() else { return }
    let head = Self.partition(placed.count) { placed[$0].span >= first }
    let tail = placed.count - Self.partition(placed.count) { placed[$0].span > last }
    // No screen shall die for a lane.
    guard head + tail <= codings.count else { return place(codings) }
    place(codings, but: (head, tail))
  }

  private mutating func place(_ codings: [Coding], but unchanged: (head: Int, tail: Int)) {
    let (head, tail) = unchanged
    let changed = head..<codings.count - tail
    let replaced = head..<placed.count - tail
    let known = Dictionary(
      placed[replaced].map { ($0.id.text, $0) },
      uniquingKeysWith: { one, _ in one }
    )
    func before(_ id: Coding.ID) -> Placed? { known.isEmpty ? nil : known[id.text] }
    placed.replaceSubrange(
      replaced,
      with: changed.map { index in
        let (id, span) = (codings[index].id, codings[index].span)
        let old = before(id)
        return Placed(id: id, span: span, lane: old?.span == span ? old?.lane : nil)
      }
    )
    reach.replaceSubrange(replaced, with: changed.map { codings[$0].span.end })
    findReach(behind: changed)
    // One that was moved keeps its lane where that is free.
    for place in changed where placed[place].lane == nil {
      guard let lane = before(placed[place].id)?.lane, !takenLanes(over: place).contains(lane)
      else { continue }
      placed[place].lane = lane
    }
    let homeless = changed.filter { placed[$0].lane == nil }
    if homeless.count > 1 { findLanes() } else if let place = homeless.first { findLane(of: place) }
  }

  /// How many codings at the start, and how many at the end, are those that were placed the last time.
  private func unchangedEnds(_ codings: [Coding]) -> (head: Int, tail: Int) {
    placed.withUnsafeBufferPointer { old in
      codings.withUnsafeBufferPointer { new in
        let shared = min(old.count, new.count)
        func isStill(_ place: Int, _ index: Int) -> Bool {
          let (one, other) = (old[place].span, new[index].span)
          return one.start == other.start && one.end == other.end
            && old[place].id == new[index].id
        }
        var head = 0
        while head < shared, isStill(head, head) { head += 1 }
        var tail = 0
        while tail < shared - head, isStill(old.count - 1 - tail, new.count - 1 - tail) {
          tail += 1
        }
        return (head, tail)
      }
    }
  }

  /// - Parameter changed: the places of which the reach is that of the coding alone; behind them it is looked at only
  ///   until it is as it was.
  private mutating func findReach(behind changed: Range<Int>) {
    var furthest = changed.lowerBound > 0 ? reach[changed.lowerBound - 1] : 0
    for index in changed.lowerBound..<placed.count {
      furthest = max(furthest, placed[index].span.end)
      if index >= changed.upperBound, reach[index] == furthest { return }
      reach[index] = furthest
    }
  }

  /// The lanes of the codings that share text with one of them.
  private func takenLanes(over place: Int) -> [Int] {
    overlapping(placed[place].span).compactMap { placed[$0].lane }
  }

  /// Finds a lane for one of them, with a look at those only that share text with it.
  private mutating func findLane(of place: Int) {
    let taken = takenLanes(over: place)
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

  /// The first number that holds, where all behind it do.
  private static func partition(_ count: Int, _ holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
