import EmicKit

/// Writing memos.
extension State {
  mutating func writeMemo() {
    guard let coding else { return }
    let made = coding.madeLast.compactMap { coding.coding($0) }
    let chosen = made.isEmpty ? coding.codingHere.map { [$0] } ?? [] : made
    guard let first = chosen.first else {
      return complain(
        "There is no coding here for a memo; \(keyName(of: .transcriptMemo, "M")) writes one on the transcript."
      )
    }
    // One text for several codings must not replace what stands on some of them.
    let alike = chosen.filter { $0.memo == first.memo }
    let subject = MemoSheet.Subject.codings(alike.map(\.id))
    let title = "Memo on \(alike.map { name(of: $0.code) }.joined(separator: ", "))"
    openMemo(subject, title: title, text: first.memo)
  }

  mutating func writeTranscriptMemo() {
    guard let coding else { return }
    let memo = coding.sidecar.memos.last
    openMemo(.transcript(memo?.id), title: "Memo on the transcript", text: memo?.text ?? "")
  }

  mutating func openMemo(_ subject: MemoSheet.Subject, title: String, text: String) {
    var sheet = MemoSheet(
      subject: subject,
      title: title,
      field: TextField(text, isMultiline: true),
      opened: text,
      transcript: coding?.transcript.name ?? ""
    )
    let draft = drafts[draftKey(of: sheet)]
    if let draft {
      sheet.title += " (draft)"
      sheet.field = TextField(draft.resumed(over: text), isMultiline: true)
    }
    popups.append(.memo(sheet))
    if draft?.isJoined(over: text) == true { say(Self.resumedWords) }
  }

  mutating func save(_ sheet: MemoSheet) {
    let text = sheet.field.text.trimmed
    switch sheet.subject {
    case .summary(let place): return save(summary: text, opened: sheet.opened, at: place)
    case .outside(let subject, let id):
      // Until the disk has it, it is kept where no crash takes it.
      drafts[subject.draftKey] = text.isEmpty ? nil : Draft(text, begunOver: sheet.opened)
      keepDrafts()
      guard !text.isEmpty || !sheet.opened.isEmpty else {
        return say("There is no memo to remove.")
      }
      return save(text, id: id, opened: sheet.opened, on: subject)
    case .codings, .transcript: break
    }
    guard let coding, coding.transcript.name == sheet.transcript else {
      return keep(sheet, because: "\(sheet.transcript) is not in view any more.")
    }
    guard !isGone(sheet) else { return keepForTranscript(sheet) }
    let others = Set(texts(of: sheet.subject, in: coding.sidecar)).subtracting([sheet.opened, text])
    let whole = others.sorted().reduce(text) {
      JoinedMemo.text($0, over: $1, since: sheet.opened)
    }
    let change: Change
    switch sheet.subject {
    case .codings(let ids): change = coding.sidecar.settingMemo(whole, on: ids)
    case .transcript(let id):
      change = coding.sidecar.settingTranscriptMemo(whole, id: id, moment: &moment)
    case .summary, .outside: return
    }
    guard perform(change) else {
      return keep(sheet, because: message?.text ?? "It is not saved.")
    }
    if drafts.removeValue(forKey: draftKey(of: sheet)) != nil { keepDrafts() }
    if whole != text { say(further: Self.joinedWords) }
  }

  // MARK: Memos that have no place

  /// Whether the codings that a memo is on were all removed meanwhile.
  private func isGone(_ sheet: MemoSheet) -> Bool {
    guard case .codings(let ids) = sheet.subject, let coding,
      coding.transcript.name == sheet.transcript
    else { return false }
    return !ids.contains { coding.coding($0) != nil }
  }

  /// Makes the words of a memo whose coding is gone a draft of the memo on the transcript, below what stands
  /// there.
  private mutating func keepForTranscript(_ sheet: MemoSheet) {
    guard let coding else { return }
    drafts[draftKey(of: sheet)] = nil
    let words = sheet.field.text.trimmed
    guard !words.isEmpty else {
      keepDrafts()
      return complain("The coding is gone, and with it the place of a memo.")
    }
    let there = coding.sidecar.memos.last?.text ?? ""
    let key = sheet.transcript
    let begun = drafts[key]?.resumed(over: there) ?? there
    drafts[key] = Draft(JoinedMemo.text(begun, over: words), begunOver: there)
    keepDrafts()
    complain(
      "The coding is gone. Your memo is kept: \(keyName(of: .transcriptMemo, "M")) puts it on the transcript."
    )
  }

