import Testing

@testable import EmicKit

@Suite("Work on all cores") struct ConcurrentlyTests {
  @Test("values come in the order of their numbers, each made once", arguments: [0, 1, 2, 3, 1000])
  func order(count: Int) {
    let made = Concurrently.map(count) { number in [number] }
    #expect(made == (0..<count).map { [$0] })
  }

  @Test("progress is told on the thread that asks, and never goes back")
  func progress() {
    var told: [Int] = []
    _ = Concurrently.map(500, progress: { told.append($0) }) { $0 }
    #expect(told == told.sorted())
  }

  @Test("work within work ends")
  func nested() {
    let sums = Concurrently.map(50) { number in
      Concurrently.map(number) { $0 }.reduce(0, +)
    }
    #expect(sums == (0..<50).map { $0 * ($0 - 1) / 2 })
  }

  @Test("values are handed over in their order, each once", arguments: [0, 1, 2, 500])
  func inOrder(count: Int) {
    var taken: [[Int]] = []
    Concurrently.inOrder(count) { number in
      [number]
    } take: {
      taken.append($0)
    }
    #expect(taken == (0..<count).map { [$0] })
  }
}
