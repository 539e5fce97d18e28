import EmicKit
import Foundation
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

  @Test("goes on wherever its starter may run, not only on the core on which it begins")
  func cores() async {
    let seen = await withCheckedContinuation { continuation in
      _ = Ahead({ 0 }, then: { _ in continuation.resume(returning: Self.cores) })
    }
    #expect(seen.hasPrefix("Cpus_allowed_list:"))
    #expect(seen == Self.cores)
  }

  /// On which cores this thread may run, as the kernel lists them.
  private static var cores: String {
    let status = try? String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)
    return (status ?? "").split(separator: "\n")
      .first { $0.hasPrefix("Cpus_allowed_list:") }.map(String.init) ?? ""
  }
}
