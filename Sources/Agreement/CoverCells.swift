/// What the coders did with one code in one transcript: how many units each set of coders gave it.
///
/// A coder who is not `present` has no submitted layer of the transcript: missing, not "no". A
/// present coder in no cell looked and used the code nowhere.
public struct CoverCells: Equatable, Sendable {
  /// The units that exactly these coders gave the code.
  public struct Cell: Equatable, Sendable {
    public var coders: CoderSet
    public var units: Int

    public init(coders: CoderSet, units: Int) {
      self.coders = coders
      self.units = units
    }
  }

  /// The coders whose decisions count here.
  public var present: CoderSet
  /// One per set that occurs, the empty set (units without the code) included; at most 2^m.
  public var cells: [Cell]

  public init(present: CoderSet, cells: [Cell]) {
    self.present = present
    self.cells = cells
  }

  /// The units that some present coder gave the code.
  public var unitsWith: Int {
    cells.reduce(0) { $1.coders.isDisjoint(with: present) ? $0 : $0 + $1.units }
  }

  /// The units that some present coder gave the code and another did not.
  public var disagreeingUnits: Int {
    cells.reduce(0) { sum, cell in
      let yes = cell.coders.intersection(present)
      return yes.isEmpty || yes == present ? sum : sum + cell.units
    }
  }

  /// The same without one coder.
  public func without(_ coder: Int) -> CoverCells {
    CoverCells(present: present.subtracting(CoderSet(coder)), cells: cells)
  }

  /// All units.
  public var units: Int { cells.reduce(0) { $0 + $1.units } }

  /// The four counts of two coders; `nil` where one of them is missing.
  public func pairTable(_ first: Int, _ second: Int) -> PairTable? {
    guard present.contains(coder: first), present.contains(coder: second) else { return nil }
    var table = PairTable()
    for cell in cells {
      switch (cell.coders.contains(coder: first), cell.coders.contains(coder: second)) {
      case (true, true): table.both += cell.units
      case (true, false): table.onlyFirst += cell.units
      case (false, true): table.onlySecond += cell.units
      case (false, false): table.neither += cell.units
      }
    }
    return table
  }

  /// The sums behind the measures of all coders; category 0 is "no", category 1 "yes".
  ///
  /// - Parameter coders: m, the number of coders compared, missing ones included.
  /// - Returns: the sums of this transcript.
  public func counts(coders: Int) -> RatingCounts {
    var counts = RatingCounts(coders: coders, categories: 2)
    for cell in cells {
      let yes = cell.coders.intersection(present).count
      counts.add(unit: [present.count - yes, yes], weight: cell.units)
      for coder in 0..<coders where present.contains(coder: coder) {
        counts.byCoder[2 * coder + (cell.coders.contains(coder: coder) ? 1 : 0)] += cell.units
      }
    }
    return counts
  }
}
