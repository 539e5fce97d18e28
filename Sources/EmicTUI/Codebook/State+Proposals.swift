import EmicKit

/// A coder's own proposals, about which others decide while the screen is open.
extension State {
  /// The codebook without this coder's proposals.
  var teamCodebook: Codebook {
    codebook.removing(Set(codebook.codes.filter(\.isProposal).map(\.id)))
  }

  /// Takes over what was decided about this coder's proposals.
  ///
  /// Those that the file does not have yet stay; those that were taken back here do not come again.
  mutating func noteProposalsChanged(_ onDisk: [Code], of coder: Coder.ID) {
    guard coder == self.coder?.id else { return }
    let book = teamCodebook
    let ids = Set(onDisk.map(\.id))
    // An accepted one has left the file, and is a code of the book.
    var now = proposals.filter { ids.contains($0.id) || book[$0.id] == nil }
    var words: [String] = []
    for theirs in onDisk where !withdrawn.contains(theirs.id) {
      guard let place = now.firstIndex(where: { $0.id == theirs.id }) else {
        now.append(theirs)
        continue
      }
      let mine = now[place]
      guard mine.retired != theirs.retired || mine.replacedBy != theirs.replacedBy else { continue }
      now[place] = theirs
      if mine.isAssignable, !theirs.isAssignable { words.append(Self.decided(theirs)) }
      if !mine.isAssignable, theirs.isAssignable { words.append("+\(theirs.id) is offered again.") }
    }
    guard now != proposals else { return }
    proposals = now
    codebook = book.adding(now)
    followCodebook()
    if !words.isEmpty { complain(words.joined(separator: " ")) }
  }

  private static func decided(_ proposal: Code) -> String {
    let others = proposal.replacedBy.map(\.text).joined(separator: ", ")
    return others.isEmpty
      ? "+\(proposal.id) was declined: it is no longer offered."
      : "+\(proposal.id) was declined: what is coded with it is read as \(others)."
  }
}
