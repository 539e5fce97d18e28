/// What few codings have, in a place of its own, so that the others are small and soon copied.
final class RareMembers: Sendable {
  struct Values: Hashable, Sendable {
    var flags: [Coding.Flag] = []
    var replacement: String?
    var settlement: Settlement?
    var kept: [JSONMember] = []

    /// Names every member: one that is missing here would be lost.
    ///
    /// Not by a comparison with what is empty, which would have to be made for every coding.
    var isEmpty: Bool { flags.isEmpty && replacement == nil && settlement == nil && kept.isEmpty }
  }

  let values: Values

  /// - Returns: `nil` where there are none.
  init?(_ values: Values) {
    guard !values.isEmpty else { return nil }
    self.values = values
  }
}

extension RareMembers: Hashable {
  static func == (one: RareMembers, other: RareMembers) -> Bool {
    one === other || one.values == other.values
  }

  func hash(into hasher: inout Hasher) { hasher.combine(values) }
}
