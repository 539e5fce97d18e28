/// Why a change of the codebook is refused; nothing was changed.
public enum CodebookProblem: Error, Hashable, Sendable {
  case unknown(Code.ID, nearest: Code.ID?)
  case malformedID(String)
  case idTaken(Code.ID)
  /// Gone from the book, and known to its history: ids are never used again.
  case idUsedBefore(Code.ID)
  case emptyName(Code.ID)
  /// A line break or another control character in it.
  case malformedName(Code.ID, String)
  /// A code in use has it; who types a name could mean either.
  case nameTaken(String, by: Code.ID)
  /// A code in use has come to be called as one that left the book's use.
  case formerNameTaken(String, of: Code.ID, by: Code.ID)
  /// A code in use is called as a proposal.
  case proposedNameTaken(String, of: Code.ID, by: Code.ID)
  case malformedKey(String)
  case keyTaken(Character, by: Code.ID)
  case unknownColor(String)
  case underItself(Code.ID)
  /// A code that left the book's use takes no others in.
  case underRetired(Code.ID, Code.ID, replacedBy: [Code.ID])
  /// A code would come to stand below itself.
  case circle(Code.ID, under: Code.ID)
  case notASibling(Code.ID, of: Code.ID)
  case splitIntoNothing(Code.ID)
  case splitIntoOne(Code.ID, Code.ID)
  case splitIntoItself(Code.ID)
  case twice(Code.ID)
  case mergeIntoItself(Code.ID)
  /// A proposal's id has become that of a code, as which its codings are read whatever is said of it.
  case proposalIsCode(Code.ID, other: Code.ID)
  /// A code that left the book's use can't take the place of another.
  case intoRetired(Code.ID, Code.ID, replacedBy: [Code.ID])
  case family(Code.ID)
  case retired(Code.ID, replacedBy: [Code.ID])
  case notRetired(Code.ID)
  case inUse([Code.ID])
  case hasSubcodes(Code.ID, [Code.ID])
  /// The code is no longer as the change expects it.
  case differs(OvertakenField)
  /// Nothing is left of an earlier change that the book can take.
  case unfit([UnfitPart])
}

extension CodebookProblem {
  /// The sentence for whoever reads it: what is wrong, what to do.
  public var message: String {
    switch self {
    case .unknown(let id, let nearest):
      "code \(quoted(id)) is not in the codebook."
        + (nearest.map { " Did you mean \"\($0)\"?" } ?? "")
        + " Nothing was changed."
    case .malformedID(let id):
      "\(DisplayText.quoted(id)) can't be the id of a code. Use a to z, 0 to 9 and hyphens, at most "
        + "64, beginning with a letter or digit."
    case .idTaken(let id):
      "the id \(quoted(id)) is in the codebook already. Choose another, or change that code."
    case .idUsedBefore(let id):
      "the id \(quoted(id)) stood in an earlier version of the codebook, and ids are never used "
        + "again. Choose another."
    case .emptyName(let id): "code \(quoted(id)) needs a name. Write one."
    case .malformedName(let id, let name):
      "code \(quoted(id)): the name \(DisplayText.quoted(name)) has a line break or another character "
        + "that cannot be seen. Write it on one line."
    case .nameTaken(let name, let other):
      "the name \(DisplayText.quoted(name)) is that of \(quoted(other)) already, and people choose "
        + "codes by their names. Choose another."
    case .formerNameTaken(let name, let id, let other):
      "the name \(DisplayText.quoted(name)) is that of \(quoted(other)) now, and people choose codes "
        + "by their names. Rename one of the two, then revive \(quoted(id))."
    case .proposedNameTaken(let name, let id, let other):
      "the name \(DisplayText.quoted(name)) of \(quoted(id)) is that of \(quoted(other)) already, "
        + "and people choose codes by their names. Rename \(quoted(other)) first, or decline the "
        + "proposal: its codings can be read as \(quoted(other))."
    case .malformedKey(let key):
      "\(DisplayText.quoted(key)) can't be a quick key. Use one visible character."
    case .keyTaken(let key, let other):
      "the quick key \(DisplayText.quoted(String(key))) belongs to \(quoted(other)). Choose another, "
        + "or take it from that code."
    case .unknownColor(let color):
      "\(DisplayText.quoted(color)) is not a colour of the palette. Choose one of: "
        + Code.colors.joined(separator: ", ") + "."
    case .underItself(let id):
      "\(quoted(id)) can't stand under itself. Name another code or family."
    case .underRetired(let id, let parent, let replacedBy):
      "\(quoted(parent)) is retired, so \(quoted(id)) can't stand under it. Revive it first, or name "
        + (replacedBy.isEmpty
          ? "another code or family." : "what replaced it: \(list(replacedBy)).")
    case .circle(let id, let parent):
      "\(quoted(parent)) stands below \(quoted(id)), so the move would make a circle. Move "
        + "\(quoted(parent)) away first."
    case .notASibling(let sibling, let id):
      "\(quoted(id)) can't come behind \(quoted(sibling)), which does not stand beside it. Name a "
        + "code of the same family."
    case .splitIntoNothing(let id):
      "\(quoted(id)) can't be split into nothing. Name two codes or more; to take it out of use, "
        + "retire it."
    case .splitIntoOne(let id, let other):
      "\(quoted(id)) can't be split into \(quoted(other)) alone. Name two codes or more, or merge it."
    case .splitIntoItself(let id):
      "\(quoted(id)) can't be a part of itself. Name other codes, or add the new ones and redefine it."
    case .twice(let id): "\(quoted(id)) is named twice. Name each code once."
    case .mergeIntoItself(let id): "\(quoted(id)) can't be merged into itself. Name another code."
    case .proposalIsCode(let id, let other):
      "\(quoted(id)) is a code of the codebook now, as which the codings of this proposal are read, so "
        + "they can't be read as \(quoted(other)). Decline it without another code; to have all of them "
        + "read so, merge \(quoted(id)) into \(quoted(other))."
    case .intoRetired(let id, let other, let replacedBy) where replacedBy == [id]:
      "\(quoted(other)) was merged into \(quoted(id)) itself. Revive \(quoted(other)) first, then merge "
        + "the other way round."
    case .intoRetired(let id, let other, let replacedBy):
      "\(quoted(other)) is retired, so \(quoted(id)) can't be read as it. "
        + (replacedBy.isEmpty
          ? "Revive it first, or name another code."
          : "Name what replaced it: \(list(replacedBy)).")
    case .family(let id):
      "\(quoted(id)) is a family: it groups codes and has no codings. Name one of its codes."
    case .retired(let id, []): "\(quoted(id)) is retired. Revive it first."
    case .retired(let id, let replacedBy):
      "\(quoted(id)) is retired; it was replaced by \(list(replacedBy)). Revive it first, or change "
        + "that."
    case .notRetired(let id): "\(quoted(id)) is in use. There is nothing to revive."
    case .inUse(let ids):
      "\(list(ids)) can't be taken out of the book: there are codings with it. Retire it, then it "
        + "stays readable."
    case .hasSubcodes(let id, let children):
      "\(quoted(id)) can't be taken out of the book: \(list(children)) would stand nowhere. Move them "
        + "first."
    case .differs(let overtaken):
      "\(overtaken.words), so nothing was changed. Look at it and try again."
    case .unfit(let parts): parts.map(\.sentence).joined(separator: " ") + " Nothing was changed."
    }
  }

  private func quoted(_ id: Code.ID) -> String { DisplayText.quoted(id.text) }
  private func list(_ ids: [Code.ID]) -> String { ids.map(quoted).joined(separator: ", ") }
}
