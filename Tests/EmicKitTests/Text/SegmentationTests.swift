import EmicKit
import Testing

@Suite("Sentences, clauses and words") struct SegmentationTests {
  func sentences(_ string: String) -> [String] {
    let text = TranscriptText(string)
    return Sentences.ranges(in: text, of: text.span).map { text[$0] }
  }

  @Test(
    "sentences end where a reader ends them",
    arguments: [
      ("Mr. Li came. He left.", ["Mr. Li came.", "He left."]),
      ("Dr. Smith said no.  Then what?", ["Dr. Smith said no.", "Then what?"]),
      ("The U.S. Army came. J. Doe, too.", ["The U.S. Army came.", "J. Doe, too."]),
      ("是！（笑）好。", ["是！（笑）", "好。"]),
      ("钱。（停顿）其次，人。", ["钱。（停顿）", "其次，人。"]),
      ("我……我们不知道", ["我……", "我们不知道"]),
      ("well… maybe", ["well…", "maybe"]),
      ("He said \"no.\" Then left", ["He said \"no.\"", "Then left"]),
      ("他说：“好。”就走了。", ["他说：“好。”", "就走了。"]),
      ("What?! E.g. this. and that", ["What?!", "E.g. this. and that"]),
      ("one\ntwo\n\n", ["one", "two"]), ("1.5 m", ["1.5 m"]), ("", []), (" \n ", []),
    ]
  )
  func rule(string: String, expected: [String]) { #expect(sentences(string) == expected) }

  @Test("clauses end at commas and dashes before a blank or a Han character")
  func clauses() {
    let text = TranscriptText("他说，没有人；真的：是——这样。At 10:30, we a—b left.")
    #expect(
      Clauses.ranges(in: text, of: text.span).map { text[$0] } == [
        "他说，", "没有人；", "真的：", "是——", "这样。", "At 10:30,", "we a—b left.",
      ]
    )
  }

  @Test("Chinese words come from the dictionary")
  func chinese() {
    let text = TranscriptText("答：政府购买社会组织服务，机构很多。")
    let words = Words.ranges(in: text, around: 5).map { text[$0] }
    #expect(words.contains("政府"))
    #expect(words.contains("服务"))
    #expect(words.contains("机构"))
    #expect(!words.contains("，"))
    #expect(Words.word(at: 2, in: text) == Span(2..<4))
  }

  @Test(
    "word by word through a text and back visits the same starts",
    arguments: Array(OddTexts(seed: 3))
  )
  func walk(string: String) {
    let text = TranscriptText(string)
    var forward: [Int] = []
    var place = -1
    while true {
      place = Words.next(after: place, in: text)
      if place >= text.scalarCount { break }
      forward.append(place)
    }
    var backward: [Int] = []
    place = text.scalarCount
    while let word = forward.last(where: { $0 < place }) {
      place = Words.previous(before: place, in: text)
      backward.append(place)
      if place != word { break }
    }
    #expect(backward.reversed() == forward)
  }

  @Test("word motions find words beyond the window")
  func far() {
    let text = TranscriptText("one" + String(repeating: " ", count: 3_000) + "two")
    #expect(Words.next(after: 0, in: text) == 3_003)
    #expect(Words.previous(before: 3_003, in: text) == 0)
    #expect(Words.end(after: 3, in: text) == 3_006)
    #expect(Words.next(after: 3_003, in: text) == 3_006)
    #expect(Words.word(at: 10, in: text) == nil)
  }

  @Test("a line breaks after blanks and between Han characters, never before punctuation")
  func lineBreaks() {
    let text = TranscriptText("One two，好（吗）")
    let places = LineBreaks.opportunities(in: text, of: text.span)
    #expect(places.contains(4))
    #expect(!places.contains(7))
    #expect(places.contains(8))
    #expect(!places.contains(11))
  }

  @Test("Han characters are spelled one by one, other text stays")
  func pinyin() {
    #expect(Pinyin.syllables(of: "信任 2b") == ["xin", "ren", " 2b"])
    #expect(Pinyin.full(of: "政社关系") == "zhengsheguanxi")
    #expect(Pinyin.initials(of: "政社关系 B") == "zsgx B")
    #expect(Pinyin.syllables(of: "") == [])
  }
}
