/// Why bytes are not the JSON that emic reads, and where.
public struct JSONProblem: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case empty
    /// The text ends in the middle of a value.
    case truncated
    case conflictMarker
    case duplicateKey(String)
    case tooDeep
    case tooLarge
    case notUTF8
    /// Nothing of it is UTF-8.
    case wide(WideEncoding)
    case loneSurrogate
    case controlCharacter(UInt8)
    case badEscape
    case trailing
    /// What should stand there: `a number`, `":"`, …
    case expected(String)
    case notAWholeNumber
    case numberOutOfRange
  }

  public var kind: Kind
  /// In bytes from the start of the file.
  public var offset: Int
  /// From 1.
  public var line: Int
}
