/// A stretch of a transcript, counted in Unicode scalars, start included, end excluded.
///
///     "Ett långt samtal"   Span(4..<9) covers "långt"
///
/// Scalars, because sidecars must mean the same in Swift, Python and R; screens convert to columns
/// at the last moment. A span may be empty (a caret); a coding's never is.
public struct Span: Hashable, Sendable {
  public let start: Int
  public let end: Int

  public init(_ range: Range<Int>) {
    start = range.lowerBound
    end = range.upperBound
  }

  /// The span between two offsets, whichever comes first.
  public init(between one: Int, and other: Int) {
    start = min(one, other)
    end = max(one, other)
  }

  /// The length in scalars.
  public var count: Int { end - start }
  public var isEmpty: Bool { start == end }

  /// The length in words: `1 character`, `34 characters`.
  package var characters: String { count == 1 ? "1 character" : "\(count) characters" }

  public var range: Range<Int> { start..<end }

  /// Whether the two share at least one scalar; spans that only touch do not.
  public func overlaps(_ other: Span) -> Bool { start < other.end && other.start < end }

  public func contains(_ offset: Int) -> Bool { start <= offset && offset < end }
  public func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }

  /// The smallest span that holds both.
  public func union(_ other: Span) -> Span {
    Span(min(start, other.start)..<max(end, other.end))
  }

  /// The shared scalars, or `nil` when there are none.
  public func intersection(_ other: Span) -> Span? {
    overlaps(other) ? Span(max(start, other.start)..<min(end, other.end)) : nil
  }
}

extension Span: Comparable {
  /// By start, then by end: the order of codings in a sidecar.
  public static func < (one: Span, other: Span) -> Bool {
    (one.start, one.end) < (other.start, other.end)
  }
}

extension [Span] {
  /// The connected stretches of spans in order: those that share text, directly or over others
  /// between them, are one; those that only touch stay apart.
  func connected() -> [Span] {
    reduce(into: []) { stretches, span in
      if let last = stretches.last, last.overlaps(span) {
        stretches[stretches.count - 1] = last.union(span)
      } else {
        stretches.append(span)
      }
    }
  }
}

extension Span: CustomStringConvertible {
  public var description: String { "\(start)..<\(end)" }
}

extension [Span] {
  /// The first that ends behind an offset, of spans in order that do not overlap; the count where none
  /// does.
  package func firstIndex(endingBehind offset: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].end <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
