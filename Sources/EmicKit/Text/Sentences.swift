/// Sentences by the rule of the format.
///
/// ICU's own rules split "Dr. | Smith", and a line's end does not end a sentence there.
public enum Sentences {
  /// The sentences of a span; a line end always ends one, blanks belong to none.
  ///
  ///     "Mr. Li came. 是！（笑）好。"    "Mr. Li came." · "是！（笑）" · "好。"
  public static func ranges(in text: TranscriptText, of span: Span) -> [Span] {
    let inside = text.clamped(span)
    var scan = SentenceScan(scalars: text.scalars(in: inside))
    scan.run()
    return scan.found.map { Span($0.lowerBound + inside.start..<$0.upperBound + inside.start) }
  }
}

private struct SentenceScan {
  let scalars: [Unicode.Scalar]
  var found: [Range<Int>] = []
  private var begun: Int?

  init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  mutating func run() {
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == "\n" {
        close(at: index)
        index += 1
        continue
      }
      if begun == nil, !scalar.isBlank { begun = index }
      switch scalar {
      case "。", "！", "？": index = closeWithCompany(index + 1)
      case "…":
        let behind = behindRun(from: index) { $0 == "…" }
        index = isClauseBegun(at: behind, dots: behind - index) ? closeWithCompany(behind) : behind
      case ".", "!", "?":
        let behind = behindRun(from: index) { $0 == "." || $0 == "!" || $0 == "?" }
        index = isEnd(index..<behind) ? closeWithCompany(behind) : behind
      default: index += 1
      }
    }
    close(at: scalars.count)
  }

  private mutating func close(at end: Int) {
    guard let begun else { return }
    var end = end
    while end > begun, scalars[end - 1].isBlank { end -= 1 }
    if end > begun { found.append(begun..<end) }
    self.begun = nil
  }

  /// Ends the sentence behind further marks, closing quotes and a short note in round brackets.
  private mutating func closeWithCompany(_ end: Int) -> Int {
    var end = behindRun(from: end) { "。！？…!?".unicodeScalars.contains($0) }
    end = behindRun(from: end, while: Self.isCloser)
    end = behindNote(from: end)
    close(at: end)
    return end
  }

  private func behindRun(from start: Int, while belongs: (Unicode.Scalar) -> Bool) -> Int {
    var index = start
    while index < scalars.count, belongs(scalars[index]) { index += 1 }
    return index
  }

  private static func isCloser(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\"", "'", "”", "’", "」", "』", "）", ")", "】", "]", "》", "〉": true
    default: false
    }
  }

  /// `（笑）`: at most twelve scalars in round brackets.
  private func behindNote(from start: Int) -> Int {
    var index = start
    if index < scalars.count, scalars[index].isBlank { index += 1 }
    guard index < scalars.count, scalars[index] == "（" || scalars[index] == "(" else {
      return start
    }
    let inside = index + 1
    let behind = behindRun(from: inside) { !"（()）\n".unicodeScalars.contains($0) }
    guard (1...12).contains(behind - inside), behind < scalars.count,
      scalars[behind] == "）" || scalars[behind] == ")"
    else { return start }
    return behind + 1
  }

  /// Six dots trail off; with a Han character behind them a new clause has begun.
  private func isClauseBegun(at index: Int, dots: Int) -> Bool {
    guard index < scalars.count else { return true }
    let next = scalars[index]
    return next.isBlank || dots >= 2 && (0x3400...0x9FFF).contains(next.value)
  }

  private func isEnd(_ marks: Range<Int>) -> Bool {
    let behind = behindRun(from: marks.upperBound, while: Self.isCloser)
    guard behind == scalars.count || scalars[behind].isBlank else { return false }
    if marks.count == 1, scalars[marks.lowerBound] == ".", isAbbreviation(before: marks.lowerBound)
    {
      return false
    }
    let next = behindRun(from: behind) { $0 == " " }
    return next == scalars.count || !scalars[next].properties.isLowercase
  }

  /// Whether the word before a full stop is an abbreviation or an initial.
  private func isAbbreviation(before stop: Int) -> Bool {
    let first = max(0, stop - 12)
    // A word may end just above a full stop that was wrapped to the next line.
    let end = stop > first && scalars[stop - 1] == "\n" ? stop - 1 : stop
    var start = end
    while start > first, scalars[start - 1] == "." || scalars[start - 1].isOfWord { start -= 1 }
    let word = scalars[start..<end]
    if word.count == 1, let letter = word.first { return ("A"..."Z").contains(letter) }
    return Self.abbreviations.contains { $0.elementsEqual(word) }
  }

  private static let abbreviations: [[Unicode.Scalar]] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "No", "vs", "etc", "e.g", "i.e", "U.S", "U.K", "Jan",
    "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
  ].map { Array($0.unicodeScalars) }
}
