/// The id of a code, a coder, a coding or a memo: four kinds of text that must not be mixed up.
public struct Identifier<Owner>: Hashable, Sendable, ExpressibleByStringLiteral {
  public let text: String

  public init(_ text: String) { self.text = text }
  public init(stringLiteral text: String) { self.text = text }
}

extension Identifier: Comparable {
  public static func < (one: Self, other: Self) -> Bool { one.text < other.text }
}

extension Identifier: CustomStringConvertible {
  public var description: String { text }
}
