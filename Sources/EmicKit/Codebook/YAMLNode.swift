/// A piece of a YAML file: what it says and where it stood.
///
/// Two nodes are equal when they say the same, wherever they stood and however they were quoted or
/// indented.
public struct YAMLNode: Sendable {
  public enum Content: Hashable, Sendable {
    /// `isPlain` where the lack of quotes matters: `3` is a number and `"3"` a text, while `trust`
    /// and `"trust"` are the same.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    /// In the order of the file; keys are unique.
    case mapping([YAMLMember])
  }

  /// Where a node stands in its file: lines from 1, columns from 0 in characters, the end excluded.
  package struct Place: Sendable {
    package var line = 0
    package var column = 0
    package var endLine = 0
    package var endColumn = 0
    /// `[a, b]` or `{a: b}`, rather than one line per item.
    package var isFlow = false
  }

  public var content: Content
  package var place: Place

  package init(_ content: Content, at place: Place = Place()) {
    self.content = content
    self.place = place
  }

  /// The line from 1; 0 for a node that was never in a file.
  public var line: Int { place.line }
}

/// One key of a YAML mapping with its value.
public struct YAMLMember: Sendable {
  public let key: String
  public var value: YAMLNode
  /// The line of the key, from 1; 0 when it was never in a file.
  public let line: Int

  package init(_ key: String, _ value: YAMLNode, line: Int = 0) {
    self.key = key
    self.value = value
    self.line = line
  }
}

extension YAMLNode: Hashable {
  public static func == (one: YAMLNode, other: YAMLNode) -> Bool { one.content == other.content }
  public func hash(into hasher: inout Hasher) { hasher.combine(content) }
}

extension YAMLMember: Hashable {
  public static func == (one: YAMLMember, other: YAMLMember) -> Bool {
    one.key == other.key && one.value == other.value
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(value)
  }
}

extension YAMLNode {
  package static func text(_ text: String) -> YAMLNode { YAMLNode(.scalar(text, isPlain: false)) }

  package static func number(_ number: Int) -> YAMLNode {
    YAMLNode(.scalar(String(number), isPlain: true))
  }

  package static func flag(_ flag: Bool) -> YAMLNode {
    YAMLNode(.scalar(flag ? "true" : "false", isPlain: true))
  }

  package static func texts(_ texts: [String]) -> YAMLNode {
    YAMLNode(.sequence(texts.map { .text($0) }), at: Place(isFlow: true))
  }

  /// One line per item.
  package static func list(_ items: [YAMLNode]) -> YAMLNode { YAMLNode(.sequence(items)) }

  /// Keys and values; `isFlow` puts them on one line, in braces.
  package static func mapping(_ members: [YAMLMember], isFlow: Bool = false) -> YAMLNode {
    YAMLNode(.mapping(members), at: Place(isFlow: isFlow))
  }

  /// Whether nothing is said: an empty value, `~` or `null`.
  package var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }
}
