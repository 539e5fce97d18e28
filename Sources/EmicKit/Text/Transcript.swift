import Synchronization

/// A source with its name: what codings refer to.
public struct Transcript: Sendable {
  /// The path relative to the study's folder.
  public let name: String
  public let text: TranscriptText
  private let derived: Derived

  /// - Parameters:
  ///   - name: the path relative to the study's folder.
  ///   - text: what the file holds.
  ///   - interviewers: labels that the study declares as interviewers'.
  ///   - respondents: labels that the study declares as respondents'.
  public init(
    name: String,
    text: TranscriptText,
    interviewers: [String] = [],
    respondents: [String] = []
  ) {
    self.name = name
    self.text = text
    derived = Derived(interviewers: interviewers, respondents: respondents)
  }

  /// SHA-256 over the UTF-8 of the canonical text, 64 hexadecimal digits; made at the first use.
  public var digest: String { text.storage.digest }

  /// Header, turns and paragraphs; read at the first use.
  public var structure: SourceStructure {
    derived.structure.withLock { structure in
      if let structure { return structure }
      let made = SourceStructure(
        of: text,
        interviewers: derived.interviewers,
        respondents: derived.respondents
      )
      structure = made
      return made
    }
  }

  /// The labels that the study declares.
  var labels: (interviewers: Set<ExactText>, respondents: Set<ExactText>) {
    (
      Set(derived.interviewers.map(ExactText.init)), Set(derived.respondents.map(ExactText.init))
    )
  }

  // A text of 100 MB is read long before its turns are needed.
  private final class Derived: Sendable {
    let interviewers: [String]
    let respondents: [String]
    let structure = Mutex<SourceStructure?>(nil)
    let lastSentences = Mutex<(span: Span, sentences: [Span])>((Span(0..<0), []))

    init(interviewers: [String], respondents: [String]) {
      self.interviewers = interviewers
      self.respondents = respondents
    }
  }
}

extension Transcript {
  /// The last time written at or before an offset, without brackets.
  public func time(at offset: Int) -> String? { structure.time(at: offset) }

  /// The sentences of a turn's speech; turns are counted from 1.
  ///
  /// In a document paragraphs play the
  /// turns.
  public func sentences(inTurn number: Int) -> [Span] {
    guard let speech = speech(ofTurn: number) else { return [] }
    return Sentences.ranges(in: text, of: speech)
  }

  /// The sentence that holds an offset, or the next one of the same turn or paragraph, or its last.
  ///
  /// `nil` where nothing is said: in the header, before the first turn, in a turn without speech.
  public func sentence(at offset: Int) -> Span? {
    guard let speech = speech(at: offset) else { return nil }
    let window = window(of: speech, around: offset)
    // Most questions are about the place where the last was.
    let sentences = derived.lastSentences.withLock { last in
      if last.span != window { last = (window, Sentences.ranges(in: text, of: window)) }
      return last.sentences
    }
    return sentences.first { offset < $0.end } ?? sentences.last
  }

  /// The clause that holds an offset, or the next one of its sentence, or its last.
  public func clause(at offset: Int) -> Span? {
    guard let sentence = sentence(at: offset) else { return nil }
    let clauses = Clauses.ranges(in: text, of: sentence)
    return clauses.first { offset < $0.end } ?? clauses.last
  }

  /// How many turns, or paragraphs of a document, can be addressed.
  public var turnCount: Int { structure.unitCount }

  /// What is said in a turn, counted from 1; in a document the paragraph.
  public func speech(ofTurn number: Int) -> Span? {
    let structure = structure
    guard (1..<structure.unitCount + 1).contains(number) else { return nil }
    return structure.unit(number - 1)
  }

  /// The number of the turn or paragraph at an offset, from 1.
  public func turnNumber(at offset: Int) -> Int? {
    let structure = structure
    if structure.kind == .interview { return structure.turn(at: offset)?.number }
    return structure.paragraphs.lastIndex(startingAtMost: offset, by: \.start).map { $0 + 1 }
  }

  /// A span without blanks and labels at its edges; `nil` when nothing else is in it.
  ///
  /// Codings are trimmed so before they meet units, disagreements and agreement. A blank that carries
  /// a mark is a whole character and stays.
  public func trimmed(_ span: Span) -> Span? {
    let structure = structure
    var (start, end) = (max(0, span.start), min(span.end, text.scalarCount))
    while start < end {
      if let label = structure.label(at: start) {
        start = label.end
      } else if isBlank(at: start), text.isGraphemeBoundary(start + 1) {
        start += 1
      } else {
        break
      }
    }
    while end > start {
      if let label = structure.label(at: end - 1) {
        end = label.start
      } else if isBlank(at: end - 1), text.isGraphemeBoundary(end - 1) {
        end -= 1
      } else {
        break
      }
    }
    return start < end ? Span(start..<end) : nil
  }

  private func isBlank(at offset: Int) -> Bool {
    guard let scalar = text.scalar(at: offset) else { return false }
    // Most are letters and blanks of ASCII, for which no table need be looked up.
    if scalar.value < 0x80 { return scalar == " " || (9...13).contains(scalar.value) }
    return scalar.properties.isWhitespace
  }

  private func speech(at offset: Int) -> Span? {
    let structure = structure
    let speech =
      structure.kind == .interview
      ? structure.turnIndex(at: offset).map { structure.turns[$0].speech }
      : structure.paragraph(at: offset)
    return speech.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The whole speech, unless it is longer than any sentence needs.
  private func window(of speech: Span, around offset: Int) -> Span {
    let reach = 1 << 14
    if speech.count <= 2 * reach { return speech }
    let center = min(max(offset, speech.start), speech.end - 1)
    let line = text.lineSpan(text.line(containing: center))
    let near = Span(max(0, center - reach)..<center + reach)
    return speech.intersection(line)?.intersection(near) ?? Span(center..<center + 1)
  }
}

extension SourceStructure {
  /// The label that holds an offset.
  func label(at offset: Int) -> Span? {
    // In its place: a copy of a turn takes longer than all that is asked.
    guard let turn = turnIndex(at: offset),
      let index = turns[turn].labels.lastIndex(startingAtMost: offset, by: \.start)
    else { return nil }
    let label = turns[turn].labels[index]
    return label.contains(offset) ? label : nil
  }
}
