/// The framework matrix as far as somebody may see it.
///
/// A summary says what its author sees in the texts: whoever still codes a transcript of the case blind
/// gets their own, an observer none while anybody codes it.
public struct VisibleFramework: Sendable {
  public let cells: [FrameworkMatrix.Cell]
  /// Those of the study and those that have a summary, sorted.
  public let cases: [String]
  /// Summaries by others on cases that are still coded blind.
  public let hidden: [FrameworkMatrix.Cell]
  private let places: [String: [Code.ID: Int]]

  /// - Parameters:
  ///   - matrix: as it is on disk.
  ///   - caseOfTranscript: by path; a source without a case is a case of its own, named by its path.
  ///   - blindness: who asks.
  ///   - codes: only these; all for none.
  public init(
    _ matrix: FrameworkMatrix,
    caseOfTranscript: [String: String],
    blindness: Blindness,
    codes: [Code.ID] = []
  ) {
    let blind = Set(caseOfTranscript.filter { blindness.hidesNotes(about: $0.key) }.map(\.value))
    let wanted = matrix.cells.filter { codes.isEmpty || codes.contains($0.code) }
    func isShown(_ cell: FrameworkMatrix.Cell) -> Bool {
      // A summary without an author is nobody's own.
      !blind.contains(cell.case) || (cell.by != nil && cell.by == blindness.asker)
    }
    cells = wanted.filter(isShown)
    hidden = wanted.filter { !isShown($0) }
    cases = Set(caseOfTranscript.values).union(cells.map(\.case)).sorted()
    var places: [String: [Code.ID: Int]] = [:]
    for (place, cell) in cells.enumerated() { places[cell.case, default: [:]][cell.code] = place }
    self.places = places
  }

  /// The summary of a case and a code.
  public subscript(case: String, code: Code.ID) -> FrameworkMatrix.Cell? {
    places[`case`]?[code].map { cells[$0] }
  }

  /// Codes that have a summary, in the order of the codebook.
  public func codes(in codebook: Codebook) -> [Code.ID] {
    FrameworkMatrix(cells: cells).codes(in: codebook)
  }
}

extension StudyCodings {
  /// The case of every source; one without is a case of its own, named by its path.
  public var caseOfTranscript: [String: String] {
    study.transcripts.reduce(into: [:]) { names, path in
      let name = attributes(of: path).case
      names[path] = name.isEmpty ? path : name
    }
  }
}
