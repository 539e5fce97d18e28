/// The structure of a source in numbers.
struct SourceOutline {
  struct Speaker {
    var name: String
    var turns: Int
    var isRespondent: Bool
    /// On which they speak first, from 0.
    var line: Int
  }

  var header = SourceStructure.Header()
  /// In the order in which they speak; nobody in a document.
  var speakers: [Speaker] = []
  /// Whether it is a document for having more names in front of lines than an interview has speakers.
  var isCrowded = false
  /// Turns, or paragraphs of a document.
  var unitCount = 0
  var kind: SourceStructure.Kind { speakers.isEmpty ? .document : .interview }
}

extension Transcript {
  /// What an import tells of a text.
  ///
  /// The list of its turns is not made for it: a long text has millions.
  func outline() -> SourceOutline {
    let labels = labels
    return SourceReader.reading(
      text,
      interviewers: labels.interviewers,
      respondents: labels.respondents
    ) { $0.outline() }
  }
}

extension SourceReader {
  func outline() -> SourceOutline {
    let lines = LabelledLines(self)
    let headerScanners = (0..<lines.headerLines).map(line)
    var outline = SourceOutline()
    outline.header.lineCount = lines.headerLines
    outline.header.read(headerScanners)
    outline.isCrowded = lines.isCrowded
    guard !lines.opened.isEmpty else {
      forEachParagraph(from: lines.headerLines) { _ in outline.unitCount += 1 }
      return outline
    }
    let isAsker = isAsker(lines.names, askers: askers(headerScanners))
    // The place of each name among those who speak.
    var places = [Int?](repeating: nil, count: lines.names.count)
    var lastSpeaker: Int?
    for opening in lines.opened where opening.speaker != lastSpeaker {
      lastSpeaker = opening.speaker
      outline.unitCount += 1
      if let place = places[opening.speaker] {
        outline.speakers[place].turns += 1
        continue
      }
      places[opening.speaker] = outline.speakers.count
      outline.speakers.append(
        SourceOutline.Speaker(
          name: lines.names[opening.speaker].text,
          turns: 1,
          isRespondent: !isAsker[opening.speaker],
          line: opening.line
        )
      )
    }
    return outline
  }
}
