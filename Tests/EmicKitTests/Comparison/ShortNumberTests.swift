import Testing

@testable import EmicKit

@Suite("Numbers as people read them") struct ShortNumberTests {
  @Test(
    "a share is rounded; only nothing is 0 % and only all is 100 %",
    arguments: [
      (0, "0 %"), (0.001, "<1 %"), (0.769, "77 %"), (0.818, "82 %"), (0.994, "99 %"),
      (0.999, ">99 %"), (1, "100 %"),
    ]
  )
  func percent(share: Double, words: String) { #expect(ShortNumber.percent(share) == words) }
}
