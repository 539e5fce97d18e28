import EmicKit

/// Plain lines wrapped to a width, for panels and popups.
enum Paragraphs {
  static func wrapped(_ line: String, width: Int) -> [String] {
    let text = TranscriptText(line)
    return Wrapping.rows(of: text.span, in: text, width: max(2, width)).map { text[$0] }
  }

  static func wrapped(_ lines: [String], width: Int) -> [String] {
    lines.flatMap { line in
      line.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
        wrapped(String($0), width: width)
      }
    }
  }
}
