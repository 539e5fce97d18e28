import EmicKit

/// Where two people have changed the same, both wordings are shown and one is chosen.
extension State {
  /// The disk has what can't be merged with the changes made here.
  mutating func noteCodebookDiffers(_ conflicts: CodebookConflicts) {
    guard let book else { return }
    let wasAsked = book.saving == .differs
    self.book?.inFlight = 0
    self.book?.saving = .differs
    isLeaving = false
    popups.removeAll { if case .differences = $0 { true } else { false } }
    waiting.differences = conflicts.conflicts
    complain(
      wasAsked
        ? "These can't stand together like that: choose again, or take the file's."
        : "Somebody else has changed the same words. Choose which stand."
    )
  }

  /// Takes over into all forms what others have changed of their codes, where nothing was typed.
  ///
  /// What was changed on both sides waits there until the form is answered.
  private mutating func followCodebookInForms() {
    guard let book else { return }
    for index in popups.indices {
      guard case .form(var form) = popups[index] else { continue }
      _ = form.follow(book.book)
      popups[index] = .form(form)
    }
  }

  /// Offers nowhere what the codebook does not hold any more: in forms, in lists of codes, in the recode
  /// queue.
  mutating func followCodebook() {
    followCodebookInForms()
    let codebook = codebook
    recoding?.follow(codebook)
    for index in popups.indices {
      guard case .picker(var picker) = popups[index], picker.purpose.changesWork else { continue }
      picker.follow(codebook)
      popups[index] = .picker(picker)
    }
  }

  /// Has a form on top follow the book, and asks where both have changed the same.
  ///
  /// - Returns: whether there is nothing to ask.
  mutating func settlesForm() -> Bool {
    guard let book, case .form(var form) = popups.last else { return true }
    let conflicts = form.follow(book.book)
    replacePopup(with: .form(form))
    guard let code = conflicts.first?.code else { return true }
    let by = book.book.history.last { $0.by != coder?.id && $0.codes.contains(code) }?.by
    complain("\(by?.text ?? "Somebody else") has changed the same words. Choose which stand.")
    popups.append(.differences(CodebookDifferences(conflicts, for: .form)))
    return false
  }

  mutating func press(_ key: Key, in differences: CodebookDifferences) {
    var differences = differences
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("q"), _), (.character("c"), .control):
      closePopup()
      return complain(
        differences.purpose == .form
          ? "Nothing was written: what differs waits for your choice. Ctrl-S asks again."
          : "Not saved: what differs waits for your choice. Ctrl-S asks again."
      )
    case (.down, _), (.character("j"), _), (.tab, []): differences.move(by: 1)
    case (.up, _), (.character("k"), _), (.tab, _): differences.move(by: -1)
    case (.character("1"), _): differences.choose(.one)
    case (.character("2"), _): differences.choose(.other)
    case (.character("y"), _):
      guard let choices = differences.choices else {
        return complain("Choose for each: 1 yours, 2 the file's.")
      }
      closePopup()
      return settle(choices, for: differences.purpose)
    default:
      return complain(
        key,
        insteadOf: "1 and 2 choose, j and k go on, y takes the choices, Esc leaves"
      )
    }
    replacePopup(with: .differences(differences))
  }

  private mutating func settle(
    _ choices: [CodebookConflicts.Choice],
    for purpose: CodebookDifferences.Purpose
  ) {
    guard purpose == .form else { return saveCodebook(settling: choices) }
    guard case .form(var form) = popups.last else { return }
    form.settle(choices)
    replacePopup(with: .form(form))
    answerForm()
  }
}
