/// What can be done with a code, as changes: each function only says what would change; `apply`
/// does it.
extension Codebook {
  /// Where among its siblings a code comes to stand.
  public enum Spot: Hashable, Sendable {
    case first
    case last
    case behind(Code.ID)
  }

  /// Adds a code, or accepts a proposal.
  ///
  /// - Parameters:
  ///   - code: under its `parent`; an id that was ever in the book is refused.
  ///   - spot: among its siblings.
  /// - Returns: a change that gives the code the next version.
  /// - Throws: what can't be an entry of this book.
  public func addingCode(
    _ code: Code,
    at spot: Spot = .last
  ) throws(CodebookProblem) -> CodebookChange {
    let new = try new(code)
    let behind = try sibling(before: spot, under: code.parent, moving: code.id)
    return CodebookChange(
      "Added \(code.id)\(Self.place(code.parent)).",
      .add,
      of: [code.id],
      version: version + 1,
      [.init(before: nil, after: .init(new, behind: behind))]
    )
  }

  /// A code as it enters the book.
  ///
  /// - Parameters:
  ///   - code: as it was written; a proposal has its name from its coder.
  ///   - old: the code whose place it takes, and whose name it may have.
  /// - Returns: with the version in which it enters.
  /// - Throws: what can't be an entry of this book.
  func new(_ code: Code, inPlaceOf old: Code.ID? = nil) throws(CodebookProblem) -> Code {
    guard Code.isWellFormed(code.id.text) else { throw .malformedID(code.id.text) }
    guard self[code.id] == nil else { throw .idTaken(code.id) }
    guard
      code.isProposal && wasOnlyTakenBack(code.id)
        || !history.contains(where: { $0.codes.contains(code.id) })
    else { throw .idUsedBefore(code.id) }
    if let parent = code.parent {
      _ = try known(parent)
      // What comes of a split stands beside the old code, wherever that is.
      if old == nil { try refusePlace(under: parent, of: code.id) }
    }
    try refuseName(code.name, of: code.id)
    let own: Set<Code.ID> = [code.id, old ?? code.id]
    if let (name, owner) = taken(code.name.entries, except: own) {
      throw code.isProposal
        ? .proposedNameTaken(name, of: code.id, by: owner) : .nameTaken(name, by: owner)
    }
    try refuseKey(code.key, of: code.id)
    try Self.refuseColor(code.color)
    var new = code
    new.since = version + 1
    (new.revised, new.retired, new.replacedBy) = (nil, nil, [])
    new.isProposal = false
    return new
  }

  // A proposal that was accepted and taken back is still the same code: its coder's codings have it.
  private func wasOnlyTakenBack(_ id: Code.ID) -> Bool {
    let entries = history.filter { $0.codes.contains(id) }
    let undone = Set(entries.compactMap(\.undoes))
    return entries.allSatisfy { entry in
      entry.undoes != nil || entry.change == .add && entry.id.map(undone.contains) ?? false
    }
  }

  /// Gives a code another name; its id stays, and with it all codings.
  public func renaming(
    _ id: Code.ID,
    to name: Code.Name
  ) throws(CodebookProblem) -> CodebookChange {
    try refuseName(name, of: id)
    let code = try known(id)
    let added = name.entries.filter { !code.name.entries.contains($0) }
    try refuseTaken(added, except: [id])
    let new = added.map(\.text)
    let words = new.isEmpty ? name.primary : new.joined(separator: " / ")
    return change(code, .rename, "Renamed \(id) to \(words).") { $0.name = name }
  }

  /// Writes parts of a definition anew.
  ///
  /// - Parameters:
  ///   - id: of a code that is in use.
  ///   - parts: only those that change.
  ///   - isMinor: a slip of the pen: what was coded before stands.
  /// - Returns: a change after which codings made before wait to be recoded, unless it is minor.
  /// - Throws: when there is no such code in use.
  public func redefining(
    _ id: Code.ID,
    _ parts: [Code.Part: String],
    isMinor: Bool = false
  ) throws(CodebookProblem) -> CodebookChange {
    let code = try live(id)
    let isSame = parts.allSatisfy { code[$0.key] == $0.value }
    let words = isMinor ? "Mended the words of \(id)." : "Redefined \(id)."
    var change = change(code, .redefine, words) { code in
      for (part, text) in parts { code[part] = text }
      if !isMinor, !isSame { code.revised = version + 1 }
    }
    change.isMinor = isMinor
    return change
  }

