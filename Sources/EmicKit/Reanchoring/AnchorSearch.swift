/// Finds the words of codings in a text that has changed since it was coded.
///
/// In this order: the same place and the same words; the words with what stood around them, once; the
/// words, next to where they are to be expected; words that are like them; else they are not found.
struct AnchorSearch {
  /// Where a coding's words are now.
  enum Finding: Hashable, Sendable {
    /// At the same offsets.
    case unchanged
    /// Elsewhere, beyond doubt.
    case moved(Span)
    /// Elsewhere; the same words also stand in other places.
    case nearest(Span, of: Int)
    /// Other words, so many scalars of them changed.
    case reworded(Span, distance: Int)
    /// Nowhere.
    case missing
  }

  /// Words up to this length are found unchanged or not at all.
  static let longestExact = 32

  private let text: TranscriptText
  private let scalars: [UInt32]

  init(_ text: TranscriptText) {
    self.text = text
    scalars = text.scalars(in: text.span).map(\.value)
  }

  /// Finds all codings of one sidecar.
  ///
  /// - Parameter codings: of the text as it was, in order.
  /// - Returns: a finding for each.
  func findings(of codings: [Coding]) -> [Finding] {
    let sought = codings.map { Sought($0) }
    var places: [[UInt32]: [Int]] = [:]
    for words in Set(sought.map(\.words)) {
      places[words] = ScalarSearch.places(of: words, in: scalars)
    }
    var findings = sought.map { sure($0, places[$0.words] ?? []) }
    let shifts = Shifts(zip(sought, findings))
    for (index, sought) in sought.enumerated() where findings[index] == nil {
      findings[index] = likely(sought, places[sought.words] ?? [], shifts)
    }
    return findings.map { $0 ?? .missing }
  }

  /// A coding's words and what stood around them, as scalars.
  private struct Sought {
    let span: Span
    let words: [UInt32]
    let before: [UInt32]
    let after: [UInt32]

    init(_ coding: Coding) {
      span = coding.span
      words = coding.quote.unicodeScalars.map(\.value)
      before = coding.before.unicodeScalars.map(\.value)
      after = coding.after.unicodeScalars.map(\.value)
    }

    var contextCount: Int { before.count + after.count }

    func span(at place: Int) -> Span { Span(place..<place + words.count) }
  }

  /// What is beyond doubt; `nil`: the rest is to be looked for.
  private func sure(_ sought: Sought, _ places: [Int]) -> Finding? {
    let start = sought.span.start
    let framed = places.filter { context(of: sought, at: $0) == sought.contextCount }
    // The same words at the same place are others where the old ones stand whole somewhere else.
    if framed.contains(start) { return .unchanged }
    if framed.isEmpty, places.contains(start), isTelling(sought, at: start) { return .unchanged }
    if framed.count == 1 { return .moved(sought.span(at: framed[0])) }
    return framed.isEmpty ? standingOut(sought, places) : nil
  }

  /// The one place that is far more like the old one than all others.
  private func standingOut(_ sought: Sought, _ places: [Int]) -> Finding? {
    let ranked = places.map { (place: $0, context: context(of: sought, at: $0)) }
      .sorted { $0.context > $1.context }
    guard let best = ranked.first, isTelling(sought, at: best.place),
      ranked.dropFirst().first.map({ $0.context * 2 < best.context }) ?? true
    else { return nil }
    return .moved(sought.span(at: best.place))
  }

  /// Whether the words are hardly there by chance: a *yes* or a 是 is, where nothing around it is as it
  /// was.
  private func isTelling(_ sought: Sought, at place: Int) -> Bool {
    sought.words.count >= Self.fewestTelling
      || context(of: sought, at: place) >= min(Self.fewestTelling, sought.contextCount)
  }

  private static let fewestTelling = 8

  private func likely(_ sought: Sought, _ places: [Int], _ shifts: Shifts) -> Finding {
    guard places.isEmpty else {
      let expected = sought.span.start + shifts.shift(at: sought.span.start)
      let best = places.min { one, other in
        let contexts = [one, other].map { context(of: sought, at: $0) }
        let distances = [one, other].map { abs($0 - expected) }
        return distances[0] != distances[1]
          ? distances[0] < distances[1] : contexts[0] > contexts[1]
      }
      return .nearest(sought.span(at: best ?? 0), of: places.count)
    }
    guard sought.words.count > Self.longestExact,
      let match = ApproximateMatch.unique(
        of: sought.words,
        in: scalars,
        within: sought.words.count / 10
      )
    else { return .missing }
    return .reworded(match.span, distance: match.distance)
  }

  /// How many scalars of what stood around the words stand around a place, outwards from it.
  private func context(of sought: Sought, at place: Int) -> Int {
    let before = zip(sought.before.reversed(), scalars[..<place].reversed())
    let after = zip(sought.after, scalars[(place + sought.words.count)...])
    return before.prefix { $0.0 == $0.1 }.count + after.prefix { $0.0 == $0.1 }.count
  }

  /// How far the text has moved, as what was found beyond doubt shows.
  private struct Shifts {
    private var known: [(at: Int, shift: Int)] = []

    init(_ found: some Sequence<(Sought, Finding?)>) {
      for (sought, finding) in found {
        switch finding {
        case .unchanged: known.append((sought.span.start, 0))
        case .moved(let span): known.append((sought.span.start, span.start - sought.span.start))
        default: break
        }
      }
    }

    /// That of the nearest coding found.
    func shift(at place: Int) -> Int {
      known.min { abs($0.at - place) < abs($1.at - place) }?.shift ?? 0
    }
  }
}
