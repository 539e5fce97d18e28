/// Markdown that is readable as plain text, too.
package enum Markdown {
  package static func table(_ header: [String], _ rows: [[String]]) -> String {
    let lines = [header, header.map { _ in "---" }] + rows
    return lines.map { "| " + $0.map(plain).joined(separator: " | ") + " |\n" }.joined()
  }

  /// Words from a file that must not become Markdown, HTML or a control sequence.
  package static func plain(_ text: String) -> String {
    var result = ""
    let safe = DisplayText.safe(text)
    for index in safe.indices {
      let character = safe[index]
      if character.isNewline {
        result += " "
        continue
      }
      let isMark = "\\|<>`*_[]~".contains(character)
      if isMark || character == "&" && isReference(safe[index...]) { result += "\\" }
      result.append(character)
    }
    return result
  }

  /// Whether a text begins with what HTML reads as one character, as `&lt;` and `&#60;`.
  private static func isReference(_ text: Substring) -> Bool {
    let behind = text.dropFirst().drop { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
    return behind.first == ";" && text.index(after: text.startIndex) < behind.startIndex
  }

  /// A quotation with its source beneath.
  package static func block(_ quotation: Quotation) -> String {
    // Our own mark of a cut is no one's words.
    let cut = quotation.isCut ? " […]" : ""
    var text = "> \(lineStart(plain(quotation.text)))\(cut)\n"
    for translation in quotation.translations {
      text += ">\n> \(plain(translation.text)) *(translation, \(plain(translation.language)))*\n"
    }
    return text + "\n(\(plain(quotation.reference)))\n"
  }

  // A quotation that begins with "- " or "1. " is no list, and one with "# " no heading.
  private static func lineStart(_ text: String) -> String {
    guard let first = text.first else { return text }
    if "#-+".contains(first) { return "\\" + text }
    let behind = text.drop { $0.isASCII && $0.isNumber }
    guard behind.startIndex > text.startIndex, let mark = behind.first, ".)".contains(mark) else {
      return text
    }
    return text[..<behind.startIndex] + "\\" + behind
  }
}
