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
    case .arrivesAsAnother(let key, let instead):
      return
        "\(DisplayText.safe(key)) is \(DisplayText.safe(instead)) here: terminals tell them not "
        + "apart. Write that, or choose another key."
    case .neverArrives(let key, let reason):
      return
        "\(DisplayText.safe(key)) never arrives: \(Self.words(for: reason)) Choose another key."
    case .conflict(let conflict): return Self.sentence(on: conflict)
    case .needsKey(let command):
      return "\"\(command.rawValue)\" needs a key: without it nobody finds "
        + Self.loss(without: command) + " Give it one."
    case .unsaid(let command):
      return "\"\(command.rawValue)\" says no key. Write one, or [] if it is to have none."
    }
  }

  private static func words(for reason: Key.Reason) -> String {
    switch reason {
    case .composed: "an input method makes text of it, and is to be off where keys are pressed."
    case .unsent: "terminals have no byte for it."
    case .beginsOthers: "arrow keys and the terminal's answers begin with it."
    }
  }

  private static func loss(without command: Command) -> String {
    switch command {
    case .leave: "the way out."
    case .undo: "the way back after a slip."
    default: "the other commands."
    }
  }

  private static func sentence(on conflict: RebindingError.Conflict) -> String {
    let what: String
    switch conflict.kind {
    case .same:
      what = "it is " + conflict.others.map { named($0) + under($0) }.joined(separator: " and ")
    case .beginsOthers:
      // A prefix such as g begins a dozen.
      let rest = conflict.others.count - 1
      what =
        conflict.others.prefix(1).map {
          "\($0.keys), which is \(named($0)), begins with it" + under($0)
        }
        .joined() + (rest == 0 ? "" : rest == 1 ? "; so does another" : "; so do \(rest) others")
    case .goesOn:
      what =
        "it begins with "
        + conflict.others.map { "\($0.keys), which is \(named($0))" + under($0) }
        .joined(separator: ", and with ")
    }
    return "\(conflict.keys) cannot be \"\(conflict.command.rawValue)\": \(what). Give one of them "
      + "another key."
  }

  private static func named(_ other: RebindingError.Other) -> String {
    "\"\(other.command.rawValue)\"" + (other.line.map { " of line \($0)" } ?? "")
  }

  private static func under(_ other: RebindingError.Other) -> String {
    " under " + other.places.joined(separator: ", ")
  }

  private static func quoted(_ text: String) -> String {
    "\"\(DisplayText.safe(String(text.prefix(60))))\""
  }
}
