import Testing

@testable import EmicKit

@Suite("The framework matrix") struct FrameworkFileTests {
  private static let text = """
    format: emic/framework
    version: 1
    cells:
      - case: NGO-D1
        code: trust
        summary: In the section chief, not in the office.
        quotations: ["0195b0c4-7a51-7c3e-9d0a-000000000001"]
        by: coder-a
        at: 2026-03-22T09:00:00.000Z
      - case: GOV-M2
        code: trust
        summary: "先看人：再看机构"
        mood: sure
    colour: blue

    """

  @Test("reading and writing gives the same bytes, unknown keys included")
  func roundTrip() throws {
    let matrix = try FrameworkFile.read(Array(Self.text.utf8), file: "framework.yaml")
    #expect(matrix.cells.count == 2)
    #expect(matrix["NGO-D1", "trust"]?.by == "coder-a")
    #expect(matrix.cases == ["GOV-M2", "NGO-D1"])
    #expect(matrix.codes(in: retrievalBook) == ["trust"])
    let again = try FrameworkFile.read(
      Array(FrameworkFile.text(of: matrix).utf8),
      file: "framework.yaml"
    )
    #expect(again == matrix)
    #expect(FrameworkFile.text(of: again) == FrameworkFile.text(of: matrix))
  }

  @Test(
    "what it can't mean is refused with the line",
    arguments: [
      (
        text.replacing("GOV-M2", with: "NGO-D1"),
        "framework.yaml:10: the cell of \"NGO-D1\" and \"trust\" stands twice."
      ),
      (
        text.replacing("by: coder-a", with: "by: Coder A"), "framework.yaml:4: \"Coder A\" can't be"
      ),
      (text.replacing("2026-03-22T", with: "yesterday T"), "framework.yaml:4: "),
      (text.replacing("emic/framework", with: "emic/codebook"), "framework.yaml:1: "),
      (text.replacing("version: 1", with: "version: 2"), "framework.yaml:2: "),
      (text.replacing("    summary: In", with: "    summery: In"), "framework.yaml:4: "),
    ]
  )
  func refusals(text: String, message: String) {
    let error = #expect(throws: FrameworkError.self) {
      try FrameworkFile.read(Array(text.utf8), file: "framework.yaml")
    }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test("a cell is set on what is on disk now, and taken away by an empty summary")
  func saving() throws {
    let folder = TemporaryFolder()
    try folder.write("I: Hello.\nR: Hello.\n", to: "T01.txt")
    let study = try StudyFolder.open(path: folder.path)
    var cell = FrameworkMatrix.Cell(case: "A", code: "trust", summary: "First.", by: "ana")
    #expect(try study.save(cell))
    #expect(try !study.save(cell))
    let other = FrameworkMatrix.Cell(case: "B", code: "trust", summary: "Other.")
    #expect(try study.save(other))
    cell.summary = "Second."
    #expect(try study.save(cell))
    #expect(try study.framework().cells == [cell, other])
    cell.summary = ""
    #expect(try study.save(cell))
    #expect(try study.framework().cells == [other])
    let damaged = "format: emic/framework\nversion: 1\ncells: 3\n"
    try folder.write(damaged, to: "framework.yaml")
    #expect(throws: StudyProblem.self) { try study.save(cell) }
    #expect(try folder.read("framework.yaml") == Array(damaged.utf8))
    let check = StudyCheck(of: study, asker: nil)
    #expect(check.problems.contains { $0.kind == .framework && $0.line == 3 })
  }
}
