import EmicKit
import Testing

@Suite("CSV") struct CSVTests {
  func fields(_ text: String) throws(CSVError) -> [[String]] {
    try CSV.read(Array(text.utf8), file: "t.csv").map(\.fields)
  }

  @Test("quotes, commas, line ends inside a field; all three line ends between rows")
  func reading() throws {
    #expect(
      try fields("a,\"b,\"\"c\"\"\r\nd\"\r\ne,\rf,g\n")
        == [["a", "b,\"c\"\r\nd"], ["e", ""], ["f", "g"]]
    )
    #expect(try fields("") == [])
    #expect(try fields("\"\"\n\na") == [[""], ["a"]])
  }

  @Test("lines are counted through quoted fields")
  func lines() throws {
    let rows = try CSV.read(Array("\"1\r\n2\"\r\n\r\nx\n".utf8), file: "t.csv")
    #expect(rows.map(\.line) == [1, 4])
  }

  @Test("rows are printed with CRLF and quoted only where they must be")
  func writing() {
    #expect(
      CSV.text(of: [["a", "b c", "", "d,e", "f\"g", "h\ni", " j"], [""]])
        == "a,b c,,\"d,e\",\"f\"\"g\",\"h\ni\",\" j\"\r\n\"\"\r\n"
    )
  }

  @Test("what is printed reads back")
  func roundTrip() throws {
    let rows = [
      ["", ""], ["\u{FEFF}x", "信任"], ["\r", "\n"], ["\"", ",,"], [""], ["=1+1", "\t"],
    ]
    #expect(try fields(CSV.text(of: rows)) == rows)
  }

  @Test(
    "broken quoting is refused with its line",
    arguments: [
      (
        "a\nb\"c\n",
        "t.csv:2: a quote stands inside a field. Put the field in quotes and double the quote."
      ),
      (
        "\"a\nb\"c\n",
        "t.csv:2: text follows a closing quote. Put a comma between, or double the quote."
      ),
      ("x\n\"a\nb\n", "t.csv:2: a quoted field begins here and never ends. Close the quote."),
    ]
  )
  func broken(text: String, message: String) {
    #expect(throws: CSVError.self) { try fields(text) }
    do { _ = try fields(text) } catch { #expect(error.message == message) }
  }

  @Test("bytes that are not UTF-8, and far too many, are refused")
  func bytes() {
    func complaint(_ bytes: [UInt8]) -> String? {
      do {
        _ = try CSV.read(bytes, file: "t.csv")
        return nil
      } catch {
        return error.message
      }
    }
    #expect(
      complaint([0x61, 0x0A, 0xD6, 0xD0])
        == "t.csv:2: this line is not UTF-8. Save the file as UTF-8."
    )
    #expect(
      complaint([UInt8](repeating: 0x61, count: 64 << 20 + 1))
        == "t.csv: the file has 67108865 bytes, more than the 64 MB that are read. Split it."
    )
  }
}
