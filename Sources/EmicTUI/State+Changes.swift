import EmicKit

/// Changing the coder's work: assigning, removing, memos, flags, and taking it all back.
extension State {
  // MARK: Carrying out

  /// Carries out a change of the work in view, keeps it for undo and has it saved.
  mutating func perform(_ change: Change) {
    guard !change.isEmpty else { return say(change.summary) }
    guard carryOut(change, as: .done) else { return }
    coding?.undoable.append(change)
    coding?.redoable = []
    say(change.summary)
  }

  private mutating func carryOut(_ change: Change, as kind: Effect.HistoryKind) -> Bool {
    guard var coding, let coder else { return false }
    if case .closed(let reason) = coding.access {
      complain(reason)
      return false
    }
    do {
      try coding.sidecar.apply(change, at: moment.now)
    } catch {
      complain(error.message)
      return false
    }
    coding.revision += 1
    coding.saving = .unsaved
    coding.lanes.place(coding.sidecar.codings)
    self.coding = coding
    changeProposals(change)
    outbox.append(
      .save(coding.sidecar, transcript: coding.transcript.name, revision: coding.revision)
    )
    outbox.append(
      .record(
        change,
        kind,
        transcript: coding.transcript.name,
        coder: coder.id,
        at: moment.now
      )
    )
    return true
  }

  private mutating func changeProposals(_ change: Change) {
    var changed = proposals
    for case .proposal(let before, let after) in change.edits {
      if let before, after == nil {
        // A proposal that codings still use stays, or they would lose their name.
        let isUsed =
          ownWork.count(of: before.id, outside: coding?.transcript.name) > 0
          || coding?.sidecar.codings.contains { $0.code == before.id } ?? false
        if !isUsed { changed.removeAll { $0.id == before.id } }
      }
      if let after {
        changed.removeAll { $0.id == after.id }
        changed.append(after)
      }
    }
    guard changed != proposals, let coder else { return }
    let gone = Set(proposals.map(\.id)).subtracting(changed.map(\.id))
    proposals = changed
    codebook = codebook.removing(gone).adding(changed)
    withdrawn = withdrawn.union(gone).subtracting(changed.map(\.id))
    outbox.append(.saveProposals(proposals, withdrawn: withdrawn, coder: coder.id))
  }

  mutating func undo() {
    guard let change = coding?.undoable.last else { return complain("Nothing to undo.") }
    guard carryOut(change.inverse, as: .undone) else { return }
    coding?.undoable.removeLast()
    coding?.redoable.append(change)
    show(change.inverse)
    say("Undone: \(change.summary)")
  }

  mutating func redo() {
    guard let change = coding?.redoable.last else { return complain("Nothing to redo.") }
    guard carryOut(change, as: .redone) else { return }
    coding?.redoable.removeLast()
    coding?.undoable.append(change)
    show(change)
    say("Redone: \(change.summary)")
  }

  // The place of an undone or redone change comes into view, its words selected again.
  private mutating func show(_ change: Change) {
    for edit in change.edits {
      switch edit {
      case .coding(let before, let after, _):
        guard let span = after?.span ?? before?.span else { continue }
        coding?.selection = Selection(span)
        coding?.focus = after?.id
        coding?.isSpent = after != nil
        return
      case .nothingHere(let before, let after):
        guard let span = after?.span ?? before?.span else { continue }
        coding?.move(to: span.start)
        return
      case .memo, .proposal: continue
      }
    }
  }

  // MARK: Assigning

  /// Assigns codes to a span in one step that one undo takes back.
  mutating func assign(_ codes: [Code.ID], to span: Span, proposing proposal: Code? = nil) {
    guard let coding else { return }
    guard let trimmed = coding.transcript.trimmed(coding.text.wholeCharacters(span)) else {
      return complain("Nothing to code: only blanks are selected.")
    }
    guard let change = assignment(of: codes, to: trimmed, in: coding, proposing: proposal) else {
      return
    }
    guard !change.isEmpty else { return say(change.summary) }
    perform(change)
    // What was made on one selection stays together, for a memo that goes to all of it.
    let madeBefore = coding.isSpent ? coding.madeLast : []
    let made = change.edits.compactMap { edit -> Coding? in
      guard case .coding(_, let after, _) = edit else { return nil }
      return after
    }
    if self.coding?.selection.isEmpty == true { self.coding?.selection = Selection(trimmed) }
    self.coding?.isExtending = false
    self.coding?.isSpent = true
    self.coding?.madeLast = madeBefore + made.map(\.id)
    self.coding?.focus = made.last?.id
    self.coding?.lastCodes = codes
    fillQuickCodes(with: codes)
  }

