import Testing

@testable import EmicKit

@Suite("cases.csv") struct CaseTableTests {
  func read(_ text: String) throws(CaseTableError) -> CaseTable {
    var study = StudyFile()
    study.attributes = [
      StudyFile.AttributeValues(
        attribute: "sector",
        values: ["migrants", "all"],
        synonyms: ["流动人口": "migrants"]
      )
    ]
    return try CaseTable.read(Array(text.utf8), file: "cases.csv", study: study)
  }

  func complaint(_ text: String) -> String? {
    do {
      _ = try read(text)
      return nil
    } catch {
      return error.message
    }
  }

  @Test("rows, synonyms and unknown attributes")
  func rows() throws {
    let table = try read(
      "\u{FEFF}transcript,case,sector,site\r\na.txt,C1,流动人口,\"City, A\"\r\n\r\nb.txt,,,\r\n"
    )
    #expect(table.attributes == ["sector", "site"])
    #expect(table["a.txt"]?.case == "C1")
    #expect(table["a.txt"]?.values == ["sector": "migrants", "site": "City, A"])
    #expect(table["b.txt"]?.case.isEmpty == true)
    #expect(table["b.txt"]?.values.isEmpty == true)
    #expect(table["b.txt"]?.line == 4)
    #expect(table.warnings.isEmpty)
  }

  @Test(
    "a table with other separators is said to be one",
    arguments: [("\t", "tabs"), (";", "semicolons")]
  )
  func separators(sign: String, words: String) {
    #expect(
      complaint("transcript,case,sector\na.txt,C1,all\n".replacing(",", with: sign))
        == "cases.csv:1: the columns are parted by \(words). Part them by commas: save the table as CSV "
        + "with commas."
    )
  }

  @Test("a value outside the list wins over the header's, and is unknown")
  func refused() throws {
    let table = try read("transcript,case,sector\na.txt,C1,migrant\nb.txt,C2,\n")
    var study = StudyFile()
    study.attributes = [.init(attribute: "sector", values: ["migrants", "all"])]
    var header = SourceStructure.Header()
    header.attributes = [.init(key: "sector", value: "migrants")]
    let refused = table.attributes(of: "a.txt", header: header, study: study)
    #expect(refused.values == [:])
    #expect(refused.refused == ["sector": "migrant"])
    let empty = table.attributes(of: "b.txt", header: header, study: study)
    #expect(empty.values == ["sector": "migrants"])
    #expect(empty.refused == [:])
    var values = RefusedValues()
    for name in ["a.txt", "c.txt"] { values.add(refused, of: name) }
    #expect(
      values.notes(on: ["sector", "level"], study: study) == [
        "\"sector\" can't be \"migrant\", it counts as unknown: a.txt, c.txt. Use one of: migrants, all."
      ]
    )
  }

  @Test("a value outside the list is unknown, and said to be")
  func warning() throws {
    let table = try read("transcript,case,sector\na.txt,C1,migrant\n")
    #expect(table["a.txt"]?.values["sector"] == nil)
    #expect(
      table.warnings.map(\.message) == [
        "cases.csv:2: \"sector\" can't be \"migrant\", it counts as unknown. "
          + "Did you mean \"migrants\"? Use one of: migrants, all."
      ]
    )
  }

  @Test(
    "every mistake has its line and sentence",
    arguments: [
      (
        "",
        "cases.csv: the file is empty. Begin it with the row transcript,case and your attributes."
      ),
      ("case\n", "cases.csv:1: the column \"transcript\" is missing. Add it to the first row."),
      (
        "transcript,sector\n",
        "cases.csv:1: the column \"case\" is missing. Add it to the first row."
      ),
      ("transcript,case,a,a\n", "cases.csv:1: the column \"a\" stands twice. Keep one."),
      ("transcript,case,\n", "cases.csv:1: column 3 has no name. Name it or take it out."),
      (
        "transcript,case\na.txt\n",
        "cases.csv:2: this row has 1 field, the first row has 2. Put a field with a comma in quotes; leave unknown fields empty."
      ),
      (
        "transcript,case\n,C1\n",
        "cases.csv:2: this row names no transcript. Fill in its path or take the row out."
      ),
      (
        "transcript,case\na,\"1\n2\"\na,3\n",
        "cases.csv:4: the transcript \"a\" has a row already, in line 2. Keep one of the two."
      ),
      (
        "transcript,case\na,\"1\n",
        "cases.csv:2: a quoted field begins here and never ends. Close the quote."
      ),
    ]
  )
  func mistakes(text: String, message: String) {
    #expect(complaint(text) == message)
  }
}
