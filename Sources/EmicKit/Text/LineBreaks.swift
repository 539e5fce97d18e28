import CICU

/// Where a screen may wrap a line: after blanks, between Han characters, never before `，` or `）`.
public enum LineBreaks {
  /// The offsets inside a span at which a new screen line may begin, in order.
  ///
  /// Give a window of what is seen, not a text: the work grows with the span.
  public static func opportunities(in text: TranscriptText, of span: Span) -> [Int] {
    UTF16Window(text, span).pieces(Int32(ICU_LINES)).map(\.span.end).filter { $0 < span.end }
  }
}
