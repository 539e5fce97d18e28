import EmicKit

extension State {
  /// What a key does: to a popup when one is open, else by the keymap.
  mutating func press(_ key: Key) {
    if isBlank {
      if isBlanking(key) { isBlank = false }
      return
    }
    // What nobody can see nobody means: on a screen too small to show anything keys only lead away.
    guard !geometry.isTooSmall || leads(key) else { return }
    guard !waitsForRecord(key) else { return }
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
    pendingKeys.append(key)
    switch keymap.match(pendingKeys, on: place) {
    case .command(let command):
      pendingKeys = []
      run(command == .showEntry && extendsUpwards(key) ? .extendUp : command)
    case .prefix: break
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
    guard editField({ $0.insert(text) }) else {
      say("Pasted text is only taken in a text field; nothing was changed.")
      return
    }
  }
}
