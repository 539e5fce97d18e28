/// The file of the framework matrix, `framework.yaml`.
///
///     format: emic/framework
///     version: 1
///     cells:
///       - case: NGO-D1
///         code: trust
///         summary: Trust is in the section chief, not in the office.
///         quotations: [0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3e]
///         by: coder-a
///         at: 2026-03-22T09:00:00.000Z
public enum FrameworkFile {
  public static let name = "framework.yaml"

  /// - Throws: the first problem, with its line.
  public static func read(_ bytes: [UInt8], file: String) throws(FrameworkError) -> FrameworkMatrix
  {
    let root = try YAMLTree.read(bytes, file: file, as: FrameworkError.self)
    var fields = try YAMLFields<FrameworkError>(root, of: "the file", file: file)
    try fields.format("emic/framework")
    try fields.formatVersion()
    var cells: [FrameworkMatrix.Cell] = []
    for node in try fields.items("cells") {
      let cell = try cell(node, file: file)
      guard !cells.contains(where: { $0.case == cell.case && $0.code == cell.code }) else {
        throw FrameworkError(
          file: file,
          line: node.line,
          problem: .duplicateCell(case: cell.case, code: cell.code)
        )
      }
      cells.append(cell)
    }
    return FrameworkMatrix(cells: cells, kept: fields.rest)
  }

  private static func cell(
    _ node: YAMLNode,
    file: String
  ) throws(FrameworkError) -> FrameworkMatrix.Cell {
    var fields = try YAMLFields<FrameworkError>(node, of: "cells", file: file)
    func required(_ key: String) throws(FrameworkError) -> String {
      guard let text = try fields.text(key), !text.isEmpty else {
        throw FrameworkError(file: file, line: node.line, yaml: .missing(key: key))
      }
      return text
    }
    let (name, code, summary) = (
      try required("case"), try required("code"), try required("summary")
    )
    let quotations = try fields.texts("quotations").map { Coding.ID($0) }
    let by = try fields.text("by")
    if let by, !Coder.isWellFormed(by) {
      throw FrameworkError(file: file, line: node.line, problem: .malformedCoder(by))
    }
    var at: Timestamp?
    if let text = try fields.text("at") {
      at = Timestamp(text)
      guard at != nil else {
        throw FrameworkError(file: file, line: node.line, problem: .malformedTime(text))
      }
    }
    return FrameworkMatrix.Cell(
      case: name,
      code: Code.ID(code),
      summary: summary,
      quotations: quotations,
      by: by.map { Coder.ID($0) },
      at: at,
      kept: fields.rest
    )
  }

  /// The file's text in canonical form.
  public static func text(of matrix: FrameworkMatrix) -> String {
    let cells = matrix.cells.map { cell in
      var members = [
        YAMLMember("case", .text(cell.case)), YAMLMember("code", .text(cell.code.text)),
        YAMLMember("summary", .text(cell.summary)),
      ]
      if !cell.quotations.isEmpty {
        members.append(YAMLMember("quotations", .texts(cell.quotations.map(\.text))))
      }
      if let by = cell.by { members.append(YAMLMember("by", .text(by.text))) }
      if let at = cell.at {
        members.append(YAMLMember("at", YAMLNode(.scalar(at.text, isPlain: true))))
      }
      return YAMLNode.mapping(members + cell.kept)
    }
    return YAMLWriter.text(
      of: [
        YAMLMember("format", .text("emic/framework")), YAMLMember("version", .number(1)),
        YAMLMember("cells", .list(cells)),
      ] + matrix.kept
    )
  }
}
