/// Why `cases.csv` cannot be read.
public struct CaseTableError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case csv(CSVError)
    case empty
    case missingColumn(String)
    /// The first row has no comma, and these signs in place of them.
    case separator(String)
    case duplicateColumn(String)
    /// Counted from 1.
    case emptyColumn(Int)
    case ragged(fields: Int, columns: Int)
    case noTranscript
    case duplicateRow(String, firstLine: Int)
  }

  public var file: String
  public var line: Int?
  public var problem: Problem

  public init(file: String, line: Int?, problem: Problem) {
    self.file = file
    self.line = line
    self.problem = problem
  }
}

extension CaseTableError: CustomStringConvertible {
  public var description: String { message }

  /// One line: `file:line: what is wrong. What to do`.
  public var message: String {
    if case .csv(let error) = problem { return error.message }
    return DisplayText.place(file, line) + sentence
  }

  private var sentence: String {
    switch problem {
    case .csv(let error):
      error.message
    case .empty:
      "the file is empty. Begin it with the row transcript,case and your attributes."
    case .missingColumn(let column):
      "the column \(DisplayText.quoted(column)) is missing. Add it to the first row."
    case .separator(let signs):
      "the columns are parted by \(signs). Part them by commas: save the table as CSV with commas."
    case .duplicateColumn(let column):
      "the column \(DisplayText.quoted(column)) stands twice. Keep one."
    case .emptyColumn(let place):
      "column \(place) has no name. Name it or take it out."
    case .ragged(let fields, let columns):
      "this row has \(fields) \(fields == 1 ? "field" : "fields"), the first row has \(columns). "
        + "Put a field with a comma in quotes; leave unknown fields empty."
    case .noTranscript:
      "this row names no transcript. Fill in its path or take the row out."
    case .duplicateRow(let transcript, let firstLine):
      "the transcript \(DisplayText.quoted(transcript)) has a row already, in line \(firstLine). "
        + "Keep one of the two."
    }
  }
}

extension CaseTable.Warning {
  /// One line: `file:line: what is wrong. What to do`.
  public var message: String {
    let nearest = EditDistance.nearest(to: value, among: allowed)
    let question = nearest.map { " Did you mean \(DisplayText.quoted($0))?" } ?? ""
    return DisplayText.place(file, line)
      + "\(DisplayText.quoted(attribute)) can't be \(DisplayText.quoted(value)), "
      + "it counts as unknown.\(question) Use one of: "
      + allowed.map(DisplayText.quotable).joined(separator: ", ") + "."
  }
}
