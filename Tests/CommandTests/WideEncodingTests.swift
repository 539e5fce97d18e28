import EmicKit
import Foundation
import Testing

@Suite("Files that Windows has saved as UTF-16") struct WideEncodingTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  @Test(
    "a file of the study in UTF-16 or UTF-32 is called so, with what to do",
    arguments: [
      "T03-disability-ngo-en.txt.coder-a.json", "study.yaml", "cases.csv",
      "../codebooks/subcontracting.yaml", "memos.guest.json",
    ],
    [
      String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian, .utf32, .utf32LittleEndian,
      .utf32BigEndian,
    ]
  )
  func named(name: String, encoding: String.Encoding) throws {
    if name.hasPrefix("memos") {
      _ = try workshop.run("memo sample-transcripts --coder guest --on-study --text x")
    }
    let file = workshop.study.appending(path: name)
    let text = try #require(try workshop.text(name).data(using: encoding))
    try text.write(to: file)
    let answer = try workshop.run("check sample-transcripts")
    let all = answer.out + answer.error
    let isFourBytes = [.utf32, .utf32LittleEndian, .utf32BigEndian].contains(encoding)
    let kind = isFourBytes ? "UTF-32" : "UTF-16"
    #expect(
      all.contains(
        "the file is \(kind), and is read as UTF-8 only. Open it in an editor and save it as UTF-8."
      ),
      "\(all)"
    )
    #expect(try Data(contentsOf: file) == text)
  }
}
