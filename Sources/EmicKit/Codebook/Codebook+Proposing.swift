/// Codes that a coder makes while coding: proposals, until somebody takes them into the codebook.
extension Codebook {
  /// What a new code's name leads to.
  public enum NewCode: Hashable, Sendable {
    /// A code of that name can be assigned already.
    case known(Code.ID)
    case proposal(Code)
  }

  /// The code that a name makes; one that can be assigned and is called so is taken instead.
  ///
  /// The name is not empty, in any language; the id is made of it.
  public func newCode(named name: String) -> NewCode {
    // As names are read wherever they are typed; by whom two blanks are typed for one nobody sees.
    func read(_ name: String) -> String { TypedText.name(name.onOneLine) }
    let typed = read(name)
    let sameName = codes.first { code in
      code.isAssignable && code.name.entries.contains { read($0.text) == typed }
    }
    if let sameName { return .known(sameName.id) }
    return .proposal(Code(id: freshID(for: name), name: Code.Name(name), isProposal: true))
  }

  private func freshID(for name: String) -> Code.ID {
    let base = Slug.id(for: name)
    if self[Code.ID(base)] == nil { return Code.ID(base) }
    let number = (2...).first { self[Code.ID("\(base)-\($0)")] == nil } ?? 2
    return Code.ID("\(base)-\(number)")
  }
}

extension Code.Name {
  /// How long a respondent's own words may be as the name of a code.
  private static let longestInVivo = 60

  /// The name of an in-vivo code: the respondent's words on one line, without marks at their ends.
  ///
  ///     so we pay people first, and only then …     so we pay people first
  ///
  /// - Returns: where there are many, the first of them, up to the end of a word; `nil` for marks alone.
  public static func inVivo(_ words: String) -> String? {
    let name = words.onOneLine.withoutMarksAtEdges
    guard name.count > longestInVivo else { return name.isEmpty ? nil : name }
    let first = name.prefix(longestInVivo)
    let isWhole = name.dropFirst(longestInVivo).first == " "
    let end = isWhole ? nil : first.lastIndex(of: " ")
    let short = String(end.map { first[..<$0] } ?? first).withoutMarksAtEdges
    return short.isEmpty ? String(first) : short
  }

  /// Whether some words are more than the name of an in-vivo code can hold, so that somebody has to
  /// say how it is called.
  package static func isTooLongInVivo(_ words: String) -> Bool {
    words.onOneLine.withoutMarksAtEdges.count > longestInVivo
  }
}

extension Change {
  /// The same change, which also proposes the code that it assigns.
  public func proposing(_ code: Code) -> Change {
    Change(summary, [.proposal(before: nil, after: code)] + edits)
  }

  /// What a coder proposes after the change.
  ///
  /// - Parameters:
  ///   - known: what they propose before.
  ///   - isUsed: whether a coding of theirs still has a code: a proposal that is in use stays, or its
  ///     codings would lose their name.
  /// - Returns: in their order, new ones at the end.
  public func proposals(after known: [Code], isUsed: (Code.ID) -> Bool) -> [Code] {
    var changed = known
    for case .proposal(let before, let after) in edits {
      if let before, after == nil, !isUsed(before.id) {
        changed.removeAll { $0.id == before.id }
      }
      if let after {
        changed.removeAll { $0.id == after.id }
        changed.append(after)
      }
    }
    return changed
  }
}
