import EmicKit
import Foundation
import Testing

/// R12: names on the list never leave in an export without `--identified`.
@Suite("Names that never leave") struct LeakTests {
  private let workshop: Workshop
  private let names: [(name: String, variants: [String])]

  init() throws {
    workshop = try Workshop()
    names = Self.names
    try plant()
  }

  /// Two hundred people and places, each in three spellings.
  private static var names: [(name: String, variants: [String])] {
    let surnames = [
      ("赵", "Zhao"), ("钱", "Qian"), ("孙", "Sun"), ("周", "Zhou"), ("吴", "Wu"), ("郑", "Zheng"),
      ("冯", "Feng"), ("陈", "Chen"), ("褚", "Chu"), ("卫", "Wei"),
    ]
    let given = [
      ("建国", "Jianguo"), ("秀英", "Xiuying"), ("志强", "Zhiqiang"), ("丽华", "Lihua"), ("晓明", "Xiaoming"),
      ("国栋", "Guodong"), ("春梅", "Chunmei"), ("海涛", "Haitao"), ("雪莲", "Xuelian"), ("俊杰", "Junjie"),
    ]
    let chinese = surnames.flatMap { surname in
      given.map { name in
        (
          name: surname.0 + name.0,
          variants: [
            "\(surname.1) \(name.1)", "\(surname.1)\(name.1)",
            "老\(surname.0)\(name.0.first ?? "某")",
          ]
        )
      }
    }
    let first = [
      "Alice", "Robert", "Miriam", "José", "Siân", "Oleg", "Ngozi", "Bríd", "Łukasz", "Anh",
    ]
    let last = [
      "O'Neill", "Marsh", "Okafor", "Núñez", "Reilly", "Petrov", "Larkhill", "Stone-Grey", "Dunne",
      "Vargas",
    ]
    let english = first.flatMap { one in
      last.map { other in
        (
          name: "\(one) \(other)",
          variants: ["Mrs \(other) of \(one)", "\(other), \(one)", "\(one)\(other)"]
        )
      }
    }
    return chinese + english
  }

  private func write(_ text: String, to name: String) throws {
    let url = workshop.folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
  }

  /// Puts every spelling into texts, memos, labels, names of files and codes, attributes, the codebook.
  private func plant() throws {
    var list = "name,replacement,kind,variants\n"
    for (place, entry) in names.enumerated() {
      list += CSV.text(of: [
        [entry.name, "P\(1000 + place)", "person", entry.variants.joined(separator: "|")]
      ])
    }
    try write(list, to: "names.csv")
    try write(
      """
      format: emic/study
      version: 1
      title: The case of 赵建国
      codebook: codebook.yaml
      names: required
      coders:
        - {id: ana, name: Ana}
        - {id: ben, name: Ben}
      """ + "\n",
      to: "planted/study.yaml"
    )
    try write(
      """
      format: emic/codebook
      version: 1
      title: About Alice Marsh
      codes:
        - id: best-practice
          name: {en: What Robert Dunne does, zh: 钱秀英的做法}
          brief: As Oleg Petrov says.
          definition: 孙志强 said so.
          example: "周丽华: yes."
        - id: zhao-jianguo
          name: Zhao Jianguo's way
          brief: A respondent's own words.
      """ + "\n",
      to: "planted/codebook.yaml"
    )
    var lines: [String] = []
    for (place, entry) in names.enumerated() {
      let spellings = [entry.name] + entry.variants
      let texts = [spellings[0], spellings[1].uppercased(), spellings[2], spellings[3]]
      lines.append(
        "\(place % 2 == 0 ? "I" : "R"): Then \(texts.joined(separator: " met ")) came, 他叫\(entry.name)的。"
      )
    }
    let text = lines.joined(separator: "\n") + "\n赵建国：我来了。\n赵建国：走了。\n"
    try write(text, to: "planted/T1-zhao_jianguo.txt")
    try write(
      "transcript,case,actor-type,level\nT1-zhao_jianguo.txt,Alice Marsh,friend of 冯国栋,Wu Haitao\n",
      to: "planted/cases.csv"
    )
    for coder in ["ana", "ben"] {
      try write(try sidecar(text, by: coder), to: "planted/T1-zhao_jianguo.txt.\(coder).json")
    }
  }

  private func sidecar(_ text: String, by coder: String) throws -> String {
    let scalars = Array(text.unicodeScalars)
    let transcript = Transcript(name: "T1-zhao_jianguo.txt", text: TranscriptText(text))
    let codings = stride(from: coder == "ana" ? 0 : 20, to: scalars.count - 60, by: 173)
      .enumerated().map {
        place,
        start in
        let span = Span(start..<start + 60)
        return Coding(
          id: Coding.ID(
            "0195b0c4-7a51-7c3e-9d0a-\(String(100_000_000_000 + place + (coder == "ana" ? 0 : 50_000)))"
          ),
          code: place % 3 == 0 ? "zhao-jianguo" : "best-practice",
          span: span,
          quote: transcript.text[span],
          codebook: 1,
          created: Timestamp(milliseconds: 1000),
          modified: Timestamp(milliseconds: 1000),
          memo: names[place % names.count].variants[0]
            + " again, 见\(names[place % names.count].name)"
        )
      }
    let sidecar = Sidecar(
      coder: Coder.ID(coder),
      source: .init(file: transcript.name, sha256: transcript.digest, length: scalars.count),
      status: .init(state: .submitted, at: Timestamp(milliseconds: 2000), codebook: 1),
      codings: codings.sorted(),
      memos: [
        Memo(
          id: "0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3e",
          at: Timestamp(milliseconds: 1000),
          text: "About José Núñez"
        )
      ]
    )
    return String(decoding: SidecarWriter.encode(sidecar), as: UTF8.self)
  }

