import EmicKit

/// Assigning codes to the words in hand.
extension State {
  /// Assigns codes to a span in one step that one undo takes back.
  mutating func assign(_ codes: [Code.ID], to span: Span, proposing proposal: Code? = nil) {
    // Nothing here holds the work: all of it would be copied to be changed.
    guard coding != nil else { return }
    guard let trimmed = coding?.trimmed(span) else {
      return complain("Nothing to code: only blanks are selected.")
    }
    guard let change = assignment(of: codes, to: trimmed, proposing: proposal) else { return }
    guard !change.isEmpty else { return say(change.summary) }
    // What was made on one selection stays together, for a memo that goes to all of it.
    let madeBefore = coding?.isSpent == true ? coding?.madeLast ?? [] : []
    perform(change)
    let made = change.edits.compactMap { edit -> Coding? in
      guard case .coding(_, let after, _) = edit else { return nil }
      return after
    }
    // What was made is in hand, also where the selection ends on a blank behind it.
    if let selection = coding?.selection, let caret = coding?.caret,
      selection.isEmpty || !trimmed.contains(caret)
    {
      coding?.selection = Selection(trimmed)
    }
    coding?.isExtending = false
    coding?.isSpent = true
    coding?.madeLast = madeBefore + made.map(\.id)
    coding?.focus = made.last?.id
    coding?.lastCodes = codes
    fillQuickCodes(with: codes)
  }

  private mutating func assignment(
    of codes: [Code.ID],
    to span: Span,
    proposing proposal: Code?
  ) -> Change? {
    // A code that this very change proposes is not in the codebook yet.
    let proposed = proposal.map(Self.name(ofProposed:))
    let names = codes.map { $0 == proposal?.id ? proposed ?? "" : name(of: $0) }
      .joined(separator: ", ")
    // Member by member: a copy of the coding counts a reference for every text and list in it.
    guard let transcript = coding?.transcript, let selection = coding?.selection else { return nil }
    let turn = transcript.structure.turn(at: span.start)
    let place = turn.map { " in turn \($0.number)" } ?? ""
    let what =
      selection.isEmpty ? "the sentence here, \(span.characters)" : span.characters
    do throws(ChangeProblem) {
      let change = try coding?.sidecar.assigning(
        codes,
        to: span,
        in: transcript,
        codebook: codebook.version,
        saying: "Assigned \(names) to \(what)\(place).",
        moment: &moment
      )
      return proposal.flatMap { change?.proposing($0) } ?? change
    } catch {
      complain(error.message)
      return nil
    }
  }

  /// A code keeps the first free digit that it got; no digit ever changes its code by itself.
  mutating func fillQuickCodes(with codes: [Code.ID]) {
    for code in codes where !quickCodes.values.contains(code) {
      guard let place = (1...9).first(where: { isFree($0) }) else { return }
      quickCodes[place] = code
    }
  }

  private func isFree(_ place: Int) -> Bool {
    quickCodes[place].map { codebook[$0] == nil } ?? true
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
      guard let place = codebook.index(of: code), codebook.codes[place].isAssignable else {
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
    let words = String(coding.text[span])
    guard let name = Code.Name.inVivo(words) else {
      return complain("Select words: marks alone are no code's name.")
    }
    guard Code.Name.isTooLongInVivo(words) else { return assignNewCode(named: name, to: span) }
    popups.append(
      .prompt(
        Prompt(title: "The code's name", field: TextField(name), purpose: .inVivoName(span))
      )
    )
  }

  /// Gives many words a code under the name that somebody has made of them.
  mutating func takeInVivoName(_ name: String, of span: Span) {
    guard !name.withoutMarksAtEdges.isEmpty else {
      return refuseAnswer("Type the new code's name.")
    }
    assignNewCode(named: name, to: span)
  }

  /// Proposes a code and assigns it in one step; a code of that name is used when there is one.
  mutating func assignNewCode(named name: String, to span: Span) {
    switch codebook.newCode(named: name) {
    case .known(let id): assign([id], to: span)
    case .proposal(let code): assign([code.id], to: span, proposing: code)
    }
  }
}

extension CodingState {
  /// Whole characters without the blanks around them; `nil` where only blanks are left.
  fileprivate func trimmed(_ span: Span) -> Span? {
    transcript.trimmed(text.wholeCharacters(span))
  }
}
