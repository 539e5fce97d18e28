import Testing

@testable import EmicKit

@Suite("Times of captions") struct CaptionTimeTests {
  @Test(
    "a time is read in milliseconds",
    arguments: [
      ("00:01", 1000), ("01:02:03.250", 3_723_250), ("02:03,5", 123_500), ("99:59.12", 5_999_120),
      ("120:00", 7_200_000), ("1:2:3.4567", 3_723_456),
    ]
  )
  func read(text: String, milliseconds: Int) { #expect(CaptionSyntax.time(text) == milliseconds) }

  @Test(
    "what is none is not read as one",
    arguments: [
      "", ":", "1", "1:", ":1", "1:60", "1:60:00", "1:2:3:4", "a:01", "1:2.", "1:2.x", "1:2.5:3",
      "1:2 ", "-1:2", "1234567:00", "1:2;5", "00:01.1x",
    ]
  )
  func refused(text: String) { #expect(CaptionSyntax.time(text) == nil) }
}
