import Testing

@testable import EmicKit

@Suite("Lint of a codebook") struct CodebookLintTests {
  func code(
    _ id: String,
    _ name: String,
    key: Character? = nil,
    replacedBy: [Code.ID] = []
  ) -> Code {
    Code(
      id: Code.ID(id),
      name: Code.Name(name),
      brief: "b",
      definition: "d",
      useWhen: "u",
      notWhen: "n",
      example: "e",
      key: key,
      replacedBy: replacedBy
    )
  }

  func messages(_ codes: [Code], usage: [Code.ID: Int]? = nil) -> [String] {
    CodebookLint.findings(in: Codebook(codes: codes), usage: usage.map { CodeUsage(counts: $0) })
      .map(\.message)
  }

  @Test("a finished book has no findings")
  func clean() { #expect(messages([code("trust", "Trust"), code("control", "Control")]) == []) }

  @Test("missing parts are named; families and what is retired need none")
  func parts() {
    var half = code("a", "Half")
    half.notWhen = ""
    half.example = ""
    let family = Code(id: "f", name: Code.Name("Family"), isFamily: true)
    let retired = Code(id: "r", name: Code.Name("Retired"), retired: 2)
    #expect(
      messages([half, family, retired])
        == ["a: not-when and example are missing. Coders agree on what is written down."]
    )
    half.notWhen = "n"
    #expect(
      messages([half]) == ["a: example is missing. Coders agree on what is written down."]
    )
  }

  @Test("names that differ by case, width or a keystroke are near")
  func names() {
    let sentence =
      "a and b: the names \"Autonomy\" and \"ａｕｔｏｎｏｍｙ\" are nearly the same. "
      + "Rename one or merge them."
    #expect(messages([code("a", "Autonomy"), code("b", "ａｕｔｏｎｏｍｙ")]) == [sentence])
    #expect(messages([code("a", "Evaluation"), code("b", "Evalaution")]).count == 1)
    #expect(messages([code("a", "Trust"), code("b", "Truth")]) == [])
    #expect(messages([code("a", "信任"), code("b", "信访")]) == [])
  }

  @Test("replacements that lead nowhere or in a circle")
  func replacements() {
    #expect(
      messages([code("a", "Alpha", replacedBy: ["trsut"]), code("trust", "Trust")]) == [
        "a: replaced-by names \"trsut\", which is not in the codebook. "
          + "Did you mean \"trust\"? Correct the id."
      ]
    )
    #expect(
      messages([
        code("x", "Ex", replacedBy: ["a"]), code("a", "Alpha", replacedBy: ["b"]),
        code("b", "Beta", replacedBy: ["c", "a"]), code("c", "Gamma"),
      ]) == ["a and b replace each other in a circle. Take one replaced-by out."]
    )
    #expect(
      messages([code("a", "Alpha", replacedBy: ["a"])])
        == ["a is replaced by itself. Take replaced-by out."]
    )
  }

  @Test("every circle is found once, whatever leads to it")
  func circles() {
    let book = Codebook(codes: [
      code("a", "Alpha", replacedBy: ["b", "d"]), code("b", "Beta", replacedBy: ["c"]),
      code("c", "Gamma", replacedBy: ["b"]), code("d", "Delta", replacedBy: ["e"]),
      code("e", "Epsilon", replacedBy: ["f", "a"]), code("f", "Zeta"),
    ])
    #expect(
      CodebookLint.findings(in: book)
        == [.replacementCycle(["b", "c"]), .replacementCycle(["a", "d", "e"])]
    )
  }

  @Test("a quick key that two codes share")
  func keys() {
    #expect(
      messages([code("a", "Alpha", key: "t"), code("b", "Beta", key: "t")])
        == ["a and b share the quick key \"t\". Give each its own."]
    )
  }

  @Test("use is only judged where it is known")
  func usage() {
    let codes = [code("a", "Alpha"), code("b", "Beta"), code("c", "Gamma")]
    #expect(messages(codes) == [])
    #expect(
      messages(codes, usage: ["b": 1, "c": 2]) == [
        "a is never used. Look whether coders know it, or retire it.",
        "b is used once. Look whether it belongs to a wider code.",
      ]
    )
  }

  @Test("Chinese names that are typed alike")
  func sounds() {
    #expect(
      messages([code("a", "控制"), code("b", "空置")]) == [
        "a and b: the names \"控制\" and \"空置\" are both kongzhi in pinyin. "
          + "Rename one or merge them."
      ]
    )
    #expect(messages([code("a", "会"), code("b", "汇")]) == [])
  }

  /// One coder's sidecar with a coding for each code and span.
  private func sidecar(_ codings: [(String, Range<Int>)]) -> Sidecar {
    var sidecar = sampleSidecar()
    sidecar.codings = codings.enumerated().map {
      sampleCoding($0 + 1, Code.ID($1.0), $1.1, modified: 0)
    }
    return sidecar
  }

  @Test("codes that never stand apart are candidates for a merge; parent and child on one span")
  func meeting() {
    var child = code("child", "Gamma")
    child.parent = "b"
    let book = Codebook(codes: [code("a", "Alpha"), code("b", "Beta"), child])
    var usage = CodeUsage()
    usage.add(
      sidecar([
        ("a", 0..<10), ("b", 5..<15), ("a", 20..<30), ("b", 29..<35), ("child", 29..<35),
        ("child", 50..<60),
      ]),
      codebook: book
    )
    let expected = [
      "a and b always stand on the same text. Merge them, or tell them apart in the definitions.",
      "b and its subcode child stand on one span. Keep the subcode alone: it is rolled up.",
    ]
    #expect(CodebookLint.findings(in: book, usage: usage).map(\.message) == expected)
    // What is retired is given no more, whatever stands together of old.
    let old = book.with(
      book.codes.map { code in
        var code = code
        code.retired = 2
        return code
      }
    )
    #expect(CodebookLint.findings(in: old, usage: usage).isEmpty)
    // Spans that only touch do not meet, and one coder's codings meet no other's.
    usage.add(sidecar([("a", 0..<10), ("b", 10..<20)]), codebook: book)
    #expect(CodebookLint.findings(in: book, usage: usage).map(\.message) == [expected[1]])
    var apart = CodeUsage()
    for codings in [[("a", 0..<10), ("a", 20..<30)], [("b", 0..<10), ("b", 20..<30)]] {
      apart.add(sidecar(codings), codebook: book)
    }
    #expect(
      !CodebookLint.findings(in: book, usage: apart).contains(.alwaysTogether("a", "b", codings: 2))
    )
  }
}
