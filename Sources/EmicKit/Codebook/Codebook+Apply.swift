extension Codebook {
  /// Carries a change out as a whole, or not at all.
  ///
  /// What changes meaning makes the next version and a line in the history.
  ///
  /// - Parameters:
  ///   - change: made for this book, or the inverse of one.
  ///   - coder: who changes.
  ///   - used: codes that some coding has; they can't be taken out.
  ///   - moment: gives the time and the entry's id.
  /// - Returns: the history's entry; `nil` where there is none.
  /// - Throws: when the book is no longer as the change expects it.
  @discardableResult
  public mutating func apply(
    _ change: CodebookChange,
    by coder: Coder.ID,
    used: Set<Code.ID> = [],
    moment: inout Moment
  ) throws(CodebookProblem) -> CodebookHistoryEntry? {
    let deleted = change.deletions.filter(used.contains)
    guard deleted.isEmpty else { throw .inUse(deleted) }
    let next = change.kind == nil ? version : version + 1
    var book = self
    for edit in change.edits { try book.carryOut(edit, of: change, as: next) }
    guard let kind = change.kind, !change.isEmpty else {
      self = book
      return nil
    }
    let entry = CodebookHistoryEntry(
      id: moment.newID(),
      version: next,
      at: moment.now,
      by: coder,
      change: kind,
      codes: change.codes,
      reason: change.reason,
      was: change.was(from: self, to: book),
      isMinor: change.isMinor,
      undoes: change.undoes
    )
    book.version = next
    book.history.append(entry)
    self = book
    return entry
  }

  /// Carries out one edit of a change.
  ///
  /// - Throws: also after it has begun to change the book.
  mutating func carryOut(
    _ edit: CodebookChange.Edit,
    of change: CodebookChange,
    as next: Int
  ) throws(CodebookProblem) {
    guard let before = edit.before else {
      guard var after = edit.after else { return }
      after.code.renumber(from: change.version, to: next)
      try refuseTakenKey(of: after.code)
      guard self[after.code.id] == nil else { throw .idTaken(after.code.id) }
      self = try inserting([after.code], behind: after.behind)
      return
    }
    let id = before.code.id
    guard var here = self[id] else { throw overtaken(nil, of: id, undoing: change.undoes) }
    guard var after = edit.after else {
      if let field = here.firstDifference(from: before.code) {
        throw overtaken(field, of: id, undoing: change.undoes)
      }
      return try delete(id)
    }
    after.code.renumber(from: change.version, to: next)
    // Only what it changes must be as it expects it: what others did beside it stands.
    let fields = Code.Field.all.filter { !after.code.isSame(as: before.code, in: $0) }
    if let field = here.firstDifference(from: before.code, in: fields) {
      throw overtaken(field, of: id, undoing: change.undoes)
    }
    for field in fields { here.take(field, from: after.code) }
    if before.code.revised != after.code.revised {
      here.revised =
        change.undoes.map { revised(id, withoutEntry: $0, to: after.code.revised) }
        ?? after.code.revised
    }
    if fields.contains(.key) { try refuseTakenKey(of: here) }
    let isMove = fields.contains(.parent) || before.behind != after.behind
    if isMove, here.parent != after.code.parent {
      throw overtaken(.parent, of: id, undoing: change.undoes)
    }
    self = try putting(here, at: isMove ? after.behind : nil, moving: isMove)
  }

  private func refuseTakenKey(of code: Code) throws(CodebookProblem) {
    guard let key = code.key else { return }
    let other = codes.first { $0.key == key && $0.id != code.id }
    if let other { throw .keyTaken(key, by: other.id) }
  }

  private mutating func delete(_ id: Code.ID) throws(CodebookProblem) {
    let children = children(of: id).map(\.id)
    guard children.isEmpty else { throw .hasSubcodes(id, children) }
    self = removing([id])
  }

  private func putting(
    _ code: Code,
    at behind: Code.ID?,
    moving isMove: Bool
  ) throws(CodebookProblem) -> Codebook {
    guard let index = index(of: code.id) else { throw .differs(OvertakenField(code.id, nil)) }
    if isMove, let parent = code.parent, path(to: parent).contains(code.id) {
      throw .circle(code.id, under: parent)
    }
    var codes = codes
    codes[index] = code
    guard isMove else { return with(codes) }
    let branch = branch(at: index)
    let moved = Array(codes[branch])
    codes.removeSubrange(branch)
    return try with(codes).inserting(moved, behind: behind)
  }

  /// A code and those below it, put in behind a sibling; at the end where that one is gone.
  private func inserting(
    _ branch: [Code],
    behind: Code.ID?
  ) throws(CodebookProblem) -> Codebook {
    let parent = branch[0].parent
    if let parent, self[parent] == nil { throw .unknown(parent, nearest: nearest(to: parent)) }
    var codes = codes
    let start = parent.flatMap { index(of: $0) }
    let place: Int
    if let behind, self[behind]?.parent == parent, let index = index(of: behind) {
      place = self.branch(at: index).upperBound
    } else if behind == nil {
      place = start.map { $0 + 1 } ?? 0
    } else {
      place = start.map { self.branch(at: $0).upperBound } ?? codes.count
    }
    codes.insert(contentsOf: branch, at: place)
    return with(codes)
  }

  /// The places of a code and of all below it.
  private func branch(at index: Int) -> Range<Int> {
    var members: Set<Code.ID> = [codes[index].id]
    var end = index + 1
    while end < codes.count, let parent = codes[end].parent, members.contains(parent) {
      members.insert(codes[end].id)
      end += 1
    }
    return index..<end
  }
}

