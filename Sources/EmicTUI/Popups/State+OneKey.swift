import EmicKit

/// Popups that the next key answers: a flag, a code by its own key, leaving unsaved work.
extension State {
  mutating func chooseFlag() {
    guard let coding = coding?.codingHere else {
      return complain("There is no coding here to flag.")
    }
    popups.append(.flags(coding.id))
  }

  mutating func toggle(_ flag: Coding.Flag, on id: Coding.ID, replacement: String? = nil) {
    guard let coding else { return }
    perform(coding.sidecar.toggling(flag, on: id, replacement: replacement))
    self.coding?.focus = id
  }

  mutating func pressFlag(_ key: Key, on id: Coding.ID) {
    closePopup()
    guard !key.isCancel else { return }
    guard case .character(let letter) = key.code,
      let flag = Self.flags.first(where: { $0.key == letter })?.flag
    else { return complain("No such flag: e exemplar, q do-not-quote, d discuss, r redact.") }
    let isSet = coding?.coding(id)?.flags.contains(flag) ?? false
    if flag == .redact, !isSet {
      popups.append(
        .prompt(Prompt(title: "Replaced, on leaving the study, by", purpose: .redaction(id)))
      )
    } else {
      toggle(flag, on: id)
    }
  }

  static let flags: [(key: Character, flag: Coding.Flag)] = [
    ("e", .exemplar), ("q", .doNotQuote), ("d", .discuss), ("r", .redact),
  ]

  mutating func pressCodeKey(_ key: Key) {
    closePopup()
    guard !key.isCancel else { return }
    guard let letter = key.ownKeyOfCode else {
      return complain("A code's own key is a character.")
    }
    assignByKey(letter)
  }

  mutating func pressLeaving(_ key: Key) {
    // Other keys do nothing: what is typed blindly must not run as commands.
    switch key {
    case Key(.character("y")):
      closePopup()
      outbox.append(.quit)
    case Key(.character("c")):
      closePopup()
      popups.append(.prompt(Prompt(title: "Save a copy to", purpose: .copyPath)))
    case Key(.character(":")):
      // Commands, as everywhere: a message says `:save-copy`.
      closePopup()
      run(.palette)
    case Key(.escape), Key(.character("c"), .control), Key(.character("n")):
      closePopup()
      if isAnythingUnsaved {
        say("Still here: your changes wait in memory, and saving is tried again.")
      }
    default: break
    }
  }
}

extension Key {
  /// The character by which a code may be called, also one that an input method has composed.
  ///
  /// Full-width forms are the plain ones.
  var ownKeyOfCode: Character? {
    guard case .character(let typed) = code, modifiers.isEmpty else { return nil }
    switch InputMethod.reading(of: self) {
    case .composed: return typed
    case .key(let plain):
      guard case .character(let letter) = plain.code else { return nil }
      return letter
    }
  }
}
