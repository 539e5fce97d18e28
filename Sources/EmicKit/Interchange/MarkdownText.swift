/// Markdown that is readable as plain text, too.
package enum Markdown {
  package static func table(_ header: [String], _ rows: [[String]]) -> String {
    let lines = [header, header.map { _ in "---" }] + rows
    return lines.map { "| " + $0.map(plain).joined(separator: " | ") + " |\n" }.joined()
  }

  /// Words from a file that must not become Markdown, HTML or a control sequence.
  package static func plain(_ text: String) -> String {
    var result = ""
    for character in DisplayText.safe(text) {
      if character.isNewline {
        result += " "
        continue
      }
      if "\\|<>`*_[]".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
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
