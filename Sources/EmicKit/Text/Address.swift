/// How people name a place: `30` is turn 30, `30.2` its second sentence.
///
/// `30.2-30.4` and `30-34` are stretches; all counts begin at 1. In a document the paragraphs play
/// the turns.
public enum Address {
  /// The span that an address names: what is said, without labels.
  public static func span(_ address: String, in transcript: Transcript) throws(AddressProblem)
    -> Span
  {
    let parts = address.trimmingBlanks().split(
      separator: "-",
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    guard let first = parts.first, let last = parts.last else { throw .malformed(address) }
    let start = try place(first, of: address, in: transcript)
    let end = try place(last, of: address, in: transcript)
    guard start.start < end.end, start.start <= end.start else { throw .backwards(address) }
    return Span(start.start..<end.end)
  }

  /// The shortest address that holds a span; `nil` outside of all turns, as in the header.
  public static func text(of span: Span, in transcript: Transcript) -> String? {
    guard let first = transcript.turnNumber(at: span.start),
      let last = transcript.turnNumber(at: max(span.start, span.end - 1)),
      let start = transcript.speech(ofTurn: first), let end = transcript.speech(ofTurn: last)
    else { return nil }
    if span.start <= start.start, span.end >= end.end {
      return first == last ? "\(first)" : "\(first)-\(last)"
    }
    let one = text(of: span.start, inTurn: first, transcript)
    let other = text(of: max(span.start, span.end - 1), inTurn: last, transcript)
    return one == other ? one : "\(one)-\(other)"
  }

  /// The address of the sentence at an offset; of the turn where it has no sentences.
  public static func text(of offset: Int, in transcript: Transcript) -> String? {
    transcript.turnNumber(at: offset).map { text(of: offset, inTurn: $0, transcript) }
  }

  private static func text(of offset: Int, inTurn number: Int, _ transcript: Transcript) -> String {
    let sentences = transcript.sentences(inTurn: number)
    guard !sentences.isEmpty else { return "\(number)" }
    let index = sentences.firstIndex { offset < $0.end } ?? sentences.count - 1
    return "\(number).\(index + 1)"
  }

  private static func place(
    _ part: Substring,
    of address: String,
    in transcript: Transcript
  ) throws(AddressProblem) -> Span {
    let numbers = part.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = numbers.first, let turn = number(first) else { throw .malformed(address) }
    let isDocument = transcript.structure.kind == .document
    guard let speech = transcript.speech(ofTurn: turn) else {
      throw .noTurn(turn, count: transcript.turnCount, isDocument: isDocument)
    }
    guard !speech.isEmpty else { throw .nothingSaid(turn: turn) }
    guard numbers.count == 2 else { return speech }
    guard let sentence = number(numbers[1]) else { throw .malformed(address) }
    let sentences = transcript.sentences(inTurn: turn)
    guard sentence >= 1, sentence <= sentences.count else {
      throw .noSentence(sentence, turn: turn, count: sentences.count, isDocument: isDocument)
    }
    return sentences[sentence - 1]
  }

  /// Digits alone: `Int` itself would take a sign.
  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}

/// Why an address names no place of a transcript.
public enum AddressProblem: Error, Hashable, Sendable {
  case malformed(String)
  /// The stretch ends before it begins.
  case backwards(String)
  /// `count`: how many turns, or paragraphs of a document, there are.
  case noTurn(Int, count: Int, isDocument: Bool)
  case noSentence(Int, turn: Int, count: Int, isDocument: Bool)
  case nothingSaid(turn: Int)
}
