/// The parts of a code as one text, for programs that have one field for it, and back.
///
///     Confidence between parties.
///
///     Use when: somebody says so.
struct CodeDescription: Hashable {
  /// In other languages than the first.
  var names: [Code.Name.Entry] = []
  var brief = ""
  var definition = ""
  var useWhen = ""
  var notWhen = ""
  var example = ""

  init(of code: Code) {
    let first = code.name.primary
    names = code.name.entries.filter { $0.text != first }
    (brief, definition, useWhen) = (code.brief, code.definition, code.useWhen)
    (notWhen, example) = (code.notWhen, code.example)
  }

  /// Reads a text back.
  ///
  /// - Parameters:
  ///   - text: with labels or without.
  ///   - isOwn: whether emic has written it: then what stands before the labels is the brief
  ///     description; another program's text without labels is a definition.
  init(reading text: String, isOwn: Bool = false) {
    var rest: [String] = []
    var last: Label?
    var hasLabel = false
    for paragraph in text.replacing("\r\n", with: "\n").split(separator: "\n\n") {
      let paragraph = String(paragraph)
      if let label = Label.allCases.first(where: { paragraph.hasPrefix($0.rawValue) }) {
        hasLabel = true
        last = label
        take(String(paragraph.dropFirst(label.rawValue.count)), as: label)
      } else if let entry = Self.name(paragraph) {
        hasLabel = true
        last = nil
        names.append(entry)
      } else if let last {
        take("\n\n" + paragraph, as: last)
      } else {
        rest.append(paragraph)
      }
    }
    let plain = rest.joined(separator: "\n\n")
    if hasLabel || isOwn { brief = plain } else { definition = text }
  }

  var text: String {
    var parts = [brief]
    func add(_ label: Label, _ text: String) {
      if !text.isEmpty { parts.append(label.rawValue + text) }
    }
    add(.definition, definition)
    add(.useWhen, useWhen)
    add(.notWhen, notWhen)
    add(.example, example)
    for name in names { parts.append("Name (\(name.language)): \(name.text)") }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private enum Label: String, CaseIterable {
    case definition = "Definition: "
    case useWhen = "Use when: "
    case notWhen = "Not when: "
    case example = "Example: "
  }

  private mutating func take(_ text: String, as label: Label) {
    switch label {
    case .definition: definition += text
    case .useWhen: useWhen += text
    case .notWhen: notWhen += text
    case .example: example += text
    }
  }

  private static func name(_ paragraph: String) -> Code.Name.Entry? {
    guard paragraph.hasPrefix("Name ("), let end = paragraph.firstRange(of: "): ") else {
      return nil
    }
    let language = paragraph[paragraph.index(paragraph.startIndex, offsetBy: 6)..<end.lowerBound]
    return Code.Name.Entry(language: String(language), text: String(paragraph[end.upperBound...]))
  }
}
