import EmicKit

/// A table of figures as it is drawn: a first column that stays, others that move sideways.
struct FigureTable {
  struct Column: Equatable {
    var title: String
    /// Numbers end at one edge, words begin at one.
    var isNumber = true
  }

  struct Row {
    /// What stands in the first column.
    var name: String
    /// One for each column after the first, or fewer when `remark` takes the place of the rest.
    var cells: [String] = []
    /// In words, after the cells.
    var remark = ""
    /// What Enter opens; `nil` for what is only read.
    var target: PassageFilter?
    /// What the figures say in plain words.
    var words: String?
    /// A heading over the rows that follow: nothing to stand on.
    var isHeading = false
  }

  var columns: [Column]
  var rows: [Row]

  /// The widths in cells, the first column's first: of the table when it was last measured.
  private(set) var widths: [Int] = []

  /// Finds the widths: once for a table, not once for each time it is drawn.
  mutating func measure() {
    widths = columns.map { DisplayText.width(of: $0.title) }
    for row in rows where !row.isHeading {
      widths[0] = max(widths[0], DisplayText.width(of: row.name))
      for (index, cell) in row.cells.enumerated() where index + 1 < widths.count {
        widths[index + 1] = max(widths[index + 1], DisplayText.width(of: cell))
      }
    }
  }
}

/// Where somebody stands in a table or list.
struct ListPlace: Equatable {
  var row = 0
  /// How many columns after the first are moved out to the left.
  var column = 0

  /// Moves over rows that can be stood on; stays where there are none that way.
  mutating func move(by distance: Int, over isPlace: [Bool]) {
    let places = isPlace.indices.filter { isPlace[$0] }
    guard !places.isEmpty else { return }
    let here = places.firstIndex { $0 >= row } ?? places.count - 1
    row = places[min(max(0, here + distance), places.count - 1)]
  }
}
