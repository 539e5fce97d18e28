import EmicKit
import Testing

@Suite("New ids") struct MomentTests {
  private let time = Timestamp(milliseconds: 0x0195_b0c4_7a51)

  @Test("ids are UUIDs of version 7: the time, the version, the variant, the rest random")
  func form() {
    for seed in 0..<50 as Range<UInt64> {
      var moment = Moment(now: time, seed: (seed, seed &* 7919))
      let id = moment.newID()
      #expect(id.hasPrefix("0195b0c4-7a51-7"))
      #expect(id.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
      #expect("89ab".contains(Array(id)[19]))
      #expect(id.allSatisfy { "0123456789abcdef-".contains($0) })
    }
  }

  @Test("ids sort by time")
  func order() {
    var early = Moment(now: time, seed: (.max, .max))
    var late = Moment(now: Timestamp(milliseconds: time.milliseconds + 1), seed: (0, 0))
    #expect(early.newID() < late.newID())
  }

  @Test("equal moments make equal ids, one moment never the same twice")
  func repeatable() {
    var (one, same) = (Moment(now: time, seed: (1, 2)), Moment(now: time, seed: (1, 2)))
    #expect(one == same)
    let first = one.newID()
    #expect(first == same.newID())
    #expect(first != one.newID())
  }

  @Test("two moments of the system differ, also on threads of their own")
  func system() async {
    let ids = await withTaskGroup(of: [String].self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<500).map { _ in
            var moment = Moment.current()
            return moment.newID()
          }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(ids.count == 4000)
    #expect(Set(ids.map { $0.suffix(22) }).count == 4000)
  }
}
