import EmicKit
import Foundation
import Testing

@Suite("emic agreement") struct AgreementCommandTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func json(_ options: String) throws -> JSONValue {
    let answer = try workshop.run("agreement sample-transcripts --format json \(options)")
    #expect(answer.status == 0, "\(answer.error)")
    return try answer.json()
  }

  /// The rows of the reference: transcript, unit, code, pair, units, four counts, percent, κ, α.
  private func reference() throws -> [[String]] {
    let file = "EmicKitTests/Fixtures/comparison/sample-agreement-reference.tsv"
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let text = String(decoding: try Data(contentsOf: url.appending(path: file)), as: UTF8.self)
    return text.split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private func isNear(_ measure: JSONValue?, _ text: String) -> Bool {
    guard let wanted = Double(text) else {
      return text.isEmpty && measure?["value"] == .null && measure?["reason"]?.string != nil
    }
    return measure?["value"]?.double.map { abs($0 - wanted) <= 0.000_000_51 } ?? false
  }

  @Test(
    "counts, percent, κ and α of the sample study are those of the reference",
    arguments: [("T03", "respondent-turn"), ("T03", "scalar"), ("T06", "respondent-turn")]
      + [("T06", "scalar")]
  )
  func sample(transcript: String, unit: String) throws {
    let rows = try reference().filter { $0[0] == transcript && $0[1] == unit }
    #expect(rows.count > 100)
    let codes = Set(rows.map { $0[2] }).sorted().joined(separator: ",")
    let how = unit == "scalar" ? "--unit character --scope all" : ""
    let json = try json("--transcripts \(transcript) --codes \(codes) \(how)")
    for row in rows {
      #expect(json["transcripts"]?.items.first?["units"]?.int == Int(row[4]))
      let code = try #require(json["codes"]?.items.first { $0["code"]?.string == row[2] })
      guard row[3] != "all" else {
        #expect(isNear(code["all"]?["alpha"], row[11]), "\(row)")
        continue
      }
      let names = row[3].split(separator: "~").map { JSONValue.string(String($0)) }
      let pair = try #require(code["pairs"]?.items.first { $0["coders"]?.items == names })
      let only = pair["only"]?.items.map(\.int) ?? []
      let counts = [pair["both"]?.int] + only + [pair["neither"]?.int]
      #expect(counts == row[5...8].map { Int($0) }, "\(row)")
      #expect(isNear(pair["percent"], row[9]), "\(row)")
      #expect(isNear(pair["kappa"], row[10]), "\(row)")
    }
  }

  @Test("α of three codes in T03 by respondents' turns")
  func alphas() throws {
    let codes = try json("--transcripts T03")["codes"]?.items ?? []
    for (code, alpha) in [
      ("trust", 0.746589), ("stability-concern", 0.719828), ("funding-dependence", 0.475806),
    ] {
      let row = try #require(codes.first { $0["code"]?.string == code })
      let value = try #require(row["all"]?["alpha"]?["value"]?.double)
      #expect(abs(value - alpha) < 5e-7)
    }
  }

  @Test("the answer has the keys that scripts rely on, in their order")
  func keys() throws {
    let json = try json("")
    #expect(
      json.keys == [
        "unit", "scope", "layer", "codebook", "coders", "transcripts", "left-out", "codes",
        "pairs", "confusions",
      ]
    )
    #expect(json["unit"] == "turn")
    #expect(json["scope"] == "respondents")
    #expect(json["layer"] == "submitted")
    #expect(json["codebook"]?.int == 1)
    #expect(json["coders"] == ["coder-a", "coder-b", "coder-c"])
    let transcript = try #require(json["transcripts"]?.items.first)
    #expect(transcript.keys == ["transcript", "kind", "coders", "units"])
    let code = try #require(json["codes"]?.items.first)
    #expect(code.keys == ["code", "spans", "units-with", "disagreeing-units", "all", "pairs"])
    #expect(
      code["all"]?.keys == [
        "percent", "positive", "alpha", "fleiss", "conger", "brennan-prediger", "ac1",
        "binary-u-alpha",
      ]
    )
    // Two transcripts give no interval, and say so.
    #expect(code["all"]?["alpha"]?.keys == ["value", "interval", "interval-reason"])
    #expect(code["all"]?["alpha"]?["interval-reason"] == "too-few-transcripts")
    let pair = try #require(code["pairs"]?.items.first)
    #expect(
      pair.keys == [
        "coders", "both", "only", "neither", "percent", "positive", "negative", "kappa", "pi",
        "alpha", "ac1", "brennan-prediger", "spans",
      ]
    )
    #expect(pair["spans"]?["exact"]?.keys == ["matched", "f1"])
    #expect(pair["spans"]?["overlap"]?.keys == ["threshold", "matched", "f1"])
    #expect(
      json["pairs"]?.items.first?.keys == ["coders", "pooled-kappa", "codes-defined", "codes"]
    )
    #expect(json["confusions"]?.items.first?.keys == ["coders", "codes", "count", "parent-child"])
    #expect(!(json["codes"]?.items.contains { $0["code"] == "to-discuss" } ?? true))
  }

  @Test("codes stand by disagreeing units, then α, the rare ones behind, the undefined last")
  func order() throws {
    let codes = try json("--unit character --scope all")["codes"]?.items ?? []
    let rows = codes.map { row in
      (
        row["units-with"]?.int ?? 0, row["disagreeing-units"]?.int ?? 0,
        row["all"]?["alpha"]?["value"]?.double ?? 2, row["code"]?.string ?? ""
      )
    }
    #expect(rows.count > 30)
    for (one, other) in zip(rows, rows.dropFirst()) {
      #expect((-one.1, one.2, one.3) < (-other.1, other.2, other.3))
    }
    // Asked for by name: a code that all three used in 2 turns of 34, and one that nobody used.
    let named = try json("--codes stigma,trust,evaluation")["codes"]?.items ?? []
    #expect(named.map { $0["code"]?.string } == ["trust", "evaluation", "stigma"])
    #expect(
      named[2]["all"]?["alpha"]
        == (try JSONValue(
          reading: Array(
            #"{"value": null, "reason": "no-variation"}"#.utf8
          )
        ))
    )
  }

  @Test("the order of coders changes sides, and no figure of all")
  func orderOfCoders() throws {
    let one = try json("--coders coder-a,coder-b,coder-c")
    let other = try json("--coders coder-c,coder-b,coder-a")
    #expect(other["coders"] == ["coder-c", "coder-b", "coder-a"])
    let codes = one["codes"]?.items ?? []
    for (left, right) in zip(codes, other["codes"]?.items ?? []) {
      #expect(left["code"] == right["code"])
      #expect(left["all"]?["alpha"] == right["all"]?["alpha"])
      let ab = left["pairs"]?.items[0]
      let ba = right["pairs"]?.items[2]
      #expect(ba?["coders"] == ["coder-b", "coder-a"])
      #expect(ab?["both"] == ba?["both"])
      #expect(ab?["only"]?.items == ba?["only"]?.items.reversed())
      #expect(ab?["kappa"] == ba?["kappa"])
    }
    #expect(!codes.isEmpty)
  }

  @Test("a coder who is missing everywhere changes no figure, and is listed as left out")
  func missingEverywhere() throws {
    let three = try json("")
    let four = try json("--coders coder-a,coder-b,coder-c,guest")
    for key in ["coders", "transcripts", "codes", "pairs", "confusions"] {
      #expect(three[key] == four[key], "\(key)")
    }
    #expect(four["left-out"]?.items.map { $0["coder"]?.string } == ["guest", "guest"])
    #expect(four["left-out"]?.items.first?["reason"] == "no-sidecar")
  }

  @Test("families gather their codes, and subcodes count for the codes above them")
  func levels() throws {
    let families = try json("--level family")["codes"]?.items.compactMap { $0["code"]?.string }
    #expect(
      Set(families ?? []) == [
        "regulation", "procurement", "relations", "resources", "politics", "services", "government",
        "learning",
      ]
    )
    let plain = try json("--codes registration")["codes"]?.items.first
    let rolled = try json("--codes registration --with-subcodes")["codes"]?.items.first
    #expect((rolled?["units-with"]?.int ?? 0) > (plain?["units-with"]?.int ?? 0))
  }

  @Test("the pairs of each transcript add up to those of all")
  func byTranscript() throws {
    let codes = try json("--by transcript")["codes"]?.items ?? []
    #expect(!codes.isEmpty)
    for code in codes {
      let parts = code["transcripts"]?.items ?? []
      #expect(parts.map { $0["transcript"]?.string } == [t03, t06])
      for (place, pair) in (code["pairs"]?.items ?? []).enumerated() {
        let both = parts.map { $0["pairs"]?.items[place]["both"]?.int ?? -1 }
        #expect(both.reduce(0, +) == pair["both"]?.int)
      }
    }
  }

  @Test("a family whose codes share text in one coder's work has no unitizing family")
  func overlappingDomain() throws {
    let answer = try workshop.run("agreement sample-transcripts --domain relations")
    #expect(answer.status == 1)
    #expect(answer.out.isEmpty)
    #expect(
      answer.error == "\(t03): coder-b gave legitimacy, mistrust to the same text (characters 4453 "
        + "to 4530), and --domain needs codes that exclude each other. Settle it there, or read the "
        + "codes one by one.\n"
    )
  }

  @Test("a domain has a figure for each of its codes")
  func domain() throws {
    let domain = try json("--domain politics --transcripts T03")["domain"]
    #expect(
      domain?.keys == [
        "family", "u-alpha", "binary-u-alpha", "cu-alpha", "cu-coverage", "ku-alpha", "ku-coverage",
      ]
    )
    #expect(
      domain?["ku-alpha"]?.keys == ["stability-concern", "advocacy-risk", "self-censorship"]
    )
  }

  @Test("the table says who, what, how and what not, with the counts beside every figure")
  func table() throws {
    let out = try workshop.run("agreement sample-transcripts --unit character --scope all").out
    for line in [
      "  unit         character: 9204 in all; scope all: everything, the header included",
      "  coders       coder-a, coder-b, coder-c",
      "  layer        submitted: the last blind submission of each coder",
      "  codebook     version 1",
      "  left out     nothing",
      "trust                 5/3/4    771     577                            96 %   59 %  .57",
      "  coder-a ~ coder-b                          218  321    0     8665   97 %   58 %        .56",
      "  trust: where one coder used it another did too in 59 % of the cases (P+). α = .57. The "
        + "percentage is high because most units are without the code: look at P+ and at the "
        + "passages.",
    ] {
      #expect(out.contains(line + "\n"), "\(line)")
    }
    // Without an interval there is no word of judgement.
    for word in ["reliable", "tentative", "good", "poor"] {
      #expect(!out.contains(word), "\(word)")
    }
  }

  @Test("a code that is too rare gets counts and no figure")
  func rare() throws {
    let out = try workshop.run("agreement sample-transcripts --codes trust,stigma").out
    #expect(out.contains("too rare to judge (5 turns)"))
    #expect(out.contains("  stigma: not defined (nobody used this code).\n"))
    #expect(!out.contains(".70"))
  }

  @Test("CSV has one row for each code, pair or all, and measure")
  func csv() throws {
    let answer = try workshop.run("agreement sample-transcripts --codes trust --format csv")
    let rows = try CSV.read(Array(answer.out.utf8), file: "out").map(\.fields)
    #expect(rows[0].count == 18)
    #expect(rows.allSatisfy { $0.count == 18 })
    // Eight measures of all, ten of each pair, and the pooled κ of each pair.
    #expect(rows.count == 1 + 8 + 3 * 10 + 3)
    let kappa = try #require(rows.first { $0[3] == "coder-a~coder-b" && $0[10] == "kappa" })
    #expect(
      kappa[..<10] == ["interview", "", "trust", "coder-a~coder-b", "4", "1"]
        + ["3", "1", "0", "30"]
    )
    #expect(kappa[17] == "too-few-transcripts")
  }

  @Test("the paragraph for a paper names coders, units, codebook and the range of α")
  func methods() throws {
    let out = try workshop.run(
      "agreement sample-transcripts --methods --unit character --scope all --round calibration"
    ).out
    let text = out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for words in [
      "2 transcripts (the round \"calibration\") of the 2 sources of the study (100 %) were coded "
        + "independently and blind to each other by 3 coders (coder-a, coder-b, coder-c), with "
        + "version 1 of the codebook.",
      "9204 units (characters, header and interviewer included)", "before discussion",
      "alpha (nominal) had a median of",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test(
    "the paragraph names the codebook that was coded by, and what was not found before discussion"
  )
  func methodsOfOtherWork() throws {
    func text(_ options: String) throws -> String {
      try workshop.run("agreement sample-transcripts --methods --round calibration \(options)").out
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    _ = try workshop.run(
      "codebook redefine sample-transcripts stigma --brief Other --as supervisor --reason r"
    )
    #expect(try text("").contains("with version 1 of the codebook."))
    #expect(try text("").contains("before discussion"))
    let seen = try text("--include-seen")
    #expect(seen.contains("were coded by 3 coders"))
    #expect(!seen.contains("before discussion") && !seen.contains("blind"))
    let table = try workshop.run("agreement sample-transcripts --round calibration --include-seen")
      .out
    #expect(!table.contains("before discussion"))
    #expect(table.contains("version 2 (coded by version 1)"))
    let json = try workshop.run("agreement sample-transcripts --methods --format json").json()
    #expect(json["methods"]?.string?.contains("Agreement was computed") == true)
  }

  @Test("a paragraph about work that not all have done counts what was coded twice")
  func methodsOfPart() throws {
    for name in ["\(t06).coder-b.json", "submissions/\(t06).coder-b.1.json"] {
      try FileManager.default.removeItem(at: workshop.study.appending(path: name))
    }
    for name in ["\(t06).coder-c.json", "submissions/\(t06).coder-c.1.json"] {
      try FileManager.default.removeItem(at: workshop.study.appending(path: name))
    }
    let text = try workshop.run("agreement sample-transcripts --methods --round calibration").out
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let units = try workshop.run("agreement sample-transcripts --transcripts T03 --format json")
      .json()
    let count = units["transcripts"]?.items.first?["units"]?.int ?? 0
    #expect(
      text.contains("1 transcript (of the 2 of the round \"calibration\") of the 2 sources"),
      "\(text)"
    )
    #expect(text.contains("in \(count) units"), "\(text)")
  }

  @Test("nothing is written")
  func untouched() throws {
    let files = FileManager.default
    let before = try files.subpathsOfDirectory(atPath: workshop.study.path()).sorted()
    _ = try workshop.run("agreement sample-transcripts")
    _ = try workshop.run("disagreements sample-transcripts")
    #expect(try files.subpathsOfDirectory(atPath: workshop.study.path()).sorted() == before)
  }
}

extension JSONValue {
  var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }
}
