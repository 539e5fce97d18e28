extension YAMLProblem {
  /// What is wrong and what to do, without file and line.
  var message: String {
    switch self {
    case .tooLarge(let bytes):
      "the file has \(bytes) bytes, more than the 8 MB that are read. Take out what is not needed."
    case .notUTF8(let byte):
      "byte \(byte) is not UTF-8. Save the file as UTF-8."
    case .wide(let encoding):
      encoding.sentence
    case .controlCharacter(let value):
      "the control character U+\(Self.hexadecimal(value)) stands in the file. Take it out."
    case .conflictMarkers:
      "git left conflict markers here. Choose one side and take the markers out."
    case .tab:
      "a tab indents this line. Indent with blanks."
    case .syntax(let problem):
      "this is not YAML: \(problem). Check the indentation and the quotes here and just above."
    case .empty:
      "the file is empty. Restore it from a backup, or take it away."
    case .anchor(let name):
      "anchors (&\(DisplayText.quotable(name))) are not read. Write the value out."
    case .alias(let name):
      "aliases (*\(DisplayText.quotable(name))) are not read. Write the value out."
    case .tag(let name):
      "tags (\(DisplayText.quotable(name))) are not read. Take it out; put a text in quotes."
    case .severalDocuments:
      "a second document begins here. Keep one document, without further ---."
    case .tooDeep:
      "more than 64 levels of nesting. Make the file flatter."
    case .keyNotText:
      "a key here is not a short text. Write it as key: value."
    case .duplicateKey(let key, let firstLine):
      "the key \(DisplayText.quoted(key)) stands twice, first in line \(firstLine). Keep one."
    case .wrongFormat(nil, let expected):
      "the file does not say what it is. Begin it with format: \(expected)."
    case .wrongFormat(let found?, let expected):
      "the format is \(DisplayText.quoted(found)), not \(expected). Is this the right file?"
    case .newerVersion(let version):
      "version \(version) of the format is newer than this emic. Install a newer emic."
    case .missing(let key):
      "\(DisplayText.quoted(key)) is missing. Add it."
    case .wrongKind(let key, let expected):
      "\(DisplayText.quoted(key)) needs \(expected). Correct the value."
    case .notOneOf(let key, let found, let allowed):
      "\(DisplayText.quoted(key)) can't be \(DisplayText.quoted(found)). Choose one of: "
        + allowed.joined(separator: ", ") + "."
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension DisplayText {
  /// A text of a file as a message shows it: harmless, on one line, not endless.
  static func quotable(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: 60, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return safe(text) }
    return safe(String(scalars[..<end])) + "…"
  }

  static func quoted(_ text: String) -> String { "\"" + quotable(text) + "\"" }

  /// `file:line: ` with which every message about a file begins.
  static func place(_ file: String, _ line: Int?) -> String {
    safe(file) + (line.map { ":\($0)" } ?? "") + ": "
  }
}
