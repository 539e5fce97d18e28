import Agreement

/// A spreadsheet of ratings: a column `unit`, then one column per coder; an empty cell is missing.
public struct RatingsFile: Sendable {
  /// Names of the columns that hold a rating, in their order.
  public let coders: [String]
  /// As declared, else in the order of their first use.
  public let categories: [String]
  /// Rows with a rating × `coders`.
  public let table: RatingsTable

  /// Reads the file's bytes.
  ///
  /// Rows and columns without a rating are dropped: nobody was there.
  ///
  /// - Parameters:
  ///   - bytes: of the file.
  ///   - file: its name, for messages.
  ///   - declared: the categories that could have been used; none: those that were.
  /// - Throws: with the line, when it is no such table.
  public init(
    _ bytes: [UInt8],
    file: String,
    categories declared: [String] = []
  ) throws(RatingsFileError) {
    func error(_ line: Int?, _ problem: RatingsFileError.Problem) -> RatingsFileError {
      RatingsFileError(file: file, line: line, problem: problem)
    }
    let rows: [CSV.Row]
    do throws(CSVError) {
      rows = try CSV.read(bytes, file: file)
    } catch {
      throw RatingsFileError(file: file, line: error.line, problem: .csv(error))
    }
    guard let head = rows.first else { throw error(nil, .empty) }
    let names = head.fields.map(Self.trimmed)
    guard names[0].lowercased() == "unit" else {
      let parted = names.count == 1 && names[0].contains { $0 == ";" || $0 == "\t" }
      throw error(head.line, parted ? .separator : .noUnitColumn(names[0]))
    }
    let columns = Array(names.dropFirst())
    for (place, name) in columns.enumerated() {
      guard !name.isEmpty else { throw error(head.line, .namelessColumn(place + 2)) }
      guard !columns[..<place].contains(name) else { throw error(head.line, .columnTwice(name)) }
    }
    var places: [String: Int] = [:]
    var known: [String] = []
    for category in declared where places[category] == nil {
      places[category] = known.count
      known.append(category)
    }
    var seen: [String: Int] = [:]
    var ratings: [[Int?]] = []
    for row in rows.dropFirst() {
      let cells = row.fields.map(Self.trimmed)
      guard cells.contains(where: { !$0.isEmpty }) else { continue }
      guard cells.count == names.count else {
        throw error(row.line, .rowLength(cells.count, expected: names.count))
      }
      if !cells[0].isEmpty, let before = seen.updateValue(row.line, forKey: cells[0]) {
        throw error(row.line, .unitTwice(cells[0], line: before))
      }
      var rating: [Int?] = []
      for cell in cells.dropFirst() {
        guard !cell.isEmpty else {
          rating.append(nil)
          continue
        }
        if places[cell] == nil {
          guard declared.isEmpty else { throw error(row.line, .undeclared(cell, known)) }
          places[cell] = known.count
          known.append(cell)
        }
        rating.append(places[cell])
      }
      if rating.contains(where: { $0 != nil }) { ratings.append(rating) }
    }
    guard !ratings.isEmpty else { throw error(nil, .noRatings) }
    let present = columns.indices.filter { column in ratings.contains { $0[column] != nil } }
    guard present.count > 1 else { throw error(nil, .oneCoder(columns[present[0]])) }
    coders = present.map { columns[$0] }
    categories = known
    do throws(RatingsTable.Problem) {
      table = try RatingsTable(
        ratings.map { row in present.map { row[$0] } },
        categories: known.count
      )
    } catch {
      preconditionFailure("the table was built from checked rows: \(error)")
    }
  }

  private static func trimmed(_ cell: String) -> String {
    let start = cell.drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}

/// Why a file is no table of ratings.
public struct RatingsFileError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case csv(CSVError)
    case empty
    case separator
    case noUnitColumn(String)
    case namelessColumn(Int)
    case columnTwice(String)
    case rowLength(Int, expected: Int)
    case unitTwice(String, line: Int)
    case undeclared(String, [String])
    case noRatings
    case oneCoder(String)
  }

  public var file: String
  public var line: Int?
  public var problem: Problem

  /// Whether the table is sound and says that there is nothing to compare.
  public var isAnswer: Bool {
    switch problem {
    case .noRatings, .oneCoder: true
    default: false
    }
  }

  /// One line: `file:line: what is wrong. What to do`.
  public var message: String {
    if case .csv(let error) = problem { return error.message }
    return DisplayText.place(file, line) + sentence
  }

  private var sentence: String {
    switch problem {
    case .csv(let error): error.message
    case .empty: "the file is empty. The first line is unit, then the coders' names."
    case .separator: "the cells are not parted by commas. Save the table as CSV with commas."
    case .noUnitColumn(let name):
      "the first column is \"\(name)\" and must be \"unit\", then one column for each coder."
    case .namelessColumn(let place): "column \(place) has no name. Write the coder's name."
    case .columnTwice(let name): "coder \"\(name)\" is listed twice. Rename one of the columns."
    case .rowLength(let found, let expected):
      "this row has \(found) cells and the first line \(expected). Leave a missing rating empty."
    case .unitTwice(let unit, let line):
      "unit \"\(unit)\" stands on line \(line) already. Each unit is one row."
    case .undeclared(let cell, let known):
      "\"\(cell)\" is none of the categories \(known.joined(separator: ", ")). Mend the cell, or "
        + "name it in --categories."
    case .noRatings: "there is no rating in the table, so there is nothing to compare."
    case .oneCoder(let name): "only \"\(name)\" has ratings, and agreement takes two coders."
    }
  }
}