  /// The spellings that stand in a text, whatever their case.
  private func leaked(in text: String) -> [String] {
    // Bytes: to look for eight hundred texts as texts takes minutes.
    let bytes = Data(text.lowercased().utf8)
    return names.flatMap { [$0.name] + $0.variants }.filter {
      bytes.range(of: Data($0.lowercased().utf8)) != nil
    }
  }

  @Test(
    "no spelling of two hundred names is in any form of export",
    arguments: [
      "c.csv", "c.excel.csv", "codebook.csv", "tags.csv --what codebook --for taguette",
      "units.csv", "agreement.csv",
      "c.jsonl", "c.jsonld", "q.md", "r.html", "c2.csv --log l.csv",
    ]
  )
  func exports(line: String) throws {
    let answer = try workshop.run("export planted --names names.csv --to \(line)")
    #expect(answer.status == 0, "\(answer.error)")
    for name in line.split(separator: " ") where name.contains(".") {
      let text = String(
        decoding: try Data(contentsOf: workshop.folder.appending(path: String(name))),
        as: UTF8.self
      )
      #expect(!text.isEmpty)
      #expect(leaked(in: text).isEmpty)
      let check = try workshop.run("leakcheck \(name) --names names.csv")
      #expect((check.status, check.out) == (0, "Nothing was found.\n"))
    }
    #expect(leaked(in: answer.out + answer.error).isEmpty)
  }

  @Test(
    "nor in what a command prints",
    arguments: [
      "quotations planted --format markdown", "quotations planted --format json",
      "quotations planted --format csv",
      "quotations planted", "cards planted --coder ana", "cards planted --coder ana --format json",
      "theme planted best-practice --coder ana",
      "theme planted best-practice --coder ana --format json", "weekly planted --since 1970-01-01",
      "matrix planted --coder ana --cells --columns level",
      "matrix planted --coder ana --cells --format csv --columns case",
      "matrix planted --coder ana --cells --format json", "codings planted",
      "codings planted --format json", "codings planted --format csv",
      "read planted T1 --coder ana", "read planted T1 --coder ana --format json",
      "search planted met", "search planted met --format json", "search planted Alice --format csv",
      "search planted met --in quotations --format json", "search planted again --in memos",
      "search planted again --in memos --format json", "memos planted",
      "memos planted --format json", "memos planted --format csv", "disagreements planted",
      "disagreements planted --format json", "disagreements planted --format csv",
      "disagreements planted --passages",
    ]
  )
  func pages(line: String) throws {
    let answer = try workshop.run("\(line) --names names.csv")
    #expect(answer.status == 0, "\(answer.error)")
    #expect(answer.out.contains("P1"))
    #expect(leaked(in: answer.out).isEmpty)
  }

  @Test("an archive holds them all, and leakcheck finds them without printing one")
  func archive() throws {
    #expect(try workshop.run("export planted --identified --to r.html").status == 0)
    let check = try workshop.run("leakcheck r-IDENTIFIED.html --names names.csv --format json")
    #expect(check.status == 1)
    let entries = Set(try check.json()["found"]?.items.compactMap { $0["entry"]?.int } ?? [])
    #expect(entries == Set(2..<202))
    #expect(leaked(in: check.out + check.error).isEmpty)
    let table = try workshop.run("leakcheck r-IDENTIFIED.html --names names.csv")
    #expect(table.out.contains("r-IDENTIFIED.html:"))
    #expect(leaked(in: table.out).isEmpty)
  }

  @Test(
    "e-mail addresses, phone, identity and WeChat numbers are found by place, offsets and dates are not"
  )
  func identifiers() throws {
    try write(
      """
      id,when
      019cd2b5-240f-7742-9f2e-d449337bd1ef,2026-03-09T13:06:52.559Z
      write to li.na+work@mail.example.org please
      打 138 1234 5678 或 +44 20 7946 0958 或 010-12345678
      身份证 11010519491231002X。
      我的微信号：lina_2018，WeChat group
      """,
      to: "found.txt"
    )
    let check = try workshop.run("leakcheck found.txt --format csv")
    #expect(check.status == 1)
    #expect(
      check.out == """
        file,line,column,kind,entry\r
        found.txt,3,10,e-mail,\r
        found.txt,4,3,phone,\r
        found.txt,4,19,phone,\r
        found.txt,4,38,phone,\r
        found.txt,5,5,id-number,\r
        found.txt,6,7,wechat,\r

        """
    )
    #expect(check.error.contains("No list of names was given"))
    let gone = try workshop.run("leakcheck gone.txt --names names.csv")
    #expect(gone.status == 3)
    try Data([0x89, 0x50, 0x4E, 0x47, 0xFF, 0xFE]).write(
      to: workshop.folder.appending(path: "p.png")
    )
    let picture = try workshop.run("leakcheck p.png")
    #expect((picture.status, picture.error.contains("this is no text in UTF-8")) == (3, true))
  }

  @Test("a name that tags or entities part is seen where the page is read")
  func markup() throws {
    try write("<p>\n<b>Alice</b> <i>Marsh</i> and Alice O&#39;Neill</p>\n", to: "p.html")
    let check = try workshop.run("leakcheck p.html --names names.csv --format json")
    #expect(check.status == 1)
    #expect(try check.json()["count"]?.int == 2)
  }
}
