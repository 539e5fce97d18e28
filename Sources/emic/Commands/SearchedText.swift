import EmicKit

/// A text in which something was found, and its words as they are shown: with names replaced where
/// somebody asks for it, also those of which a hit or a window shows a part alone.
struct SearchedText {
  /// In which the hits were found; a text that is no source has no name.
  let transcript: Transcript
  /// The source with its names replaced, and where in it the text begins.
  private let shown: (source: ReleasedSource, start: Int)?

  var text: TranscriptText { transcript.text }

  init(_ transcript: Transcript, _ names: NameList?) {
    self.transcript = transcript
    shown = names.map { (ReleasedSource(transcript, codings: [], names: $0), 0) }
  }

  init(_ text: TranscriptText, _ names: NameList?) {
    self.init(Transcript(name: "", text: text), names)
  }

  /// The words of a coding; the source, where it is still the one that was coded, knows of a name that
  /// begins before them.
  init(_ row: CodingRow, _ quote: TranscriptText, _ source: Transcript?, _ names: NameList?) {
    transcript = Transcript(name: "", text: quote)
    guard let names else {
      shown = nil
      return
    }
    guard let source, source.digest == row.sha256 else {
      shown = (ReleasedSource(transcript, codings: [], names: names), 0)
      return
    }
    shown = (ReleasedSource(source, codings: [], names: names), row.coding.span.start)
  }

  subscript(span: Span) -> String {
    guard let (source, start) = shown else { return text[span] }
    return source.words(of: Span(start + span.start..<start + span.end)) ?? ""
  }
}
