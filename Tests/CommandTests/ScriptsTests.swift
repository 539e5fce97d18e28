import Agreement
import EmicKit
import Foundation
import Testing

@Suite("For scripts") struct ScriptsTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// `UPDATE_HELP=1 swift test` writes the examples anew.
  @Test("the examples of `emic help json` are what the commands print")
  func examples() throws {
    let file = Self.root.appending(path: "Sources/emic/Help/JSONExamples.swift")
    let source = try String(contentsOf: file, encoding: .utf8)
    let parts = source.components(separatedBy: "#\"\"\"\n")
    let end = "\n  \"\"\"#\n"
    let written = try #require(parts.last?.components(separatedBy: end).first)
    let lines = written.split(separator: "\n").filter { $0.hasPrefix("  emic ") }
      .map { String($0.dropFirst(7).dropLast(" --format json".count)) }
    #expect(lines.count > 20)
    let workshop = try Workshop()
    var coding = ""
    // Another copy of the study, for `emic merge`.
    try FileManager.default.copyItem(
      at: workshop.study,
      to: workshop.folder.appending(path: "laptop")
    )
    let examples = try lines.map { line in
      let answer = try workshop.run(
        line.replacing("--id …", with: "--id \(coding)") + " --format json"
      )
      if line.hasPrefix("code ") { coding = try answer.json()["id"]?.string ?? "" }
      let text = String(decoding: Self.trimmed(try answer.json()).printed(), as: UTF8.self)
      return "emic \(line) --format json\n\(text)"
    }
    let expected = examples.joined(separator: "\n").split(
      separator: "\n",
      omittingEmptySubsequences: false
    ).map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
    if expected != written, ProcessInfo.processInfo.environment["UPDATE_HELP"] != nil {
      try Data((parts[0] + "#\"\"\"\n" + expected + end).utf8).write(to: file)
      return
    }
    #expect(expected == written)
    #expect(
      try workshop.run("help json").out.contains("emic check sample-transcripts --format json\n{")
    )
  }

  /// Lists with their first entry only, long texts cut, what differs from run to run left out.
  private static func trimmed(_ value: JSONValue, _ key: String = "") -> JSONValue {
    switch value {
    case .object(let members):
      return .object(members.map { JSONMember($0.key, trimmed($0.value, $0.key)) })
    case .array(let items): return .array(items.prefix(1).map { trimmed($0, key) })
    case .string(let text):
      let varying = ["day", "id", "coding_id", "created", "modified", "at", "transcript_sha256"]
      if varying.contains(key) { return "…" }
      let scalars = Array(text.unicodeScalars)
      guard scalars.count > 40 else { return value }
      var cut = ""
      cut.unicodeScalars.append(contentsOf: scalars.prefix(40))
      return .string(cut + "…")
    default: return value
    }
  }

  @Test("the README's examples of the libraries are these two functions, and they run")
  func libraries() throws {
    let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let own = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    for name in ["func quotations", "func alpha"] {
      let start = try #require(own.range(of: "\n\(name)"))
      let end = try #require(own.range(of: "\n}\n", range: start.upperBound..<own.endIndex))
      #expect(readme.contains(own[start.lowerBound..<end.upperBound]))
    }
    let study = Self.root.appending(path: "sample-transcripts").path()
    #expect(try quotations(of: "trust", in: study).contains { $0.contains("trusts me") })
    #expect(try alpha()?.rounded(toPlaces: 3) == 0.667)
  }

  @Test(
    "Python's csv and json read the exports back as they were",
    .enabled(if: ScriptsTests.hasPython)
  )
  func python() throws {
    let workshop = try Workshop()
    for name in ["c.csv", "c.excel.csv", "c.jsonl", "c.jsonld"] {
      #expect(try workshop.run("export sample-transcripts --to \(name)").status == 0)
    }
    let script = """
      import csv, json
      plain = list(csv.DictReader(open("c.csv", encoding="utf-8", newline="")))
      excel = list(csv.DictReader(open("c.excel.csv", encoding="utf-8-sig", newline="")))
      lines = [json.loads(line) for line in open("c.jsonl", encoding="utf-8")]
      page = json.load(open("c.jsonld", encoding="utf-8"))
      assert len(plain) == len(excel) == len(lines) == len(page["items"]) == 166
      for row, line, item in zip(plain, lines, page["items"]):
          text = open("sample-transcripts/" + row["transcript"], encoding="utf-8-sig").read()
          assert text[int(row["start"]):int(row["end"])] == row["quotation"] == line["quotation"]
          assert item["id"] == "urn:uuid:" + row["coding_id"]
          assert item["target"]["selector"][1]["exact"] == row["quotation"]
      print("ok")
      """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = workshop.folder
    let out = Pipe()
    process.standardOutput = out
    try process.run()
    #expect(
      String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == "ok\n"
    )
  }

  static var hasPython: Bool {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
  }
}

extension Double {
  fileprivate func rounded(toPlaces places: Int) -> Double {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    return (self * scale).rounded() / scale
  }
}

func quotations(of code: Code.ID, in path: String) throws -> [String] {
  let study = try StudyFolder.open(path: path)
  var quotations: [String] = []
  for name in study.transcripts {
    let transcript = try study.transcript(name)
    for coder in study.coders(of: name) {
      let sidecar = try study.sidecar(of: name, by: coder)
      for coding in sidecar?.codings ?? [] where coding.code == code {
        quotations.append(transcript.text[coding.span])
      }
    }
  }
  return quotations
}

func alpha() throws -> Double? {
  // Four units, three coders; nil where a coder did not see the unit.
  let table = try RatingsTable([[0, 0, 0], [1, 1, nil], [0, 1, 0], [1, 1, 1]], categories: 2)
  return table.counts.alpha.value
}
