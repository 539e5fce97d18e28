import EmicKit

extension RebindingError: CustomStringConvertible {
  public var description: String { message }

  /// One line: `file:line: what is wrong. What to do`.
  public var message: String {
    let place = DisplayText.safe(file) + (line.map { ":\($0)" } ?? "") + ": "
    return place + sentence
  }

  private var sentence: String {
    switch problem {
    case .unknownCommand(let name, let nearest):
      let question = nearest.map { " Did you mean \"\($0)\"?" } ?? ""
      return "\(Self.quoted(name)) is no command.\(question) `emic help keys` lists them all."
    case .unknownPlace(let name):
      let places = Keymap.Place.allCases.map(\.rawValue).joined(separator: ", ")
      return "\(Self.quoted(name)) is no screen with keys. There are: \(places)."
    case .notThere(let command, let place, let places):
      return
        "\"\(command.rawValue)\" has no keys of its own under \(DisplayText.safe(place)). Write "
        + "it under \(places.joined(separator: " or ")), or at the left edge for every screen."
    case .notAKey(let text):
      return "\(Self.quoted(text)) is no key. Write a, Ctrl-S, Alt-m, F2, PgDn, or g t for one "
        + "after the other."
    case .neverArrives(let key, let instead):
      return
        "\(DisplayText.safe(key)) is \(DisplayText.safe(instead)) here: terminals tell them not "
        + "apart. Write that, or choose another key."
    case .conflict(let keys, let command, let otherKeys, let other, let otherLine, let place):
      let owner =
        otherLine.map { "\"\(other.rawValue)\" of line \($0)" } ?? "\"\(other.rawValue)\""
      let what =
        keys == otherKeys
        ? "\(keys) cannot be \"\(command.rawValue)\": it is \(owner)"
        : keys.count < otherKeys.count
          ? "\(keys) cannot be \"\(command.rawValue)\": \(otherKeys), which is \(owner), begins "
            + "with it"
          : "\(keys) cannot be \"\(command.rawValue)\": it begins with \(otherKeys), which is "
            + owner
      return "\(what) under \(place). Give one of them another key."
    case .needsKey(let command):
      return "\"\(command.rawValue)\" needs a key: without it nobody finds "
        + (command == .leave ? "the way out." : "the other commands.") + " Give it one."
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"\(DisplayText.safe(String(text.prefix(60))))\""
  }
}
