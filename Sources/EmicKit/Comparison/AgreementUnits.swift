/// What agreement counts in one transcript: turns, sentences or characters within a scope.
///
/// A document has paragraphs in place of turns; what has no speech is no unit.
public struct AgreementUnits: Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case character
    case sentence
    case turn
  }

  public enum Scope: String, CaseIterable, Sendable {
    /// What respondents say; a document counts as `body`.
    case respondents
    /// What anybody says; of a document everything after the header.
    case body
    /// Every scalar, the header included; for turns and sentences every turn.
    case all
  }

  public let kind: Kind
  public let scope: Scope
  /// In order and without overlaps: the units, for characters stretches of them.
  public let spans: [Span]
  /// For each span the number of its turn or paragraph, from 1; 0 where it is not one turn's.
  public let turns: [Int]
  /// How many units there are.
  public let count: Int

  public init(of transcript: Transcript, kind: Kind, scope: Scope) {
    self.kind = kind
    self.scope = scope
    let structure = transcript.structure
    let length = transcript.text.scalarCount
    let isDocument = structure.kind == .document
    var found: [(span: Span, turn: Int)] = []
    if kind == .character, scope == .all {
      found = [(Span(0..<length), 0)]
    } else if kind == .character, isDocument {
      found = [(Span(between: structure.bodyStart, and: length), 0)]
    } else {
      for index in 0..<structure.unitCount {
        guard scope != .respondents || isDocument || structure.turns[index].isRespondent else {
          continue
        }
        let speech = structure.unit(index)
        let parts = kind == .sentence ? Sentences.ranges(in: transcript.text, of: speech) : [speech]
        for part in parts { found.append((part, index + 1)) }
      }
    }
    found.removeAll { $0.span.isEmpty }
    spans = found.map(\.span)
    turns = found.map(\.turn)
    count = kind == .character ? spans.reduce(0) { $0 + $1.count } : spans.count
  }

  /// The places in `spans` of those that share a scalar with a span.
  public func places(touchedBy span: Span) -> Range<Int> {
    guard !span.isEmpty else { return 0..<0 }
    let first = place(endingAfter: span.start)
    let last = spans.lastIndex(startingAtMost: span.end - 1, by: \.start) ?? -1
    return first..<max(first, last + 1)
  }

  /// Whether a span shares a scalar with the scope.
  public func isInScope(_ span: Span) -> Bool {
    scope == .all ? !span.isEmpty : !places(touchedBy: span).isEmpty
  }

  private func place(endingAfter offset: Int) -> Int {
    guard let place = spans.lastIndex(startingAtMost: offset, by: \.start) else { return 0 }
    return spans[place].end > offset ? place : place + 1
  }
}
