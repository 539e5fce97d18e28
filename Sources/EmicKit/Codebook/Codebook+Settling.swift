extension CodebookConflicts {
  /// Which of two wordings stands.
  public enum Side: Hashable, Sendable {
    /// That of whoever saves now.
    case one
    /// That of the file.
    case other
  }

  /// What somebody has decided about a conflict, both wordings before their eyes.
  public struct Choice: Hashable, Sendable {
    public var conflict: Conflict
    public var side: Side

    public init(_ conflict: Conflict, _ side: Side) {
      self.conflict = conflict
      self.side = side
    }
  }
}

extension Codebook {
  /// As `rebased(onto:from:)`, after somebody has chosen where both sides differ.
  ///
  /// A side gives way by having said what the other says: then only one has changed it.
  ///
  /// - Throws: what was not decided, or can't stand together whichever is chosen.
  public func rebased(
    onto saved: Codebook,
    from base: Codebook,
    settling choices: [CodebookConflicts.Choice]
  ) throws(CodebookConflicts) -> Codebook {
    var (mine, saved, base) = (self, saved, base)
    for choice in choices {
      let (id, field) = (choice.conflict.code, choice.conflict.field)
      if let id, let rival = choice.conflict.rival {
        switch choice.side {
        case .one: saved = saved.giving(nil, to: rival)
        case .other: mine = mine.giving(saved[id]?.key, to: id)
        }
        continue
      }
      switch choice.side {
      case .one: base = base.taking(field, of: id, from: saved)
      case .other:
        let rest = base.taking(field, of: id, from: saved)
        mine = mine.taking(field, of: id, from: saved).forgettingWhatWasGivenUp(id, rest, base)
      }
    }
    return try mine.rebased(onto: saved, from: base)
  }

  private func giving(_ key: Character?, to id: Code.ID) -> Codebook {
    guard let index = index(of: id) else { return self }
    var codes = codes
    codes[index].key = key
    return with(codes)
  }

  /// With one field as another book has it; `entry` is the whole code, also one that is gone.
  private func taking(_ field: String, of id: Code.ID?, from other: Codebook) -> Codebook {
    guard let id else {
      var book = self
      switch field {
      case "title": book.title = other.title
      case "head comment": book.heading = other.heading
      default: book.kept = other.kept
      }
      return book
    }
    guard let theirs = other[id] else { return with(Self.depthFirst(codes.filter { $0.id != id })) }
    guard let index = index(of: id) else { return with(Self.depthFirst(codes + [theirs])) }
    var codes = codes
    codes[index].take(field, from: theirs)
    return with(Self.depthFirst(codes))
  }

  /// Without the lines of a history that speak of a change nothing is left of.
  ///
  /// - Parameters:
  ///   - id: of the code.
  ///   - rest: what the book would have without any change of the code.
  ///   - base: what it was made from.
  /// - Returns: the same book where something is left.
  private func forgettingWhatWasGivenUp(
    _ id: Code.ID?,
    _ rest: Codebook,
    _ base: Codebook
  ) -> Codebook {
    guard let id, let mine = self[id], let other = rest[id], mine.isAlike(other) else {
      return self
    }
    var book = self
    let old = Set(base.history)
    book.history.removeAll { $0.codes.first == id && !old.contains($0) }
    if book.history == base.history { book.version = base.version }
    return book
  }
}

extension Code {
  fileprivate mutating func take(_ field: String, from other: Code) {
    if let part = Part(rawValue: field) {
      self[part] = other[part]
      revised = other.revised
      return
    }
    switch field {
    case "name": name = other.name
    case "parent": parent = other.parent
    case "family": isFamily = other.isFamily
    case "working": isWorking = other.isWorking
    case "key": key = other.key
    case "color": color = other.color
    case "replaced-by", "retired":
      (retired, replacedBy, key) = (other.retired, other.replacedBy, other.key)
    case "other keys": kept = other.kept
    default: self = other
    }
  }

  fileprivate func isAlike(_ other: Code) -> Bool {
    var mine = self
    (mine.since, mine.revised, mine.retired) = (other.since, other.revised, other.retired)
    return mine == other && (retired == nil) == (other.retired == nil)
  }
}

extension Codebook {
  /// As `merged(_:_:base:)`, where the first side's words stand wherever both have changed the same.
  ///
  /// - Returns: the book, and what was changed on both sides; `nil` where nothing was.
  /// - Throws: what can't stand together even so.
  static func mergedKeepingFirst(
    _ one: Codebook,
    _ other: Codebook,
    base: Codebook
  ) throws(CodebookConflicts) -> (book: Codebook, kept: CodebookConflicts?) {
    do throws(CodebookConflicts) {
      return (try merged(one, other, base: base), nil)
    } catch {
      let choices = error.conflicts.map { CodebookConflicts.Choice($0, .one) }
      return (try one.rebased(onto: other, from: base, settling: choices), error)
    }
  }
}
