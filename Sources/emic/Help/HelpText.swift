import CPlatform
import Glibc

/// Pages of help as they are printed: no line is so wide that a terminal would break it in a word.
enum HelpText {
  private static let widest = 100
  /// Pages are written with lines of this length and more where a sentence goes on in the next line.
  private static let full = 84

  /// What is too wide goes on in the next line, under the words that it belongs to.
  ///
  /// - Parameters:
  ///   - page: lines that are filled to `widest`.
  ///   - columns: of the terminal; `nil` where it is printed to something else.
  /// - Returns: the same page.
  static func wrapped(_ page: String, columns: Int? = terminalColumns) -> String {
    let width = min(widest, max(40, columns ?? widest))
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    return joined(lines).map { wrapped(line: $0, width: width) }.joined(separator: "\n")
  }

  private static var terminalColumns: Int? {
    let columns = Int(platform_columns(STDOUT_FILENO))
    return columns > 0 ? columns : nil
  }

  /// Sentences over several lines as one line each, so that every line is filled.
  private static func joined(_ lines: [String]) -> [String] {
    var result: [String] = []
    var isFull = false
    for line in lines {
      if isFull, let last = result.last, isProse(line), isProse(last),
        leadingBlanks(of: line) == leadingBlanks(of: last)
      {
        result[result.count - 1] = last + " " + line.drop { $0 == " " }
      } else {
        result.append(line)
      }
      isFull = line.count >= full
    }
    return result
  }

  /// Whether a line is neither empty, a row of a table nor a command.
  private static func isProse(_ line: String) -> Bool {
    let words = line.drop { $0 == " " }
    return !words.isEmpty && !words.contains("  ") && !words.hasPrefix("emic ")
  }

  private static func leadingBlanks(of line: String) -> Int { line.prefix { $0 == " " }.count }

  private static func wrapped(line: String, width: Int) -> String {
    // A command that can be copied goes on behind a backslash.
    let isCommand = line.drop { $0 == " " }.hasPrefix("emic ")
    let (indent, mark) = isCommand ? (2, " \\") : (indent(of: line, width), "")
    var lines: [String] = []
    var rest = line
    while rest.count > width {
      let head = rest.prefix(width - mark.count + 1)
      guard let blank = head.lastIndex(of: " "),
        rest.distance(from: rest.startIndex, to: blank) > indent
      else { break }
      lines.append(rest[..<blank] + mark)
      rest = String(repeating: " ", count: indent) + rest[blank...].drop { $0 == " " }
    }
    return (lines + [rest]).joined(separator: "\n")
  }

  /// Where the words of a line begin: behind its last gap, as in a table, else behind its indentation.
  private static func indent(of line: String, _ width: Int) -> Int {
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
    return indent < width / 2 + 10 ? indent : 0
  }
}
