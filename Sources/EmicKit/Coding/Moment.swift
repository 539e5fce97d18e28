/// The time at which something is done, and the ids for what it makes.
///
/// Clock and random source stay at the rim: a moment is made there and handed in, so that the model
/// can be tested with fixed ones.
public struct Moment: Hashable, Sendable {
  public let now: Timestamp
  private var high: UInt64
  private var low: UInt64

  /// - Parameters:
  ///   - now: the time.
  ///   - seed: 128 random bits; ids made from equal moments are equal.
  public init(now: Timestamp, seed: (UInt64, UInt64)) {
    self.now = now
    (high, low) = seed
  }

  /// A new UUIDv7 in lower case (RFC 9562, section 5.7): 48 bits of time, 74 random bits.
  public mutating func newID() -> String {
    let first = UInt64(bitPattern: now.milliseconds) << 16 | 0x7000 | Self.next(&high) & 0x0FFF
    let second = 0x8000_0000_0000_0000 | Self.next(&low) & 0x3FFF_FFFF_FFFF_FFFF
    return UUIDText(UInt128(first) << 64 | UInt128(second)).text
  }

  // SplitMix64 (Steele, Lea & Flood 2014): spreads a seed over as many ids as one moment needs.
  private static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
