/// A JSON text as a tree that keeps what Codable drops: the order of keys and the spelling of numbers.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// As spelled in the file: `1.50` stays `1.50`.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])
}

/// One key of a JSON object with its value.
public struct JSONMember: Hashable, Sendable {
  public let key: String
  public var value: JSONValue

  public init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
  public init(stringLiteral text: String) { self = .string(text) }
  public init(integerLiteral number: Int) { self = .number(String(number)) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue {
  package static func count(_ number: Int) -> JSONValue { .number(String(number)) }

  package static func strings(_ texts: [String]) -> JSONValue {
    .array(texts.map { .string($0) })
  }
}
