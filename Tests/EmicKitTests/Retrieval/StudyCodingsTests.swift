import EmicKit
import Testing

@testable import EmicKit

/// Questions about the sample study, answered from what was read once.
@Suite("The codings of a study") struct StudyCodingsTests {
  private static let english = "T03-disability-ngo-en.txt"

  private func codings(_ asker: Coder.ID?) throws -> StudyCodings {
    let study = try StudyFolder.open(path: CalibrationStudy.path)
    return try StudyCodings(of: study, asker: asker, book: study.codebook())
  }

  private func query(_ words: String, _ codings: StudyCodings) throws -> CodingQuery {
    try CodingQuery(reading: words, in: codings)
  }

  @Test(
    "trust with mistrust rolled up: 5, 4 and 4 codings",
    arguments: [
      ("coder-a", 5), ("coder-b", 4), ("coder-c", 4),
    ]
  )
  func rolledUp(coder: String, count: Int) throws {
    let codings = try codings(nil)
    let asked = try query("trust with subcodes, by \(coder)", codings)
    #expect(try codings.answer(asked).places.count == count)
  }

  @Test("codings of several coders stand in the order of the text")
  func order() throws {
    let codings = try codings(nil)
    let answer = try codings.answer(CodingQuery())
    let rows = answer.places.map { answer[$0] }
    #expect(rows.count == 168)
    for (one, other) in zip(rows, rows.dropFirst()) {
      let isOrdered =
        one.transcript < other.transcript
        || one.transcript == other.transcript && one.coding.span <= other.coding.span
      #expect(isOrdered)
    }
  }

  @Test("a count of several coders is refused, with the ways out")
  func refused() throws {
    let codings = try codings(nil)
    #expect {
      try codings.answer(CodingQuery(), layer: .final, isCounting: true)
    } throws: { error in
      (error as? StudyCodings.Refusal)?.message.contains("coders are never added up") == true
    }
    let asked = try query("by coder-a", codings)
    #expect(try codings.answer(asked, layer: .final, isCounting: true).places.count == 61)
  }

  @Test("what was coded since is in the next answer, without reading")
  func ownChange() throws {
    var codings = try codings("coder-a")
    var sidecar = try #require(
      try codings.study.sidecar(of: Self.english, by: "coder-a")
    )
    let asked = try query("trust, by coder-a", codings)
    #expect(try codings.answer(asked).places.count == 5)
    sidecar.codings.removeAll { $0.code == "trust" }
    codings.take(own: sidecar, of: Self.english)
    #expect(try codings.answer(asked).places.count == 2)
    // Nobody else's work is taken in that way.
    var other = try #require(try codings.study.sidecar(of: Self.english, by: "coder-b"))
    other.codings = []
    codings.take(own: other, of: Self.english)
    let others = try query("trust with subcodes, by coder-b", codings)
    #expect(try codings.answer(others).places.count == 4)
  }

  @Test("sources of which an attribute is unknown are left out and named")
  func unknown() throws {
    let codings = try codings("coder-a")
    let answer = try codings.answer(try query("also-present!=x", codings))
    #expect(answer.unknown == ["T06-migrant-official-zh.txt"])
    #expect(
      answer.notes == [
        "Left out, since their also-present is unknown: T06. also-present= asks for them."
      ]
    )
  }

  @Test("a value that is known and no number is not said to be unknown")
  func noNumber() throws {
    let codings = try codings("coder-a")
    let answer = try codings.answer(try query("level>=5", codings))
    #expect(
      answer.notes == [
        "Left out, since their level is no number: T03 (district), T06 (district)."
      ]
    )
    let days = try codings.answer(try query("level>=2018-05-01, also-present!=x", codings))
    #expect(
      days.notes == [
        "Left out, since their also-present is unknown: T06. also-present= asks for them.",
        "Left out, since their level is no day: T03 (district).",
      ]
    )
  }

  @Test("others' codings are named before they are shown, and can be left out")
  func others() throws {
    let codings = try codings("coder-a")
    var answer = try codings.answer(try query("trust", codings))
    #expect(answer.showsOthersOf == Set(codings.study.transcripts))
    answer.leaveOut([Self.english], because: ["T03: no."])
    #expect(answer.notes == ["T03: no."])
    #expect(answer.showsOthersOf == ["T06-migrant-official-zh.txt"])
    let own = answer.places.map { answer[$0] }.filter { $0.transcript == Self.english }
    #expect(own.count == 3)
    #expect(own.allSatisfy { $0.coder == "coder-a" })
  }

  @Test("a question that is overtaken stops")
  func stopped() throws {
    let codings = try codings(nil)
    #expect(throws: StudyCodings.Refusal.stopped) {
      try codings.answer(CodingQuery(), isStopped: { true })
    }
  }

  @Test("a pattern that would run for ever is stopped with a sentence")
  func slowPattern() throws {
    let codings = try codings(nil)
    var asked = CodingQuery()
    asked.text = "(a*)*(b*)*([a-z ]+)+(z|q)!!"
    do throws(StudyCodings.Refusal) {
      _ = try codings.answer(asked)
      Issue.record("it ended by itself")
    } catch {
      #expect(error == .search(.tooSlow))
    }
  }
}
