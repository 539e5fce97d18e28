import EmicKit

/// Help and palette: their keys, their rows, and which commands can do something just now.
extension State {
  mutating func press(_ key: Key, in list: CommandList) {
    var list = list
    let rows = rows(of: list)
    switch key.code {
    case .escape: return closePopup()
    case .character("c") where key.modifiers == .control: return closePopup()
    case .enter:
      guard rows.indices.contains(list.row) else {
        let typed = list.field.text
        return complain(shellCommand(for: typed) ?? "No command is named like \(typed).")
      }
      closePopup()
      return run(rows[list.row].command)
    case .up: list.row = max(0, list.row - 1)
    case .down: list.row = min(list.row + 1, max(0, rows.count - 1))
    case .pageUp: list.row = max(0, list.row - 10)
    case .pageDown: list.row = min(list.row + 10, max(0, rows.count - 1))
    default: return typeIntoField(key)
    }
    replacePopup(with: .commands(list))
  }

  /// Where to do what has no key: it ends a coder's work, or begins it again, and nobody comes to that by a
  /// slip of a finger.
  func shellCommand(for typed: String) -> String? {
    let typed = typed.trimmed.lowercased()
    for (command, more) in [("submit", ""), ("reopen", " --reason …")]
    where typed.count > 2 && command.hasPrefix(typed) {
      let transcript = (coding?.transcript.name).map(shown) ?? "TRANSCRIPT"
      return "At the shell, in the study's folder: "
        + "emic \(command) . \(transcript) --coder \(coder?.id.text ?? "ID")\(more)"
    }
    return nil
  }

  /// The bindings that a list of commands shows.
  func rows(of list: CommandList) -> [Keymap.Binding] {
    let usable = keymap.bindings.filter {
      $0.place.holds(on: place) && (list.isPalette || !$0.keys.isEmpty)
        && (list.isPalette || unavailability(of: $0.command) == nil)
    }
    let words = list.field.text.lowercased().split(separator: " ")
    let found = usable.filter { binding in
      let text =
        "\(binding.command.rawValue) \(binding.help) \(binding.keys.joined(separator: " "))"
        .lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    // What works just now comes first, and what works only here before what works everywhere.
    let ordered =
      found.filter { $0.place != .everywhere && unavailability(of: $0.command) == nil }
      + found.filter { $0.place == .everywhere }
      + found.filter { $0.place != .everywhere && unavailability(of: $0.command) != nil }
    let typed = list.field.text.trimmed
    guard !typed.isEmpty else { return ordered }
    guard list.isPalette else {
      let isExact = { (binding: Keymap.Binding) in binding.keys.contains(typed) }
      return ordered.filter(isExact) + ordered.filter { !isExact($0) }
    }
    let distances = ordered.enumerated().map { (Self.distance(of: $1, from: typed), place: $0) }
    return distances.sorted { ($0.0.kind, $0.0.left, $0.place) < ($1.0.kind, $1.0.left, $1.place) }
      .map { ordered[$0.place] }
  }

  /// How far a command is from what was typed, 0 the nearest, so that nobody who types `q` and Enter codes.
  ///
  /// 0 is its name or key itself; then its name, a word of its name, a word of its help begins so. Of names that
  /// begin so the one is nearest of which least is left to type.
  private static func distance(
    of binding: Keymap.Binding,
    from typed: String
  ) -> (kind: Int, left: Int) {
    let words = typed.lowercased()
    let name = binding.command.rawValue
    func isIn(_ text: some StringProtocol) -> Bool {
      text.lowercased().split { !$0.isLetter && !$0.isNumber }.contains { $0.hasPrefix(words) }
    }
    if name == words || binding.keys.contains(typed) { return (0, 0) }
    if name.hasPrefix(words) { return (1, name.count - words.count) }
    if isIn(name) { return (2, 0) }
    return (isIn(binding.help) ? 3 : 4, 0)
  }

  /// Why a command can do nothing just now; `nil` when it can.
  func unavailability(of command: Command) -> String? {
    if screen == .codebook { return codebookUnavailability(of: command) }
    guard screen == .coding, let coding else { return nil }
    switch command {
    case .undo where reanchoring.stored?.after == coding.sidecar: return nil
    case .undo where hasMemoStep(.undo): return nil
    case .redo where hasMemoStep(.redo): return nil
    case .undo: return coding.undoable.isEmpty ? "nothing to undo" : nil
    case .redo where canRedoReanchoring: return nil
    case .redo: return coding.redoable.isEmpty ? "nothing to redo" : nil
    case .remove, .changeCode, .nextHere, .previousHere, .memo, .flag:
      return coding.codingsHere.isEmpty && coding.madeLast.isEmpty ? "no coding here" : nil
    case .inVivo, .searchSelection, .takeBack:
      return coding.selection.isEmpty ? "nothing is selected" : nil
    case .nextHit, .previousHit: return coding.search == nil ? "nothing is searched" : nil
    case .codeAgain: return coding.lastCodes.isEmpty ? "no code was assigned yet" : nil
    default:
      guard let place = command.quickPlace else { return nil }
      return quickCodes[place] == nil ? "no code on it" : nil
    }
  }
}