  private mutating func assignment(
    of codes: [Code.ID],
    to span: Span,
    in coding: CodingState,
    proposing proposal: Code?
  ) -> Change? {
    var sidecar = coding.sidecar
    var edits: [Change.Edit] = proposal.map { [.proposal(before: nil, after: $0)] } ?? []
    var summaries: [String] = []
    for code in codes {
      let change = sidecar.assigning(
        code,
        to: span,
        in: coding.transcript,
        codebook: codebook.version,
        moment: &moment
      )
      summaries.append(change.summary)
      do {
        try sidecar.apply(change, at: moment.now)
      } catch {
        complain(error.message)
        return nil
      }
      edits += change.edits
    }
    // A code that this very change proposes is not in the codebook yet.
    let names = codes.map { $0 == proposal?.id ? "+\($0)" : name(of: $0) }.joined(separator: ", ")
    let turn = coding.transcript.structure.turn(at: span.start)
    let place = turn.map { " in turn \($0.number)" } ?? ""
    let wasSelected = !coding.selection.isEmpty
    let what =
      wasSelected ? "\(span.count) characters" : "the sentence here, \(span.count) characters"
    let changes = edits.contains { if case .coding = $0 { true } else { false } }
    let summary =
      changes ? "Assigned \(names) to \(what)\(place)." : summaries.joined(separator: " ")
    return Change(summary, edits)
  }

  /// A code keeps the first free digit that it got; no digit ever changes its code by itself.
  private mutating func fillQuickCodes(with codes: [Code.ID]) {
    for code in codes where !quickCodes.values.contains(code) {
      guard let place = (1...9).first(where: { quickCodes[$0] == nil }) else { return }
      quickCodes[place] = code
    }
  }

  mutating func pickCode() {
    guard let target = coding?.target else {
      return complain("There is nothing to code here: select some words.")
    }
    let picker = CodePicker(.assign(target.span), codebook: codebook)
    guard picker.total > 0 || codebook.codes.isEmpty else {
      return complain("The codebook has no code that can be assigned.")
    }
    popups.append(.picker(picker))
  }

  mutating func assignQuickCode(_ place: Int) {
    guard let coding else { return }
    if case .closed(let reason) = coding.access { return complain(reason) }
    guard let code = quickCodes[place] else {
      return complain(
        "No code is on \(place) yet: Alt-\(place) in the code list (c) puts one there."
      )
    }
    assignHere([code])
  }

  mutating func assignByKey(_ key: Character) {
    guard let code = codebook.codes.first(where: { $0.key == key && $0.isAssignable }) else {
      return complain("No code has the key \(key).")
    }
    assignHere([code.id])
  }

  mutating func assignAgain() {
    guard let codes = coding?.lastCodes, !codes.isEmpty else {
      return complain("No code was assigned yet that could be repeated.")
    }
    assignHere(codes)
  }

  private mutating func assignHere(_ codes: [Code.ID]) {
    guard let target = coding?.target else {
      return complain("There is nothing to code here: select some words.")
    }
    for code in codes {
      guard codebook[code]?.isAssignable == true else {
        return complain(
          "\(code) cannot be assigned any more: it is retired or not in the codebook."
        )
      }
    }
    assign(codes, to: target.span)
  }

  // MARK: New codes

  mutating func assignInVivo() {
    guard let coding, !coding.selection.isEmpty,
      let span = coding.transcript.trimmed(coding.selection.span)
    else { return complain("Select the respondent's words first: they become the code's name.") }
    let words = coding.text[span].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    assignNewCode(named: String(words.prefix(60)), to: span)
  }

