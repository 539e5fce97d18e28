import EmicKit
import Testing

@Suite("Proposals on disk") struct ProposalsFileTests {
  func reread(_ codes: [Code]) throws -> [Code] {
    try ProposalsFile.read(Array(ProposalsFile.text(of: codes).utf8), file: "proposals/a.yaml")
  }

  @Test("a proposal is printed with its parent")
  func printed() {
    let code = Code(
      id: "mediation",
      name: Code.Name("Mediation"),
      parent: "relations",
      brief: "Calms a dispute.",
      isProposal: true
    )
    #expect(
      ProposalsFile.text(of: [code]) == """
        format: emic/proposals
        version: 1
        codes:
          - id: mediation
            parent: relations
            name: Mediation
            brief: Calms a dispute.

        """
    )
  }

  @Test("none at all is a file that reads as none")
  func none() throws { #expect(try reread([]) == []) }

  @Test(
    "a respondent's own words come back as they were",
    arguments: [
      "no", "Null", "3.50", "2018-03-14", "- a", "a: b", "a #b", "'", "\"", "\\", "*x", "&x", "!x",
      "? x", "| x", "> x", "%x", "@x", "`x", "{x}", "[x]", "x, y", " x", "x ", "x:", "~", "=", "<<",
      "line\nline", "tab\there", "cr\rlf\r\n", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}", "\u{202E}x",
      "\u{FEFF}x", "\u{FFFE}", "\u{1FFFF}", "信任：“关系”", "👨‍👩‍👧", "e\u{301}", "\u{301}", "---", "...",
      "# x", "a\n\n  b\n", "a  b", "x\u{A0}", "true", "Yes",
    ]
  )
  func oddCharacters(text: String) throws {
    let kept = [YAMLMember(text, .text(text)), YAMLMember("list", .texts([text, "3"]))]
    let code = Code(
      id: "a",
      name: Code.Name([
        .init(language: "en", text: "x" + text), .init(language: "zh", text: text + "x"),
      ]),
      brief: text,
      definition: text,
      example: text,
      isProposal: true,
      kept: kept
    )
    let back = try reread([code])
    #expect(back == [code])
    // `==` on texts takes composed and decomposed letters for the same; here scalars count.
    #expect(back.first?.brief.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
  }

  @Test("a seeded heap of scalars comes back")
  func seeded() throws {
    var state: UInt64 = 20260322
    func next(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    let odd = Array(
      " \n\t\r:,#-?[]{}&*!|>'\"%@`\\~=a1é中\u{85}\u{2028}\u{FEFF}\u{1F468}".unicodeScalars
    )
    for _ in 0..<300 {
      var text = String.UnicodeScalarView()
      for _ in 0..<next(9) { text.append(odd[Int(next(UInt64(odd.count)))]) }
      let brief = String(text)
      let code = Code(id: "a", name: Code.Name("A"), brief: brief, isProposal: true)
      let back = try reread([code]).first?.brief
      #expect(back?.unicodeScalars.elementsEqual(brief.unicodeScalars) == true)
    }
  }

  @Test("reading is as strict as for the codebook")
  func strict() {
    func complaint(_ text: String) -> String? {
      do {
        _ = try ProposalsFile.read(Array(text.utf8), file: "a.yaml")
        return nil
      } catch {
        return error.message
      }
    }
    let head = "format: emic/proposals\nversion: 1\n"
    #expect(
      complaint("format: emic/proposals\nversion: 2\n")
        == "a.yaml:2: version 2 of the format is newer than this emic. Install a newer emic."
    )
    #expect(
      complaint(head + "codes: [{id: a, name: A, parent: a}]\n")
        == "a.yaml:3: code \"a\" names itself as its parent. Name the code or family above it."
    )
    #expect(
      complaint("format: emic/codebook\nversion: 1\n")
        == "a.yaml:1: the format is \"emic/codebook\", not emic/proposals. Is this the right file?"
    )
  }
}
