extension StringProtocol {
  /// Its words with one blank between them: what is said over several lines, on one.
  package var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// Whether it has no line break, tab or other control character.
  package var isOneLine: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
  }

  /// Without punctuation and blanks at both ends.
  package var withoutMarksAtEdges: String {
    func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
    guard let first = firstIndex(where: isWord), let last = lastIndex(where: isWord) else {
      return ""
    }
    return String(self[first...last])
  }
}
