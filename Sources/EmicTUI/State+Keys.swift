import EmicKit

extension State {
  /// What a key does: to a popup when one is open, else by the keymap, once that is there which it is about.
  mutating func press(_ key: Key) {
    if isBlank {
      if isBlanking(key) {
        isBlank = false
        let end = endOfMessage
        message?.until = end
      }
      return
    }
    // What nobody can see nobody means: on a screen too small to show anything keys only lead away.
    guard !geometry.isTooSmall || leads(key) else { return }
    guard !holds(key) else { return }
    if let follower = key.afterEscape, !isTaken(key) { return pressEscape(and: follower) }
    if !popups.isEmpty { return pressInPopup(key) }
    if !pendingKeys.isEmpty, key.isCancel {
      pendingKeys = []
      return
    }
    switch InputMethod.reading(of: key) {
    case .composed:
      pendingKeys = []
      complain("The input method is on: switch it off to use keys, or open a text field first.")
    case .key(let plain): look(up: plain)
    }
  }

  // MARK: Esc and a key that came at once

  /// Whether a key with Alt means something here.
  private func isTaken(_ key: Key) -> Bool {
    guard let popup = popups.last else {
      return keymap.match(pendingKeys + [key], on: place) != .none
    }
    var digits = false
    if case .picker = popup { digits = true }
    return digits && key.afterEscape?.digit != nil || popup.hasTextField && TextField.edits(key)
  }

  /// Does what Esc and another key do that have arrived as that key with Alt.
  ///
  /// Over a slow link they may. So an Alt key that means nothing is taken for the two; but only to move
  /// or to ask, never to change the work: it may have been Alt after all.
  private mutating func pressEscape(and key: Key) {
    press(Key(.escape))
    guard popups.isEmpty, case .key(let plain) = InputMethod.reading(of: key) else { return }
    switch keymap.match([plain], on: place) {
    case .command(let command) where command.changesNothing: look(up: plain)
    case .prefix: look(up: plain)
    default:
      complain(
        "Esc and \(key.notation) came as one key: only Esc was done. Press \(key.notation) again if you "
          + "meant it."
      )
    }
  }

  /// Whether a key blanks the screen wherever it is pressed.
  func isBlanking(_ key: Key) -> Bool {
    guard let ownKeymap else { return key == Key(.function(9)) }
    let keys = ownKeymap.soleKeys(of: .blank)
    return keys.isEmpty ? key == Key(.function(9)) : keys.contains(key)
  }

  /// Whether a key draws the screen anew wherever it is pressed.
  func isRedrawing(_ key: Key) -> Bool {
    guard let ownKeymap else { return key == Key(.character("l"), .control) }
    return ownKeymap.soleKeys(of: .redraw).contains(key)
  }

  /// Whether a key gives the terminal back for a while wherever it is pressed.
  func isSuspending(_ key: Key) -> Bool {
    guard let ownKeymap else { return key == Key(.character("z"), .control) }
    return ownKeymap.soleKeys(of: .suspend).contains(key)
  }

  private func leads(_ key: Key) -> Bool {
    guard let ownKeymap else { return Self.leading.contains(key) }
    if key.isCancel || isBlanking(key) { return true }
    guard case .command(let command) = ownKeymap.match([key], on: place) else { return false }
    return [.back, .leave, .redraw, .save, .suspend].contains(command)
  }

  private static let leading: Set<Key> = [
    Key(.escape), Key(.character("q")), Key(.character("Q")), Key(.function(9)),
    Key(.character("c"), .control), Key(.character("l"), .control),
    Key(.character("s"), .control), Key(.character("z"), .control),
  ]

  private mutating func look(up key: Key) {
    // Mostly there is none, and a value that copies share is copied to be changed.
    if answeredPrompt != nil { answeredPrompt = nil }
    pendingKeys.append(key)
    switch keymap.match(pendingKeys, on: place) {
    case .command(let command):
      pendingKeys = []
      run(command == .showEntry && extendsUpwards(key) ? .extendUp : command)
    case .prefix: break
    case .none where pendingKeys.count > 1 && isSuspending(key):
      pendingKeys = []
      look(up: key)
    case .none:
      let keys = pendingKeys.map(\.notation).joined(separator: " ")
      pendingKeys = []
      complain("\(keys) does nothing here. \(keyName(of: .help, "?")) lists the keys that do.")
    }
  }

  // K is the codebook entry, and the shifted k: while a selection is being extended it extends.
  private func extendsUpwards(_ key: Key) -> Bool {
    guard key == Key(.character("K")), screen == .coding, let coding else { return false }
    return coding.isExtending
      || !coding.selection.isEmpty && !coding.isSpent && coding.selection.earlier.isEmpty
        && coding.isExtended
  }

  /// The key of a command, for messages; `usual` is the one that emic comes with.
  func keyName(of command: Command, _ usual: String) -> String {
    ownKeymap?.hint(for: command, on: place) ?? usual
  }

  /// Where the keymap is asked.
  var place: Keymap.Place {
    switch screen {
    case .coderChoice, .study: return .study
    case .coding: return .coding
    case .retrieval: return .retrieval
    case .counts: return .counts
    case .search: return .search
    case .framework: return .framework
    case .codebook: return .codebook
    case .recoding: return .recoding
    case .review:
      guard review?.reading?.edit == nil else { return .span }
      switch review?.page {
      case .passages, .differences: return .passages
      case .passage: return .passage
      case .figures, nil: return .agreement
      }
    }
  }

  /// Pasted text goes into a text field or nowhere: it must not run commands.
  mutating func paste(_ text: String) {
    if case .form(let form) = popups.last, form.isOnChoice { return complain(form.choiceWords) }
    guard editField({ $0.insert(text) }) else {
      say("Pasted text is only taken in a text field; nothing was changed.")
      return
    }
    if text.utf8.count > Input.longestPaste - 4 {
      complain("What was pasted is longer than 1 MiB: only its beginning was taken.")
    }
  }
}

extension Key {
  /// The key that a terminal sends with an Esc before it where Alt is held.
  fileprivate var afterEscape: Key? {
    guard modifiers == .alt, case .character = code else { return nil }
    return Key(code)
  }

  fileprivate var digit: Int? {
    if case .character(let character) = code, character.isASCII {
      character.wholeNumberValue
    } else {
      nil
    }
  }
}

extension Command {
  /// Whether it only moves, looks or asks, whatever is in hand.
  fileprivate var changesNothing: Bool {
    switch self {
    case .left, .right, .up, .down, .nextWord, .previousWord, .nextSentence, .previousSentence,
      .nextClause, .previousClause, .nextTurn, .previousTurn, .pageDown, .pageUp, .halfPageDown,
      .halfPageUp, .lineStart, .lineEnd, .firstPlace, .lastPlace, .goToTurn, .nextHit, .previousHit,
      .search, .palette, .help, .back, .whereAmI, .nextPassage, .previousPassage, .nextWaiting,
      .previousWaiting:
      true
    default: false
    }
  }
}
