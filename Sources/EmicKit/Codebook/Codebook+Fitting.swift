/// What of an earlier change can't be carried out any more, since others have gone on meanwhile.
public enum UnfitPart: Hashable, Sendable {
  /// A quick key that another code has now.
  case key(Character, of: Code.ID, takenBy: Code.ID)
  /// The code above it is gone; it comes back at the top of the book where it was gone itself.
  case parentGone(Code.ID, of: Code.ID, isBack: Bool)
  /// What would be above it stands below it.
  case circle(Code.ID, under: Code.ID)
  /// A name that another code in use has now.
  case name(String, of: Code.ID, takenBy: Code.ID)
  /// It comes back into use, and is told apart from the code that has its name now.
  case renamed(String, String, of: Code.ID, takenBy: Code.ID)
  /// What would be read as another code is what that one is read as, or that one is gone.
  case replacement(Code.ID, by: Code.ID, isGone: Bool)

  /// What is left out and why.
  public var sentence: String {
    switch self {
    case .key(let key, let id, let other):
      "The quick key \(key) is that of \(other) now, so \(id) does not get it."
    case .parentGone(let parent, let id, let isBack):
      "\(parent) is no longer in the codebook, so \(id) "
        + (isBack ? "stands at the top of the book." : "stays where it is.")
    case .circle(let id, let parent):
      "\(parent) stands below \(id) now, so \(id) stays where it is."
    case .name(let name, let id, let other):
      "\(DisplayText.quoted(name)) is the name of \(other) now, so \(id) keeps the one it has."
    case .renamed(let name, let new, let id, let other):
      "\(DisplayText.quoted(name)) is the name of \(other) now, so \(id) comes back as "
        + "\(DisplayText.quoted(new)): rename one of the two."
    case .replacement(let id, let other, let isGone):
      isGone
        ? "\(other) is no longer in the codebook, so \(id) is not read as it."
        : "\(other) is read as \(id) now, so \(id) stays as it is."
    }
  }
}

/// An earlier change, as far as a book allows it now.
public struct FittedChange: Hashable, Sendable {
  public var change: CodebookChange
  /// What was left out of it.
  public var unfit: [UnfitPart] = []

  /// What was left out, to be put behind what was done; empty where it is all there.
  public var words: String { unfit.map { " " + $0.sentence }.joined() }
}

/// Changes that were made in an earlier state of the book: undone, or done again.
extension Codebook {
  /// A change without the single parts that the book can't take any more: a key or a name that another
  /// code has, a place that is gone or below the code itself.
  ///
  /// - Parameter change: an inverse, or one that is done again.
  /// - Returns: what `apply` can carry out, unless others have changed the same fields.
  /// - Throws: `unfit` where nothing would be left of it.
  public func fitting(_ change: CodebookChange) throws(CodebookProblem) -> FittedChange {
    var fitted = FittedChange(change: change)
    fitted.change.edits = []
    var book = self
    // A split names its parts before they are there.
    let coming = Set(change.edits.compactMap { $0.before == nil ? $0.after?.code.id : nil })
    for (place, edit) in change.edits.enumerated() {
      let edit = book.fitting(edit, coming, &fitted.unfit)
      guard edit.before != edit.after else { continue }
      fitted.change.edits.append(edit)
      do throws(CodebookProblem) {
        try book.carryOut(edit, of: change, as: change.kind == nil ? version : version + 1)
      } catch {
        // `apply` comes to the same, and says so.
        fitted.change.edits += change.edits[(place + 1)...]
        break
      }
    }
    guard !fitted.change.isEmpty || fitted.unfit.isEmpty else { throw .unfit(fitted.unfit) }
    return fitted
  }

  private func fitting(
    _ edit: CodebookChange.Edit,
    _ coming: Set<Code.ID>,
    _ unfit: inout [UnfitPart]
  ) -> CodebookChange.Edit {
    guard let after = edit.after else { return edit }
    guard let before = edit.before else {
      return CodebookChange.Edit(before: nil, after: fittingNew(after, &unfit))
    }
    guard let here = self[before.code.id] else { return edit }
    var change = EarlierChange(before, after, on: here)
    // What others have changed since is for `apply` to tell.
    guard !change.isOvertaken else { return edit }
    fitUse(&change, coming, &unfit)
    fitKey(&change, &unfit)
    fitPlace(&change, &unfit)
    fitName(&change, &unfit)
    return CodebookChange.Edit(before: change.before, after: change.after)
  }

