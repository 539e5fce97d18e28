import Testing

@testable import EmicKit

@Suite("Other programs") struct ExternalProgramTests {
  private func run(
    _ words: String...,
    seconds: Int = 60,
    silence: Int? = nil,
    most: Int = 1 << 20,
    progress: (Int) -> Void = { _ in }
  ) throws(ExternalProgram.Problem) -> [UInt8] {
    try ExternalProgram.run(
      words[0],
      Array(words.dropFirst()),
      seconds: seconds,
      silence: silence,
      most: most,
      progress: progress
    )
  }

  @Test("what it writes is told as it comes")
  func output() throws {
    var told: [Int] = []
    let bytes = try run("printf", "%200000s", progress: { told.append($0) })
    #expect(bytes.count == 200_000 && told.last == 200_000 && told.count > 1)
    #expect(told == told.sorted())
  }

  @Test("one that writes nothing, too much or for too long is ended, and it is said which")
  func limits() {
    #expect(throws: ExternalProgram.Problem.silent(seconds: 0)) {
      try run("sleep", "600", silence: 0)
    }
    #expect(throws: ExternalProgram.Problem.tooSlow(seconds: 0)) {
      try run("sleep", "600", seconds: 0)
    }
    #expect(throws: ExternalProgram.Problem.tooMuch(bytes: 100_000)) {
      try run("yes", most: 100_000)
    }
  }

  @Test("one that is not there, or fails, says so")
  func failures() {
    #expect(throws: ExternalProgram.Problem.missing) { try run("no-such-program") }
    #expect(throws: ExternalProgram.Problem.failed("it gave no reason.")) { try run("false") }
  }
}
