import EmicKit

/// The keymap with somebody's own keys.
extension Keymap {
  /// This keymap with the keys of a file instead of those that its commands have here.
  ///
  /// - Returns: the keymap by all lines that are right, and what is wrong with the others, in their
  ///   order.
  public func rebound(by file: KeysFile) -> (keymap: Keymap, problems: [RebindingError]) {
    var problems: [RebindingError] = []
    var rules: [Rule] = []
    // What is said of one screen is meant more than what is said of all.
    let general = file.entries.filter { $0.place == nil }
    for entry in general + file.entries.filter({ $0.place != nil }) {
      let (rule, faults) = rule(for: entry, file.file)
      problems += faults
      if let rule { rules.append(rule) }
    }
    // A line that is not followed leaves its command the usual keys, which others may want.
    while true {
      let faults = Self.conflicts(among: rows(by: rules), file.file)
      if faults.isEmpty { break }
      problems += faults
      rules.removeAll { rule in faults.contains { $0.line.map(rule.lines.contains) ?? false } }
    }
    return (Keymap(bindings: rows(by: rules).map(\.binding)), problems.inOrder)
  }

  /// A line of the file that says something possible.
  fileprivate struct Rule {
    var command: Command
    var keys: [KeysFile.WrittenKey]
    /// Of the bindings that it changes.
    var rows: [Int]
    /// All on which it stands.
    var lines: Set<Int>
  }

  /// A binding, and where in the file its keys stand.
  fileprivate struct Row {
    var binding: Binding
    /// For each key its line; `nil` for the keys that emic comes with.
    var lines: [Int]?
  }

  private func rows(by rules: [Rule]) -> [Row] {
    var rows = bindings.map { Row(binding: $0) }
    for rule in rules {
      for index in rule.rows {
        rows[index].binding.keys = rule.keys.map(\.text)
        rows[index].lines = rule.keys.map(\.line)
      }
    }
    return rows
  }

  // MARK: What is meant

  private func rule(for entry: KeysFile.Entry, _ file: String) -> (Rule?, [RebindingError]) {
    do throws(RebindingError) {
      let (command, rows) = try meant(by: entry, file)
      let (keys, faults) = Self.keys(of: entry, file)
      guard faults.isEmpty else { return (nil, faults) }
      if keys.isEmpty, entry.isUnsaid || Self.doors.contains(command) {
        let problem: RebindingError.Problem =
          Self.doors.contains(command) ? .needsKey(command) : .unsaid(command)
        throw RebindingError(file: file, line: entry.line, problem: problem)
      }
      let lines = Set(keys.map(\.line) + [entry.line])
      return (Rule(command: command, keys: keys, rows: rows, lines: lines), [])
    } catch {
      return (nil, [error])
    }
  }

  /// The commands without which nobody finds the others, or out, or back.
  private static let doors: [Command] = [.palette, .leave, .undo]

  private func meant(
    by entry: KeysFile.Entry,
    _ file: String
  ) throws(RebindingError) -> (Command, rows: [Int]) {
    guard let command = Command(rawValue: entry.command) else {
      let nearest = EditDistance.nearest(
        to: entry.command,
        among: Command.allCases.map(\.rawValue)
      )
      throw RebindingError(
        file: file,
        line: entry.line,
        problem: .unknownCommand(entry.command, nearest: nearest)
      )
    }
    let having = bindings.indices.filter { bindings[$0].command == command }
    guard let name = entry.place else { return (command, having) }
    guard let place = Place(rawValue: name) else {
      throw RebindingError(file: file, line: entry.placeLine, problem: .unknownPlace(name))
    }
    let there = having.filter { bindings[$0].place == place }
    guard !there.isEmpty else {
      let places = having.map { bindings[$0].place.rawValue }
      throw RebindingError(
        file: file,
        line: entry.line,
        problem: .notThere(command, name, places: places)
      )
    }
    return (command, there)
  }

