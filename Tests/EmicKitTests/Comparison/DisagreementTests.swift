import EmicKit
import Testing

@Suite("Disagreements of two coders") struct DisagreementTests {
  private func coding(_ code: Code.ID, _ range: Range<Int>) -> UnitedCoding {
    UnitedCoding(code: code, span: Span(range), codings: [])
  }

  private func kinds(_ first: [UnitedCoding], _ second: [UnitedCoding]) -> [Disagreement.Kind] {
    Disagreement.all(first.sorted(), second.sorted()).map(\.kind)
  }

  @Test("equal ends agree, other overlaps of one code are one boundary, however many")
  func sameCode() {
    #expect(kinds([coding("x", 0..<5)], [coding("x", 0..<5)]) == [.agreed])
    #expect(kinds([coding("x", 0..<5)], [coding("x", 4..<9)]) == [.boundary])
    let chain = kinds(
      [coding("x", 0..<5), coding("x", 8..<12)],
      [coding("x", 4..<9), coding("x", 11..<20)]
    )
    #expect(chain == [.boundary])
    let touching = kinds([coding("x", 0..<5)], [coding("x", 5..<9)])
    #expect(touching == [.missed(beside: false), .missed(beside: false)])
  }

  @Test("different codes pair when they share half of the shorter one")
  func half() {
    #expect(kinds([coding("x", 0..<10)], [coding("y", 8..<12)]) == [.differentCode])
    let less = kinds([coding("x", 0..<10)], [coding("y", 9..<12)])
    #expect(less == [.missed(beside: true), .missed(beside: true)])
  }

  @Test("the largest share is paired first, each coding once")
  func greedy() {
    let items = Disagreement.all(
      [coding("x", 0..<10), coding("z", 0..<8)],
      [coding("y", 0..<9), coding("w", 5..<8)]
    )
    let pairs = items.filter { $0.kind == .differentCode }.map {
      [$0.first[0].code, $0.second[0].code]
    }
    // x~y shares 9 of 10; z~y 8 of 9 is less, so z is left with w.
    #expect(Set(pairs) == [["x", "y"], ["z", "w"]])
  }

  @Test("a coding that the other coder matched elsewhere is missed beside it")
  func beside() {
    let items = kinds([coding("x", 0..<9), coding("y", 3..<6)], [coding("x", 0..<9)])
    #expect(items == [.agreed, .missed(beside: true)])
  }

  /// Codings of one code never overlap, as after uniting.
  private func random(_ numbers: inout SeededNumbers) -> [UnitedCoding] {
    var codings: [UnitedCoding] = []
    for code in ["v", "w", "x", "y"] as [Code.ID] {
      var at = numbers.next(12)
      while at < 30 {
        let end = at + 1 + numbers.next(8)
        codings.append(coding(code, at..<end))
        at = end + numbers.next(12)
      }
    }
    return codings.sorted()
  }

  @Test("symmetric, free of order and exhaustive, on 10,000 random cases", arguments: 1...50)
  func laws(seed: Int) {
    var numbers = SeededNumbers(state: UInt64(seed))
    for _ in 0..<200 { check(random(&numbers), random(&numbers)) }
  }

  private func check(_ first: [UnitedCoding], _ second: [UnitedCoding]) {
    let items = Disagreement.all(first, second)
    #expect(items.map(\.swapped) == Disagreement.all(second, first))
    #expect(items.flatMap(\.first).sorted() == first)
    #expect(items.flatMap(\.second).sorted() == second)
    #expect(items == Disagreement.all(first.reversed(), second.reversed()))
    for item in items {
      switch item.kind {
      case .agreed: #expect(item.first == item.second)
      case .boundary:
        #expect(Set((item.first + item.second).map(\.code)).count == 1)
        #expect(!item.first.isEmpty && !item.second.isEmpty && item.first != item.second)
      case .differentCode:
        #expect(item.first.count == 1 && item.second.count == 1)
        #expect(item.first[0].code != item.second[0].code)
      case .missed(let beside):
        let (own, other) = item.second.isEmpty ? (item.first, second) : (item.second, first)
        #expect(own.count == 1)
        #expect(beside == other.contains { $0.span.overlaps(own[0].span) })
        #expect(!other.contains { $0.code == own[0].code && $0.span.overlaps(own[0].span) })
      }
    }
    // What is left over on both sides shares less than half of the shorter one.
    let left = items.filter { if case .missed = $0.kind { true } else { false } }
    for one in left.flatMap(\.first) {
      for other in left.flatMap(\.second) {
        let shared = one.span.intersection(other.span)?.count ?? 0
        #expect(shared == 0 || 2 * shared < min(one.span.count, other.span.count))
      }
    }
  }
}

/// Repeatable random numbers for small cases.
struct SeededNumbers {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
}
