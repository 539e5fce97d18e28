import EmicKit
import Testing

@testable import EmicKit

/// Questions as words: what is said is what is asked, and slips of the pen are named.
@Suite("A question in words") struct CodingQueryTests {
  private static let sample = Result { () throws(StudyProblem) in
    let study = try StudyFolder.open(path: CalibrationStudy.path)
    return try StudyCodings(of: study, asker: "coder-a", book: study.codebook())
  }

  private var codings: StudyCodings { get throws { try Self.sample.get() } }

  private func read(_ words: String) throws -> CodingQuery {
    try CodingQuery(reading: words, in: try codings)
  }

  @Test("every part is read")
  func everyPart() throws {
    let query = try read(
      "信任 or mistrust with subcodes, and legitimacy, not stigma, same turn personal-ties,"
        + " near late-payment within 3, by coder-a or coder-b, layer submitted, in T03 or T06,"
        + " sector=migrants, interview-date>=2018-05-01, speaker R or 答, flag exemplar,"
        + " text \"contract, (a|b)\""
    )
    #expect(query.codes == ["trust", "mistrust"])
    #expect(query.includesSubcodes)
    #expect(
      query.relations == [
        CodeRelation(.overlapping, "legitimacy"), CodeRelation(.notOverlapping, "stigma"),
        CodeRelation(.sameTurn, "personal-ties"), CodeRelation(.near(turns: 3), "late-payment"),
      ]
    )
    #expect(query.coders == ["coder-a", "coder-b"])
    #expect(query.layer == .submitted)
    let codings = try codings
    #expect(query.transcripts == codings.study.transcripts)
    #expect(
      query.conditions == [
        AttributeCondition("sector", .equal, "migrants"),
        AttributeCondition("interview-date", .atLeast, "2018-05-01"),
      ]
    )
    #expect(query.speakers == ["R", "答"])
    #expect(query.flags == [.exemplar])
    #expect(query.text == "contract, (a|b)")
  }

  @Test("full-width signs, capitals and blanks mean the same")
  func inputMethod() throws {
    let query = try read("信任，AND 合法性与认可 ， Layer final，sector＝migrants")
    #expect(query == (try read("trust, and legitimacy, layer final, sector=migrants")))
    #expect(try read("  ") == CodingQuery())
    #expect(try read("all codings") == CodingQuery())
  }

  @Test("a code that neither the book nor a coding has is named, with the nearest")
  func nobodysCode() throws {
    for (words, problem) in [
      ("?trst", CodeNamingProblem.unknown("?trst", nearest: [.init(id: "trust", name: nil)])),
      ("trust, and ?lost", .unknown("?lost", nearest: [])),
    ] {
      #expect(throws: QueryProblem.code(problem)) { try read(words) }
    }
  }

  @Test("what is said in words is read as the same question", arguments: 1...60)
  func roundTrip(seed: UInt64) throws {
    var numbers = SeededGenerator(state: seed)
    let codings = try codings
    let codes = codings.codebook.codes.map(\.id)
    func some<Value>(_ values: [Value]) -> [Value] {
      let count = Int.random(in: 0...2, using: &numbers)
      return Array(values.shuffled(using: &numbers).prefix(count))
    }
    var query = CodingQuery()
    query.codes = some(codes)
    query.includesSubcodes = Bool.random(using: &numbers)
    query.relations = some([
      CodeRelation(.overlapping, codes[3]), CodeRelation(.notOverlapping, codes[4]),
      CodeRelation(.sameTurn, codes[5]), CodeRelation(.near(turns: 0), codes[6]),
      CodeRelation(.near(turns: 12), codes[7]),
    ])
    query.coders = some(codings.coders + [Coder.consensus])
    query.layer = CodingLayer.allCases.randomElement(using: &numbers)
    query.transcripts = some(codings.study.transcripts)
    query.conditions = some([
      AttributeCondition("sector", .unequal, "children with disabilities"),
      AttributeCondition("case", .equal, "a, \"b\" or c"), AttributeCondition("sector", .equal, ""),
      AttributeCondition("interview-date", .below, "2018-05-01"),
    ])
    query.speakers = some(codings.speakers)
    query.flags = some(Coding.Flag.known)
    query.text = some(["a, b", "(合同|contract)", "say \"no\"", "x=y", " and "]).first ?? ""
    let words = query.words(names: codings.names)
    #expect(try CodingQuery(reading: words, in: codings) == query, "\(words)")
  }

  @Test(
    "what cannot be meant gets a sentence",
    arguments: [
      ("trusst", "Code \"trusst\" is not in the codebook. Did you mean \"trust\"?"),
      ("合法性", "Code \"合法性\" is not in the codebook. Did you mean \"legitimacy\" (合法性与认可)?"),
      ("trust or", "After \"or\" a name must follow. Write it, or take the words out."),
      ("and", "After \"and\" a name must follow. Write it, or take the words out."),
      ("text \"open", "A quotation mark is open. Close it with \"."),
      (
        "by coder-x",
        "\"coder-x\" is not a coder of this study. Choose one of: coder-a, coder-b, coder-c, supervisor, guest."
      ),
      (
        "layer best",
        "There is no layer \"best\". Use one of: current, submitted, consensus, final."
      ),
      (
        "sector=migrant",
        "\"sector\" can't be \"migrant\". Use one of: migrants, HIV/AIDS, children with disabilities, all."
      ),
      (
        "sector>=3000 or so",
        ">= compares numbers and whole days, and \"3000 or so\" is neither. Write 30 or 2018-05-01, or "
          + "ask with = and !=."
      ),
      (
        "flag good",
        "\"good\" is no flag. Use one of: exemplar, do-not-quote, discuss, redact."
      ),
      ("near trust within far", "\"far\" is no distance. Give a number of turns from 0."),
      (
        "text (a",
        "The pattern is no regular expression: a bracket is open or closed once too often at character "
          + "3. Mend it, or search for the words themselves."
      ),
    ]
  )
  func problems(words: String, sentence: String) throws {
    let codings = try codings
    do throws(QueryProblem) {
      _ = try CodingQuery(reading: words, in: codings)
      Issue.record("\(words) was read")
    } catch {
      #expect(error.message == sentence)
    }
  }

  @Test("unknown attributes, transcripts and speakers name the nearest")
  func nearest() throws {
    func message(_ words: String) throws -> String {
      let codings = try codings
      do throws(QueryProblem) {
        _ = try CodingQuery(reading: words, in: codings)
        return ""
      } catch {
        return error.message
      }
    }
    #expect(
      try message("sectr=x").hasPrefix("There is no attribute \"sectr\". Use one of: sector,")
    )
    #expect(try message("in T99").contains("T99"))
    #expect(try message("speaker R9").hasPrefix("Nobody is called \"R9\" in the transcripts."))
  }
}
