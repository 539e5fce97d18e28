import EmicKit

extension LeakCheck.Leak {
  /// One for each thing that stands in a file, with the first of its places: a coder's id may stand
  /// in every row.
  ///
  ///     codings.csv:12:34: person, line 3 of the list of names (70 times, lines 12 to 340)
  static func sentences(of leaks: [LeakCheck.Leak]) -> [String] {
    struct Thing: Hashable {
      var file: String
      var what: What
      var kept: LeakCheck.Kept?
      var isInName: Bool
    }
    var order: [Thing] = []
    var found: [Thing: [LeakCheck.Leak]] = [:]
    for leak in leaks {
      // Each e-mail address is another one.
      let thing = Thing(
        file: leak.file,
        what: leak.what,
        kept: leak.kept,
        isInName: leak.line == 0
      )
      if found[thing] == nil { order.append(thing) }
      found[thing, default: []].append(leak)
    }
    return order.flatMap { thing -> [String] in
      let all = found[thing] ?? []
      guard let first = all.first, let last = all.last, all.count > 1, first.entry != nil else {
        return all.map(\.sentence)
      }
      let lines =
        first.line == last.line ? "line \(first.line)" : "lines \(first.line) to \(last.line)"
      return ["\(first.sentence) (\(all.count) times, \(lines))"]
    }
  }

  /// `codings.csv:12:34: person, line 3 of the list of names`.
  var sentence: String {
    let what =
      switch self.what {
      case .name(let line, let kind): "\(kind), line \(line) of the list of names\(place)"
      case .identifier(.email): "an e-mail address"
      case .identifier(.phone): "a phone number"
      case .identifier(.identityNumber): "an identity number"
      case .identifier(.wechat): "a WeChat id"
      }
    return line == 0 ? "\(file): in its name: \(what)" : "\(file):\(line):\(column): \(what)"
  }

  /// In what the name stands, where that leaves as it is.
  private var place: String {
    switch kept {
    case .coder: ", in the id of a coder"
    case .attribute: ", in the name of an attribute"
    case nil: ""
    }
  }

  /// What to do about names that stand in an export all the same: a sentence for each name and each way in
  /// which it got there.
  ///
  /// - Parameter leaks: of a file that was exported.
  /// - Returns: nothing where no names of the list are among them.
  static func advice(on leaks: [LeakCheck.Leak]) -> [String] {
    struct Name: Hashable {
      var entry: Int
      var kept: LeakCheck.Kept
    }
    var sentences: [String] = []
    var known: Set<Name> = []
    for leak in leaks {
      guard let entry = leak.entry, let kept = leak.kept,
        known.insert(Name(entry: entry, kept: kept)).inserted
      else { continue }
      let name = "The name of line \(entry) of the list"
      switch kept {
      case .coder:
        sentences.append(
          "\(name) is in the id of a coder, and these leave as they are. If that coder may not be known, "
            + "export the work of the others alone (--coder ID)."
        )
      case .attribute:
        sentences.append(
          "\(name) is in the name of an attribute, and these leave as they are. Call its column in "
            + "cases.csv otherwise, and export again."
        )
      }
    }
    if leaks.contains(where: { $0.entry != nil && $0.kept == nil }) {
      sentences.append(
        (sentences.isEmpty ? "Change" : "As to the other places, change")
          + " their replacements, or write down the way in which they are written there as a variant."
      )
    }
    return sentences
  }
}
