import EmicKit
import Synchronization
import Testing

@Suite("A value made ahead") struct AheadTests {
  @Test("is made once, whoever asks first, and everybody gets it")
  func once() async {
    let count = Mutex(0)
    let ahead = Ahead {
      count.withLock { count in
        count += 1
        return count
      }
    }
    let values = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<20 { group.addTask { ahead.value } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(values == Array(repeating: 1, count: 20))
    #expect(count.withLock { $0 } == 1)
  }

  @Test("goes on with what comes next")
  func next() async {
    let answer = await withCheckedContinuation { continuation in
      _ = Ahead({ 20 }, then: { continuation.resume(returning: $0 + 1) })
    }
    #expect(answer == 21)
  }
}
