import EmicKit

extension Canvas {
  /// Draws a stretch of a transcript on one row, each scalar in a style of its own.
  ///
  /// - Parameters:
  ///   - text: of the transcript.
  ///   - span: what is drawn of it.
  ///   - x: the column where it begins.
  ///   - y: the row.
  ///   - limit: the column where it ends at the latest.
  ///   - style: of the scalar at an offset.
  mutating func draw(
    _ text: TranscriptText,
    _ span: Span,
    x: Int,
    y: Int,
    limit: Int,
    style: (Int) -> Style
  ) {
    var x = x
    var offset = span.start
    var glyphs: [DisplayText.Glyph] = []
    for scalar in text.scalars(in: span) {
      if DisplayText.isPlain(scalar), x < limit {
        put(plain: scalar, x: x, y: y, style: style(offset))
        x += 1
        offset += 1
        continue
      }
      glyphs.removeAll(keepingCapacity: true)
      DisplayText.append(scalar, to: &glyphs)
      if DisplayText.width(of: scalar) == 0 {
        add(mark: scalar, before: x, y: y)
      } else {
        for glyph in glyphs where x + glyph.width <= limit {
          put(glyph, x: x, y: y, style: style(offset))
          x += glyph.width
        }
      }
      offset += 1
    }
  }
}
