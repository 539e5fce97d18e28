/// The framework matrix: for a case and a code the analyst's summary, with the quotations behind it.
///
/// Source of the method: Ritchie & Spencer, "Qualitative Data Analysis for Applied Policy Research", in
/// Bryman & Burgess (eds.), *Analyzing Qualitative Data*, 1994.
public struct FrameworkMatrix: Hashable, Sendable {
  public struct Cell: Hashable, Sendable {
    /// The case's name in `cases.csv`; of a source without a case its path.
    public var `case`: String
    public var code: Code.ID
    public var summary: String
    /// Codings on which the summary rests.
    public var quotations: [Coding.ID]
    public var by: Coder.ID?
    public var at: Timestamp?
    /// Keys that this version keeps without reading them.
    public var kept: [YAMLMember]

    public init(
      case: String,
      code: Code.ID,
      summary: String,
      quotations: [Coding.ID] = [],
      by: Coder.ID? = nil,
      at: Timestamp? = nil,
      kept: [YAMLMember] = []
    ) {
      self.case = `case`
      self.code = code
      self.summary = summary
      self.quotations = quotations
      self.by = by
      self.at = at
      self.kept = kept
    }
  }

  /// In the order of the file; one for each case and code.
  public private(set) var cells: [Cell]
  /// Top-level keys that this version keeps without reading them.
  public var kept: [YAMLMember]

  public init(cells: [Cell] = [], kept: [YAMLMember] = []) {
    self.cells = cells
    self.kept = kept
  }

  /// The cell of a case and a code; `nil` where nobody has summed up.
  public subscript(case: String, code: Code.ID) -> Cell? {
    cells.first { $0.case == `case` && $0.code == code }
  }

  /// Puts a cell in its place; one without words takes it away.
  public mutating func set(_ cell: Cell) {
    let place = cells.firstIndex { $0.case == cell.case && $0.code == cell.code }
    if cell.summary.isEmpty {
      if let place { cells.remove(at: place) }
    } else if let place {
      cells[place] = cell
    } else {
      cells.append(cell)
    }
  }

  /// Cases that have a cell, sorted.
  public var cases: [String] { Set(cells.map(\.case)).sorted() }

  /// Codes that have a cell, in the order of the codebook.
  public func codes(in codebook: Codebook) -> [Code.ID] {
    Set(cells.map(\.code)).sorted { one, other in
      let places = [one, other].map { codebook.index(of: $0) ?? .max }
      return places[0] != places[1] ? places[0] < places[1] : one < other
    }
  }
}
