import CICU

/// Words as a reader sees them, Chinese ones by ICU's dictionary.
///
/// Only a window around the offset is divided, so a line of ten megabytes costs no more than a short
/// one. A wrong division costs a keystroke, never data.
public enum Words {
  /// How far from an offset a window may reach, in scalars.
  public static let usualReach = 256

  /// The words around an offset, in order; blanks and punctuation are none.
  public static func ranges(
    in text: TranscriptText,
    around offset: Int,
    reach: Int = usualReach
  ) -> [Span] {
    UTF16Window(text, window(in: text, around: offset, reach: reach)).pieces(Int32(ICU_WORDS))
      .filter(\.isWord).map(\.span)
  }

  /// The word that holds an offset, or `nil` between words.
  public static func word(at offset: Int, in text: TranscriptText) -> Span? {
    ranges(in: text, around: offset).first { $0.contains(offset) }
  }

  /// The start of the first word that begins behind an offset; the text's end when there is none.
  public static func next(after offset: Int, in text: TranscriptText) -> Int {
    first(from: offset, in: text) { $0.start > offset }?.start ?? text.scalarCount
  }

  /// The end of the first word that ends behind an offset; the text's end when there is none.
  public static func end(after offset: Int, in text: TranscriptText) -> Int {
    first(from: offset, in: text) { $0.end > offset }?.end ?? text.scalarCount
  }

  /// The start of the last word that begins before an offset; 0 when there is none.
  public static func previous(before offset: Int, in text: TranscriptText) -> Int {
    var place = min(offset, text.scalarCount)
    while place > 0 {
      let window = window(in: text, around: place - 1, reach: usualReach)
      let words = UTF16Window(text, window).pieces(Int32(ICU_WORDS)).filter(\.isWord)
      if let word = words.last(where: { $0.span.start < offset }) { return word.span.start }
      place = window.start
    }
    return 0
  }

  private static func first(
    from offset: Int,
    in text: TranscriptText,
    where isWanted: (Span) -> Bool
  ) -> Span? {
    var place = max(0, offset)
    while place < text.scalarCount {
      let window = window(in: text, around: place, reach: usualReach)
      let words = UTF16Window(text, window).pieces(Int32(ICU_WORDS)).filter(\.isWord)
      if let word = words.first(where: { isWanted($0.span) }) { return word.span }
      place = window.end
    }
    return nil
  }

  /// From one blank or line end to another, so that no word is cut; in a longer run without any,
  /// between fixed places, so that two neighbouring offsets see the same words.
  private static func window(in text: TranscriptText, around offset: Int, reach: Int) -> Span {
    let offset = min(max(0, offset), text.scalarCount)
    let reach = max(2, reach)
    let low = max(0, offset - reach) / (reach / 2) * (reach / 2)
    let high = min(text.scalarCount, ((offset + reach) / (reach / 2) + 1) * (reach / 2))
    let before = text.scalars(in: Span(low..<offset))
    let after = text.scalars(in: Span(offset..<high))
    let start = low == 0 ? 0 : before.firstIndex(where: \.isBlank).map { low + $0 } ?? low
    let blank = after.lastIndex(where: \.isBlank)
    let end = high == text.scalarCount ? high : blank.map { offset + $0 + 1 } ?? high
    return Span(start..<end)
  }
}
