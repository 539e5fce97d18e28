import EmicKit

/// Fields to fill in about a code.
struct CodeForm {
  enum Purpose: Hashable {
    /// A new code, behind this one and under what it stands under, or in it when it is a family.
    case add(near: Code.ID?)
    case rename(Code.ID)
    case redefine(Code.ID)
    case split(Code.ID)
  }

  struct Field {
    enum Kind: Equatable {
      case line
      case text
      /// ← and → go on to the next of these.
      case choice([String])
    }

    /// What it is, for whoever reads the form's answer.
    var key: String
    var label: String
    var kind = Kind.line
    var field: TextField
    /// As the book had it when the form was opened, or last followed it.
    var base: String

    init(_ key: String, _ label: String, _ text: String = "", kind: Kind = .line) {
      self.key = key
      self.label = label
      self.kind = kind
      field = TextField(text, isMultiline: kind == .text)
      base = text
    }

    var text: String { field.text.trimmed }
  }

  var purpose: Purpose
  var title: String
  var fields: [Field]
  var current = 0

  init(_ purpose: Purpose, title: String, fields: [Field]) {
    self.purpose = purpose
    self.title = title
    self.fields = fields
  }

  /// One that nobody has touched is not kept.
  var isTouched: Bool { fields.contains { $0.field.text != $0.base } }

  /// What a field holds; empty when there is none.
  func text(_ key: String) -> String { fields.first { $0.key == key }?.text ?? "" }

  mutating func move(by distance: Int) {
    current = min(max(0, current + distance), fields.count - 1)
  }

  /// Changes the text in hand; a choice stays as it is.
  mutating func edit(_ change: (inout TextField) -> Void) {
    guard !isOnChoice else { return }
    change(&fields[current].field)
  }

  /// Whether the field in hand is a choice, into which nothing is typed.
  var isOnChoice: Bool { if case .choice = fields[current].kind { true } else { false } }

  /// What a choice answers to whatever is typed into it.
  var choiceWords: String {
    "\(fields[current].label) is a choice: ← and → change it, Tab goes on to the next field."
  }

  mutating func choose(_ distance: Int) {
    guard case .choice(let words) = fields[current].kind else { return }
    let here = words.firstIndex(of: fields[current].field.text) ?? 0
    fields[current].field = TextField(words[(here + distance + words.count) % words.count])
  }

  // MARK: Parts of a split

  static let mostParts = 9

  static func part(_ number: Int) -> [Field] {
    [
      Field("id\(number)", "Part \(number): id"), Field("name\(number)", "  name"),
      Field("zh\(number)", "  中文"), Field("brief\(number)", "  brief", kind: .text),
    ]
  }

  /// How many parts can be filled in.
  var partCount: Int { fields.count { $0.key.hasPrefix("id") && $0.key != "id" } }

  /// Whether it takes another part with a key of its own.
  var takesParts: Bool { if case .split = purpose { true } else { false } }

  /// Puts another part behind the last one, and its first field in hand.
  ///
  /// - Returns: `false` when there are as many as can be.
  mutating func addPart() -> Bool {
    guard takesParts, partCount < Self.mostParts,
      let end = fields.firstIndex(where: { $0.key == "reason" })
    else { return false }
    fields.insert(contentsOf: Self.part(partCount + 1), at: end)
    current = end
    return true
  }

  // MARK: As one text, for an editor

  /// Every field under its label, to be read again by `take`.
  var document: String {
    fields.map { "=== \($0.label.trimmed) [\($0.key)]\n\($0.field.text)\n" }.joined()
  }

  /// Takes the fields of a document; those that it lacks stay as they are.
  mutating func take(_ document: String) {
    var texts: [String: [String]] = [:]
    var key: String?
    for line in TypedText.lines(document).split(
      separator: "\n",
      omittingEmptySubsequences: false
    ) {
      if line.hasPrefix("=== "), let open = line.lastIndex(of: "["), line.hasSuffix("]") {
        key = String(line[line.index(after: open)...].dropLast())
        texts[key ?? ""] = []
      } else if let key {
        texts[key]?.append(String(line))
      }
    }
    let here = current
    while texts["id\(partCount + 1)"] != nil, addPart() {}
    current = here
    for index in fields.indices {
      guard let lines = texts[fields[index].key] else { continue }
      let isText = fields[index].kind == .text
      let text = lines.joined(separator: isText ? "\n" : " ").trimmed
      if case .choice(let words) = fields[index].kind, !words.contains(text) { continue }
      fields[index].field = TextField(text, isMultiline: isText)
    }
  }
}
