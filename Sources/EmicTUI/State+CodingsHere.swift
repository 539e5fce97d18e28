import EmicKit

/// What is done with the codings that are here: another code, removing, and that there are none.
extension State {
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
    // Words that all of them stand on need not be read in each row.
    let isOneSpan = here.allSatisfy { $0.span == first.span }
    let rows = here.map { coding in
      if isOneSpan { return name(of: coding.code) }
      let words = coding.quote.onOneLine
      return "\(name(of: coding.code)): \(words.prefix(60))"
    }
    popups.append(
      .choice(
        Choice(
          title: isOneSpan ? "Remove which from these words?" : "Remove which?",
          rows: rows,
          purpose: .remove(here.map(\.id))
        )
      )
    )
  }

  mutating func remove(_ id: Coding.ID) {
    guard let coding else { return }
    perform(coding.sidecar.removing([id], in: coding.transcript))
    self.coding?.focus = nil
    guard let summary = self.coding?.undoable.last?.summary else { return }
    say("\(summary) \(keyName(of: .undo, "u")) undoes.")
  }

  mutating func markNothingHere() {
    guard let coding else { return }
    guard let turn = coding.turnHere else { return complain("There is no turn here to mark.") }
    do throws(NothingHereProblem) {
      try coding.sidecar.refuseNothingHere(in: turn)
    } catch {
      return complain(error.message)
    }
    perform(coding.sidecar.togglingNothingHere(turn, moment: moment))
  }
}
