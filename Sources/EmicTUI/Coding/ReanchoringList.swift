import EmicKit

/// What becomes of a coder's codings of a transcript that has changed: to be looked through and agreed to.
struct ReanchoringList {
  let proposal: Reanchoring
  /// Those that do not stay as they are: in the order of their new places, then what was not found.
  let rows: [Reanchoring.Item]
  var row = 0
  /// Whether it is shown only when the text as it is now has been opened.
  var waitsForText = false
  /// Codings that are to be orphans though a place was found.
  ///
  /// At first those whose words may not leave and that are not found for certain: who takes one out of
  /// here has looked at its place.
  var leaving: Set<Coding.ID>

  init(_ proposal: Reanchoring) {
    self.proposal = proposal
    leaving = proposal.unsettledFlags
    rows = proposal.items.filter { $0.outcome != .unchanged }.sorted {
      ($0.outcome.span?.start ?? .max, $0.coding.span) < (
        $1.outcome.span?.start ?? .max, $1.coding.span
      )
    }
  }

  /// One coding and what becomes of it, in a line.
  func words(ofRow row: Int) -> String {
    let item = rows[row]
    let isLeft = leaving.contains(item.coding.id)
    var fate = isLeft ? "LEFT, kept as an orphan" : proposal.words(for: item)
    if isLeft, item.bindsUnsettled {
      let flags = Reanchoring.bindingFlags(of: item.coding)
      fate = item.outcome.span == nil ? "not found, \(flags)" : "\(flags): LEFT, x takes the place"
    }
    return "\(item.coding.code)  \(fate): \(Reanchoring.quotation(item.coding, \.onOneLine))"
  }
}