extension CodebookChange {
  /// What the history keeps, so that old versions can be shown.
  fileprivate func was(from old: Codebook, to new: Codebook) -> [YAMLMember] {
    var members: [YAMLMember] = []
    if let id = codes.first, let before = old[id], let after = new[id] {
      members = before.parts(replacedBy: after)
    }
    let gone = deletions.compactMap { old[$0] }
    guard !gone.isEmpty else { return members }
    let whole = gone.map { code in
      YAMLNode.mapping(
        code.members + (code.parent.map { [YAMLMember("parent", .text($0.text))] } ?? [])
      )
    }
    return members + [YAMLMember("codes", .list(whole))]
  }
}

extension Code {
  fileprivate mutating func renumber(from old: Int, to new: Int) {
    for path in [\Code.since, \Code.revised, \Code.retired] where self[keyPath: path] == old {
      self[keyPath: path] = new
    }
  }

  /// Under the keys of the file: what another version of the code no longer has.
  fileprivate func parts(replacedBy after: Code) -> [YAMLMember] {
    // Of no meaning, so that no version differs by them.
    let ignored: Set<String> = ["id", "since", "key", "color", "retired", "revised", "replaced-by"]
    let (old, new) = (members, after.members)
    func value(_ members: [YAMLMember], _ key: String) -> YAMLNode? {
      members.first { $0.key == key }?.value
    }
    let keys = old.map(\.key) + new.map(\.key).filter { value(old, $0) == nil }
    var parts = keys.filter { !ignored.contains($0) && value(old, $0) != value(new, $0) }
      .map { YAMLMember($0, value(old, $0) ?? .text("")) }
    parts += ["revised", "retired", "replaced-by"].compactMap { key in
      value(old, key).flatMap { $0 == value(new, key) ? nil : YAMLMember(key, $0) }
    }
    // What leaves the book's use gives its quick key up, and has it again when it comes back.
    if let key, after.key == nil, after.retired != nil || !after.replacedBy.isEmpty {
      parts.append(YAMLMember("key", .text(String(key))))
    }
    if parent != after.parent { parts.append(YAMLMember("parent", .text(parent?.text ?? ""))) }
    return parts
  }
}
