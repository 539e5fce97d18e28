extension SourceStructure {
  /// Reads the structure of a text.
  ///
  /// - Parameters:
  ///   - text: the whole source.
  ///   - interviewers: labels that the study declares; where it declares some, no other label is an
  ///     interviewer's.
  ///   - respondents: labels that count as a speaker's even once.
  public init(of text: TranscriptText, interviewers: [String] = [], respondents: [String] = []) {
    self = SourceReader.reading(
      text,
      interviewers: Set(interviewers.map(ExactText.init)),
      respondents: Set(respondents.map(ExactText.init))
    ) { $0.structure() }
  }
}

extension Transcript {
  /// The bytes at which the turns begin, or in a document the paragraphs.
  ///
  /// What `turnNumber` needs, at a third of the price of the whole structure.
  func turnStarts() -> [Int] {
    let labels = labels
    return SourceReader.reading(
      text,
      interviewers: labels.interviewers,
      respondents: labels.respondents
    ) { $0.turnStarts() }
  }
}

/// One pass over the starts of the lines, then a walk over those that bear a label.
struct SourceReader {
  let text: TranscriptText
  let bytes: UnsafeBufferPointer<UInt8>
  /// The text's own, lent: lines are asked for so often that the references to it would cost most.
  private let lineStarts: UnsafeBufferPointer<UInt32>
  let interviewers: Set<ExactText>
  let respondents: Set<ExactText>
  private let walk = Walk()

  /// Lends a reader of a text.
  static func reading<Value>(
    _ text: TranscriptText,
    interviewers: Set<ExactText>,
    respondents: Set<ExactText>,
    _ body: (SourceReader) -> Value
  ) -> Value {
    text.withUTF8 { bytes in
      text.storage.lineStarts.withUnsafeBufferPointer { lineStarts in
        body(
          SourceReader(
            text: text,
            bytes: bytes,
            lineStarts: lineStarts,
            interviewers: interviewers,
            respondents: respondents
          )
        )
      }
    }
  }

  /// The last offset asked for: most questions are about a place a little further on.
  private final class Walk {
    private var byte = 0
    private var scalar = 0

    func offset(_ wanted: Int, in text: TranscriptText, _ bytes: UnsafeBufferPointer<UInt8>) -> Int
    {
      // Else from the checkpoint before it.
      let isNear =
        wanted >= byte && wanted - byte < wanted % TextStorage.checkpointDistance
        && wanted < bytes.count
      scalar =
        isNear
        ? scalar + UTF8Bytes.countScalars(in: bytes, byte..<wanted)
        : text.scalarOffset(of: ByteOffset(wanted))
      byte = wanted
      return scalar
    }
  }

  /// The labels that count once.
  var declared: Set<ExactText> {
    interviewers.isEmpty ? respondents : interviewers.union(respondents)
  }

  func line(_ index: Int) -> LineScanner {
    LineScanner(bytes, TranscriptText.bytes(ofLine: index, lineStarts, bytes))
  }

  func structure() -> SourceStructure {
    let lines = LabelledLines(self)
    let names = lines.names
    var result = SourceStructure()
    let headerLines = lines.headerLines
    result.header.lineCount = headerLines
    let headerScanners = (0..<headerLines).map(line)
    result.header.read(headerScanners)
    result.bodyStart =
      headerLines < text.lineCount
      ? offset(text.lineBytes(headerLines).lowerBound) : text.scalarCount

    let opened = lines.opened
    result.turns = turns(opened, names, askers: askers(headerScanners))
    result.knowsInterviewers = result.turns.contains { !$0.isRespondent }
    if result.turns.isEmpty {
      forEachParagraph(from: headerLines) {
        result.paragraphs.append(Span(offset($0.lowerBound)..<offset($0.upperBound)))
      }
    }
    result.stamps = stamps(opened, from: headerLines)
    return result
  }

  func turnStarts() -> [Int] {
    let lines = LabelledLines(self)
    var starts: [Int] = []
    guard !lines.opened.isEmpty else {
      forEachParagraph(from: lines.headerLines) { starts.append($0.lowerBound) }
      return starts
    }
    var lastSpeaker: Int?
    for opening in lines.opened where opening.speaker != lastSpeaker {
      lastSpeaker = opening.speaker
      starts.append(Int(lineStarts[opening.line]))
    }
    return starts
  }

  func offset(_ byte: Int) -> Int { walk.offset(byte, in: text, bytes) }
}
