extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
    return String(self[start..<end])
  }

  /// Its words with one blank between them: what is said over several lines, on one.
  var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// On one line, with the blanks at its ends that keep words apart.
  var onLine: String {
    var line = ""
    var isBlank = false
    for character in self {
      if character.isWhitespace {
        if !isBlank { line.append(" ") }
        isBlank = true
      } else {
        line.append(character)
        isBlank = false
      }
    }
    return line
  }

  /// Without punctuation and blanks at both ends.
  var withoutMarksAtEdges: String {
    func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
    guard let first = firstIndex(where: isWord), let last = lastIndex(where: isWord) else {
      return ""
    }
    return String(self[first...last])
  }
}
