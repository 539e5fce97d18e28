import EmicKit
import Testing

@testable import EmicTUI

@Suite("Places of codings") struct CodingPlacesTests {
  private func coding(_ number: Int, using dice: inout SeededNumbers) -> Coding {
    let start = Int.random(in: 0..<200, using: &dice)
    let now = Timestamp(milliseconds: 0)
    return Coding(
      id: Coding.ID("\(number)"),
      code: "stress",
      span: Span(start..<start + Int.random(in: 1..<30, using: &dice)),
      quote: "",
      codebook: 1,
      created: now,
      modified: now
    )
  }

  @Test("overlapping codings stand side by side, and each keeps its lane", arguments: 1...20)
  func law(seed: UInt64) {
    var dice = SeededNumbers(seed: seed)
    var codings: [Coding] = []
    var places = CodingPlaces()
    for number in 0..<60 {
      let before = codings
      if number % 5 == 4, let gone = codings.indices.randomElement(using: &dice) {
        codings.remove(at: gone)
      }
      codings.append(coding(number, using: &dice))
      codings.sort()
      let old = places
      var told = places
      told.place(
        codings,
        changedOn: (before + codings).filter { !before.contains($0) || !codings.contains($0) }
          .map(\.span)
      )
      places.place(codings)
      #expect(told == places)
      for (index, coding) in before.enumerated() {
        guard let now = codings.firstIndex(of: coding) else { continue }
        #expect(places.lane(at: now) == old.lane(at: index))
      }
      for (index, one) in codings.enumerated() {
        for (place, other) in codings.enumerated()
        where index < place && one.span.overlaps(other.span) {
          #expect(places.lane(at: index) != places.lane(at: place))
        }
      }
    }
  }

  @Test("a coding that is gone leaves its lane to the next one there")
  func gone() {
    var dice = SeededNumbers(seed: 7)
    var (first, second) = (coding(1, using: &dice), coding(2, using: &dice))
    first.span = Span(0..<10)
    second.span = Span(5..<15)
    var places = CodingPlaces([first, second])
    #expect((places.lane(at: 0), places.lane(at: 1)) == (0, 1))
    places.place([second])
    places.place([first, second])
    #expect((places.lane(at: 0), places.lane(at: 1)) == (0, 1))
    places.place([first])
    places.place([first, second])
    #expect(places.lane(at: 1) == 1)
  }

  @Test(
    "codings on a stretch are found as by looking at each, whatever was placed before",
    arguments: 1...20
  )
  func places(seed: UInt64) {
    var dice = SeededNumbers(seed: seed)
    var codings: [Coding] = []
    var places = CodingPlaces()
    for number in 0..<50 {
      var one = coding(number, using: &dice)
      if number % 7 == 0 { one.span = Span(one.span.start..<one.span.start + 150) }
      if number % 5 == 4, let gone = codings.indices.randomElement(using: &dice) {
        codings.remove(at: gone)
      }
      codings.append(one)
      codings.sort()
      places.place(codings)
      for _ in 0..<20 {
        let start = Int.random(in: -5..<400, using: &dice)
        let span = Span(start..<start + Int.random(in: 0..<40, using: &dice))
        let found = places.overlapping(span).map { codings[$0].id }
        #expect(found == codings.filter { $0.span.overlaps(span) }.map(\.id))
      }
    }
  }
}