  /// Writes parts of a definition anew and sets the quick key and the colour, as one step.
  ///
  /// - Parameters:
  ///   - id: of a code; one that is in use where words change.
  ///   - parts: only those that change.
  ///   - isMinor: a slip of the pen: what was coded before stands.
  ///   - key: `nil` leaves it as it is, `.some(nil)` takes it away.
  ///   - color: the same.
  /// - Returns: without a new version where no words differ.
  /// - Throws: what one of them alone is refused for.
  public func editing(
    _ id: Code.ID,
    _ parts: [Code.Part: String],
    isMinor: Bool = false,
    key: Character?? = nil,
    color: String?? = nil
  ) throws(CodebookProblem) -> CodebookChange {
    var changes: [CodebookChange] = []
    if !parts.isEmpty { changes.append(try redefining(id, parts, isMinor: isMinor)) }
    if let key { changes.append(try settingKey(key, of: id)) }
    if let color { changes.append(try settingColor(color, of: id)) }
    let isReworded = !parts.isEmpty && changes.first?.isEmpty == false
    let words = changes.filter { !$0.isEmpty }.map(\.summary).joined(separator: " ")
    var change = change(try known(id), isReworded ? .redefine : nil, words) { code in
      for (part, text) in parts { code[part] = text }
      if isReworded, !isMinor { code.revised = version + 1 }
      if let key { code.key = key }
      if let color { code.color = color }
    }
    change.isMinor = isReworded && isMinor
    return change
  }

  /// Puts a code and those below it under another one, or at another place among its siblings.
  ///
  /// - Parameters:
  ///   - id: keeps its codings.
  ///   - parent: `nil` for the top of the book.
  ///   - spot: among the siblings there.
  /// - Returns: without a new version where only the order changes.
  /// - Throws: also when the code would stand below itself.
  public func moving(
    _ id: Code.ID,
    under parent: Code.ID?,
    at spot: Spot = .last
  ) throws(CodebookProblem) -> CodebookChange {
    let code = try known(id)
    if let parent {
      guard parent != id else { throw .underItself(id) }
      _ = try known(parent)
      guard !path(to: parent).contains(id) else { throw .circle(id, under: parent) }
      if parent != code.parent { try refusePlace(under: parent, of: id) }
    }
    let isMove = code.parent != parent
    let behind = try sibling(before: spot, under: parent, moving: id)
    guard isMove || behind != sibling(before: id) else {
      return CodebookChange("\(id) stands there already.", nil, of: [id], version: version, [])
    }
    var after = code
    after.parent = parent
    return CodebookChange(
      isMove ? "Moved \(id)\(Self.place(parent))." : "Put \(id) at another place.",
      isMove ? .move : nil,
      of: [id],
      version: version + 1,
      [.init(before: standing(code), after: .init(after, behind: behind))]
    )
  }

  /// Gives a code its quick key, or takes it away.
  public func settingKey(
    _ key: Character?,
    of id: Code.ID
  ) throws(CodebookProblem) -> CodebookChange {
    let code = try known(id)
    try refuseKey(key, of: id)
    let words = key.map { "The quick key of \(id) is \($0)." } ?? "\(id) has no quick key."
    return change(code, nil, words) { $0.key = key }
  }

  /// Gives a code a colour of the palette, or takes it away.
  public func settingColor(
    _ color: String?,
    of id: Code.ID
  ) throws(CodebookProblem) -> CodebookChange {
    let code = try known(id)
    try Self.refuseColor(color)
    let words = color.map { "The colour of \(id) is \($0)." } ?? "\(id) has no colour."
    return change(code, nil, words) { $0.color = color }
  }

  // MARK: What all changes are made of

