import EmicKit

/// Counts on the screen: a matrix of codes, codes on the same text, or first uses of codes.
struct CountsState {
  enum View: CaseIterable { case matrix, pairs, saturation }

  var view = View.matrix
  var asking = AskedQuery()

  // MARK: How it is counted

  /// Of the matrix's columns; `nil` until somebody has seen what the study knows.
  var dimensions: [MatrixDimension]?
  var countsFamilies = false
  /// Units on which two codes must both stand; `nil` for shared characters.
  var unit: AgreementUnits.Kind?
  var order = TranscriptOrder.path

  // MARK: What was answered last

  /// The question that what is shown answers.
  var answered: Question?
  private(set) var matrix: CodeMatrix?
  /// The highest number of codings in a cell: what the shades are measured by.
  private(set) var most = 0
  private(set) var pairs: [Cooccurrence.Pair]?
  private(set) var saturation: Saturation?
  /// Transcripts that nobody has coded, as far as one may know.
  private(set) var uncoded: [String] = []

  // MARK: Where somebody stands

  /// The row and column in hand; those after the last are the totals.
  var row = 0
  var column = 0
  /// The first column in view.
  var firstColumn = 0
  /// In the list of pairs, and in that of transcripts.
  var pairRow = 0
  var transcriptRow = 0

  var question: Question? {
    switch view {
    case .matrix:
      dimensions.map { .matrix(asking.query, $0, families: countsFamilies) }
    case .pairs: .pairs(asking.query, unit: unit)
    case .saturation: .saturation(asking.query, order)
    }
  }

  mutating func take(_ findings: Answered.Findings) {
    switch findings {
    case .list: break
    case .matrix(let matrix):
      // Whoever recounts stays on the code that was in hand.
      let code = self.matrix.flatMap { $0.codes.indices.contains(row) ? $0.codes[row] : nil }
      self.matrix = matrix
      most = 0
      for case .counted(let count) in matrix.cells.joined() { most = max(most, count.codings) }
      if let code, let place = matrix.codes.firstIndex(of: code) { row = place }
      moveInMatrix(rows: 0, columns: 0)
    case .pairs(let pairs):
      self.pairs = pairs
      pairRow = min(pairRow, max(0, pairs.count - 1))
    case .saturation(let saturation, let uncoded):
      self.saturation = saturation
      self.uncoded = uncoded
      transcriptRow = min(transcriptRow, max(0, saturation.firstUses.count - 1))
    }
  }

  /// Whether nothing was counted.
  var isEmpty: Bool {
    switch view {
    case .matrix: most == 0
    case .pairs: pairs?.isEmpty ?? true
    case .saturation: saturation?.firstUses.isEmpty ?? true
    }
  }

  mutating func forgetAnswer() { (answered, matrix, pairs, saturation) = (nil, nil, nil, nil) }

  // MARK: The matrix

  /// Two coders' codings of one passage are no two passages: nothing is added over coders.
  var hasTotals: Bool { matrix.map { !$0.dimensions.contains(.coder) } ?? false }

  /// Rows and columns that can be stood on, the totals among them.
  var rowCount: Int { matrix.map { $0.codes.count + 1 } ?? 0 }
  var columnCount: Int { matrix.map { $0.columns.count + (hasTotals ? 1 : 0) } ?? 0 }

  mutating func moveInMatrix(rows: Int, columns: Int) {
    row = min(max(0, row + rows), max(0, rowCount - 1))
    column = min(max(0, column + columns), max(0, columnCount - 1))
  }

  /// What stands in a cell, the totals among them.
  func cell(_ row: Int, _ column: Int) -> CodeMatrix.Cell? {
    guard let matrix else { return nil }
    let (isTotalRow, isTotalColumn) = (row == matrix.codes.count, column == matrix.columns.count)
    switch (isTotalRow, isTotalColumn) {
    case (false, false): return matrix.cells[row][column]
    case (false, true): return matrix.rowTotal(row)
    case (true, false): return matrix.columnTotal(column)
    case (true, true): return matrix.wholeTotal
    }
  }
}

extension CodingQuery {
  /// The question whose answer is what a column of a matrix counts.
  ///
  /// - Parameters:
  ///   - column: of the matrix.
  ///   - dimensions: of its columns.
  ///   - codings: knows which names are cases.
  /// - Returns: this question about these sources only.
  func inColumn(
    _ column: MatrixColumn,
    of dimensions: [MatrixDimension],
    _ codings: StudyCodings
  ) -> CodingQuery {
    var query = self
    for (dimension, value) in zip(dimensions, column.values) {
      switch dimension {
      case .attribute(let name): query.require(name, value ?? "")
      case .transcript: query.transcripts = value.map { [$0] } ?? []
      case .coder: query.coders = value.map { [Coder.ID($0)] } ?? []
      case .case:
        // A source without a case is a case of its own, named by its path.
        let isSource =
          value.map { name in
            codings.study.transcripts.contains(name) && codings.attributes(of: name).case.isEmpty
          } ?? false
        if isSource {
          query.transcripts = value.map { [$0] } ?? []
        } else {
          query.require("case", value ?? "")
        }
      }
    }
    return query
  }

  /// Of several `=` on one attribute one is enough: the one that is required takes their place.
  private mutating func require(_ attribute: String, _ value: String) {
    conditions.removeAll { $0.attribute == attribute && $0.relation == .equal }
    conditions.append(AttributeCondition(attribute, .equal, value))
  }
}
