import EmicKit

/// Modes of selecting, edges on the move, and which of the codings here is meant.
extension State {
  mutating func toggleExtend() {
    guard coding != nil else { return }
    if coding?.isExtending == true {
      coding?.isExtending = false
    } else {
      if coding?.isSpent == true, let caret = coding?.caret {
        coding?.selection = Selection(caret: caret)
        coding?.isSpent = false
      }
      coding?.isExtending = true
    }
  }

  mutating func escape() {
    guard let coding else { return }
    if coding.isExtending {
      self.coding?.isExtending = false
    } else if !coding.selection.isEmpty {
      self.coding?.selection = Selection(caret: coding.caret)
      self.coding?.isSpent = false
    } else {
      self.coding?.search = nil
      self.coding?.focus = nil
    }
  }

  mutating func nudge(_ edge: CodingState.EdgeMove.Edge, forward: Bool) {
    guard let move = coding?.nudged(edge, forward: forward) else {
      return complain("There is nothing to move here: select something, or go to a coding.")
    }
    if move.span == (coding?.edge ?? coding?.movable)?.span {
      complain(
        "There is no further word that way: \(keyName(of: .moveStart, "s")) and "
          + "\(keyName(of: .moveEnd, "e")) move an edge by characters, too."
      )
    }
    finish(move)
  }

  mutating func beginEdge(_ edge: CodingState.EdgeMove.Edge) {
    guard coding?.beginEdge(edge) == true else {
      return complain("There is nothing to move here: select something, or go to a coding.")
    }
    let name = edge == .start ? "start" : "end"
    say("Move the \(name) by any motion; Esc ends.")
  }

  /// Ends the move of an edge, when one is on.
  mutating func finishEdge() {
    guard let move = coding?.edge else { return }
    finish(move)
  }

  private mutating func finish(_ move: CodingState.EdgeMove) {
    if !move.codings.isEmpty, case .closed(let reason) = coding?.access {
      coding?.edge = nil
      return complain(reason)
    }
    if let change = coding?.finish(move) { perform(change) }
  }

  mutating func focusNext(_ step: Int) {
    guard let coding else { return }
    let here = coding.codingsHere
    guard !here.isEmpty else { return complain("There is no coding here.") }
    let index = here.firstIndex { $0.id == coding.focus }
    let next =
      index.map { ($0 + step + here.count) % here.count } ?? (step > 0 ? 0 : here.count - 1)
    self.coding?.focus = here[next].id
    self.coding?.isSingledOut = true
    say("\(next + 1) of \(here.count) here: \(name(of: here[next].code)).")
  }
}
