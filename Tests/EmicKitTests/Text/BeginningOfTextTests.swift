import Testing

@testable import EmicKit

@Suite("The beginning of a text")
struct BeginningOfTextTests {
  @Test("ends with a whole line, and cuts no character")
  func whole() throws {
    let bytes = Array("Q: 您好。\nR: 好。\nQ: 信".utf8).dropLast()
    let text = try #require(TranscriptText(beginning: Array(bytes)))
    #expect(text[text.span] == "Q: 您好。\nR: 好。\n")
  }

  @Test(
    "what is to be changed to be canonical, or is no text, has none",
    arguments: ["no line", "a\r\nb\n", "\u{FEFF}a\n", "a\0\n", "%PDF-1.4\n"]
  )
  func none(text: String) { #expect(TranscriptText(beginning: Array(text.utf8)) == nil) }

  @Test("nor has what is not UTF-8")
  func encoding() { #expect(TranscriptText(beginning: [0xD0, 0xC5, 0x0A]) == nil) }
}
