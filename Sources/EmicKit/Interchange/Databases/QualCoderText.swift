import CPlatform

/// A text of a QualCoder project, and where in it QualCoder's positions lie.
///
/// QualCoder stores what its parts happen to count: a passage that was selected with the mouse has
/// the positions of its text widget, UTF-16 units with one for each line end; what was coded
/// automatically has Python's, code points. One text holds both. The words of the coding, which
/// are stored beside the positions, tell which it is.
struct QualCoderText {
  enum Placed: Hashable {
    /// The words stand there.
    case exactly(Span, QDACounting)
    /// They stand at one other place alone.
    case elsewhere(Span)
    /// They stand nowhere, or are not known; the positions by the way of counting that is usual.
    case unverified(Span)
    case outside
  }

  /// In the project's texts.
  let place: Int
  let name: String
  let raw: QDAText
  private let steps: [(counting: QDACounting, steps: QDASteps)]

  /// Code points first: where they fit, nothing else needs to.
  private static let countings = [
    QDACounting(isUTF16: false, countsReturns: true),
    QDACounting(isUTF16: true, countsReturns: false),
    QDACounting(isUTF16: false, countsReturns: false),
    QDACounting(isUTF16: true, countsReturns: true),
  ]

  init(place: Int, name: String, raw: QDAText) {
    self.place = place
    self.name = name
    self.raw = raw
    let isPlain = raw.astral.isEmpty && raw.pairs.isEmpty
    steps = Self.countings.prefix(isPlain ? 1 : 4).map { ($0, raw.steps($0)) }
  }

  /// The place of a stretch that has these words, as QualCoder says both.
  ///
  /// - Parameters:
  ///   - start: QualCoder's `pos0`.
  ///   - end: its `pos1`, not included.
  ///   - words: its `seltext`.
  ///   - usual: how the others of the text count, for a stretch whose words tell nothing.
  /// - Returns: where it is, and how sure that is.
  func placed(_ start: Int?, _ end: Int?, _ words: String, usual: QDACounting? = nil) -> Placed {
    guard let start, let end else { return .outside }
    let wanted = Self.plain(words)
    if !wanted.isEmpty {
      for (counting, steps) in steps {
        guard let span = Self.span(start, end, steps) else { continue }
        if Self.plain(raw.text[span]) == wanted { return .exactly(span, counting) }
      }
      if let span = only(wanted) { return .elsewhere(span) }
    }
    let steps = steps.first { $0.counting == usual } ?? steps[0]
    return Self.span(start, end, steps.steps).map { .unverified($0) } ?? .outside
  }

  private static func span(_ start: Int, _ end: Int, _ steps: QDASteps) -> Span? {
    guard let start = steps.canonical(start), let end = steps.canonical(end), start < end else {
      return nil
    }
    return Span(start..<end)
  }

  /// The one place where words stand; `nil` where they stand twice.
  private func only(_ words: [UInt8]) -> Span? {
    let place = raw.text.withUTF8 { text -> Int? in
      guard let start = text.baseAddress,
        let found = platform_find(start, text.count, words, words.count)
      else { return nil }
      let place = found - start
      let rest = text.count - place - 1
      return platform_find(found + 1, rest, words, words.count) == nil ? place : nil
    }
    guard let place else { return nil }
    let start = raw.text.scalarOffset(of: ByteOffset(place))
    let count = words.count { $0 & 0xC0 != 0x80 }
    return Span(start..<(start + count))
  }

  /// Words without what the text widget makes of line ends and of blanks that do not break.
  private static func plain(_ words: String) -> [UInt8] {
    var plain = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in words.unicodeScalars {
      switch scalar {
      case "\u{2028}", "\u{2029}", "\r": plain.append("\n")
      case "\n": if !isAfterReturn { plain.append("\n") }
      case "\u{A0}": plain.append(" ")
      default: plain.append(scalar)
      }
      isAfterReturn = scalar == "\r"
    }
    return Array(String(plain).utf8)
  }
}
