extension CodeMatrix {
  /// Fewer cases than this behind a count may point at a person.
  public static let fewestCases = 3

  /// The cells with something from fewer than three cases.
  public var smallCells: Int {
    cells.joined().count { cell in
      guard case .counted(let count) = cell else { return false }
      return (1..<Self.fewestCases).contains(count.cases)
    }
  }

  /// What to say of a table that is to be passed on; `nil` where no cell is small.
  public var smallCellWarning: String? {
    let small = smallCells
    guard small > 0 else { return nil }
    return Self.warning(
      "\(small == 1 ? "1 cell counts" : "\(small) cells count")",
      "rows or columns"
    )
  }

  fileprivate static func warning(_ cells: String, _ what: String) -> String {
    "\(cells) fewer than \(fewestCases) cases, by which people may be recognised. Join \(what) before you "
      + "pass the table on."
  }
}

extension Cooccurrence {
  /// What to say of a table that is to be passed on; `nil` where every pair stands for enough cases.
  public var smallCellWarning: String? {
    let small = pairs.count { $0.cases < CodeMatrix.fewestCases }
    guard small > 0 else { return nil }
    return CodeMatrix.warning("\(small == 1 ? "1 pair counts" : "\(small) pairs count")", "codes")
  }
}
