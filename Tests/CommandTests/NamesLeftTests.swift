import EmicKit
import Foundation
import Testing

@Suite("Names in what leaves as it is, and in names of files") struct NamesLeftTests {
  private let workshop: Workshop

  /// A study `left`, whose transcript has a name in its own, and words of which guest has coded.
  init() throws {
    workshop = try Workshop()
    try FileManager.default.createDirectory(
      at: workshop.folder.appending(path: "left"),
      withIntermediateDirectories: true
    )
    try put(
      "format: emic/study\nversion: 1\ncodebook: codebook.yaml\n"
        + "coders: [guest, zhangwei, {id: sup, role: supervisor}]\n",
      "left/study.yaml"
    )
    try put(
      "format: emic/codebook\nversion: 1\ntitle: B\ncodes:\n  - id: trust\n    name: Trust\n",
      "left/codebook.yaml"
    )
    try put(
      "name,replacement,kind,variants\nHope Home,[N],,\nZhang Wei,[P1],person,张伟\n",
      "names.csv"
    )
    try put(
      "I: Yes?\nR: Mail from Zhang.Wei, 张/伟 and ZhangWeiInterview6, 𝐙𝐡𝐚𝐧𝐠 𝐖𝐞𝐢 too.\n",
      "left/\(file)"
    )
    try run("code left T5 --coder guest --at 2 --code trust")
  }

  private let file = "T5_Zhang.Wei_2018.txt"

  private func put(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: workshop.folder.appending(path: name))
  }

  @discardableResult
  private func run(_ line: String, status: Int32 = 0) throws -> Workshop.Answer {
    let answer = try workshop.run(line)
    #expect(answer.status == status, "\(line): \(answer.error)")
    return answer
  }

  @Test(
    "however its words are parted, a name does not leave",
    arguments: ["c.csv", "c.jsonl", "q.md", "r.html"]
  )
  func parted(name: String) throws {
    let answer = try run("export left --as guest --to \(name) --names names.csv")
    let text = try String(contentsOf: workshop.folder.appending(path: name), encoding: .utf8)
    for words in [text, answer.out, answer.error] {
      for part in ["Zhang", "Wei", "张", "伟", "𝐙𝐡𝐚𝐧𝐠"] { #expect(!words.contains(part), "\(part)") }
    }
    let plain = text.filter { $0 != "\\" }
    #expect(plain.contains("Mail from [P1], [P1] and [P1]Interview6, [P1] too."))
  }

  @Test("leakcheck finds it in words and in names of files")
  func found() throws {
    let answer = try run("leakcheck left/\(file) --names names.csv --format csv", status: 1)
    let rows = answer.out.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",").dropFirst().joined(separator: ",")
    }
    // In the name of the file there is no line, so that the column follows at once.
    let places = ["4", "2,14", "2,25", "2,33", "2,53"]
    #expect(rows == places.map { $0 + ",person,3" })
  }

  @Test(
    "an id of a coder and a column of attributes are told for what they are, each once",
    arguments: ["c.csv", "c.jsonl", "r.html"]
  )
  func kept(name: String) throws {
    try put("transcript,case,knows-Zhang-Wei,by-Hope Home\n\(file),C1,yes,no\n", "left/cases.csv")
    for place in 1...2 { try run("code left T5 --coder zhangwei --at \(place) --code trust") }
    let first = "names of the list stand in it all the same. Do not pass it on as it is."
    let id =
      "The name of line 3 of the list is in the id of a coder, and these leave as they are. If that coder may "
      + "not be known, export the work of the others alone (--coder ID)."
    func column(_ line: Int) -> String {
      "The name of line \(line) of the list is in the name of an attribute, and these leave as they are. Call "
        + "its column in cases.csv otherwise, and export again."
    }
    func count(_ sentence: String, in answer: Workshop.Answer) -> Int {
      answer.error.components(separatedBy: sentence).count - 1
    }
    let both = try run(
      "export left --as sup --drafts --to \(name) --names names.csv",
      status: 1
    )
    let sentences = [first, id] + (name == "r.html" ? [] : [column(2), column(3)])
    for sentence in sentences { #expect(count(sentence, in: both) == 1, "\(both.error)") }
    #expect(!both.error.contains("as a variant") && !both.error.contains("Zhang"))
    // What was advised helps.
    try put("transcript,case,knows\n\(file),C1,yes\n", "left/cases.csv")
    try run("export left --as sup --drafts --coder guest --to \(name) --names names.csv")
  }
}
