/// What the beginning of an id means, among the ids that there are.
public enum IdentifierMatch<Owner>: Hashable, Sendable {
  case one(Identifier<Owner>)
  case none
  /// In the order of the ids that were looked through.
  case several([Identifier<Owner>])
  /// So few characters name an id by chance.
  case tooShort
}

extension Identifier {
  /// How many characters of an id must be given, as in git.
  public static var shortestBeginning: Int { 4 }

  /// The id that is meant by itself or by its beginning, case and width not counting.
  ///
  /// - Parameters:
  ///   - text: as it was typed.
  ///   - known: the ids that can be meant, each once.
  /// - Returns: the id, or why it is none.
  public static func match(
    _ text: String,
    among known: some Sequence<Identifier>
  ) -> IdentifierMatch<Owner> {
    var typed = TypedText.folded(text).trimmingBlanks()
    // As it stands where it is cut.
    if typed.hasSuffix("…") { typed.removeLast() }
    var found: [Identifier] = []
    for id in known {
      if id.text == text { return .one(id) }
      if id.text.lowercased().hasPrefix(typed) { found.append(id) }
    }
    switch found.count {
    case 0: return .none
    case _ where typed.count < shortestBeginning: return .tooShort
    case 1: return .one(found[0])
    default: return .several(found)
    }
  }

  /// The shortest beginning by which an id is known among others, so that it can be typed.
  ///
  /// - Parameters:
  ///   - known: the ids among which it is to be known.
  ///   - shortest: no beginning is shorter.
  /// - Returns: as `match` understands it.
  public func beginning(
    among known: some Sequence<Identifier>,
    shortest: Int = Identifier.shortestBeginning
  ) -> String {
    var shared = 0
    for other in known where other != self {
      shared = max(shared, zip(text, other.text).prefix { $0 == $1 }.count)
    }
    return String(text.prefix(max(shared + 1, shortest)))
  }
}
