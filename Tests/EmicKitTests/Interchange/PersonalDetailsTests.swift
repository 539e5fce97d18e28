import Testing

@testable import EmicKit

@Suite("Personal details in a text") struct PersonalDetailsTests {
  private func kinds(_ line: String) -> [PersonalDetails.Kind] {
    PersonalDetails.places(in: Array(line.utf8)).map(\.kind)
  }

  @Test(
    "what has a form is found",
    arguments: [
      ("write to ana.b-c@mail.example.org please", PersonalDetails.Kind.email),
      ("我的邮箱是lihua@163.com。", .email), ("a@b.co", .email),
      ("my number is +49 170 1234567", .phone), ("打13812345678找我", .phone),
      ("138-1234-5678", .phone), ("(0551) 6234-5678", .phone), ("call 01632960961", .phone),
      ("身份证110101199003074518", .identityNumber), ("11010119900307451X is it", .identityNumber),
      ("加我微信号：li_hua88", .weChat), ("my WeChat ID: lihua1988", .weChat), ("wxid_abc123", .weChat),
    ]
  )
  func found(line: String, kind: PersonalDetails.Kind) { #expect(kinds(line) == [kind]) }

  @Test(
    "dates, times, sums, stamps and talk about such things are not",
    arguments: [
      "on 2018-03-14 and 1999-2004", "at 10:30, 00:12:45", "12345678 people, 1.5 million",
      "#00:01:02-3#", "[00:00:01.15] Hello", "@home or at@", "the e-mail @ work",
      "我加了他的微信，但是没有说话", "WeChat groups are everything here", "in WeChat people write",
      "T03 turn 14-15", "3-4 people, 10 000 yuan", "20180522", "",
    ]
  )
  func notFound(line: String) { #expect(kinds(line) == []) }

  @Test("a text of many lines has what its lines have, each by itself")
  func manyLines() {
    let lines = [
      "plain", "加我微信号：li_hua88", "", "微信", "a@b.co and wxid_abc123", "@", "13812345678", "WeChat",
      "ID: lihua1988", "12 345 678", "号微", "信号：lihua1988", "my WeChat ID: lihua1988", "last",
    ]
    var random = SeededGenerator(state: 3)
    for _ in 0..<200 {
      let drawn = (0..<Int.random(in: 1...20, using: &random)).map { _ in
        lines.randomElement(using: &random) ?? ""
      }
      let expected = drawn.enumerated().flatMap { place, line in
        kinds(line).map { PersonalDetails.Place(kind: $0, line: place + 1) }
      }
      #expect(
        PersonalDetails.places(in: Array(drawn.joined(separator: "\n").utf8)) == expected
      )
    }
  }

  @Test("places are lines, each kind once a line")
  func places() {
    let text = "a@b.org c@d.org\n\n13812345678 and x@y.org\n"
    #expect(
      PersonalDetails.places(in: Array(text.utf8)) == [
        .init(kind: .email, line: 1), .init(kind: .email, line: 3), .init(kind: .phone, line: 3),
      ]
    )
  }

  @Test(
    "labels that look like real names",
    arguments: ["Dana Wu", "Anna", "Jean-Luc Picard", "张老师", "李同学", "王芳", "陳大文", "Zoë", "D. Wu"]
  )
  func real(label: String) { #expect(SpeakerNames.looksReal(label)) }

  @Test(
    "labels that do not",
    arguments: [
      "I", "R2", "P07", "INT", "Interviewer", "SPEAKER_00", "Speaker 1", "Section Official",
      "Mother", "问", "受访者甲", "访谈者", "NGO-D1", "B1", "translator", "DW", "",
    ]
  )
  func invented(label: String) { #expect(!SpeakerNames.looksReal(label)) }
}
