import EmicKit
import Testing

@Suite("Conditions on attributes") struct AttributeConditionTests {
  @Test(
    "numbers and days compare as such, words only as equal",
    arguments: [
      ("age=30", "30.0", AttributeCondition.Answer.fits), ("age>=30", "9", .fails),
      ("age>=30", "100", .fits), ("age<-2.5", "-3", .fits), ("age!=30", "31", .fits),
      ("age<=30", "30", .fits), ("age>30", "30", .fails),
      ("day>=2018-05-01", "2018-05-22", .fits), ("day<2018-05-01", "2018-03-14", .fits),
      ("day=2018-05-01", "2018-05-01", .fits), ("sector=migrants", "migrants", .fits),
      ("sector=Migrants", "migrants", .fails), ("sector!=all", "migrants", .fits),
      ("note=a=b", "a=b", .fits), ("case=07", "7", .fails), ("age=07", "7", .fits),
    ]
  )
  func comparisons(text: String, value: String, answer: AttributeCondition.Answer) throws {
    #expect(try #require(AttributeCondition(text)).answer(for: value) == answer)
  }

  @Test(
    "what nobody says is unknown, and can be asked for; words are neither more nor less than 30",
    arguments: [
      ("age=30", nil, AttributeCondition.Answer.unknown), ("age!=30", nil, .unknown),
      ("age>30", nil, .unknown), ("age>30", "about thirty", .unknown),
      ("age>30", "2018-05-01", .unknown), ("age=", nil, .fits), ("age=", "30", .fails),
      ("age!=", nil, .fails), ("age!=", "30", .fits),
    ]
  )
  func unknown(text: String, value: String?, answer: AttributeCondition.Answer) throws {
    #expect(try #require(AttributeCondition(text)).answer(for: value) == answer)
  }

  @Test("no relation or no name is no condition; more and less of words mean nothing")
  func malformed() throws {
    for text in ["sector", "", "=3", ">=3", "sector migrants"] {
      #expect(AttributeCondition(text) == nil)
    }
    #expect(try #require(AttributeCondition("sector>=migrants")).isWithoutMeaning)
    #expect(try #require(AttributeCondition("day>=2018-02-30")).isWithoutMeaning)
    #expect(try #require(AttributeCondition("age>=")).isWithoutMeaning)
    #expect(!(try #require(AttributeCondition("sector=migrants")).isWithoutMeaning))
  }

  @Test("of several = on one attribute one must hold, of all else everything")
  func together() throws {
    func answer(_ conditions: [String], _ values: [String: String]) throws
      -> AttributeCondition.Answer
    {
      let study = StudyFile()
      var table = CaseTable(attributes: Array(values.keys))
      table.rows = [CaseTable.Row(line: 2, transcript: "t", case: "A", values: values)]
      let attributes = table.attributes(of: "t", header: nil, study: study)
      return try conditions.map { try #require(AttributeCondition($0)) }.answer(for: attributes)
    }
    #expect(try answer(["sector=a", "sector=b"], ["sector": "b"]) == .fits)
    #expect(try answer(["sector=a", "level=x"], ["sector": "a", "level": "y"]) == .fails)
    #expect(try answer(["age>=30", "age<40"], ["age": "35"]) == .fits)
    #expect(try answer(["age>=30", "age<40"], ["age": "45"]) == .fails)
    #expect(try answer(["sector=a", "age>3"], ["sector": "a"]) == .unknown)
    #expect(try answer(["sector=a", "age>3"], ["sector": "b"]) == .fails)
    #expect(try answer(["sector=a", "sector="], [:]) == .fits)
    #expect(try answer(["case=A"], [:]) == .fits)
    #expect(try answer([], [:]) == .fits)
  }
}
