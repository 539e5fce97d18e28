import EmicKit

/// What two people have changed differently, and which wordings were chosen so far.
struct CodebookDifferences {
  /// What waits for the choice.
  enum Purpose { case saving, form }

  let conflicts: [CodebookConflicts.Conflict]
  let purpose: Purpose
  private(set) var sides: [CodebookConflicts.Side?]
  private(set) var row = 0

  init(_ conflicts: [CodebookConflicts.Conflict], for purpose: Purpose) {
    self.conflicts = conflicts
    self.purpose = purpose
    sides = conflicts.map { _ in nil }
  }

  mutating func move(by distance: Int) {
    row = min(max(0, row + distance), max(0, conflicts.count - 1))
  }

  mutating func choose(_ side: CodebookConflicts.Side) {
    guard sides.indices.contains(row) else { return }
    sides[row] = side
    if let next = sides.firstIndex(where: { $0 == nil }) { row = next }
  }

  /// All choices; `nil` while one is open.
  var choices: [CodebookConflicts.Choice]? {
    let chosen = zip(conflicts, sides).compactMap { conflict, side in
      side.map { CodebookConflicts.Choice(conflict, $0) }
    }
    return chosen.count == conflicts.count ? chosen : nil
  }
}
