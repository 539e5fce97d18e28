import EmicKit

/// What the screen asks about the study's codings.
public enum Question: Hashable, Sendable {
  /// The codings one by one.
  case list(CodingQuery, RowOrder)
  /// Codes by what the dimensions say; with families in place of codes.
  case matrix(CodingQuery, [MatrixDimension], families: Bool)
  /// Codes on the same text; by units that both touch, or `nil` by shared characters.
  case pairs(CodingQuery, unit: AgreementUnits.Kind?)
  /// First uses of codes, transcript by transcript.
  case saturation(CodingQuery, TranscriptOrder)

  var query: CodingQuery {
    switch self {
    case .list(let query, _), .matrix(let query, _, _), .pairs(let query, _),
      .saturation(let query, _):
      query
    }
  }
}

/// What came of a question.
public struct Answered: Sendable {
  public enum Findings: Sendable {
    case list(CodingList)
    case matrix(CodeMatrix)
    case pairs([Cooccurrence.Pair])
    case saturation(Saturation, uncoded: [String])
  }

  public let question: Question
  public let findings: Findings
  /// What is left out and why, a sentence each.
  public let notes: [String]
  /// What was asked, as it is now.
  public let codings: StudyCodings
}

extension Question {
  /// Answers it.
  ///
  /// - Parameters:
  ///   - codings: the study's.
  ///   - recording: puts on record, before they are shown, that others' codings of these transcripts
  ///     are; gives those of which it could not, each with a sentence.
  ///   - isStopped: whether something else was asked meanwhile.
  /// - Returns: what was found.
  /// - Throws: why there is no answer.
  public func answered(
    by codings: StudyCodings,
    recording: (Set<String>) -> [String: String],
    isStopped: () -> Bool = { false }
  ) throws(StudyCodings.Refusal) -> Answered {
    var answer = try codings.answer(
      query,
      layer: layer,
      isCounting: isCounting,
      isStopped: isStopped
    )
    let shown = answer.showsOthersOf
    let unrecorded = shown.isEmpty ? [:] : recording(shown)
    if !unrecorded.isEmpty {
      answer.leaveOut(
        Set(unrecorded.keys),
        because: unrecorded.sorted { $0.key < $1.key }.map(\.value)
      )
    }
    return Answered(
      question: self,
      findings: findings(answer, codings),
      notes: refusedNotes(codings) + answer.notes,
      codings: codings
    )
  }

  /// That values which count as unknown stand in the columns.
  private func refusedNotes(_ codings: StudyCodings) -> [String] {
    guard case .matrix(let query, let dimensions, _) = self else { return [] }
    // Those of the conditions are among the answer's notes.
    let attributes = Set(
      dimensions.compactMap { if case .attribute(let name) = $0 { name } else { nil } }
    ).subtracting(query.conditions.map(\.attribute))
    let paths = query.transcripts.isEmpty ? codings.study.transcripts : query.transcripts.sorted()
    return codings.refusedNotes(on: attributes, paths)
  }

  private func findings(_ answer: CodingAnswer, _ codings: StudyCodings) -> Answered.Findings {
    switch self {
    case .list(_, let order): .list(CodingList(answer, by: order, codebook: codings.codebook))
    case .matrix(let query, let dimensions, let families):
      .matrix(
        CodeMatrix(
          of: answer.sources,
          uncoded: answer.uncoded,
          hidden: answer.hidden,
          drafts: answer.drafts,
          by: dimensions,
          codes: families ? [] : query.codes,
          reading: families
            ? CodeReading(codings.codebook, level: .family, includesWorking: true)
            : query.reading(codings.codebook),
          study: codings.study.file
        )
      )
    case .pairs(let query, let unit):
      .pairs(
        Cooccurrence(
          of: answer.sources,
          per: unit.map { kind in
            .unit(codings.transcripts.mapValues { AgreementUnits(of: $0, kind: kind, scope: .all) })
          } ?? .span,
          reading: query.reading(codings.codebook)
        ).pairs
      )
    case .saturation(let query, let order):
      .saturation(
        Saturation(
          of: order.sorted(answer.sources, codings),
          reading: query.reading(codings.codebook)
        ),
        uncoded: answer.uncoded.map(\.transcript)
      )
    }
  }

  /// Which layer is read where the question says nothing.
  private var layer: CodingLayer {
    switch self {
    case .list: .current
    // Where coders are columns, nobody is added up.
    case .matrix(_, let dimensions, _): dimensions.contains(.coder) ? .submitted : .final
    case .pairs, .saturation: .final
    }
  }

  private var isCounting: Bool {
    switch self {
    case .list: false
    case .matrix(_, let dimensions, _): !dimensions.contains(.coder)
    case .pairs, .saturation: true
    }
  }
}

/// In which order transcripts are gone through.
public enum TranscriptOrder: Hashable, Sendable {
  case path
  /// By the values of an attribute, as days, numbers and words go; without a value at the end.
  case attribute(String)
  /// As somebody has put them; those that are not named come after them.
  case own([String])

  func sorted(_ sources: [CodedSource], _ codings: StudyCodings) -> [CodedSource] {
    switch self {
    case .path: return sources
    case .attribute(let name):
      let keys = sources.map { $0.attributes.values[name].map { AttributeValue($0) } }
      return sources.indices.sorted { one, other in
        guard let key = keys[one], let otherKey = keys[other] else {
          return keys[one] != nil && keys[other] == nil || keys[one] == keys[other] && one < other
        }
        return key != otherKey ? key < otherKey : one < other
      }.map { sources[$0] }
    case .own(let names):
      let places = Dictionary(
        names.enumerated().map { ($1, $0) },
        uniquingKeysWith: { first, _ in first }
      )
      return sources.indices.sorted { one, other in
        let keys = [one, other].map { places[sources[$0].transcript] ?? .max }
        return keys[0] != keys[1] ? keys[0] < keys[1] : one < other
      }.map { sources[$0] }
    }
  }
}
