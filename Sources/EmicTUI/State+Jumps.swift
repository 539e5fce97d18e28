import EmicKit

/// Jumps from coding to coding, memo to memo, and to what is not coded yet.
extension State {
  /// Carries out a jump; `false` when the command is none.
  mutating func jump(_ command: Command) -> Bool {
    guard let coding else { return false }
    let codings = coding.sidecar.codings
    switch command {
    case .nextUncoded: jumpToUncoded(forwards: true)
    case .previousUncoded: jumpToUncoded(forwards: false)
    case .nextCoding: go(to: codings, forwards: true, none: "No coding further on.")
    case .previousCoding: go(to: codings, forwards: false, none: "No coding before this.")
    case .nextSameCode, .previousSameCode:
      guard let code = coding.codingHere?.code ?? coding.lastCodes.last else {
        complain("There is no coding here whose code could be followed.")
        return true
      }
      go(
        to: codings.filter { $0.code == code },
        forwards: command == .nextSameCode,
        none: "No other \(code) that way."
      )
    case .nextToReanchor: jumpToReanchor()
    case .reanchor: openReanchoring()
    case .nextDisagreement: jumpToDisagreement(forwards: true)
    case .previousDisagreement: jumpToDisagreement(forwards: false)
    case .nextMemo:
      go(to: codings.filter { !$0.memo.isEmpty }, forwards: true, none: "No memo further on.")
    case .previousMemo:
      go(to: codings.filter { !$0.memo.isEmpty }, forwards: false, none: "No memo before this.")
    default: return false
    }
    return true
  }

  private mutating func go(to codings: [Coding], forwards: Bool, none: String) {
    guard let coding else { return }
    // From one of several codings at a place the next one is at that place too.
    let caret = coding.caret
    let here = coding.codingHere
    let from = (here?.span.start == caret ? here?.id : nil)
    let sorted = codings.sorted()
    let position = from.flatMap { id in sorted.firstIndex { $0.id == id } }
    let next: Coding?
    if let position {
      let index = position + (forwards ? 1 : -1)
      next = sorted.indices.contains(index) ? sorted[index] : nil
    } else {
      next =
        forwards
        ? sorted.first { $0.span.start > caret } : sorted.last { $0.span.start < caret }
    }
    guard let next else { return complain(none) }
    self.coding?.move(to: next.span.start)
    self.coding?.focus = next.id
    let memo = next.memo.isEmpty ? "" : ": \(next.memo.split(separator: "\n").first ?? "")"
    say("\(name(of: next.code))\(memo)")
  }

  private func nothingOpen(in structure: SourceStructure) -> String {
    if structure.kind == .document {
      return "A document has no respondents' turns: none of it counts as not coded yet."
    }
    return structure.turns.contains(where: \.isRespondent)
      ? "Every respondent's turn is coded or marked." : "There are no respondents' turns here."
  }

  private mutating func jumpToUncoded(forwards: Bool) {
    guard let coding else { return }
    let open = coding.openTurns
    let caret = coding.caret
    let here = coding.turnHere?.number ?? 0
    let next =
      forwards
      ? open.first { $0.speech.start > caret && $0.number != here }
      : open.last { $0.speech.start < caret && $0.number != here }
    guard let next else {
      let isHereOpen = open.contains { $0.number == here }
      return complain(
        open.isEmpty
          ? nothingOpen(in: coding.transcript.structure)
          : isHereOpen && open.count == 1
            ? "This is the only turn left." : "No open turn that way: \(open.count) the other way."
      )
    }
    self.coding?.move(to: next.speech.start)
    let left = open.count
    say("Turn \(next.number): \(left) \(left == 1 ? "turn" : "turns") not coded yet.")
  }
}

extension CodingState {
  /// Respondents' turns that are neither coded nor marked as having nothing to code.
  var openTurns: [SourceStructure.Turn] { Progress.openTurns(of: transcript, in: sidecar) }
}
