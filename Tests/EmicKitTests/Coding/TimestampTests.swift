import Testing

@testable import EmicKit

@Suite("A moment as text") struct TimestampTests {
  private func text(_ year: Int, _ month: Int, _ day: Int) -> String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T10:11:12.345Z"
  }

  @Test(
    "every day of a year is read as itself, and no other",
    arguments: [
      (1, 365), (1900, 365), (1970, 365), (2000, 366), (2023, 365), (2024, 366), (9999, 365),
    ]
  )
  func days(year: Int, count: Int) {
    var days: [Timestamp] = []
    for month in 0...13 {
      for day in 0...32 {
        guard let time = Timestamp(text(year, month, day)) else { continue }
        #expect(time.text == text(year, month, day))
        days.append(time)
      }
    }
    #expect(days.count == count)
    // One day after the other, in milliseconds.
    for (one, next) in zip(days, days.dropFirst()) {
      #expect(next.milliseconds - one.milliseconds == 86_400_000)
    }
  }

  @Test(
    "what is no moment is none",
    arguments: [
      "2026-02-29T10:11:12.345Z", "2026-04-31T10:11:12Z", "2026-03-20T24:00:00Z",
      "2026-03-20T10:60:00Z", "2026-03-20T10:11:60Z", "2026-03-20 10:11:12Z",
      "2026-03-20T10:11:12.34Z", "2026-03-20T10:11:12", "2026-3-20T10:11:12Z", "",
    ]
  )
  func none(text: String) { #expect(Timestamp(text) == nil) }

  @Test("a time without milliseconds stays without")
  func short() throws {
    let time = try #require(Timestamp("2026-03-20T10:11:12Z"))
    #expect(time.text == "2026-03-20T10:11:12Z")
    #expect(time.milliseconds == 1_774_001_472_000)
  }
}
