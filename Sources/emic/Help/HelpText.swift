/// Pages of help as they are printed: no line is so wide that a terminal would break it in a word.
enum HelpText {
  private static let widest = 100

  /// The same page; what is too wide goes on in the next line, under the words that it belongs to.
  static func wrapped(_ page: String) -> String {
    page.split(separator: "\n", omittingEmptySubsequences: false)
      .map { wrapped(line: String($0)) }.joined(separator: "\n")
  }

  private static func wrapped(line: String) -> String {
    // A command that can be copied goes on behind a backslash.
    let isCommand = line.drop { $0 == " " }.hasPrefix("emic ")
    let (indent, mark) = isCommand ? (2, " \\") : (indent(of: line), "")
    var lines: [String] = []
    var rest = line
    while rest.count > widest {
      let head = rest.prefix(widest - mark.count + 1)
      guard let blank = head.lastIndex(of: " "),
        rest.distance(from: rest.startIndex, to: blank) > indent
      else { break }
      lines.append(rest[..<blank] + mark)
      rest = String(repeating: " ", count: indent) + rest[blank...].drop { $0 == " " }
    }
    return (lines + [rest]).joined(separator: "\n")
  }

  /// Where the words of a line begin: behind its last gap, as in a table, else behind its indentation.
  private static func indent(of line: String) -> Int {
    var (column, blanks, indent) = (0, 0, 0)
    for character in line {
      if character == " " {
        blanks += 1
      } else {
        if blanks == column || blanks > 1 { indent = column }
        blanks = 0
      }
      column += 1
    }
    return indent < widest / 2 + 10 ? indent : 0
  }
}
