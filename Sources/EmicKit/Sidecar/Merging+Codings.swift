/// Two live versions of one coding: its place, and what is said of it, each merged for itself.
extension Merging {
  /// - Parameters:
  ///   - one: a version of it.
  ///   - other: another.
  ///   - base: what both come from, where that is known: then each part that only one side has changed
  ///     is that side's.
  /// - Returns: the same whoever comes first. Without a base the order of three merges does not matter, either, where
  ///   all three share text.
  static func coding(_ one: Coding, _ other: Coding, _ base: Coding?) -> Coding {
    if one == other { return larger(one, other, \.bytes) }
    if one == base { return other }
    if other == base { return one }
    var result = content(one, other, base)
    result.modified = later(one, other).modified
    takePlace(of: one, other, base, into: &result)
    return result
  }

  /// The code, the memo, the flags and what this version does not know.
  private static func content(_ one: Coding, _ other: Coding, _ base: Coding?) -> Coding {
    // Flags that protect people are merged apart: they must not decide which version is the later.
    var result = later(one.withoutPlaceAndProtection, other.withoutPlaceAndProtection)
    guard let base else {
      let flags = one.flags + other.flags
      result.flags += Coding.protections.filter(flags.contains)
      if result.flags.contains(.redact), result.replacement == nil {
        result.replacement = one.replacement ?? other.replacement
      }
      if one.modified == other.modified { result.takeFullerMemo(one, other) }
      return result
    }
    func changed<Value: Equatable>(_ part: (Coding) -> Value) -> Coding? {
      if part(one) == part(base) { return other }
      return part(other) == part(base) ? one : nil
    }
    // A code that was confirmed under a newer codebook is a change, too, though less than another code.
    let isRecoded = one.code != other.code
    if let side = changed({ [$0.code.text, String($0.codebook)] })
      ?? (isRecoded ? changed(\.code) : nil)
    {
      (result.code, result.codebook) = (side.code, side.codebook)
    }
    if let side = changed(\.memo) { result.memo = side.memo }
    if let side = changed(\.replacement) { result.replacement = side.replacement }
    if let side = changed(\.settlement) { result.settlement = side.settlement }
    result.kept = members(one.kept, other.kept, base: base.kept)
    result.flags = flags(one, other, base)
    return result
  }

  /// With what either side has set, without what either has taken back.
  private static func flags(_ one: Coding, _ other: Coding, _ base: Coding) -> [Coding.Flag] {
    let (left, right, old) = (Set(one.flags), Set(other.flags), Set(base.flags))
    let gone = old.subtracting(left.intersection(right))
    let first = later(one, other) == one ? (one, other) : (other, one)
    return (first.0.flags + first.1.flags.filter { !first.0.flags.contains($0) })
      .filter { !gone.contains($0) }
  }

  /// Without a base a longer span may be an extension or an old state of one that was cut; the
  /// longer is kept, since too much is seen and cut again, and lost text is not seen.
  ///
  /// Words that one side has flagged so that they don't leave stay in the place, wherever the other has moved
  /// it; where both have, the others are set apart (`apart`).
  private static func takePlace(
    of one: Coding,
    _ other: Coding,
    _ base: Coding?,
    into result: inout Coding
  ) {
    let old = base?.protectingFlags ?? []
    func isFlagging(_ version: Coding) -> Bool {
      version.protectingFlags.contains { !old.contains($0) }
    }
    let flagging = [one, other].filter(isFlagging)
    if one.span == base?.span, !isFlagging(one) {
      result.takePlace(of: other)
    } else if other.span == base?.span, !isFlagging(other) {
      result.takePlace(of: one)
    } else if one.span.overlaps(other.span) {
      result.takePlaces(of: one, other)
    } else {
      result.takePlace(of: flagging.count == 1 ? flagging[0] : later(one, other))
    }
  }
}

extension Coding {
  /// The flags without which words could leave a study or be shown.
  ///
  /// Where nobody knows which of two versions comes from the other, it is enough that one has them.
  static let protections: [Flag] = [.doNotQuote, .redact]

  fileprivate var withoutPlaceAndProtection: Coding {
    var coding = self
    coding.span = Span(0..<1)
    coding.quote = ""
    coding.before = ""
    coding.after = ""
    coding.flags.removeAll(where: Self.protections.contains)
    return coding
  }

  /// Of two versions of one time that one wins whose memo holds the other's: it has taken in another coding's.
  fileprivate mutating func takeFullerMemo(_ one: Coding, _ other: Coding) {
    for version in [one, other]
    where version.code == code && JoinedMemo.holds(version.memo, memo)
      && !JoinedMemo.holds(memo, version.memo)
    {
      memo = version.memo
    }
  }

  mutating func takePlace(of other: Coding) {
    span = other.span
    quote = other.quote
    before = other.before
    after = other.after
  }

  /// The union of two codings that share text.
  fileprivate mutating func takePlaces(of one: Coding, _ other: Coding) {
    let isOneLeft =
      one.span.start != other.span.start
      ? one.span.start < other.span.start
      : one.span.end != other.span.end
        ? one.span.end > other.span.end
        : Merging.larger(one, other, \.bytes) == one
    let (left, right) = isOneLeft ? (one, other) : (other, one)
    takePlace(of: left)
    guard right.span.end > left.span.end else { return }
    span = Span(left.span.start..<right.span.end)
    var scalars = String.UnicodeScalarView(left.quote.unicodeScalars)
    scalars.append(
      contentsOf: right.quote.unicodeScalars.dropFirst(left.span.end - right.span.start)
    )
    quote = String(scalars)
    after = right.after
  }
}
