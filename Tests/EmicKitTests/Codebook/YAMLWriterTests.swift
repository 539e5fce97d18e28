import Testing

@testable import EmicKit

@Suite("Writing a study's files") struct YAMLWriterTests {
  @Test("what emic does not know stays what it is: nothing, a number, a time, a text")
  func keptMembers() throws {
    let text = """
      format: emic/codebook
      version: 1
      title: Kept
      codes: []
      nothing:
      below: -5
      time: 8:21:52.5
      quoted: "8:21:52.5"
      list:
        - 8:21
        - -5
        -
        - "5"
      braces: {at: 8:21, below: -5, none: , sure: 5?}

      """
    let book = try CodebookReader.read(Array(text.utf8), file: "book.yaml")
    #expect(CodebookWriter.text(of: book) == text)
  }
}
