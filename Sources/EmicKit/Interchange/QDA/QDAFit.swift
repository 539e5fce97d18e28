/// Which way of counting a project's offsets fit, found by trying them all.
///
/// The standard says code points, and programs differ (UTF-16, CRLF counted once or twice): the
/// quotations in the project and the borders of words tell which it is.
struct QDAFit {
  struct Score: Hashable {
    /// Selections whose name is the text at their place.
    var names = 0
    /// Ends that lie between words, of those that could lie within one.
    var edges = 0
    var outside = 0
  }

  let counting: QDACounting
  let score: Score
  /// Selections that were tried, those with a name, and ends that could lie within a word.
  let tried: Int
  let named: Int
  let tellingEdges: Int
  /// Whether another way of counting would give other places.
  let hasChoice: Bool

  /// At most so many selections are tried, evenly drawn: more tell nothing new.
  private static let most = 4000

  /// - Parameters:
  ///   - texts: those with selections, each with them.
  ///   - origin: the program that wrote the project.
  init(_ texts: [(text: QDAText, selections: [QDAProject.Selection])], origin: String) {
    let usual = QDACounting.usual(of: origin)
    // Only where they differ does trying tell anything.
    let hasPairs = texts.contains { !$0.selections.isEmpty && !$0.text.pairs.isEmpty }
    let hasAstral = texts.contains { !$0.selections.isEmpty && !$0.text.astral.isEmpty }
    let candidates = ([usual] + QDACounting.all.filter { $0 != usual }).filter {
      (hasPairs || $0.countsReturns == usual.countsReturns)
        && (hasAstral || $0.isUTF16 == usual.isUTF16)
    }
    let all = texts.reduce(0) { $0 + $1.selections.count }
    let stride = max(1, all / Self.most)
    var best = (counting: usual, trial: QDATrial())
    for (place, candidate) in candidates.enumerated() {
      var trial = QDATrial()
      var index = 0
      for (text, selections) in texts where !selections.isEmpty {
        let steps = text.steps(candidate)
        for selection in selections {
          if index.isMultiple(of: stride) { trial.try(selection, in: text.text, by: steps) }
          index += 1
        }
      }
      // The first is the program's usual one, and stays unless another fits better.
      if place == 0 || trial.isBetter(than: best.trial) { best = (candidate, trial) }
    }
    counting = best.counting
    score = best.trial.score
    tried = best.trial.tried
    named = best.trial.named
    tellingEdges = best.trial.tellingEdges
    hasChoice = candidates.count > 1
  }

  /// Whether quotations or words bear the choice out.
  var isVerified: Bool {
    if named > 0 { return score.names * 10 >= named * 8 }
    return tellingEdges > 0 && score.edges * 10 >= tellingEdges * 8
  }

  /// What the report says of it.
  var sentence: String {
    guard tried > 0 else { return "There are no selections in it." }
    let how =
      if named > 0 {
        "\(score.names) of \(named) quotations match"
      } else if tellingEdges > 0 {
        "\(score.edges) of \(tellingEdges) ends lie between words"
      } else {
        "there is nothing to check them by"
      }
    let doubt = isVerified || !hasChoice && named == 0 ? "" : "; unverified, look at some codings"
    return "Offsets are read as \(counting.name): \(how)\(doubt)."
  }
}

/// One way of counting, tried on selections.
private struct QDATrial {
  var score = QDAFit.Score()
  var tried = 0
  var named = 0
  var tellingEdges = 0

  mutating func `try`(
    _ selection: QDAProject.Selection,
    in text: TranscriptText,
    by steps: QDASteps
  ) {
    tried += 1
    let name = QDAQuote.core(of: selection.name)
    if !name.isEmpty { named += 1 }
    guard let start = selection.start.flatMap(steps.canonical),
      let end = selection.end.flatMap(steps.canonical), start < end
    else {
      score.outside += 1
      return
    }
    // Enough for a name, whatever the length of the selection.
    let part = text[Span(start..<min(end, start + 400))]
    if !name.isEmpty, QDAQuote.core(of: part).hasPrefix(name) { score.names += 1 }
    for edge in [start, end] where edge > 0 && edge < text.scalarCount {
      guard let before = text.scalar(at: edge - 1), let after = text.scalar(at: edge),
        QDAQuote.isOfWord(before) || QDAQuote.isOfWord(after)
      else { continue }
      tellingEdges += 1
      if !(QDAQuote.isOfWord(before) && QDAQuote.isOfWord(after)) { score.edges += 1 }
    }
  }

  func isBetter(than other: QDATrial) -> Bool {
    (score.names, score.edges, -score.outside)
      > (other.score.names, other.score.edges, -other.score.outside)
  }
}

/// Quotations as programs put them into a selection's name.
enum QDAQuote {
  private static let longest = 100

  /// The quotation as a name: blanks collapsed, at most 100 characters and `…`.
  static func name(of quotation: String) -> String {
    let name = quotation.unicodeScalars.split { $0.properties.isWhitespace }
      .map { String($0) }.joined(separator: " ")
    guard name.unicodeScalars.count > longest else { return name }
    return String(String.UnicodeScalarView(name.unicodeScalars.prefix(longest))) + "…"
  }

  /// What two forms of one quotation share: no blanks, no dots at the end, the first 60 scalars.
  static func core(of text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      if count == 60 { break }
      scalars.append(scalar)
      count += 1
    }
    while let last = scalars.last, last == "…" || last == "." { scalars.removeLast() }
    return String(scalars)
  }

  /// Where the words of a selection stand in a text that was made of a document.
  ///
  /// - Parameters:
  ///   - name: of the selection, which quotes it, cut or whole.
  ///   - text: in which they are looked for.
  ///   - counted: where the program's offsets lead.
  /// - Returns: the counted place where the words are there, else the only other one; `nil` where
  ///   there is none, or several.
  static func place(of name: String, in text: TranscriptText, near counted: Span?) -> Span? {
    let core = core(of: name)
    if let counted, core.isEmpty || Self.core(of: text[counted]).hasPrefix(core) { return counted }
    guard !core.isEmpty, !name.hasSuffix("…") else { return nil }
    let places = text[text.span].ranges(of: name)
    guard places.count == 1 else { return nil }
    let whole = text[text.span]
    let start = whole.unicodeScalars.distance(from: whole.startIndex, to: places[0].lowerBound)
    return Span(start..<start + name.unicodeScalars.count)
  }

  /// Whether a scalar is a letter or digit of a script that parts words by blanks.
  static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value < 0x2E80 else { return false }
    let properties = scalar.properties
    return properties.isAlphabetic || properties.numericType != nil
  }
}
