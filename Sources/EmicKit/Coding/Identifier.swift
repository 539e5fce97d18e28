/// The id of a code, a coder, a coding or a memo: four kinds of text that must not be mixed up.
///
/// Those of codings are UUIDs, of which a large study has half a million: each is held as the number that
/// it is, so that it has no text of its own that would have to be made, counted and let go.
public struct Identifier<Owner>: Hashable, Sendable, ExpressibleByStringLiteral {
  private enum Form: Hashable, Sendable {
    /// Every UUID in lower case.
    case uuid(UUIDText)
    /// Everything else.
    case text(String)

    // Written out, so that it stands where it is asked: all codings of a sidecar are gone through for one id.
    @inline(__always)
    static func == (one: Self, other: Self) -> Bool {
      switch (one, other) {
      case (.uuid(let one), .uuid(let other)): one == other
      case (.text(let one), .text(let other)): one == other
      case (.uuid, .text), (.text, .uuid): false
      }
    }
  }

  private let form: Form

  @inline(__always)
  public static func == (one: Self, other: Self) -> Bool { one.form == other.form }

  public init(_ text: String) {
    var utf8 = text
    form = utf8.withUTF8 { UUIDText($0) }.map(Form.uuid) ?? .text(text)
  }

  public init(stringLiteral text: String) { self.init(text) }

  init(_ uuid: UUIDText) { form = .uuid(uuid) }

  public var text: String {
    switch form {
    case .uuid(let uuid): uuid.text
    case .text(let text): text
    }
  }

  /// Lends the text, of which no `String` need be made.
  func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    switch form {
    case .uuid(let uuid): return uuid.withUTF8(body)
    case .text(var text): return text.withUTF8(body)
    }
  }
}

extension Identifier: Comparable {
  public static func < (one: Self, other: Self) -> Bool {
    switch (one.form, other.form) {
    // Lower-case digits stand in the order of their numbers.
    case (.uuid(let one), .uuid(let other)): one < other
    default: one.text < other.text
    }
  }
}

extension Identifier: CustomStringConvertible {
  public var description: String { text }
}
