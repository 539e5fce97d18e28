import EmicKit

/// The framework matrix on the screen: cases by codes, with the analyst's summaries.
struct FrameworkState {
  /// As it was read last; `nil` until then.
  private(set) var visible: VisibleFramework?
  /// The columns: codes that have a summary, and those that were chosen.
  private(set) var codes: [Code.ID] = []
  /// In this session and before.
  var chosen: [Code.ID] = []
  /// Why it could not be read, in a sentence.
  var problem: String?
  /// How many summaries are on their way to the disk.
  var saving = 0
  var steps = UndoStacks<FrameworkChange>()

  var row = 0
  var column = 0
  var firstColumn = 0

  var place: SummaryPlace? {
    guard let visible, visible.cases.indices.contains(row), codes.indices.contains(column) else {
      return nil
    }
    return SummaryPlace(case: visible.cases[row], code: codes[column])
  }

  var current: FrameworkMatrix.Cell? { place.flatMap(cell) }

  func cell(_ place: SummaryPlace) -> FrameworkMatrix.Cell? { visible?[place.case, place.code] }

  mutating func take(_ visible: VisibleFramework, codebook: Codebook) {
    let before = place
    self.visible = visible
    problem = nil
    putInOrder(codebook)
    if let before { go(to: before) }
    move(rows: 0, columns: 0)
  }

  /// Adds columns, the first of them in hand.
  mutating func choose(_ codes: [Code.ID], codebook: Codebook) {
    chosen += codes.filter { !chosen.contains($0) }
    putInOrder(codebook)
    if let first = codes.first, let place = self.codes.firstIndex(of: first) { column = place }
  }

  /// Takes a cell in hand, if it is there.
  mutating func go(to place: SummaryPlace) {
    row = visible?.cases.firstIndex(of: place.case) ?? row
    column = codes.firstIndex(of: place.code) ?? column
  }

  private mutating func putInOrder(_ codebook: Codebook) {
    let all = Set((visible?.codes(in: codebook) ?? []) + chosen)
    codes = all.sorted { one, other in
      let places = [one, other].map { codebook.index(of: $0) ?? .max }
      return places[0] != places[1] ? places[0] < places[1] : one < other
    }
  }

  mutating func move(rows: Int, columns: Int) {
    row = min(max(0, row + rows), max(0, (visible?.cases.count ?? 0) - 1))
    column = min(max(0, column + columns), max(0, codes.count - 1))
  }
}