  private func fittingNew(
    _ standing: CodebookChange.Standing,
    _ unfit: inout [UnfitPart]
  ) -> CodebookChange.Standing {
    var (code, behind) = (standing.code, standing.behind)
    guard self[code.id] == nil else { return standing }
    if let key = code.key, let other = codes.first(where: { $0.key == key }) {
      unfit.append(.key(key, of: code.id, takenBy: other.id))
      code.key = nil
    }
    if let parent = code.parent, self[parent] == nil {
      unfit.append(.parentGone(parent, of: code.id, isBack: true))
      (code.parent, behind) = (nil, children(of: nil).last?.id)
    }
    code.name = toldApart(code, &unfit)
    return .init(code, behind: behind)
  }

  private func fitUse(
    _ change: inout EarlierChange,
    _ coming: Set<Code.ID>,
    _ unfit: inout [UnfitPart]
  ) {
    guard change.touches(.use) else { return }
    let id = change.here.id
    let lost = change.after.code.replacedBy.first { other in
      self[other] == nil && !coming.contains(other) || isRead(other, as: id)
    }
    if let other = lost, !change.before.code.replacedBy.contains(other) {
      unfit.append(.replacement(id, by: other, isGone: self[other] == nil))
      // It gave its key up only to leave the book's use.
      change.leaveOut(.use)
      change.leaveOut(.key)
    } else if change.after.code.isInUse, !change.touches(.name) {
      change.before.code.name = change.here.name
      change.after.code.name = toldApart(change.here, &unfit)
    }
  }

  private func fitKey(_ change: inout EarlierChange, _ unfit: inout [UnfitPart]) {
    guard change.touches(.key) else { return }
    let id = change.here.id
    // The key that could not come back need not go again.
    if change.here.key == change.after.code.key {
      return change.before.code.take(.key, from: change.after.code)
    }
    guard let key = change.after.code.key,
      let other = codes.first(where: { $0.key == key && $0.id != id })
    else { return }
    unfit.append(.key(key, of: id, takenBy: other.id))
    change.leaveOut(.key)
  }

  private func fitPlace(_ change: inout EarlierChange, _ unfit: inout [UnfitPart]) {
    guard change.touches(.parent), let parent = change.after.code.parent else { return }
    let id = change.here.id
    if self[parent] == nil {
      unfit.append(.parentGone(parent, of: id, isBack: false))
    } else if path(to: parent).contains(id) {
      unfit.append(.circle(id, under: parent))
    } else {
      return
    }
    change.leaveOut(.parent)
    change.after.behind = change.before.behind
  }

  private func fitName(_ change: inout EarlierChange, _ unfit: inout [UnfitPart]) {
    guard change.touches(.name), change.here.isInUse, change.isRename else { return }
    let id = change.here.id
    let added = change.after.code.name.entries.filter { !change.here.name.entries.contains($0) }
    guard let (name, other) = taken(added, except: [id]) else { return }
    unfit.append(.name(name, of: id, takenBy: other))
    change.leaveOut(.name)
  }

  /// The name of a code that comes into use, with its id behind what another code is called.
  private func toldApart(_ code: Code, _ unfit: inout [UnfitPart]) -> Code.Name {
    var entries = code.name.entries
    for place in entries.indices {
      let name = entries[place].text
      guard let (_, other) = taken([entries[place]], except: [code.id]) else { continue }
      while taken([entries[place]], except: [code.id]) != nil {
        entries[place] = Code.Name.Entry(
          language: entries[place].language,
          text: entries[place].text + " (\(code.id))"
        )
      }
      unfit.append(.renamed(name, entries[place].text, of: code.id, takenBy: other))
    }
    return Code.Name(entries)
  }

  /// Whether codings with a code come to be read as another one.
  private func isRead(_ id: Code.ID, as other: Code.ID) -> Bool {
    var (seen, next): (Set<Code.ID>, [Code.ID]) = ([], [id])
    while let id = next.popLast() {
      if id == other { return true }
      if seen.insert(id).inserted { next += self[id]?.replacedBy ?? [] }
    }
    return false
  }
}

/// One code before and after an earlier change, and as it is now.
private struct EarlierChange {
  var before: CodebookChange.Standing
  var after: CodebookChange.Standing
  let here: Code
  let isRename: Bool

  init(
    _ before: CodebookChange.Standing,
    _ after: CodebookChange.Standing,
    on here: Code
  ) {
    (self.before, self.after, self.here) = (before, after, here)
    isRename = !after.code.isSame(as: before.code, in: .name)
  }

  func touches(_ field: Code.Field) -> Bool { !after.code.isSame(as: before.code, in: field) }

  /// Whether a field of it is neither as it was left nor as it shall be, or none is left to be changed.
  var isOvertaken: Bool {
    let fields = Code.Field.all.filter(touches)
    let others = fields.filter { !here.isSame(as: before.code, in: $0) }
    // A key alone may be missing: it could not come back when the code did.
    return !others.isEmpty && (others != [.key] || fields == [.key] || here.key != after.code.key)
  }

  mutating func leaveOut(_ field: Code.Field) { after.code.take(field, from: before.code) }
}
