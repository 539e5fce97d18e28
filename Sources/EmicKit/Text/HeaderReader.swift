/// Reads the header of a source: a leading `---` block, or lines `Key: value` up to a blank line.
struct HeaderReader {
  /// Those above the first blank line: of a text without paragraphs millions.
  let lines: LazyMapSequence<Range<Int>, LineScanner>
  /// Names that are a speaker's somewhere else in the text; a header has few keys to be found there.
  let used: [ExactText]

  /// Rows of a key and a value.
  struct Row {
    var key: String
    var value: String
  }

  /// `Key: value`, `Key：value`; a key has at most 40 scalars.
  static func row(of line: LineScanner) -> Row? {
    parts(of: line).map { Row(key: line.text($0.key), value: line.text($0.value)) }
  }

  private static func hasKey(_ line: LineScanner) -> Bool { parts(of: line) != nil }

  private static func parts(of line: LineScanner) -> (key: Range<Int>, value: Range<Int>)? {
    var place = line.start
    var count = 0
    while let (scalar, behind) = line.next(place) {
      if let colon = line.colon(at: place) {
        guard count > 0, !line.isAddress(from: colon) else { return nil }
        return (line.start..<place, colon..<line.end)
      }
      guard scalar != "\n", count < 40 else { return nil }
      place = behind
      count += 1
    }
    return nil
  }

  /// Whether all lines before the blank one are a header's.
  var isHeader: Bool {
    // What is soon told apart goes first, and without a text for each line.
    let isPossible = lines.enumerated().allSatisfy { index, line in
      guard Self.hasKey(line) else { return index == 0 }
      return line.label()?.isStrong != true && line.stamp(at: line.start) == nil
    }
    guard isPossible else { return false }
    let keys: [String] = lines.compactMap { line in Self.parts(of: line).map { line.text($0.key) } }
    // All of the others have one.
    guard !(lines.count == 1 && keys.count == 1), Self.areDifferent(keys) else { return false }
    for key in keys {
      let key = key.trimmingBlanks()
      if used.contains(ExactText(key)) { return false }
      if KnownSpeakers.isKnown(key), !Self.keysThatLookLikeSpeakers.contains(key) { return false }
    }
    return true
  }

  private static func areDifferent(_ keys: [String]) -> Bool {
    let keys = keys.map(ExactText.init)
    // Of a dozen to compare each takes less than to make a set of them.
    guard keys.count <= 12 else { return Set(keys).count == keys.count }
    return keys.indices.allSatisfy { !keys[..<$0].contains(keys[$0]) }
  }

  static let keysThatLookLikeSpeakers: Set<String> = [
    "受访者", "访谈者", "訪談者", "受訪者", "Interviewer", "Respondent", "Moderator", "主持人",
  ]
}

/// Text of which only the same scalars are equal; `String` finds é and e with an accent equal.
struct ExactText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (one: ExactText, other: ExactText) -> Bool {
    one.text.utf8.elementsEqual(other.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension SourceStructure.Header {
  /// Takes over the rows of the header's lines.
  mutating func read(_ lines: [LineScanner]) {
    for (index, line) in lines.enumerated() {
      guard let row = HeaderReader.row(of: line) else {
        let text = line.text(line.start..<line.end).trimmingBlanks()
        if index == 0, text != "---", !text.isEmpty { title = text }
        continue
      }
      let key = row.key.trimmingBlanks()
      let value = row.value.trimmingBlanks()
      if interviewer == nil, Self.interviewerKeys.contains(key) {
        let name = value.unicodeScalars.prefix { $0 != "(" && $0 != "（" }
        interviewer = String(name).trimmingBlanks()
      }
      attributes.append(Attribute(key: Self.mapped(key), value: Self.dateOrSame(value)))
    }
  }

  static let interviewerKeys: Set<String> = ["Interviewer", "访谈者", "訪談者", "采访者", "主持人"]

  private static let englishKeys = [
    "文稿编号": "transcript-id", "个案": "case", "领域": "sector", "受访者类型": "actor-type", "层级": "level",
    "地点": "site", "语言": "language", "访谈日期": "interview-date",
  ]

  private static func mapped(_ key: String) -> String {
    englishKeys[key] ?? joined(key.lowercased().split(separator: " "))
  }

  /// The library's own looks types up at length, while the first screen is waited for.
  private static func joined(_ words: [Substring]) -> String {
    words.dropFirst().reduce(into: String(words.first ?? "")) { $0 += "-" + $1 }
  }

  /// `2018年5月22日` as `2018-05-22`; anything else as it is.
  private static func dateOrSame(_ value: String) -> String {
    let marks: [Unicode.Scalar] = ["年", "月", "日"]
    guard value.unicodeScalars.last == "日" else { return value }
    let parts = value.unicodeScalars.split(maxSplits: 3, omittingEmptySubsequences: false) {
      marks.contains($0)
    }
    let order = value.unicodeScalars.filter(marks.contains)
    guard String(String.UnicodeScalarView(order)) == "年月日", parts.count == 4,
      let year = Int(String(parts[0])), let month = Int(String(parts[1])),
      let day = Int(String(parts[2])), (1000...9999).contains(year), (1...12).contains(month),
      (1...31).contains(day), parts[3].isEmpty
    else { return value }
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(year)-\(two(month))-\(two(day))"
  }
}
