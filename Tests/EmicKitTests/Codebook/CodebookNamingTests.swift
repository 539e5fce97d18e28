import EmicKit
import Testing

@Suite("Naming codes and codings") struct CodebookNamingTests {
  private let book = Codebook(title: "").adding([
    Code(id: "trust", name: Self.name("Trust", "信任")),
    Code(id: "trust-in-law", name: Self.name("Trust in law", "信任法律")),
    Code(id: "law", name: Self.name("Rule", "法律")),
    Code(id: "old-rule", name: Self.name("Rule", "旧法"), retired: 2),
    Code(id: "money", name: Self.name("Money", "钱"), isFamily: true),
    Code(id: "money-flow", name: Self.name("Flow", "流动")),
  ])

  private static func name(_ english: String, _ chinese: String) -> Code.Name {
    Code.Name([.init(language: "en", text: english), .init(language: "zh", text: chinese)])
  }

  private func meant(_ text: String) -> Result<Code.ID, CodeNamingProblem> {
    Result { () throws(CodeNamingProblem) in try book.code(named: text) }
  }

  @Test(
    "an id wins over a name, a name over the beginning of an id, what is in use over what is not",
    arguments: [
      ("trust", "trust"), ("Trust In Law", "trust-in-law"), ("trust-i", "trust-in-law"),
      ("法律", "law"), ("rule", "law"), ("old", "old-rule"), ("旧法", "old-rule"),
      ("money", "money"), ("money f", "money-flow"), ("ＦＬＯＷ", "money-flow"), ("+law", "law"),
      (" law ", "law"),
    ]
  )
  func names(typed: String, id: String) {
    #expect(meant(typed) == .success(Code.ID(id)))
  }

  @Test("several are named, none names the nearest: slips, and Chinese that sounds alike")
  func problems() {
    #expect(meant("mone") == .failure(.ambiguous("mone", ["money", "money-flow"])))
    #expect(
      (try? book.code(named: "mone", preferring: \.isAssignable)) == "money-flow",
      "where only one can be assigned that one is meant"
    )
    func said(_ text: String) -> String {
      guard case .failure(let problem) = meant(text) else { return "" }
      return problem.message()
    }
    #expect(said("trsut") == "code \"trsut\" is not in the codebook. Did you mean \"trust\"?")
    #expect(said("信认") == "code \"信认\" is not in the codebook. Did you mean \"trust\" (信任)?")
    #expect(said("发律").hasSuffix("Did you mean \"law\" (法律)?"))
    #expect(said("xyzzy").hasSuffix("`emic codebook show` lists the codes."))
    #expect(said("  ").hasSuffix("`emic codebook show` lists the codes."))
    #expect(said("mon") == "\"mon\" can be \"money\" or \"money-flow\". Give one of these ids.")
    #expect(!said("a\u{1B}[31m").contains("\u{1B}"))
  }

  @Test("a beginning that sounds alike, and the beginnings of several words, name what is near")
  func beginningsOfNames() {
    let legitimacy = Code.Name([
      .init(language: "en", text: "Legitimacy"), .init(language: "zh", text: "合法性与认可"),
    ])
    let book = Codebook(codes: [
      Code(id: "legitimacy", name: legitimacy),
      Code(id: "funding-dependence", name: Code.Name("Dependence on funds")),
    ])
    func nearest(_ text: String) -> [Code.ID] {
      guard
        case .unknown(_, let nearest)? = #expect(
          throws: CodeNamingProblem.self,
          performing: {
            try book.code(named: text)
          }
        )
      else { return [] }
      return nearest.map(\.id)
    }
    #expect(nearest("合法姓") == ["legitimacy"])
    #expect(nearest("fund dep") == ["funding-dependence"])
    #expect(nearest("合") == ["legitimacy"])
    #expect(nearest("big dog").isEmpty)
  }

  @Test("a coding is known by the beginning of its id, and the shortest such beginning is found")
  func beginnings() {
    let known: [Coding.ID] = ["0195b0c4-7a51", "0195b0c4-7b00", "0196aaaa-0000"]
    func match(_ text: String) -> IdentifierMatch<Coding> { Coding.ID.match(text, among: known) }
    #expect(match("0196") == .one("0196aaaa-0000"))
    #expect(match("0195B0C4-7A…") == .one("0195b0c4-7a51"))
    #expect(match("0195") == .several(["0195b0c4-7a51", "0195b0c4-7b00"]))
    #expect(match("01") == .tooShort)
    #expect(match("9") == .none)
    #expect(match("ffff") == .none)
    for id in known {
      let shortest = id.beginning(among: known)
      #expect(match(shortest) == .one(id))
      #expect(shortest.count == 4 || match(String(shortest.dropLast())) != .one(id))
    }
  }
}
