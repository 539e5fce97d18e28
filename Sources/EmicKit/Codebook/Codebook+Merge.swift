extension Codebook {
  /// Two people's changes of one book, merged per code and field.
  ///
  /// The version is the larger plus one where both have changed meaning; then what either has
  /// redefined counts as redefined in it, so that nothing that was coded under one of the two passes
  /// for coded under both. Both histories are kept.
  ///
  /// - Parameters:
  ///   - one: the one side.
  ///   - other: the other; the result is the same whichever comes first.
  ///   - base: what both have begun with.
  /// - Returns: one book with the changes of both.
  /// - Throws: what both sides have changed differently; it is never guessed.
  public static func merged(
    _ one: Codebook,
    _ other: Codebook,
    base: Codebook
  ) throws(CodebookConflicts) -> Codebook {
    if one == other || other == base { return one }
    if one == base { return other }
    var merging = CodebookMerging(one: one, other: other, base: base)
    return try merging.result()
  }

  /// This book's changes, which nobody has seen yet, made again upon what somebody else has saved.
  ///
  /// Merged as two saved books are, but the version that is made now is that of these changes alone:
  /// what was coded under the other's stays confirmed.
  ///
  /// - Parameters:
  ///   - saved: what stands on the disk.
  ///   - base: what this book was made from.
  /// - Returns: one book with the changes of both.
  /// - Throws: what both have changed differently.
  public func rebased(
    onto saved: Codebook,
    from base: Codebook
  ) throws(CodebookConflicts) -> Codebook {
    if self == saved || saved == base { return self }
    if self == base { return saved }
    let mine = withoutUndoing(what: saved, hasUndoneSince: base)
    if mine.history == base.history, mine.codes == saved.codes { return saved }
    var merging = CodebookMerging(one: mine, other: saved, base: base)
    merging.renumberOne()
    return try merging.result()
  }
}

extension Codebook {
  /// Without the lines of the history that take back what has been taken back meanwhile: two sessions of
  /// one person undo the same change.
  private func withoutUndoing(what saved: Codebook, hasUndoneSince base: Codebook) -> Codebook {
    let known = Set(base.history)
    let undone = Set(saved.history.filter { !known.contains($0) }.compactMap(\.undoes))
    guard !undone.isEmpty else { return self }
    var book = self
    book.history.removeAll { entry in
      !known.contains(entry) && entry.undoes.map(undone.contains) ?? false
    }
    if book.history == base.history { book.version = base.version }
    return book
  }
}

/// One merge under way.
private struct CodebookMerging {
  private(set) var one: Codebook
  let other: Codebook
  let base: Codebook
  private let version: Int
  /// Whether codings may have been made under either side's redefinitions and not the other's.
  private var hasTwoReadings: Bool
  private var conflicts: [CodebookConflicts.Conflict] = []

  init(one: Codebook, other: Codebook, base: Codebook) {
    self.one = one
    self.other = other
    self.base = base
    let haveBoth = one.version > base.version && other.version > base.version
    version = max(one.version, other.version) + (haveBoth ? 1 : 0)
    hasTwoReadings = haveBoth
  }

  /// Gives what one side has made the merged version, as if it were made only now.
  mutating func renumberOne() {
    guard hasTwoReadings else { return }
    hasTwoReadings = false
    let (old, new) = (base.version, version)
    one = one.with(
      one.codes.map { code in
        var code = code
        for path in [\Code.since, \Code.revised, \Code.retired] {
          if let number = code[keyPath: path], number > old { code[keyPath: path] = new }
        }
        return code
      }
    )
    for index in one.history.indices where one.history[index].version > old {
      one.history[index].version = new
    }
  }

  mutating func result() throws(CodebookConflicts) -> Codebook {
    let title = pick(one.title, other.title, base.title, nil, "title") { $0 }
    let heading = pick(one.heading, other.heading, base.heading, nil, "head comment") { $0 }
    let kept = pick(one.kept, other.kept, base.kept, nil, "other keys") { YAMLWriter.text(of: $0) }
    let book = Codebook(
      title: title,
      version: version,
      codes: inOrder(codes()),
      history: history(),
      heading: heading,
      kept: kept
    )
    refuseBrokenRules(in: book)
    guard conflicts.isEmpty else {
      throw CodebookConflicts(
        conflicts.sorted { ($0.code?.text ?? "", $0.field) < ($1.code?.text ?? "", $1.field) }
      )
    }
    return book
  }

  // MARK: Codes

  private mutating func codes() -> [Code.ID: Code] {
    var codes: [Code.ID: Code] = [:]
    for id in Set((one.codes + other.codes).map(\.id)).sorted() {
      switch (one[id], other[id], base[id]) {
      case (let left?, let right?, let old): codes[id] = code(left, right, old)
      case (let left?, nil, nil): codes[id] = left
      case (nil, let right?, nil): codes[id] = right
      // One side has taken it out.
      case (let left?, nil, let old?): if left != old { add(id, "entry", "changed", "taken out") }
      case (nil, let right?, let old?): if right != old { add(id, "entry", "taken out", "changed") }
      case (nil, nil, _): break
      }
    }
    return codes
  }

