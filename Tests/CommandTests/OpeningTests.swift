import Testing

@testable import emic

@Suite("The command line of every day") struct OpeningTests {
  @Test(
    "is read as the argument parser reads it",
    arguments: [
      ["sample-transcripts/a.txt"], ["./code"], ["a.txt", "--coder", "ana"],
      ["a 1", "--coder", ""],
      ["访谈/01.txt", "--coder", "li"], ["../study", "--coder", "a b"],
    ]
  )
  func plain(arguments: [String]) throws {
    let opening = try #require(Opening(plain: arguments))
    let parsed = try #require(try Emic.parseAsRoot(arguments) as? OpenCommand)
    #expect(opening == parsed.opening)
  }

  @Test(
    "and everything else is left to the argument parser",
    arguments: [
      [], ["code"], ["nowhere"], ["-h"], ["--coder", "ana"], ["a.txt", "--coder"],
      ["a.txt", "--coder", "--new-coder"], ["a.txt", "--coder=ana"], ["a.txt", "--new-coder"],
      ["a.txt", "b.txt"], ["a.txt", "--coder", "ana", "--color", "never"], ["--", "a.txt"],
    ]
  )
  func other(arguments: [String]) { #expect(Opening(plain: arguments) == nil) }
}
