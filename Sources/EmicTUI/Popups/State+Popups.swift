import EmicKit

/// What all popups have in common: the way of a key to the one on top, and its text field.
extension State {
  /// Hands a key to the popup on top; what was said about it goes with it.
  mutating func pressInPopup(_ key: Key) {
    let before = (popups: popups.count, message: message)
    handToPopup(key)
    if popups.count < before.popups, message == before.message, !settings.isAccessible {
      dropAnswer()
    }
  }

  /// Each kind has its keys in a file beside this one.
  private mutating func handToPopup(_ key: Key) {
    guard let popup = popups.last else { return }
    if isBlanking(key) {
      isBlank = true
      return
    }
    if isRedrawing(key) {
      outbox.append(.redraw)
      return
    }
    if isSuspending(key) {
      outbox.append(.suspend)
      return
    }
    switch popup {
    case .picker(let picker): press(key, in: picker)
    case .commands(let list): press(key, in: list)
    case .memo(let sheet): press(key, in: sheet)
    case .memos(let list): press(key, in: list)
    case .reading(let reading): press(key, in: reading)
    case .choice(let choice): press(key, in: choice)
    case .prompt(let prompt): press(key, in: prompt)
    case .lines(let picker): press(key, in: picker)
    case .flags(let id): pressFlag(key, on: id)
    case .codeKey: pressCodeKey(key)
    case .reason(let asked): press(key, in: asked)
    case .closing(let transcript): pressClosing(key, transcript)
    case .reanchoring(let list): press(key, in: list)
    case .leaveUnsaved: pressLeaving(key)
    case .form(let form): press(key, in: form)
    case .confirmation(let asked): press(key, in: asked)
    case .differences(let differences): press(key, in: differences)
    case .quickKey(let code): pressQuickKey(key, of: code)
    }
  }

  /// Says what the keys of a popup are in which this one does nothing.
  mutating func complain(_ key: Key, insteadOf keys: String) {
    complain("\(key.notation) does nothing here: \(keys).")
  }

  mutating func closePopup() { popups.removeLast() }

  mutating func replacePopup(with popup: Popup) { popups[popups.count - 1] = popup }

  /// Changes the text field in use; `false` when there is none.
  mutating func editField(_ change: (inout TextField) -> Void) -> Bool {
    guard let popup = popups.last else { return false }
    switch popup {
    case .picker(var picker):
      editQuery(&picker.field, change)
      picker.refilter()
      replacePopup(with: .picker(picker))
    case .commands(var list):
      editQuery(&list.field, change)
      list.row = 0
      replacePopup(with: .commands(list))
    case .memos(var list):
      editQuery(&list.field, change)
      list.row = 0
      replacePopup(with: .memos(list))
    case .memo(var sheet):
      change(&sheet.field)
      draftDue = Timestamp(milliseconds: moment.now.milliseconds + Self.draftTime)
      replacePopup(with: .memo(sheet))
    case .prompt(var prompt):
      change(&prompt.field)
      replacePopup(with: .prompt(prompt))
      if prompt.purpose == .search { updateSearch(prompt.field.text) }
      if prompt.purpose == .codebookFilter { book?.filter(by: prompt.field.text.trimmed) }
    case .lines(var picker):
      editQuery(&picker.field, change)
      picker.row = 0
      replacePopup(with: .lines(picker))
    case .form(var form):
      form.edit(change)
      draftDue = Timestamp(milliseconds: moment.now.milliseconds + Self.draftTime)
      replacePopup(with: .form(form))
    case .reading, .choice, .reanchoring, .flags, .codeKey, .reason, .closing, .leaveUnsaved,
      .confirmation, .differences, .quickKey:
      return false
    }
    return true
  }

  /// Changes what a list is filtered by, which stays short: a whole page pasted by mistake finds nothing,
  /// and would be looked for with each letter.
  private mutating func editQuery(_ field: inout TextField, _ change: (inout TextField) -> Void) {
    change(&field)
    guard field.characters.count > Self.longestQuery else { return }
    field.cut(to: Self.longestQuery)
    complain(
      "What is looked for has at most \(Self.longestQuery) characters: the rest was left out."
    )
  }

  private static let longestQuery = 64

  mutating func typeIntoField(_ key: Key) {
    _ = editField { _ = $0.edit(key) }
  }
}

extension Key {
  /// Whether the key gives up what is on: Esc or Ctrl-C.
  var isCancel: Bool { self == Key(.escape) || self == Key(.character("c"), .control) }
}