  private mutating func code(_ one: Code, _ other: Code, _ base: Code?) -> Code {
    var code = one
    func text(_ ids: [Code.ID]) -> String { ids.map(\.text).joined(separator: ", ") }
    func word(_ flag: Bool) -> String { flag ? "true" : "false" }
    let base = base ?? Code(id: one.id, name: Code.Name([]))
    code.name = pick(one.name, other.name, base.name, one.id, "name") {
      $0.entries.map(\.text).joined(separator: " / ")
    }
    code.parent = pick(one.parent, other.parent, base.parent, one.id, "parent") { $0?.text ?? "" }
    code.isFamily = pick(one.isFamily, other.isFamily, base.isFamily, one.id, "family", word)
    code.isWorking = pick(one.isWorking, other.isWorking, base.isWorking, one.id, "working", word)
    for part in Code.Part.allCases {
      code[part] = pick(one[part], other[part], base[part], one.id, part.rawValue) { $0 }
    }
    code.key = pick(one.key, other.key, base.key, one.id, "key") { $0.map { String($0) } ?? "" }
    code.color = pick(one.color, other.color, base.color, one.id, "color") { $0 ?? "" }
    code.replacedBy = pick(
      one.replacedBy,
      other.replacedBy,
      base.replacedBy,
      one.id,
      "replaced-by",
      text
    )
    code.kept = pick(one.kept, other.kept, base.kept, one.id, "other keys") {
      YAMLWriter.text(of: $0)
    }
    code.since = [one.since, other.since].compactMap { $0 }.min()
    code.revised = revised(one.revised, other.revised, base.revised)
    code.retired = retired(one, other, base)
    return code
  }

  private func revised(_ one: Int?, _ other: Int?, _ base: Int?) -> Int? {
    let latest =
      one == base ? other : other == base ? one : [one, other].compactMap { $0 }.max()
    guard hasTwoReadings, let latest, latest > self.base.version else { return latest }
    return version
  }

  private mutating func retired(_ one: Code, _ other: Code, _ base: Code) -> Int? {
    if let left = one.retired, let right = other.retired, base.retired == nil {
      return min(left, right)
    }
    return pick(one.retired, other.retired, base.retired, one.id, "retired") {
      $0.map { "\($0)" } ?? ""
    }
  }

  /// Three-way: a side that is as the base was gives way.
  private mutating func pick<Value: Equatable>(
    _ one: Value,
    _ other: Value,
    _ base: Value,
    _ code: Code.ID?,
    _ field: String,
    _ text: (Value) -> String
  ) -> Value {
    if one == other || other == base { return one }
    if one == base { return other }
    add(code, field, text(one), text(other))
    return one
  }

  private mutating func add(_ code: Code.ID?, _ field: String, _ one: String, _ other: String) {
    conflicts.append(CodebookConflicts.Conflict(code, field, one, other))
  }

  // MARK: Order and history

  private func inOrder(_ codes: [Code.ID: Code]) -> [Code] {
    let parents = Set(codes.values.map(\.parent))
    let ordered = parents.flatMap { parent in
      Codebook.siblings(
        Set(codes.values.filter { $0.parent == parent }.map(\.id)),
        one.children(of: parent).map(\.id),
        other.children(of: parent).map(\.id),
        base: base.children(of: parent).map(\.id)
      )
    }
    return Codebook.depthFirst(ordered.compactMap { codes[$0] })
  }

  private func history() -> [CodebookHistoryEntry] {
    let old = Set(base.history)
    let new = Set(one.history + other.history).subtracting(old)
    func key(_ entry: CodebookHistoryEntry) -> (Int, Int64, String, String) {
      let codes = entry.codes.map(\.text).joined(separator: " ")
      return (entry.version, entry.at?.milliseconds ?? 0, entry.id ?? "", codes)
    }
    return base.history + new.sorted { key($0) < key($1) }
  }

  // MARK: What each side may do alone and both together may not

  private mutating func refuseBrokenRules(in book: Codebook) {
    for (id, code) in (one.codes + other.codes).map({ ($0.id, $0) }) where book[id] == nil {
      guard (one[id] != nil && other[id] != nil) || base[id] == nil else { continue }
      guard !conflicts.contains(where: { $0.code == id }) else { continue }
      add(
        id,
        "parent",
        one[id]?.parent?.text ?? "",
        other[id]?.parent?.text ?? code.parent?.text ?? ""
      )
    }
    let keyed = Dictionary(grouping: book.codes.filter { $0.key != nil }, by: \.key)
    for (key, codes) in keyed where codes.count > 1 {
      let key = key.map { String($0) } ?? ""
      // A book has it once, so that each side gave it to one of them.
      let mine = codes.first { one[$0.id]?.key == $0.key } ?? codes[0]
      let theirs = codes.first { $0.id != mine.id } ?? codes[1]
      conflicts.append(
        CodebookConflicts.Conflict(
          mine.id,
          "key",
          "\(key) of \(mine.id)",
          "\(key) of \(theirs.id)",
          rival: theirs.id
        )
      )
    }
    for code in book.codes {
      let isAlone = [one, other].contains { side in
        side[code.id]?.replacedBy == code.replacedBy
          && code.replacedBy.allSatisfy { side[$0].map(leads) == book[$0].map(leads) }
      }
      let lost = isAlone ? nil : code.replacedBy.first { !(book[$0].map(leads) ?? false) }
      if let lost { add(code.id, "replaced-by", lost.text, "\(lost) retired") }
    }
    let known = Set(CodebookLint.cycles(in: one) + CodebookLint.cycles(in: other))
    for cycle in CodebookLint.cycles(in: book) where !known.contains(cycle) {
      guard let first = cycle.first, let last = cycle.last else { continue }
      add(first, "replaced-by", cycle.dropFirst().first?.text ?? "", "\(last) replaced by \(first)")
    }
  }

  /// Whether codings that are read as this code are read as something in use.
  private func leads(_ code: Code) -> Bool { code.isAssignable || !code.replacedBy.isEmpty }
}
