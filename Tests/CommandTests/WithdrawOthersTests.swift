import EmicKit
import Foundation
import Testing

@Suite("emic withdraw and what is other cases'") struct WithdrawOthersTests {
  private let small: SmallStudy
  /// Of one recording that two people have spoken on.
  private let joint = "I: Who?\nR: The first of us came early.\nI: And you?\nR: I came late.\n"

  init() throws {
    small = try SmallStudy(codes: "\n  - id: trust\n    name: Trust")
  }

  private func texts(_ answer: Workshop.Answer, _ key: String) throws -> [String] {
    try answer.json()[key]?.items.compactMap(\.string) ?? []
  }

  /// All files of the study, those that any command may touch left out.
  private func files() throws -> Set<String> {
    let all = FileManager.default.enumerator(atPath: small.root.path())?.allObjects as? [String]
    return Set(try #require(all)).subtracting([".emic/lock"])
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: small.root.appending(path: name), encoding: .utf8)
  }

  @Test("a text that was once another case's, too, takes nothing of it along, then or later")
  func shared() throws {
    for name in ["A.txt", "B.txt", "C.txt"] { try small.put(joint, name) }
    try small.put("transcript,case\nA.txt,one\nB.txt,two\nC.txt,three\n", "cases.csv")
    try small.put("I: Nobody else?\nR: No.\n", "C.txt")
    for (name, coder) in [("A", "ann"), ("B", "ann"), ("B", "bob")] {
      try small.run("code st \(name) --coder \(coder) --at 2 --code trust")
      try small.run("code st \(name) --coder \(coder) --at 4 --code trust")
    }
    try small.run("code st C --coder ann --at 2 --code trust")
    // Each is cut to what its own case has said; bob has not looked yet.
    try small.put("I: Who?\nR: The first of us came early.\n", "A.txt")
    try small.put("I: And you?\nR: I came late.\n", "B.txt")
    try small.run("reanchor st --coder ann --as ann --write")
    let before = try files().filter { $0.contains("B.txt") }
    #expect(before.contains("B.txt.bob.json") && before.contains { $0.hasPrefix(".emic/backup/") })

    let first = try small.run("withdraw st one --confirm one --format json")
    let named = try texts(first, "remains").filter { $0.contains("B.txt.bob.json") }
    #expect(named.count == 1)
    #expect(named.first?.contains("`emic reanchor`") == true, "\(named)")
    #expect(try files().isSuperset(of: before))
    let second = try small.run("withdraw st three --confirm three --format json")
    #expect(try texts(second, "removed").filter { $0.contains("B.txt") } == [])
    #expect(try texts(second, "remains").filter { $0.contains("B.txt") } == [])
    #expect(try files().isSuperset(of: before))

    // What is left is worked with as before.
    try small.run("reanchor st --coder bob --as bob --write")
    try small.run("code st B --coder bob --at 1 --code trust")
    #expect(try !files().contains { $0.contains("A.txt") || $0.contains("C.txt") })
  }

  @Test("of a study that has withdrawn a shared text before, no other case loses work on it")
  func sharedBefore() throws {
    try small.put(joint, "B.txt")
    try small.put("I: Nobody else?\nR: No.\n", "C.txt")
    try small.run("code st B --coder bob --at 2 --code trust")
    let bytes = Array(try text("B.txt.bob.json").utf8)
    let digest = try SidecarReader.read(bytes, file: "B").source.sha256
    try small.put("I: And you?\nR: I came late.\n", "B.txt")
    try small.put(digest + "\n", ".emic/withdrawn")
    try small.put(try text("B.txt.bob.json"), "stray.json")
    let answer = try small.run("withdraw st C.txt --confirm C.txt --format json")
    #expect(try texts(answer, "removed").sorted() == ["C.txt", "stray.json"])
    #expect(try files().contains("B.txt.bob.json"))
  }
}
