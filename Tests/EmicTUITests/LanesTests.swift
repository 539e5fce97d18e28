import EmicKit
import Testing

@testable import EmicTUI

@Suite("Lanes") struct LanesTests {
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
    var lanes = Lanes()
    for number in 0..<60 {
      let before = codings
      if number % 5 == 4, let gone = codings.indices.randomElement(using: &dice) {
        codings.remove(at: gone)
      }
      codings.append(coding(number, using: &dice))
      codings.sort()
      let old = lanes
      lanes.place(codings)
      for coding in before where codings.contains(coding) {
        #expect(lanes[coding] == old[coding])
      }
      for one in codings {
        for other in codings where one.id < other.id && one.span.overlaps(other.span) {
          #expect(lanes[one] != lanes[other])
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
    var lanes = Lanes()
    lanes.place([first, second])
    #expect((lanes[first], lanes[second]) == (0, 1))
    lanes.place([second])
    lanes.place([first, second])
    #expect((lanes[first], lanes[second]) == (0, 1))
    lanes.place([first])
    lanes.place([first, second])
    #expect(lanes[second] == 1)
  }
}
