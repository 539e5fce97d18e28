import EmicKit

/// How hints and messages name keys.
extension Keymap {
  /// The key of a command as hints name it: `↵`, `]u`, `g a`; its name after a colon where it has none.
  func hint(for command: Command, on place: Place) -> String {
    let binding = bindings.first { $0.command == command && $0.place.holds(on: place) }
    guard let notation = binding?.keys.first, let keys = Key.sequence(notation) else {
      return ":" + command.rawValue
    }
    let names = keys.map { $0 == Key(.enter) ? "↵" : $0.notation }
    return names.joined(separator: "[]".contains(names[0]) ? "" : " ")
  }

  /// A hint that names the keys that emic comes with, in the keys of this keymap: `j k`, `o/i`, `]u`,
  /// `1-9`.
  ///
  /// What names no command stays as it is.
  func hint(translating text: String, on place: Place) -> String {
    if let one = translated(text, on: place) { return one }
    let characters = Array(text)
    if characters.count == 3, characters[1] == "-" {
      let ends = [characters[0], characters[2]].compactMap { translated(String($0), on: place) }
      guard ends.count == 2 else { return text }
      return ends.joined(
        separator: ends == [characters[0], characters[2]].map(String.init) ? "-" : "…"
      )
    }
    for separator in [" ", "/"] where text.contains(separator) {
      let parts = text.split(separator: separator).map {
        translated(String($0), on: place) ?? String($0)
      }
      return parts.joined(separator: separator)
    }
    return text
  }

  private func translated(_ text: String, on place: Place) -> String? {
    var notations = [text == "↵" ? "Enter" : text]
    if text.first == "]" || text.first == "[" {
      notations.append(text.map { String($0) }.joined(separator: " "))
    }
    for notation in notations {
      guard let keys = Key.sequence(notation),
        case .command(let command) = Keymap.standard.match(keys, on: place)
      else { continue }
      return hint(for: command, on: place)
    }
    return nil
  }

  /// The keys of a command that mean it wherever they are pressed, even where letters are typed.
  func soleKeys(of command: Command) -> [Key] {
    bindings.filter { $0.command == command }.flatMap(\.keys).compactMap { notation in
      guard let keys = Key.sequence(notation), keys.count == 1, !keys[0].isTyped else { return nil }
      return keys[0]
    }
  }
}

extension Key {
  /// Whether it is a character in a text field.
  var isTyped: Bool {
    guard case .character = code else { return false }
    return modifiers.isDisjoint(with: [.control, .alt])
  }
}
