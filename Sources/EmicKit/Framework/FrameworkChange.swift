/// A change of one cell of the framework matrix, which knows its inverse.
public struct FrameworkChange: Hashable, Sendable {
  public let `case`: String
  public let code: Code.ID
  /// `nil` where there was none.
  public let before: FrameworkMatrix.Cell?
  /// `nil` where it is taken away.
  public let after: FrameworkMatrix.Cell?

  /// - Parameters:
  ///   - cell: the new one; one without words is taken away.
  ///   - known: the old one, as whoever writes has seen it.
  public init(to cell: FrameworkMatrix.Cell, from known: FrameworkMatrix.Cell?) {
    self.init(cell.case, cell.code, known, cell.summary.isEmpty ? nil : cell)
  }

  private init(
    _ name: String,
    _ code: Code.ID,
    _ before: FrameworkMatrix.Cell?,
    _ after: FrameworkMatrix.Cell?
  ) {
    `case` = name
    self.code = code
    (self.before, self.after) = (before, after)
  }

  public var inverse: FrameworkChange { FrameworkChange(`case`, code, after, before) }

  /// The new cell; without words where it is taken away.
  public var cell: FrameworkMatrix.Cell {
    after ?? FrameworkMatrix.Cell(case: `case`, code: code, summary: "")
  }
}

extension FrameworkChange {
  /// The line of a history, without what was done with the change.
  var json: JSONValue {
    func text(_ cell: FrameworkMatrix.Cell?) -> JSONValue {
      cell.map { .string(FrameworkFile.text(of: FrameworkMatrix(cells: [$0]))) } ?? .null
    }
    return .object([
      JSONMember("case", .string(`case`)), JSONMember("code", .string(code.text)),
      JSONMember("before", text(before)), JSONMember("after", text(after)),
    ])
  }

  /// - Returns: `nil` for what is none.
  init?(json: JSONValue) {
    guard let name = json["case"]?.string, let code = json["code"]?.string else { return nil }
    var cells: [FrameworkMatrix.Cell?] = []
    for key in ["before", "after"] {
      guard let text = json[key]?.string else {
        cells.append(nil)
        continue
      }
      let matrix = try? FrameworkFile.read(Array(text.utf8), file: "history")
      guard let cell = matrix?.cells.first else { return nil }
      cells.append(cell)
    }
    self.init(name, Code.ID(code), cells[0], cells[1])
  }
}
