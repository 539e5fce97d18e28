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
      let change = change(of: codings, number, using: &dice)
      for case .coding(let old, let new, _) in change.edits {
        if let old { codings.removeAll { $0.id == old.id } }
        if let new { codings.append(new) }
      }
      codings.sort()
      let old = places
      var told = places
      told.place(codings, changedOn: change.spansOfCodings)
      places.place(codings)
      #expect(told == places, "step \(number)")
      for (index, coding) in before.enumerated() {
        guard let now = codings.firstIndex(where: { $0.id == coding.id && $0.span == coding.span })
        else { continue }
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

  @Test("spans that a damaged sidecar names beyond every text stop no screen")
  func beyond() {
    func coding(_ number: Int, _ span: Span) -> Coding {
      let now = Timestamp(milliseconds: 0)
      return Coding(
        id: Coding.ID("\(number)"),
        code: "stress",
        span: span,
        quote: "",
        codebook: 1,
        created: now,
        modified: now
      )
    }
    let far = Span(Int.max - 9..<Int.max)
    var codings = [coding(1, Span(2..<5)), coding(2, far)]
    var places = CodingPlaces(codings)
    #expect(places.overlapping(Span(4..<6)) == [0])
    codings.append(coding(3, far))
    places.place(codings, changedOn: [far])
    #expect(places.lane(at: 0) == 0)
    #expect(places.overlapping(Span(4..<6)) == [0])
  }

  /// Some new codings, some gone, one moved, one with another code, or nothing.
  private func change(
    of codings: [Coding],
    _ number: Int,
    using dice: inout SeededNumbers
  ) -> Change {
    let one = codings.randomElement(using: &dice)
    switch (Int.random(in: 0..<8, using: &dice), one) {
    case (0, let one?):
      return Change(
        "",
        [
          .coding(before: one, after: nil),
          .coding(before: nil, after: coding(number, using: &dice)),
        ]
      )
    case (1, let one?):
      var moved = one
      moved.span = coding(number, using: &dice).span
      return Change("", [.coding(before: one, after: moved)])
    case (2, let one?):
      var other = one
      other.code = "money"
      return Change("", [.coding(before: one, after: other)])
    case (3, _):
      let gone = codings.filter { _ in Int.random(in: 0..<6, using: &dice) == 0 }
      return Change("", gone.map { .coding(before: $0, after: nil) })
    case (4, _):
      return Change(
        "",
        (0..<3).map { .coding(before: nil, after: coding(100 * number + $0, using: &dice)) }
      )
    case (5, _): return Change("", [])
    default: return Change("", [.coding(before: nil, after: coding(number, using: &dice))])
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
