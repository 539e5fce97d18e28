extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
    return String(self[start..<end])
  }

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
}
