/// How many spans of one code two coders have in common.
///
/// No correction for chance: text without spans has no units to count. Counts of transcripts add up
/// before the division.
public struct SpanMatch: Equatable, Sendable {
  public var matched: Int
  public var first: Int
  public var second: Int

  public init(matched: Int = 0, first: Int = 0, second: Int = 0) {
    self.matched = matched
    self.first = first
    self.second = second
  }

  /// The spans of both transcripts.
  public static func + (one: SpanMatch, other: SpanMatch) -> SpanMatch {
    SpanMatch(
      matched: one.matched + other.matched,
      first: one.first + other.first,
      second: one.second + other.second
    )
  }

  /// F1 = 2 matched / (first + second); `no-data` without any span, 0 where one coder has none.
  ///
  /// Source: Hripcsak & Rothschild 2005, Journal of the American Medical Informatics Association 12:
  /// κ tends to F1 when the negatives are without bound.
  public var f1: Measure { .share(2 * matched, of: first + second, otherwise: .noData) }

  /// Spans with the same start and end.
  ///
  /// - Parameters:
  ///   - first: one coder's spans of the code, in order, without overlaps (`united`).
  ///   - second: the other coder's.
  /// - Returns: the number of spans and of matches.
  public static func exact(_ first: [Range<Int>], _ second: [Range<Int>]) -> SpanMatch {
    var matched = 0
    sweep(first, second) { one, other in
      if first[one] == second[other] { matched += 1 }
    }
    return SpanMatch(matched: matched, first: first.count, second: second.count)
  }

  /// Spans matched one to one where intersection / union ≥ `share` / `whole`, as many as can be.
  ///
  /// - Parameters:
  ///   - first: one coder's spans of the code, in order, without overlaps (`united`).
  ///   - second: the other coder's.
  ///   - share: 90 with a `whole` of 100 asks for nine tenths; more than 0.
  ///   - whole: what `share` is a part of.
  /// - Returns: the number of spans and of matches.
  public static func overlapping(
    _ first: [Range<Int>],
    _ second: [Range<Int>],
    atLeast share: Int,
    of whole: Int
  ) -> SpanMatch {
    var matched = 0
    var taken = (first: -1, second: -1)
    // Up to one half a span can have several partners. Of the earliest free pair one side has no
    // later partner, both lists being in order, so taking it costs no other match.
    sweep(first, second) { one, other in
      guard one != taken.first, other != taken.second else { return }
      let a = first[one]
      let b = second[other]
      let shared = min(a.upperBound, b.upperBound) - max(a.lowerBound, b.lowerBound)
      guard whole * shared >= share * (a.count + b.count - shared) else { return }
      taken = (one, other)
      matched += 1
    }
    return SpanMatch(matched: matched, first: first.count, second: second.count)
  }

  /// Spans in order, those that share text made one; touching ones stay two.
  public static func united(_ spans: [Range<Int>]) -> [Range<Int>] {
    var united: [Range<Int>] = []
    for span in spans.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    )
    where !span.isEmpty {
      if let last = united.last, span.lowerBound < last.upperBound {
        united[united.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        united.append(span)
      }
    }
    return united
  }

  /// Visits every pair of spans that share text, from left to right.
  private static func sweep(
    _ first: [Range<Int>],
    _ second: [Range<Int>],
    _ visit: (Int, Int) -> Void
  ) {
    var one = 0
    var other = 0
    while one < first.count, other < second.count {
      let a = first[one]
      let b = second[other]
      if a.overlaps(b) { visit(one, other) }
      if a.upperBound <= b.upperBound { one += 1 } else { other += 1 }
    }
  }
}
