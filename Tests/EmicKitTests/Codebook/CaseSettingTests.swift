import EmicKit
import Testing

@Suite("Setting a value of a case") struct CaseSettingTests {
  private let study: StudyFile = {
    var study = StudyFile()
    study.attributes = [
      .init(attribute: "sector", values: ["migrants", "all"], synonyms: ["流动人口": "migrants"]),
      .init(attribute: "level", values: ["district", "city"]),
    ]
    return study
  }()
  private let rows = [
    ["transcript", "note, kept", "case", "sector", "age"], ["T1.txt", "a, b", "C1", "all", "30"],
  ]

  private func set(
    _ value: String,
    _ attribute: String,
    _ transcript: String = "T1.txt",
    new: Bool = false
  ) throws(CaseProblem) -> [[String]] {
    try CaseTable.setting(
      value,
      of: attribute,
      for: transcript,
      in: rows,
      study: study,
      makesAttribute: new
    )
  }

  @Test("one field changes, order and unknown columns stay")
  func one() throws {
    #expect(
      try set("migrants", "sector") == [rows[0], ["T1.txt", "a, b", "C1", "migrants", "30"]]
    )
    #expect(try set("流动人口", "sector")[1][3] == "migrants")
    #expect(try set("", "age")[1][4] == "")
    #expect(try set("C9", "case")[1][2] == "C9")
  }

  @Test("among days a day that is typed behind another is refused, and words are not")
  func days() throws {
    let days = [
      ["transcript", "case", "date"], ["T1.txt", "C-1-2", "2018-03-14"], ["T2.txt", "", ""],
    ]
    func set(_ value: String, _ transcript: String, in rows: [[String]], of name: String = "date")
      -> String
    {
      do throws(CaseProblem) {
        let new = try CaseTable.setting(value, of: name, for: transcript, in: rows, study: study)
        return new.joined().contains(value) ? "" : "not set"
      } catch {
        return error.message
      }
    }
    for value in ["2018-03-142018-02-30", "2018-3-14", "2018-03-14-15"] {
      #expect(
        set(value, "T2.txt", in: days)
          == "\"date\" can't be \"\(value)\": there is no such day. Write it as year-month-day, "
          + "2018-03-14."
      )
      // Where nothing says that the column holds days it may be a number of a file.
      #expect(set(value, "T1.txt", in: days).isEmpty)
    }
    for value in ["2018-02-28", "spring 2018", "2018", ""] {
      #expect(set(value, "T2.txt", in: days).isEmpty, "\(value)")
    }
    #expect(set("2018-3-14", "T2.txt", in: days, of: "case").isEmpty)
  }

  @Test("an attribute that the study lists becomes a column, a transcript without a row gets one")
  func late() throws {
    #expect(
      try set("city", "level", "T2.txt") == [
        rows[0] + ["level"], rows[1] + [""], ["T2.txt", "", "", "", "", "city"],
      ]
    )
    #expect(try set("9", "income", new: true)[1].last == "9")
    let first = try CaseTable.setting("C1", of: "case", for: "T1.txt", in: [], study: study)
    #expect(first == [["transcript", "case"], ["T1.txt", "C1"]])
  }

  @Test(
    "a value that is not listed is refused with the list, an attribute nobody has with the names"
  )
  func refused() {
    func message(_ value: String, _ attribute: String, new: Bool = false) -> String {
      do throws(CaseProblem) {
        _ = try set(value, attribute, new: new)
        return ""
      } catch {
        return error.message
      }
    }
    #expect(
      message("migrant", "sector")
        == "\"sector\" can't be \"migrant\". Did you mean \"migrants\"? Use one of: migrants, all."
    )
    #expect(
      message("x", "sectr").hasPrefix("there is no attribute \"sectr\". Did you mean \"sector\"?")
    )
    #expect(message("x", "transcript").contains("is not changed"))
    #expect(message("x", "").contains("needs a name"))
    #expect(
      message("2018-13-45", "age")
        == "\"age\" can't be \"2018-13-45\": there is no such day. Write it as year-month-day, "
        + "2018-03-14."
    )
    #expect(message("2018-03-14", "age").isEmpty)
    #expect(message("30\n31", "age").hasPrefix("\"age\" can't hold a line break."))
    #expect(
      message("3", "Age", new: true).hasPrefix("there is an attribute \"age\" already, and \"Age\"")
    )
  }
}
