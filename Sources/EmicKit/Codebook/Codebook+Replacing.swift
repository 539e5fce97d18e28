/// Codes that leave the book's use, and come back.
extension Codebook {
  /// Splits a code into several: it is retired, and its codings wait to be recoded.
  ///
  /// - Parameters:
  ///   - id: not of a family.
  ///   - parts: two or more, in the book already or in `new`; codes below the old one stay there.
  ///   - new: those of the parts that are made with the split; they stand behind the old code.
  /// - Returns: a change that adds the new parts, too.
  /// - Throws: also when a part can't take the old code's place.
  public func splitting(
    _ id: Code.ID,
    into parts: [Code.ID],
    new: [Code] = []
  ) throws(CodebookProblem) -> CodebookChange {
    let code = try leaving(id)
    var seen: Set<Code.ID> = []
    for part in parts where !seen.insert(part).inserted { throw .twice(part) }
    guard !parts.isEmpty else { throw .splitIntoNothing(id) }
    guard !parts.contains(id) else { throw .splitIntoItself(id) }
    guard parts.count > 1 else { throw .splitIntoOne(id, parts[0]) }
    var behind = id
    var edits: [CodebookChange.Edit] = []
    for part in parts {
      guard var fresh = new.first(where: { $0.id == part }) else {
        try refuse(part, inPlaceOf: id)
        continue
      }
      fresh.parent = code.parent
      let added = try self.new(fresh, inPlaceOf: id)
      edits.append(.init(before: nil, after: .init(added, behind: behind)))
      behind = part
    }
    return CodebookChange(
      "Split \(id) into \(parts.map(\.text).joined(separator: ", ")); the codings made before wait "
        + "to be recoded.",
      .split,
      of: [id] + parts,
      version: version + 1,
      [replacement(of: code, by: parts)] + edits
    )
  }

  /// Merges a code into another: its codings are read as the other's from now on.
  ///
  /// No sidecar is rewritten; codes below the old one stay there.
  public func merging(
    _ id: Code.ID,
    into other: Code.ID
  ) throws(CodebookProblem) -> CodebookChange {
    let code = try leaving(id)
    guard other != id else { throw .mergeIntoItself(id) }
    try refuse(other, inPlaceOf: id)
    return CodebookChange(
      "Merged \(id) into \(other): its codings are read as \(other).",
      .merge,
      of: [id, other],
      version: version + 1,
      [replacement(of: code, by: [other])]
    )
  }

  /// Asks whether the codings of a proposal can be read as a code, as those of a merged one are.
  ///
  /// - Throws: also where the proposal's id is that of a code already.
  public func refuseReading(
    _ proposal: Code,
    as other: Code.ID
  ) throws(CodebookProblem) {
    guard self[proposal.id] == nil else { throw .proposalIsCode(proposal.id, other: other) }
    _ = try adding([proposal]).merging(proposal.id, into: other)
  }

  /// Takes a code out of use: still readable, no longer offered.
  public func retiring(_ id: Code.ID) throws(CodebookProblem) -> CodebookChange {
    let code = try live(id)
    return change(code, .retire, "Retired \(id): it stays readable and is no longer offered.") {
      $0.retired = version + 1
      $0.key = nil
    }
  }

  /// Brings a code back that was retired, merged or split, unless another one is called so now.
  public func reviving(_ id: Code.ID) throws(CodebookProblem) -> CodebookChange {
    let code = try known(id)
    guard code.retired != nil || !code.replacedBy.isEmpty else { throw .notRetired(id) }
    // A code that left long ago may have been cut down to its id.
    guard !code.name.entries.isEmpty else { throw .emptyName(id) }
    if let (name, owner) = taken(code.name.entries, except: [id]) {
      throw .formerNameTaken(name, of: id, by: owner)
    }
    let key = keyGivenUp(by: id)
    let owner = key.flatMap { key in codes.first { $0.key == key && $0.id != id } }
    let words =
      if let key, let owner {
        " Its quick key \(key) belongs to \(owner.id) now."
      } else { "" }
    return change(code, .revive, "Revived \(id).\(words)") {
      $0.retired = nil
      $0.replacedBy = []
      if owner == nil, let key { $0.key = key }
    }
  }

  /// The quick key that a code had when it left the book's use.
  private func keyGivenUp(by id: Code.ID) -> Character? {
    for entry in history.reversed() where entry.codes.first == id {
      switch entry.change {
      case .retire, .merge, .split:
        guard let member = entry.was.first(where: { $0.key == "key" }) else { continue }
        guard case .scalar(let text, _) = member.value.content, text.count == 1 else { return nil }
        return text.first
      case .revive, .add: return nil
      case .rename, .redefine, .move: continue
      }
    }
    return nil
  }

  // A code that was only retired may still be merged or split: its codings are there.
  private func leaving(_ id: Code.ID) throws(CodebookProblem) -> Code {
    let code = try known(id)
    guard !code.isFamily else { throw .family(id) }
    guard code.replacedBy.isEmpty else { throw .retired(id, replacedBy: code.replacedBy) }
    return code
  }

  /// Refuses what cannot take the place of a code.
  private func refuse(_ other: Code.ID, inPlaceOf id: Code.ID) throws(CodebookProblem) {
    let target = try known(other)
    guard !target.isFamily else { throw .family(other) }
    guard target.isAssignable else {
      throw .intoRetired(id, other, replacedBy: target.replacedBy)
    }
  }

  private func replacement(of code: Code, by others: [Code.ID]) -> CodebookChange.Edit {
    var after = code
    after.replacedBy = others
    after.retired = code.retired ?? version + 1
    after.key = nil
    let before = standing(code)
    return .init(before: before, after: .init(after, behind: before.behind))
  }
}
