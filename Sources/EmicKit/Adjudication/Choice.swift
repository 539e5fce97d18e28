extension PassageRow {
  /// What an adjudicator can decide about a row.
  public enum Choice: Hashable, Sendable {
    /// As the coder at this place has it; one who has nothing there means *neither*.
    case adopt(coder: Int)
    /// All that any coder coded; of one code.
    case union
    /// What all coded who have anything there; of one code.
    case intersection
    /// Different codes stand side by side.
    case both
    /// Nothing belongs there.
    case neither
    /// `nil` keeps what the row has.
    case edit(span: Span?, code: Code.ID?)
  }

  /// Carries a choice out.
  ///
  /// - Returns: what the consensus layer gets, in the order of the text; none for *neither*.
  /// - Throws: when the choice does not fit the row.
  public func outcome(of choice: Choice) throws(AdjudicationProblem) -> [UnitedCoding] {
    switch choice {
    case .adopt(let coder):
      guard sides.indices.contains(coder), !sides[coder].isEmpty || missing.contains(coder) else {
        throw .noLayer
      }
      return sides[coder].map(Self.bare)
    case .union:
      guard kind == .boundary else { throw .onlyForBoundaries }
      return [UnitedCoding(code: codings[0].codeToStore, span: span, codings: [])]
    case .intersection:
      guard kind == .boundary else { throw .onlyForBoundaries }
      let common = sharedSpans
      guard !common.isEmpty else { throw .nothingShared }
      return common.map { UnitedCoding(code: codings[0].codeToStore, span: $0, codings: []) }
    case .both:
      guard kind == .differentCode else { throw .onlyForDifferentCodes }
      return Dictionary(grouping: codings, by: \.codeToStore).flatMap { code, codings in
        codings.map(\.span).sorted().connected().map {
          UnitedCoding(code: code, span: $0, codings: [])
        }
      }.sorted()
    case .neither: return []
    case .edit(let span, let code):
      let codes = Set(codings.map(\.codeToStore))
      guard let code = code ?? (codes.count == 1 ? codes.first : nil) else { throw .codeNeeded }
      return [UnitedCoding(code: code, span: span ?? self.span, codings: [])]
    }
  }

  /// What the study's rule makes of different edges.
  ///
  /// - Returns: `nil` where it has no answer: the row is about something else, too, or nothing is
  ///   shared.
  func outcome(byRule rule: StudyFile.Boundaries) -> [UnitedCoding]? {
    guard kind == .boundary, missing.isEmpty else { return nil }
    switch rule {
    case .ask: return nil
    case .union: return try? outcome(of: .union)
    case .intersection: return try? outcome(of: .intersection)
    case .longest:
      func length(_ side: [UnitedCoding]) -> Int { side.reduce(0) { $0 + $1.span.count } }
      // Of equally long ones the first in the text, whoever is the first coder.
      let longest = sides.filter { !$0.isEmpty }.max { one, other in
        length(one) != length(other)
          ? length(one) < length(other) : other.lexicographicallyPrecedes(one)
      }
      return longest?.map(Self.bare)
    }
  }

  /// The word under which a choice is stored.
  func decision(for choice: Choice) -> Settlement.Decision {
    switch choice {
    case .adopt(let coder): sides[coder].isEmpty ? .neither : .adopt
    case .union: .union
    case .intersection: .intersection
    case .both: .both
    case .neither: .neither
    case .edit: .edit
    }
  }

  /// What all coders share who have anything there.
  private var sharedSpans: [Span] {
    let given = sides.filter { !$0.isEmpty }.map { $0.map(\.span) }
    return given.dropFirst().reduce(given[0]) { common, side in
      common.flatMap { one in side.compactMap { one.intersection($0) } }
    }.sorted()
  }

  private static func bare(_ coding: UnitedCoding) -> UnitedCoding {
    UnitedCoding(code: coding.codeToStore, span: coding.span, codings: [])
  }
}

extension UnitedCoding {
  /// The code as a sidecar holds it: one that the codebook lacks is compared as `?id`.
  var codeToStore: Code.ID {
    code.text.hasPrefix("?") ? Code.ID(String(code.text.dropFirst())) : code
  }
}
