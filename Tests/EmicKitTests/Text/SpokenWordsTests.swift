import Testing

@testable import EmicKit

@Suite("Times within a quotation") struct SpokenWordsTests {
  private func left(_ text: String, _ words: String) -> [String] {
    let transcript = Transcript(name: "T.txt", text: TranscriptText(text))
    let scalars = text.unicodeScalars.map(\.value)
    let sought = words.unicodeScalars.map(\.value)
    let start = ScalarSearch.places(of: sought, in: scalars)[0]
    return transcript.stampSpans(in: Span(start..<start + sought.count)).map { transcript.text[$0] }
  }

  @Test("a time in a label is left out, and the label stays")
  func mergedLine() {
    let text = """
      说话人 1 00:12
      钱什么时候到？

      说话人 2 00:42
      上半年没有钱，到

      说话人 2 04:06
      所以下半年突击花钱。

      """
    #expect(left(text, "到\n\n说话人 2 04:06\n所以") == ["04:06"])
    #expect(left(text, "所以下半年") == [])
  }

  @Test("a time alone on a line is left out, whoever speaks behind it")
  func otherSpeaker() {
    let text = "I: Why?\n\nR: Because.\n\nI: And then?\n\n[00:01:02]\nR: Then it ended.\n"
    #expect(left(text, "Because.\n\nI: And then?\n\n[00:01:02]\nR: Then") == ["[00:01:02]"])
  }
}
