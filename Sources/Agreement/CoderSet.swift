/// A set of coders, by their place in the list of those compared: the first is bit 0.
///
/// At most 64.
public struct CoderSet: OptionSet, Hashable, Sendable {
  public let rawValue: UInt64

  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The set of one coder.
  public init(_ coder: Int) { rawValue = 1 << UInt64(coder) }

  /// The set of the first `count` coders.
  public init(first count: Int) { rawValue = count >= 64 ? .max : (1 << UInt64(count)) - 1 }

  public var count: Int { rawValue.nonzeroBitCount }

  public func contains(coder: Int) -> Bool { rawValue >> UInt64(coder) & 1 == 1 }
}
