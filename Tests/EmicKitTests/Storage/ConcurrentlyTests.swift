import Synchronization
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

  @Test("no more values wait than may be ahead", arguments: [1, 2, 7])
  func ahead(most: Int) {
    let furthest = Mutex(0)
    var (taken, widest) = (0, 0)
    Concurrently.inOrder(400, ahead: most) { number in
      furthest.withLock { $0 = max($0, number) }
      return number
    } take: { number in
      #expect(number == taken)
      widest = max(widest, furthest.withLock { $0 } - taken)
      taken += 1
    }
    #expect(taken == 400)
    // Besides what waits, each thread has one in its hands.
    #expect(widest < most + 9)
  }

  @Test("nothing is handed over behind a problem, and nobody waits", arguments: [1, 3, 100])
  func problem(ahead: Int) {
    struct Full: Error {}
    var taken: [Int] = []
    #expect(throws: Full.self) {
      try Concurrently.inOrder(100, ahead: ahead) {
        $0
      } take: { number throws(Full) in
        guard number < 5 else { throw Full() }
        taken.append(number)
      }
    }
    #expect(taken == [0, 1, 2, 3, 4])
  }
}
