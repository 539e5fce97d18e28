import Testing
import ZipTesting

@testable import EmicKit

@Suite("Excel workbooks") struct XLSXTests {
  private let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  /// A workbook with this first sheet and some more parts.
  private func workbook(
    _ rows: String,
    strings: String = "",
    styles: String = "",
    sheets: String = "<sheet name=\"A\" r:id=\"rId1\"/>",
    more: String = ""
  ) throws -> [UInt8] {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let packages = "http://schemas.openxmlformats.org/package/2006/relationships"
    var writer = ZipWriter()
    try writer.add(
      "xl/workbook.xml",
      Array(
        "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\">\(more)<sheets>\(sheets)</sheets></workbook>"
          .utf8
      )
    )
    try writer.add(
      "xl/_rels/workbook.xml.rels",
      Array(
        ("<Relationships xmlns=\"\(packages)\"><Relationship Id=\"rId1\" Target=\"worksheets/s.xml\"/>"
          + "<Relationship Id=\"rId2\" Target=\"/xl/worksheets/t.xml\"/></Relationships>").utf8
      )
    )
    for name in ["s", "t"] {
      try writer.add(
        "xl/worksheets/\(name).xml",
        Array(
          "<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData></worksheet>".utf8
        )
      )
    }
    if !strings.isEmpty {
      try writer.add("xl/sharedStrings.xml", Array("<sst xmlns=\"\(main)\">\(strings)</sst>".utf8))
    }
    if !styles.isEmpty {
      try writer.add(
        "xl/styles.xml",
        Array("<styleSheet xmlns=\"\(main)\">\(styles)</styleSheet>".utf8)
      )
    }
    return writer.packed()
  }

  private func cell(_ place: String, _ text: String) -> String {
    "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
  }

  @Test("columns of speakers and words are turns: shared texts, runs, no pronunciation")
  func turns() throws {
    let bytes = try workbook(
      "<row>\(cell("A1", "Speaker"))\(cell("B1", "Text"))</row>"
        + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c></row>"
        + "<row r=\"5\"><c r=\"B5\" t=\"s\"><v>2</v></c><c r=\"A5\" t=\"str\"><v>R</v></c></row>",
      strings: "<si><t>I</t></si><si><r><t>Why </t></r><r><t>😀?</t></r></si>"
        + "<si><t>因为</t><rPh sb=\"0\" eb=\"1\"><t>YIN</t></rPh></si>"
    )
    let read = try imported(bytes, named: "a.xlsx")
    #expect(read.format == "xlsx" && read.imported.text == "I: Why 😀?\nR: 因为\n")
  }

  @Test("else each row is a document; dates, times and whole numbers read as they are shown")
  func documents() throws {
    let long = String(repeating: "words and ", count: 9)
    let head = ["id", "day", "at", "age", "made", "length", "ok", "share", "Why?"].enumerated().map
    {
      cell("\(["A", "B", "C", "D", "E", "F", "G", "H", "AA"][$0.offset])1", $0.element)
    }.joined()
    let bytes = try workbook(
      "<row>\(head)</row><row>\(cell("A2", "P 1"))<c r=\"B2\" s=\"1\"><v>43173</v></c>"
        + "<c r=\"C2\" s=\"2\"><v>0.427083333333333</v></c><c r=\"D2\"><v>34.0</v></c>"
        + "<c r=\"E2\" s=\"3\"><v>43173.5</v></c><c r=\"F2\" s=\"4\"><v>1.25</v></c>"
        + "<c r=\"G2\" t=\"b\"><v>1</v></c><c r=\"H2\" s=\"5\"><v>0.25</v></c>"
        + "\(cell("AA2", long))</row>",
      styles: "<numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;x&quot;\\-mm hh:mm\"/>"
        + "<numFmt numFmtId=\"171\" formatCode=\"[h]:mm:ss\"/>"
        + "<numFmt numFmtId=\"172\" formatCode=\"0.0 &quot;days&quot;\"/></numFmts>"
        + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"20\"/>"
        + "<xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf numFmtId=\"172\"/></cellXfs>",
      sheets: "<sheet name=\"H\" state=\"hidden\" r:id=\"rId9\"/><sheet name=\"A\" r:id=\"rId2\"/>"
    )
    let read = try imported(bytes, named: "a.xlsx").imported
    #expect(read.leftOut("other sheets") == 1)
    #expect(
      read.text == "id: P 1\nday: 2018-03-14\nat: 10:15:00\nage: 34\nmade: 2018-03-14 12:00:00\n"
        + "length: 30:00:00\nok: TRUE\nshare: 0.25\n\nWhy?\n\(long.dropLast())\n"
    )
  }

  @Test("days that count from 1904 are other days")
  func macDays() throws {
    let bytes = try workbook(
      "<row>\(cell("A1", "day"))\(cell("B1", "x"))</row><row><c r=\"A2\" s=\"0\"><v>41711</v></c></row>",
      styles: "<cellXfs><xf numFmtId=\"14\"/></cellXfs>",
      more: "<workbookPr date1904=\"1\"/>"
    )
    #expect(try imported(bytes, named: "a.xlsx").imported.text == "day: 2018-03-14\n")
  }

  @Test("what is no table is a sentence: no rows, too many columns, numbers that lead nowhere")
  func trouble() throws {
    func problem(_ bytes: [UInt8]) -> ImportProblem? {
      do throws(ImportProblem) {
        _ = try imported(bytes, named: "a.xlsx")
        return nil
      } catch {
        return error
      }
    }
    #expect(problem(try workbook("")) == .empty("this table has no rows below its head"))
    let wide = cell("XFD1", "x")
    #expect(
      problem(try workbook("<row>\(wide)</row><row>\(wide)</row>"))
        == .tooMuch("this sheet has more than 1000 columns")
    )
    #expect(problem(try workbook("", sheets: "")) == .empty("there is no sheet in this workbook"))
    #expect(problem(try workbook("<row><c>")) != nil)
    let lost =
      "<row>\(cell("A1", "a"))</row><row><c r=\"A2\" t=\"s\"><v>99</v></c><c r=\"9\" t=\"s\"><v>-1</v></c>"
      + "<c r=\"A2\" s=\"77\"><v>1e300</v></c><c r=\"AAAAAAAAAAAAAAAA1\" t=\"e\"><v>#REF!</v></c></row>"
    #expect(problem(try workbook(lost)) != nil)
    let numbers = "<row>\(cell("A1", "a"))</row><row><c r=\"A2\"><v>nan</v></c></row>"
    #expect(problem(try workbook(numbers)) == nil)
  }
}
