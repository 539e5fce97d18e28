import EmicKit

/// The keymap with somebody's own keys.
extension Keymap {
  /// This keymap with the keys of a file instead of those that its commands have here.
  ///
  /// - Throws: the first fault, with its line; then nothing of the file is to be followed.
  public func rebound(by file: KeysFile) throws(RebindingError) -> Keymap {
    var rows = bindings.map { Row(binding: $0) }
    // What is said of one screen is meant more than what is said of all.
    let general = file.entries.filter { $0.place == nil }
    for entry in general + file.entries.filter({ $0.place != nil }) {
      let keys = try Self.keys(of: entry, file.file)
      for index in try Self.rows(of: entry, in: rows, file.file) {
        rows[index].rebind(to: keys)
      }
    }
    try Self.refuseConflicts(among: rows, file.file)
    try Self.refuseLockedDoors(rows, file)
    return Keymap(bindings: rows.map(\.binding))
  }

  /// A binding, and where in the file its keys stand.
  fileprivate struct Row {
    var binding: Binding
    /// For each key its line; `nil` for the keys that emic comes with.
    var lines: [Int]?

    mutating func rebind(to keys: [KeysFile.WrittenKey]) {
      binding.keys = keys.map(\.text)
      lines = keys.map(\.line)
    }
  }

  // MARK: What is meant

  private static func rows(
    of entry: KeysFile.Entry,
    in rows: [Row],
    _ file: String
  ) throws(RebindingError) -> [Int] {
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
    let having = rows.indices.filter { rows[$0].binding.command == command }
    guard let name = entry.place else { return having }
    guard let place = Place(rawValue: name) else {
      throw RebindingError(file: file, line: entry.placeLine, problem: .unknownPlace(name))
    }
    let there = having.filter { rows[$0].binding.place == place }
    guard !there.isEmpty else {
      let places = having.map { rows[$0].binding.place.rawValue }
      throw RebindingError(
        file: file,
        line: entry.line,
        problem: .notThere(command, name, places: places)
      )
    }
    return there
  }

  private static func keys(
    of entry: KeysFile.Entry,
    _ file: String
  ) throws(RebindingError) -> [KeysFile.WrittenKey] {
    var keys: [KeysFile.WrittenKey] = []
    for written in entry.keys {
      guard let sequence = Key.sequence(written.text) else {
        throw RebindingError(file: file, line: written.line, problem: .notAKey(written.text))
      }
      for key in sequence {
        guard let instead = key.arrivesAs else { continue }
        throw RebindingError(
          file: file,
          line: written.line,
          problem: .neverArrives(key.notation, instead: instead.notation)
        )
      }
      let text = sequence.map(\.notation).joined(separator: " ")
      if !keys.contains(where: { $0.text == text }) {
        keys.append(KeysFile.WrittenKey(text, line: written.line))
      }
    }
    return keys
  }

  // MARK: What cannot be

  private struct Bound {
    var keys: [Key]
    var command: Command
    var line: Int?
  }

  private static func refuseConflicts(
    among rows: [Row],
    _ file: String
  ) throws(RebindingError) {
    for place in Place.allCases where place.isScreen {
      let bound = rows.filter { $0.binding.place.holds(on: place) }.flatMap { row in
        row.binding.keys.enumerated().compactMap { index, notation in
          Key.sequence(notation).map {
            Bound(keys: $0, command: row.binding.command, line: row.lines?[index])
          }
        }
      }
      for own in bound {
        guard let line = own.line else { continue }
        for other in bound where other.command != own.command {
          // Of two lines of the file the later one is told.
          if let otherLine = other.line, otherLine > line { continue }
          guard own.keys.starts(with: other.keys) || other.keys.starts(with: own.keys) else {
            continue
          }
          throw RebindingError(
            file: file,
            line: line,
            problem: .conflict(
              own.keys.map(\.notation).joined(separator: " "),
              own.command,
              other.keys.map(\.notation).joined(separator: " "),
              other.command,
              otherLine: other.line,
              place: place.rawValue
            )
          )
        }
      }
    }
  }

  /// The commands without which nobody finds the others, or out.
  private static let doors: [Command] = [.palette, .leave]

  private static func refuseLockedDoors(
    _ rows: [Row],
    _ file: KeysFile
  ) throws(RebindingError) {
    for row in rows where doors.contains(row.binding.command) && row.binding.keys.isEmpty {
      let entry = file.entries.last { $0.command == row.binding.command.rawValue }
      throw RebindingError(
        file: file.file,
        line: entry?.line,
        problem: .needsKey(row.binding.command)
      )
    }
  }
}

extension Key {
  /// As what a terminal sends the key, or emic takes it, where that is another one.
  fileprivate var arrivesAs: Key? {
    guard case .character(let character) = code else { return nil }
    if modifiers.contains(.control) {
      let others: [Character: Code] = [
        "i": .tab, "m": .enter, "j": .enter, "h": .backspace, "[": .escape, "?": .backspace,
      ]
      return others[character].map { Key($0, modifiers.subtracting(.control)) }
    }
    if modifiers.contains(.shift) {
      let upper = character.uppercased().first ?? character
      return Key(.character(upper), modifiers.subtracting(.shift))
    }
    // Full-width signs act as their ASCII keys.
    if case .key(let plain) = InputMethod.reading(of: self), plain != self { return plain }
    return nil
  }
}
