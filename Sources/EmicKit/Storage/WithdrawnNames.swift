/// The names of a case that goes, as they are looked for in what is not its own.
///
/// Cases are often plain numbers, and `11` names nobody in a time, an id, a digest or a version. So a name is a value
/// or a key of its own; only one that tells by itself, such as `NGO-D1`, is a name also within other words.
struct WithdrawnNames {
  private let names: Set<String>
  private let telling: [String]

  init(_ names: [String]) {
    self.names = Set(names.filter { !$0.isEmpty })
    telling = self.names.filter(Self.isTelling).sorted()
  }

  /// Those that name nobody within other words, so that nobody looks for them there.
  var untelling: [String] { names.subtracting(telling).sorted() }

  /// Whether a file of the whole study names the case: a table, memos, a codebook, what was done with them.
  func stand(in bytes: [UInt8], of file: String) -> Bool {
    if file.contains(".json"), let values = Self.values(bytes) {
      return values.contains { stand(in: $0) }
    }
    if file.contains(".yaml"),
      let root = try? YAMLTree.read(bytes, file: file, as: CodebookError.self)
    {
      return stand(in: root)
    }
    if file.contains(".csv"), let rows = try? CSV.read(bytes, file: file) {
      return rows.contains { $0.fields.contains(where: isNamed) }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return names.contains { Self.isWord($0, in: text) }
  }

  /// Whether memos and reasons in a sidecar, a copy of one or its history speak of the case.
  func areSpokenOf(in bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    guard telling.contains(where: text.contains), let values = Self.values(bytes) else {
      return false
    }
    return values.contains { isSpokenOf(in: $0) }
  }

  /// Whether words speak of the case by a name that tells by itself.
  func areSpokenOf(in words: String) -> Bool {
    telling.contains { Self.isWord($0, in: words) }
  }

  /// A file of JSON, or one with a value on each line, without torn ones; `nil` where it is neither.
  private static func values(_ bytes: [UInt8]) -> [JSONValue]? {
    if let value = try? JSONValue(reading: bytes) { return [value] }
    let values = bytes.split(separator: Ascii.lineFeed).compactMap {
      try? JSONValue(reading: Array($0))
    }
    return values.isEmpty ? nil : values
  }

  // MARK: Values

  /// What stands there names no case: times, ids, versions, and who did what.
  private static let technical: Set<String> = [
    "id", "at", "created", "modified", "sha256", "from", "to", "into", "by", "coder", "code",
    "codes", "codebook", "format", "version", "act", "kind", "state", "flags", "unit", "key",
    "order",
  ]
  /// What people have written in a sidecar, whatever it is on.
  private static let words: Set<String> = ["memo", "text", "reason", "note", "replacement"]

  private func stand(in value: JSONValue, below key: String = "") -> Bool {
    switch value {
    case .string(let text): !Self.technical.contains(key) && isNamed(text)
    case .array(let items): items.contains { stand(in: $0, below: key) }
    case .object(let members):
      members.contains { isKey($0.key) || stand(in: $0.value, below: $0.key) }
    default: false
    }
  }

  private func stand(in node: YAMLNode, below key: String = "") -> Bool {
    switch node.content {
    case .scalar(let text, _): !Self.technical.contains(key) && isNamed(text)
    case .sequence(let nodes): nodes.contains { stand(in: $0, below: key) }
    case .mapping(let members):
      members.contains { isKey($0.key) || stand(in: $0.value, below: $0.key) }
    }
  }

  private func isSpokenOf(in value: JSONValue, below key: String = "") -> Bool {
    switch value {
    case .string(let text):
      Self.words.contains(key) && telling.contains { Self.isWord($0, in: text) }
    case .array(let items): items.contains { isSpokenOf(in: $0, below: key) }
    case .object(let members): members.contains { isSpokenOf(in: $0.value, below: $0.key) }
    default: false
    }
  }

  private func isNamed(_ text: String) -> Bool {
    names.contains(text) || telling.contains { Self.isWord($0, in: text) }
  }

  /// Drafts are kept by what they are on: `case NGO-D1`, and a line each for the case and the code.
  private func isKey(_ key: String) -> Bool {
    if names.contains(key) { return true }
    let parts = " \(key.replacing("\n", with: " ")) "
    return names.contains { parts.contains(" \($0) ") }
  }

  // MARK: Words

  /// Whether a name stands for nothing else: it has letters, and so many that it is no other word's part.
  private static func isTelling(_ name: String) -> Bool {
    let scalars = name.unicodeScalars
    if scalars.count(where: \.isHan) > 1 { return true }
    return name.contains(where: \.isLetter) && scalars.count > 2
  }

  /// Whether a name is a word of a text: `NGO-D1` is none in `NGO-D12` and `NGO-D1-b`.
  private static func isWord(_ name: String, in text: String) -> Bool {
    var rest = text[...]
    while let range = rest.firstRange(of: name) {
      let before = text[..<range.lowerBound].suffix(2)
      let behind = text[range.upperBound...].prefix(2)
      if !goesOn(name.last, Array(behind)), !goesOn(name.first, before.reversed()) { return true }
      rest = rest[text.index(after: range.lowerBound)...]
    }
    return false
  }

  /// Whether a word goes on beyond one of its ends; Chinese parts its words with nothing.
  private static func goesOn(_ end: Character?, _ next: [Character]) -> Bool {
    guard let end, let first = next.first else { return false }
    func isOfWord(_ character: Character?) -> Bool {
      character.map { $0.isLetter || $0.isNumber } ?? false
    }
    func isHan(_ character: Character) -> Bool {
      character.unicodeScalars.first?.isHan ?? false
    }
    if isOfWord(first) { return isOfWord(end) && !isHan(first) && !isHan(end) }
    return "-_/".contains(first) && isOfWord(next.dropFirst().first)
  }
}
