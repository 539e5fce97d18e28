import EmicKit
import FoundationEssentials
import Testing

/// The texts and the full output of the reference for header, turns, speech and sentences.
private struct ReferenceText: Decodable, CustomTestStringConvertible {
  struct Turn: Decodable, Equatable {
    var speaker: String
    var respondent: Bool
    var start: Int
    var end: Int
    var speech: [Int]
    var sentences: [[Int]]
  }

  var file: String
  var scalars: Int
  var headerLines: Int
  var ranges: [Turn]

  enum CodingKeys: String, CodingKey {
    case file, scalars, ranges
    case headerLines = "header-lines"
  }

  var testDescription: String { file }

  static let folder =
    #filePath.split(separator: "/").dropLast(2)
    .reduce("") { $0 + "/" + $1 } + "/Fixtures/rules/"

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: folder + path)))
  }

  static let all: [ReferenceText] = {
    guard let file = try? bytes("expected.jsonl") else { return [] }
    return file.split(separator: 0x0A).compactMap {
      try? JSONDecoder().decode(ReferenceText.self, from: Data($0))
    }
  }()
}

@Suite("Reference texts") struct ReferenceTextsTests {
  @Test("all reference texts are read") func count() { #expect(ReferenceText.all.count == 37) }

  @Test(
    "header, turns, speech and sentences are those of the reference",
    arguments: ReferenceText.all
  )
  fileprivate func agrees(reference: ReferenceText) throws {
    let text = try TranscriptText(bytes: ReferenceText.bytes("texts/" + reference.file))
    #expect(text.scalarCount == reference.scalars)
    let structure = SourceStructure(of: text)
    #expect(structure.header.lineCount == reference.headerLines)
    let turns = structure.turns.map { turn in
      ReferenceText.Turn(
        speaker: turn.speaker,
        respondent: turn.isRespondent,
        start: turn.span.start,
        end: turn.span.end,
        speech: [turn.speech.start, turn.speech.end],
        sentences: Sentences.ranges(in: text, of: turn.speech).map { [$0.start, $0.end] }
      )
    }
    #expect(turns == reference.ranges)
  }

  @Test(
    "the words of the sample transcripts are found as often as they stand there",
    arguments: [
      ("trust", 5), ("contract", 7), ("nephew", 2), ("机构", 11), ("项目", 7), ("维权", 2), ("联络员", 3),
    ]
  )
  func search(word: String, count: Int) throws {
    let file =
      word.utf8.count == word.count
      ? "sample-T03-disability-ngo-en.txt" : "sample-T06-migrant-official-zh.txt"
    let text = try TranscriptText(bytes: ReferenceText.bytes("texts/" + file))
    #expect(try TextSearch(pattern: word).hits(in: text).count == count)
    #expect(try TextSearch(pattern: word, isRegex: true).hits(in: text).count == count)
  }

  @Test("the header of the Chinese sample gives attributes under their English keys")
  func header() throws {
    let text = try TranscriptText(
      bytes: ReferenceText.bytes("texts/sample-T06-migrant-official-zh.txt")
    )
    let header = SourceStructure(of: text).header
    #expect(header.title == "合成样本——为软件测试虚构，不涉及任何真实人物、机构或地点")
    #expect(header["transcript-id"] == "T06")
    #expect(header["interview-date"] == "2018-05-22")
    #expect(header["sector"] == "流动人口（外来务工人员）")
    #expect(header["项目"] == "政府购买社会组织服务研究（样本语料）")
    #expect(header.interviewer == "问")
    #expect(text.lineCount == 64)
  }

  @Test("the digest is SHA-256 over the canonical text")
  func digest() throws {
    let text = try TranscriptText(
      bytes: ReferenceText.bytes("texts/sample-T06-migrant-official-zh.txt")
    )
    #expect(
      Transcript(name: "T06.txt", text: text).digest
        == "15064dcf6de3ce809ea460d56aa633c7e6a1de78523a8dc5f91c8e9184e49e58"
    )
  }
}
