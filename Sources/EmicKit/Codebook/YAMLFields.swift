/// A mapping whose keys are taken out one by one; what is left at the end is kept unread.
struct YAMLFields<Failure: YAMLFileError> {
  let file: String
  let line: Int
  private var members: [YAMLMember]

  /// Refuses a node that is no mapping; `what` names the key or thing in the message.
  init(_ node: YAMLNode, of what: String, file: String) throws(Failure) {
    guard case .mapping(let members) = node.content else {
      throw Failure(
        file: file,
        line: node.line,
        yaml: .wrongKind(key: what, expected: "keys and values of its own")
      )
    }
    self.file = file
    line = node.line
    self.members = members
  }

  /// The keys that nobody asked for, in the order of the file.
  var rest: [YAMLMember] { members }

  /// The value and the line of a key; `nil` when the key is not there or says nothing.
  mutating func take(_ key: String) -> YAMLNode? {
    guard let place = members.firstIndex(where: { $0.key == key }) else { return nil }
    let value = members.remove(at: place).value
    return value.isNull ? nil : value
  }

  mutating func text(_ key: String) throws(Failure) -> String? {
    guard let node = take(key) else { return nil }
    return try Self.text(of: node, key: key, file: file)
  }

  mutating func texts(_ key: String) throws(Failure) -> [String] {
    try items(key).map { node throws(Failure) in
      try Self.text(of: node, key: key, file: file)
    }
  }

  mutating func items(_ key: String) throws(Failure) -> [YAMLNode] {
    guard let node = take(key) else { return [] }
    guard case .sequence(let items) = node.content else {
      throw wrong(key, "a list", at: node)
    }
    return items
  }

  /// A whole number from 1.
  mutating func number(_ key: String) throws(Failure) -> Int? {
    guard let node = take(key) else { return nil }
    guard case .scalar(let text, isPlain: true) = node.content,
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int(text), number >= 1
    else { throw wrong(key, "a whole number from 1, without quotes", at: node) }
    return number
  }

  mutating func flag(_ key: String) throws(Failure) -> Bool? {
    guard let node = take(key) else { return nil }
    switch node.content {
    case .scalar("true", isPlain: true): return true
    case .scalar("false", isPlain: true): return false
    default: throw wrong(key, "true or false", at: node)
    }
  }

  /// One of a few words.
  mutating func word(_ key: String, of allowed: [String]) throws(Failure) -> String? {
    guard let node = take(key) else { return nil }
    let text = try Self.text(of: node, key: key, file: file)
    guard allowed.contains(text) else {
      throw Failure(
        file: file,
        line: node.line,
        yaml: .notOneOf(key: key, found: text, allowed: allowed)
      )
    }
    return text
  }

  /// Checks `format:`, the first thing that every file of a study says about itself.
  mutating func format(_ expected: String) throws(Failure) {
    let node = take("format")
    var found: String?
    if case .scalar(let text, _)? = node?.content { found = text }
    guard found == expected else {
      throw Failure(
        file: file,
        line: node?.line ?? line,
        yaml: .wrongFormat(found: found, expected: expected)
      )
    }
  }

  /// Checks the `version:` of a format of which version 1 is known.
  mutating func formatVersion() throws(Failure) {
    let line = members.first { $0.key == "version" }?.line ?? line
    guard let version = try number("version") else {
      throw Failure(file: file, line: line, yaml: .missing(key: "version"))
    }
    guard version == 1 else { throw Failure(file: file, line: line, yaml: .newerVersion(version)) }
  }

  /// The text of a scalar, however it is quoted.
  static func text(of node: YAMLNode, key: String, file: String) throws(Failure) -> String {
    guard case .scalar(let text, _) = node.content else {
      throw Failure(
        file: file,
        line: node.line,
        yaml: .wrongKind(key: key, expected: "a text; put it in quotes if it holds [ or {")
      )
    }
    return node.isNull ? "" : text
  }

  private func wrong(_ key: String, _ expected: String, at node: YAMLNode) -> Failure {
    Failure(file: file, line: node.line, yaml: .wrongKind(key: key, expected: expected))
  }
}