  /// Keeps a memo as a draft that cannot be saved, and says why not.
  private mutating func keep(_ sheet: MemoSheet, because reason: String) {
    guard !sheet.field.text.trimmed.isEmpty else { return }
    drafts[draftKey(of: sheet)] = Draft(sheet.field.text, begunOver: sheet.opened)
    keepDrafts()
    complain("\(reason) The memo is kept as a draft.")
  }

  static let joinedWords =
    "Another session had written it meanwhile: its words stand below yours, under a line."

  static let resumedWords =
    "It was written anew since you began your draft: those words stand below yours, under a line."

  /// What stands now where a memo is to be saved.
  private func texts(of subject: MemoSheet.Subject, in sidecar: Sidecar) -> [String] {
    switch subject {
    case .codings(let ids): sidecar.codings.filter { ids.contains($0.id) }.map(\.memo)
    case .transcript(let id): sidecar.memos.filter { $0.id == id }.map(\.text)
    case .summary, .outside: []
    }
  }

  // MARK: Drafts

  /// How long nothing must be typed before a memo is kept as a draft, in milliseconds.
  static let draftTime: Int64 = 1000

  /// Keeps what is being written, when nothing was typed for a while: no key may ever come again.
  mutating func keepDueDraft() {
    guard let due = draftDue, due <= moment.now else { return }
    draftDue = nil
    if case .form(let form) = popups.last { return keepDraft(of: form) }
    guard case .memo(let sheet) = popups.last else { return }
    let text = sheet.field.text
    let isWorthKeeping = !text.trimmed.isEmpty && text != sheet.opened
    let kept = isWorthKeeping ? Draft(text, begunOver: sheet.opened) : nil
    guard drafts[draftKey(of: sheet)] != kept else { return }
    drafts[draftKey(of: sheet)] = kept
    keepDrafts()
  }

  /// Keeps what was typed, across restarts too, until the memo is saved.
  mutating func keepDraft(of sheet: MemoSheet) {
    if case .summary(let place) = sheet.subject { return keepDraft(of: sheet, at: place) }
    guard !sheet.field.text.trimmed.isEmpty else { return }
    // What stands there already is nobody's draft, and would come back over what others write.
    guard sheet.field.text != sheet.opened else {
      if drafts.removeValue(forKey: draftKey(of: sheet)) != nil { keepDrafts() }
      return
    }
    guard !isGone(sheet) else { return keepForTranscript(sheet) }
    drafts[draftKey(of: sheet)] = Draft(sheet.field.text, begunOver: sheet.opened)
    if case .outside(let subject, _) = sheet.subject {
      keepDrafts()
      return say(
        "The memo on \(subject.words) is kept as a draft: the same command takes it up again."
      )
    }
    guard coding != nil, coder != nil else { return }
    rememberPlace()
    let isOnTranscript = if case .transcript = sheet.subject { true } else { false }
    let key = isOnTranscript ? keyName(of: .transcriptMemo, "M") : keyName(of: .memo, "m")
    say("The memo is kept as a draft: \(key) takes it up again, Ctrl-S saves it.")
  }

  private func draftKey(of sheet: MemoSheet) -> String {
    switch sheet.subject {
    case .codings(let ids): ids.map(\.text).joined(separator: " ")
    case .transcript: sheet.transcript
    case .summary(let place): Self.draftKey(place)
    case .outside(let subject, _): subject.draftKey
    }
  }

  mutating func press(_ key: Key, in sheet: MemoSheet) {
    if key.isCancel {
      keepDraft(of: sheet)
      return closePopup()
    }
    if key == Key(.character("s"), .control) {
      closePopup()
      return save(sheet)
    }
    if key == Key(.character("o"), .control) {
      outbox.append(.edit(sheet.field.text, title: sheet.title))
      return
    }
    typeIntoField(key)
  }
}
