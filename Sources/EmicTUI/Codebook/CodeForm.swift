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
      /// Space or an arrow goes on to the next of these.
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

  /// The next choice of a field, or a key typed into it.
  mutating func edit(_ change: (inout TextField) -> Void) {
    guard case .choice = fields[current].kind else {
      change(&fields[current].field)
      return growParts()
    }
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

  /// Another part to fill in as soon as the last one has an id.
  private mutating func growParts() {
    guard case .split = purpose, partCount < Self.mostParts, !text("id\(partCount)").isEmpty,
      let end = fields.firstIndex(where: { $0.key == "reason" })
    else { return }
    fields.insert(contentsOf: Self.part(partCount + 1), at: end)
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
    for line in document.replacingLineEnds().split(
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
    for index in fields.indices {
      guard let lines = texts[fields[index].key] else { continue }
      let isText = fields[index].kind == .text
      let text = lines.joined(separator: isText ? "\n" : " ").trimmed
      if case .choice(let words) = fields[index].kind, !words.contains(text) { continue }
      fields[index].field = TextField(text, isMultiline: isText)
    }
    growParts()
  }
}