  private static func keys(
    of entry: KeysFile.Entry,
    _ file: String
  ) -> (keys: [KeysFile.WrittenKey], faults: [RebindingError]) {
    var keys: [KeysFile.WrittenKey] = []
    var faults: [RebindingError] = []
    for written in entry.keys {
      if let problem = problem(with: written.text) {
        faults.append(RebindingError(file: file, line: written.line, problem: problem))
        continue
      }
      let sequence = Key.sequence(written.text) ?? []
      let text = sequence.map(\.notation).joined(separator: " ")
      if !keys.contains(where: { $0.text == text }) {
        keys.append(KeysFile.WrittenKey(text, line: written.line))
      }
    }
    return (keys, faults)
  }

  private static func problem(with notation: String) -> RebindingError.Problem? {
    guard let sequence = Key.sequence(notation) else { return .notAKey(notation) }
    for key in sequence {
      switch key.arrival {
      case .itself: continue
      case .other(let instead):
        return .arrivesAsAnother(key.notation, instead: instead.notation)
      case .never(let why): return .neverArrives(key.notation, why)
      }
    }
    return nil
  }

  // MARK: What cannot be

  private struct Bound {
    var keys: [Key]
    var command: Command
    var line: Int?

    func clash(_ other: Bound) -> RebindingError.Conflict.Kind? {
      if keys == other.keys { return .same }
      if other.keys.starts(with: keys) { return .beginsOthers }
      return keys.starts(with: other.keys) ? .goesOn : nil
    }
  }

  /// Keys that clash, each once, with all commands and screens with which they do.
  private static func conflicts(among rows: [Row], _ file: String) -> [RebindingError] {
    var conflicts: [(line: Int, conflict: RebindingError.Conflict)] = []
    for place in Place.allCases where place.isScreen {
      for clash in clashes(among: rows, on: place) {
        let known = conflicts.firstIndex {
          $0.line == clash.line && $0.conflict.keys == clash.conflict.keys
            && $0.conflict.command == clash.conflict.command
            && $0.conflict.kind == clash.conflict.kind
        }
        if let known {
          conflicts[known].conflict.add(clash.conflict.others)
        } else {
          conflicts.append(clash)
        }
      }
    }
    return conflicts.map { line, conflict in
      RebindingError(file: file, line: line, problem: .conflict(conflict))
    }
  }

  private static func clashes(
    among rows: [Row],
    on place: Place
  ) -> [(line: Int, conflict: RebindingError.Conflict)] {
    let bound = rows.filter { $0.binding.place.holds(on: place) }.flatMap { row in
      row.binding.keys.enumerated().compactMap { index, notation in
        Key.sequence(notation).map {
          Bound(keys: $0, command: row.binding.command, line: row.lines?[index])
        }
      }
    }
    return bound.flatMap { own in
      guard let line = own.line else { return [(line: Int, conflict: RebindingError.Conflict)]() }
      return bound.compactMap { other in
        // Of two lines of the file the later one is told.
        guard other.command != own.command, (other.line ?? 0) <= line, let kind = own.clash(other)
        else { return nil }
        let stands = RebindingError.Other(
          keys: other.keys.map(\.notation).joined(separator: " "),
          command: other.command,
          line: other.line,
          places: [place.rawValue]
        )
        let keys = own.keys.map(\.notation).joined(separator: " ")
        return (
          line,
          RebindingError.Conflict(keys: keys, command: own.command, kind: kind, others: [stands])
        )
      }
    }
  }
}

extension RebindingError.Conflict {
  fileprivate mutating func add(_ more: [RebindingError.Other]) {
    for other in more {
      let known = others.firstIndex {
        $0.keys == other.keys && $0.command == other.command && $0.line == other.line
      }
      if let known {
        others[known].places += other.places
      } else {
        others.append(other)
      }
    }
  }
}

extension [RebindingError] {
  fileprivate var inOrder: [RebindingError] {
    enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
      .map(\.element)
  }
}
