import CICU

/// A regular expression by ICU: the only engine at hand that can be stopped.
struct RegexSearch: Sendable {
  /// About as many milliseconds.
  private static let timeLimit: Int32 = 2_000
  private static let shortTimeLimit: Int32 = 5
  private static let stackLimit: Int32 = 8 << 20
  /// In scalars; a match does not reach over the line's end at which a block ends.
  private static let blockLength = 4 << 20

  private let units: [UInt16]
  private let timeLimit: Int32

  /// - Parameters:
  ///   - pattern: as it was typed.
  ///   - isHurried: gives up at once where the expression is not quick.
  /// - Throws: `.invalidPattern` when it is none.
  init(_ pattern: String, isHurried: Bool = false) throws(SearchProblem) {
    units = Self.folded(pattern)
    timeLimit = isHurried ? Self.shortTimeLimit : Self.timeLimit
    icu_regex_close(try open())
  }

  func hits(in text: TranscriptText) throws(SearchProblem) -> [Span] {
    let regex = try open()
    defer { icu_regex_close(regex) }
    var hits: [Span] = []
    var start = 0
    while start < text.scalarCount {
      var end = text.scalarCount
      if end - start > Self.blockLength {
        end = text.lineSpan(text.line(containing: start + Self.blockLength)).end
      }
      let block = FoldedBlock(text, Span(start..<end))
      let outcome = block.units.withUnsafeBufferPointer { units in
        Self.search(regex, units) { hits.append(block.span($0)) }
      }
      guard outcome == ICU_REGEX_NONE else { throw .tooSlow }
      start = end
    }
    return hits
  }

  private static func search(
    _ regex: OpaquePointer,
    _ units: UnsafeBufferPointer<UInt16>,
    found: (Range<Int>) -> Void
  ) -> Int {
    guard let base = units.baseAddress, !units.isEmpty else { return ICU_REGEX_NONE }
    guard icu_regex_set_text(regex, base, Int32(units.count)) != 0 else { return ICU_REGEX_FAILED }
    var (start, end): (Int32, Int32) = (0, 0)
    while true {
      let outcome = Int(icu_regex_next(regex, &start, &end))
      guard outcome == ICU_REGEX_FOUND else { return outcome }
      // `x*` matches between all characters; nobody can read or code nothing.
      if start < end { found(Int(start)..<Int(end)) }
    }
  }

  private func open() throws(SearchProblem) -> OpaquePointer {
    var offset: Int32 = -1
    var message = [CChar](repeating: 0, count: 64)
    let regex = icu_regex_open(
      units,
      Int32(units.count),
      1,
      timeLimit,
      Self.stackLimit,
      &offset,
      &message
    )
    if let regex { return regex }
    let name = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let offset32 = offset
    throw .invalidPattern(
      String(decoding: name, as: UTF8.self),
      offset: offset32 < 0 ? nil : Int(offset32)
    )
  }

  /// The pattern with full-width forms made narrow; those that would become syntax are escaped.
  private static func folded(_ pattern: String) -> [UInt16] {
    var units: [UInt16] = []
    for scalar in pattern.unicodeScalars {
      if scalar.isASCII {
        units += scalar.utf16
      } else if let folded = Folding.fold(scalar) {
        let isSyntax = folded.isASCII && !folded.isOfWord && folded != " "
        if isSyntax { units += "\\".utf16 }
        units += folded.utf16
      }
    }
    return units
  }
}

/// A stretch of a text as a regular expression sees it: narrow, without what is not seen.
private struct FoldedBlock {
  private(set) var units: [UInt16] = []
  /// For each unit the offset of its first scalar and, one higher, where the next begins.
  private var starts: [Int32] = []
  private var ends: [Int32] = []
  private let start: Int

  init(_ text: TranscriptText, _ span: Span) {
    start = span.start
    units.reserveCapacity(span.count)
    starts.reserveCapacity(span.count)
    ends.reserveCapacity(span.count)
    var last: Unicode.Scalar?
    var place = 0
    for scalar in text.scalars(in: span) {
      defer { place += 1 }
      // Case is left to the expression: `\p{Lu}` must still find capitals.
      guard let folded = Self.narrow(scalar) else { continue }
      if Folding.canJoin(scalar), let base = last, let joined = Folding.compose(base, folded) {
        let first = Int(starts[starts.count - 1])
        removeLast(base)
        append(joined, first: first, end: place + 1)
        last = joined
      } else {
        append(folded, first: place, end: place + 1)
        last = folded
      }
    }
  }

  func span(_ range: Range<Int>) -> Span {
    Span(start + Int(starts[range.lowerBound])..<start + Int(ends[range.upperBound - 1]))
  }

  private mutating func append(_ scalar: Unicode.Scalar, first: Int, end: Int) {
    for unit in scalar.utf16 {
      units.append(unit)
      starts.append(Int32(first))
      ends.append(Int32(end))
    }
  }

  private mutating func removeLast(_ scalar: Unicode.Scalar) {
    let count = scalar.utf16.count
    units.removeLast(count)
    starts.removeLast(count)
    ends.removeLast(count)
  }

  private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if scalar.isASCII { return scalar }
    if (0xFF01...0xFF5E).contains(scalar.value) {
      return Unicode.Scalar(UInt8(scalar.value - 0xFEE0))
    }
    guard let folded = Folding.fold(scalar) else { return nil }
    return folded == " " ? folded : scalar
  }
}