  /// One code at its place, changed; empty where nothing differs.
  func change(
    _ code: Code,
    _ kind: CodebookHistoryEntry.Change?,
    _ summary: String,
    _ body: (inout Code) -> Void
  ) -> CodebookChange {
    var after = code
    body(&after)
    let before = standing(code)
    let isSame = after == code
    return CodebookChange(
      isSame ? "\(code.id) is so already." : summary,
      kind,
      of: [code.id],
      version: version + 1,
      isSame ? [] : [.init(before: before, after: .init(after, behind: before.behind))]
    )
  }

  func standing(_ code: Code) -> CodebookChange.Standing {
    .init(code, behind: sibling(before: code.id))
  }

  /// The sibling just above a code.
  func sibling(before id: Code.ID) -> Code.ID? {
    guard let code = self[id] else { return nil }
    let siblings = children(of: code.parent)
    let place = siblings.firstIndex { $0.id == id } ?? 0
    return place > 0 ? siblings[place - 1].id : nil
  }

  private func sibling(
    before spot: Spot,
    under parent: Code.ID?,
    moving id: Code.ID
  ) throws(CodebookProblem) -> Code.ID? {
    switch spot {
    case .first: return nil
    case .last: return children(of: parent).last { $0.id != id }?.id
    case .behind(let sibling):
      guard try known(sibling).parent == parent, sibling != id else {
        throw .notASibling(sibling, of: id)
      }
      return sibling
    }
  }

  /// - Throws: when the book has no such code.
  func known(_ id: Code.ID) throws(CodebookProblem) -> Code {
    guard let code = self[id] else { throw .unknown(id, nearest: nearest(to: id)) }
    return code
  }

  /// - Throws: also when the code has left the book's use.
  func live(_ id: Code.ID) throws(CodebookProblem) -> Code {
    let code = try known(id)
    guard code.retired == nil, code.replacedBy.isEmpty else {
      throw .retired(id, replacedBy: code.replacedBy)
    }
    return code
  }

  /// Refuses a place below what has left the book's use: nobody would find a code there.
  private func refusePlace(under parent: Code.ID, of id: Code.ID) throws(CodebookProblem) {
    let above = try known(parent)
    guard above.isInUse else {
      throw .underRetired(id, parent, replacedBy: above.replacedBy)
    }
  }

  private func refuseName(
    _ name: Code.Name,
    of id: Code.ID
  ) throws(CodebookProblem) {
    let isBlank = name.entries.contains { entry in
      entry.text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }
    guard !name.entries.isEmpty, !isBlank else { throw .emptyName(id) }
    if let broken = name.entries.first(where: { !$0.text.isOneLine }) {
      throw .malformedName(id, broken.text)
    }
  }

  /// Refuses names that another code in use has in the same language, whatever their case and width.
  ///
  /// A codebook that is written by hand may have such names: they are read, and lint tells of them.
  private func refuseTaken(
    _ names: [Code.Name.Entry],
    except own: Set<Code.ID>
  ) throws(CodebookProblem) {
    if let (name, owner) = taken(names, except: own) { throw .nameTaken(name, by: owner) }
  }

  /// The first name that another code in use has, and which.
  func taken(
    _ names: [Code.Name.Entry],
    except own: Set<Code.ID>
  ) -> (name: String, by: Code.ID)? {
    let others = codes.filter { $0.isInUse && !own.contains($0.id) }
    for name in names {
      let typed = TypedText.name(name.text)
      let owner = others.first { code in
        code.name.entries.contains { entry in
          // A plain name is in any language.
          (entry.language == name.language || entry.language.isEmpty || name.language.isEmpty)
            && TypedText.name(entry.text) == typed
        }
      }
      if let owner { return (name.text, owner.id) }
    }
    return nil
  }

  private func refuseKey(_ key: Character?, of id: Code.ID) throws(CodebookProblem) {
    guard let key else { return }
    guard !key.isWhitespace, DisplayText.safe(String(key)) == String(key) else {
      throw .malformedKey(String(key))
    }
    let other = codes.first { $0.key == key && $0.id != id }
    if let other { throw .keyTaken(key, by: other.id) }
  }

  private static func refuseColor(_ color: String?) throws(CodebookProblem) {
    guard let color, !Code.colors.contains(color) else { return }
    throw .unknownColor(color)
  }

  private static func place(_ parent: Code.ID?) -> String {
    parent.map { " under \($0)" } ?? " at the top of the book"
  }
}