  /// Proposes a code and assigns it in one step; a code of that name is used when there is one.
  mutating func assignNewCode(named name: String, to span: Span) {
    let sameName = codebook.codes.first { code in
      code.isAssignable && code.name.entries.contains { $0.text.lowercased() == name.lowercased() }
    }
    if let existing = sameName { return assign([existing.id], to: span) }
    let proposal = Code(id: freshID(for: name), name: Code.Name(name), isProposal: true)
    assign([proposal.id], to: span, proposing: proposal)
  }

  private func freshID(for name: String) -> Code.ID {
    let base = Slug.id(for: name)
    let taken = Set(codebook.codes.map(\.id))
    if !taken.contains(Code.ID(base)) { return Code.ID(base) }
    let number = (2...).first { !taken.contains(Code.ID("\(base)-\($0)")) } ?? 2
    return Code.ID("\(base)-\(number)")
  }

  // MARK: Codings here

  mutating func pickOtherCode() {
    guard let coding = coding?.codingHere else {
      return complain("There is no coding here whose code could be changed.")
    }
    popups.append(.picker(CodePicker(.change(coding.id), codebook: codebook)))
  }

  mutating func change(_ id: Coding.ID, to code: Code.ID) {
    guard let coding else { return }
    perform(
      coding.sidecar.changingCode(
        of: id,
        to: code,
        codebook: codebook.version,
        in: coding.transcript
      )
    )
    self.coding?.focus = id
    self.coding?.madeLast = []
    self.coding?.lastCodes = [code]
    fillQuickCodes(with: [code])
  }

  mutating func removeHere() {
    guard let coding else { return }
    let here = coding.codingsHere
    guard let first = here.first else { return complain("There is no coding here to remove.") }
    if here.count == 1 { return remove(first.id) }
    if coding.isSingledOut, let chosen = coding.codingHere { return remove(chosen.id) }
    let rows = here.map { coding in
      let words = coding.quote.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return "\(name(of: coding.code)): \(words.prefix(60))"
    }
    popups.append(
      .choice(Choice(title: "Remove which?", rows: rows, purpose: .remove(here.map(\.id))))
    )
  }

  mutating func remove(_ id: Coding.ID) {
    guard let coding else { return }
    perform(coding.sidecar.removing([id], in: coding.transcript))
    self.coding?.focus = nil
    if let summary = self.coding?.undoable.last?.summary { say("\(summary) u undoes.") }
  }

  mutating func markNothingHere() {
    guard let coding else { return }
    guard let turn = coding.turnHere else { return complain("There is no turn here to mark.") }
    guard turn.isRespondent else {
      return complain(
        "Turn \(turn.number) is an interviewer's: only respondents' turns are marked."
      )
    }
    if coding.sidecar.codings.contains(where: { $0.span.overlaps(turn.speech) }) {
      return complain("Turn \(turn.number) is coded: it cannot be marked as having nothing.")
    }
    perform(coding.sidecar.togglingNothingHere(turn, moment: moment))
  }

  // MARK: Memos and flags

  mutating func writeMemo() {
    guard let coding else { return }
    let made = coding.madeLast.compactMap { coding.coding($0) }
    let chosen = made.isEmpty ? coding.codingHere.map { [$0] } ?? [] : made
    guard let first = chosen.first else {
      return complain("There is no coding here for a memo; M writes one on the transcript.")
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

  private mutating func openMemo(_ subject: MemoSheet.Subject, title: String, text: String) {
    let draft = drafts[subject]
    let sheet = MemoSheet(
      subject: subject,
      title: draft == nil ? title : "\(title) (draft)",
      field: TextField(draft ?? text, isMultiline: true)
    )
    popups.append(.memo(sheet))
  }

  mutating func save(_ sheet: MemoSheet) {
    guard let coding else { return }
    drafts[sheet.subject] = nil
    let text = sheet.field.text.trimmed
    switch sheet.subject {
    case .codings(let ids): perform(coding.sidecar.settingMemo(text, on: ids))
    case .transcript(let id):
      perform(coding.sidecar.settingTranscriptMemo(text, id: id, moment: &moment))
    }
  }

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

  // MARK: Names

  /// How a code is called in a message: `+id` a proposal, `?id` one that the codebook lacks.
  func name(of id: Code.ID) -> String {
    guard let code = codebook[id] else { return "?\(id)" }
    return code.isProposal ? "+\(id)" : id.text
  }
}
