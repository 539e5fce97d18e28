import EmicKit
import Foundation
import Testing

/// Flagged words of which nobody knows for certain where they stand.
@Suite("What may not leave, and is not found for certain") struct FlagDoubtTests {
  private let workshop: Workshop
  private let root: URL
  private let secret = "Nobody must hear of the red envelopes he took."

  /// A study of its own, `st`: ann and bob code A, where ann flags a passage.
  init() throws {
    workshop = try Workshop()
    root = workshop.folder.appending(path: "st")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    try put(
      "format: emic/study\nversion: 1\ncodebook: codebook.yaml\ncoders: [ann, bob]\n",
      "study.yaml"
    )
    try put(
      "format: emic/codebook\nversion: 1\ntitle: B\ncodes:\n  - id: trust\n    name: Trust\n",
      "codebook.yaml"
    )
    try put("Case: C1\nInterviewer: I\n\nI: Who?\nR: It was he. \(secret)\nR: So.\n", "A.txt")
    try put("Case: C2\nInterviewer: I\n\nI: Yes?\nR: Nothing of that kind.\n", "B.txt")
    try run("code st B --coder ann --at 2 --code trust")
    for name in ["A", "B"] { try run("code st \(name) --coder bob --at 2 --code trust") }
    try flag(.doNotQuote)
  }

  private func put(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: root.appending(path: name))
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: root.appending(path: name), encoding: .utf8)
  }

  private func delete(_ name: String) throws {
    try FileManager.default.removeItem(at: root.appending(path: name))
  }

  private func change(_ old: String, _ new: String) throws {
    let before = try text("A.txt")
    #expect(before.contains(old))
    try put(before.replacingOccurrences(of: old, with: new), "A.txt")
  }

  @discardableResult
  private func run(_ line: String, status: Int32 = 0) throws -> Workshop.Answer {
    let answer = try workshop.run(line)
    #expect(answer.status == status, "\(line): \(answer.out)\(answer.error)")
    return answer
  }

  private func out(_ name: String) throws -> String {
    try String(contentsOf: workshop.folder.appending(path: name), encoding: .utf8)
  }

  /// Codes the secret, by ann, with flags.
  private func flag(_ flags: Coding.Flag...) throws {
    let text = try text("A.txt")
    let start = try #require(text.range(of: secret)).lowerBound
    let offset = text.unicodeScalars.distance(from: text.startIndex, to: start)
    try run("code st A --coder ann --start \(offset) --end \(offset + secret.count) --code trust")
    var file = try StudyFolder.open(path: root.path()).sidecarFile(of: "A.txt", by: "ann")
    var sidecar = try #require(try file.load())
    let place = try #require(sidecar.codings.indices.first { sidecar.codings[$0].quote == secret })
    sidecar.codings[place].flags = flags
    guard case .saved = file.save(sidecar) else {
      Issue.record("not saved")
      return
    }
  }

  private static let endings = ["html", "qdpx", "jsonl", "csv", "md", "jsonld"]

  private func refuses(_ words: String) throws {
    for ending in Self.endings {
      let answer = try run("export st --as bob --to w.\(ending)", status: 3)
      #expect(answer.error.contains("A.txt: ") && answer.error.contains(words), "\(answer.error)")
      #expect(answer.error.contains("ann"), "\(answer.error)")
      let path = workshop.folder.appending(path: "w.\(ending)").path()
      #expect(!FileManager.default.fileExists(atPath: path))
    }
    for line in ["quotations st --as bob", "cards st --as bob --coder bob --code trust"] {
      let answer = try run(line)
      #expect(!answer.out.contains("envelopes"), "\(line): \(answer.out)")
    }
  }

  @Test("a passage does not leave because a letter of it has changed", arguments: [true, false])
  func changed(isRedact: Bool) throws {
    if isRedact { try flag(.redact) }
    try change("red envelopes", "red  envelopes")
    try run("reanchor st --as bob --coder bob --write")
    try refuses("the text has changed since ann flagged passages of it")
    #expect(
      try run("quotations st --as bob").error.contains("Nothing is quoted of A.txt: the text")
    )
    try run("export st --as bob --transcript B --to b.jsonl")
    try run("export st --as bob --identified --to all.jsonl")
    try change("red  envelopes", "red envelopes")
    try run("reanchor st --as bob --coder bob --write")
    try run("export st --as bob --to w.md")
    #expect(try !out("w.md").contains("envelopes"))
  }

  @Test("what is refused names the whole command that ends it, and who may give it")
  func wayOut() throws {
    try change("It was he.", "It was he, then.")
    try refuses("`emic reanchor STUDY --write --as ann`")
    // Whoever gives it in their own name is told whose name it takes.
    let hidden = try run("reanchor st --write --as bob")
    #expect(
      hidden.out.contains("ann finds it again with `emic reanchor STUDY --write --as ann`"),
      "\(hidden.out)"
    )
    #expect(
      try run("read st A --coder ann --as ann").error.contains("--write --as ann` finds them")
    )
    try run("reanchor st --write --as ann")
    try run("export st --as bob --to w.jsonl")
  }

  @Test("found again for certain it binds at its new place")
  func moved() throws {
    try change("It was he.", "It was he, I think.")
    for coder in ["ann", "bob"] { try run("reanchor st --as \(coder) --write") }
    try run("export st --as bob --to w.html")
    #expect(try !out("w.html").contains("envelopes"))
  }

  @Test("found again, but not for certain, it binds until somebody has looked")
  func uncertain() throws {
    try change("red envelopes", "red  envelopes")
    try run("reanchor st --as bob --coder bob --write")
    let answer = try run("reanchor st --as ann --coder ann --write")
    #expect(answer.out.contains("Flagged passages (do-not-quote, redact) that are not found"))
    #expect(answer.out.contains("A.txt, ann: 1\n") && answer.out.contains("(1 flagged)"))
    try refuses("that ann flagged were not found again for certain")
    let listed = try run("codings st --as ann --flag do-not-quote")
    #expect(listed.error.contains("passages that ann flagged were not found again for certain"))
    let id = try self.id()
    #expect(try run("reanchor st --as ann --coder ann").out.contains("ID \(id)"))
    try run("reanchor st --as ann --place \(id)", status: 2)
    try run("reanchor st --as ann --write --place \(id) --drop \(id)", status: 2)
    let placed = try run("reanchor st --as ann --coder ann --write --place \(id)")
    #expect(placed.out.contains("Stored.") && !placed.out.contains("Flagged passages"))
    #expect(try !workshop.run("check st").out.contains("A.txt"))
    try run("export st --as bob --to w.html")
    #expect(try !out("w.html").contains("envelopes"))
    #expect(try run("codings st --as ann --flag do-not-quote").out.contains("envelopes"))
  }

  @Test("an orphan binds until it is removed")
  func orphan() throws {
    try change(secret, "What he took nobody is to know, it came in paper of that colour.")
    try run("reanchor st --as bob --coder bob --write")
    try run("reanchor st --as ann --coder ann --write")
    try refuses("that ann flagged were not found again for certain")
    let id = try self.id()
    let refusal = try run("reanchor st --as ann --write --place \(id)", status: 2)
    #expect(refusal.error.contains("its words are not in the text, so there is no place"))
    let bytes = try text("A.txt.ann.json")
    try run("reanchor st --as ann --write")
    #expect(try text("A.txt.ann.json") == bytes)
    let check = try workshop.run("check st").out
    #expect(
      check.contains("a passage that is flagged do-not-quote or redact was not found"),
      "\(check)"
    )
    try run("reanchor st --as ann --write --drop \(id)")
    #expect(try !run("reanchor st --as ann").out.contains("1 orphan"))
    try run("export st --as bob --to w.html")
    #expect(try !workshop.run("check st").out.contains("A.txt.ann.json"))
  }

  /// Of ann's one orphan.
  private func id() throws -> String {
    let file = try StudyFolder.open(path: root.path()).sidecarFile(of: "A.txt", by: "ann")
    var copy = file
    return try #require(try copy.load()?.orphans.first).id.text
  }

  @Test("a changed text of which nothing is flagged goes on as before")
  func unflagged() throws {
    try put(try text("B.txt").replacingOccurrences(of: "Nothing", with: "None"), "B.txt")
    try run("export st --as bob --to w.html")
    #expect(try !run("codings st --as ann --flag do-not-quote").error.contains("flagged"))
  }

  @Test("what was submitted binds though the sidecar is gone")
  func frozen() throws {
    try run("submit st A --coder ann")
    try delete("A.txt.ann.json")
    for ending in ["html", "jsonl", "md"] {
      try run("export st --as bob --to f.\(ending)")
      #expect(try !out("f.\(ending)").contains("envelopes"), "\(ending)")
    }
    #expect(try !run("quotations st --as bob").out.contains("envelopes"))
    try change("red envelopes", "red  envelopes")
    try run("reanchor st --as bob --write")
    try refuses("stand only in a frozen copy, a second version")
    try put("{", "submissions/A.txt.ann.1.json")
    let answer = try run("export st --as bob --to w.csv", status: 3)
    #expect(answer.error.contains("A.txt.ann.1.json"), "\(answer.error)")
  }

  @Test("a transcript of another name has the flags of its text")
  func renamed() throws {
    try FileManager.default.moveItem(
      at: root.appending(path: "A.txt"),
      to: root.appending(path: "D.txt")
    )
    try run("code st D --coder bob --at 2 --code trust")
    #expect(try !run("quotations st --as bob").out.contains("envelopes"))
    try run("export st --as bob --transcript D --to w.html")
    #expect(try !out("w.html").contains("envelopes"))
  }

  // MARK: What is missing or damaged

  @Test("a transcript that is missing does not shrink an export", arguments: ["gone", "link"])
  func missing(how: String) throws {
    try run("export st --as bob --to w.jsonl")
    let before = try out("w.jsonl")
    let path = root.appending(path: "B.txt")
    let aside = workshop.folder.appending(path: "B.txt")
    try FileManager.default.moveItem(at: path, to: aside)
    if how == "link" {
      try FileManager.default.createSymbolicLink(
        atPath: path.path(),
        withDestinationPath: "../none.txt"
      )
    }
    for ending in ["jsonl", "html", "qdpx"] {
      let answer = try run("export st --as bob --to w.\(ending)", status: 3)
      #expect(answer.error.contains("B.txt: this "), "\(answer.error)")
      #expect(answer.error.contains("a part must not take the place of the whole"))
    }
    #expect(try out("w.jsonl") == before)
    try run("export st --as bob --transcript A --to a.jsonl")
    try run("export st --as bob --to book.csv --what codebook")
  }

  @Test("a row of cases.csv asks for its transcript, a withdrawn one is not missing")
  func cases() throws {
    try put("transcript,case\nA.txt,C1\nE.txt,C5\n", "cases.csv")
    let answer = try run("export st --as bob --to w.md", status: 3)
    #expect(
      answer.error.contains("E.txt: this transcript is missing, but cases.csv:3 is about it.")
    )
    try run("export st --as bob --case case=C1 --to w.md")
    try put("transcript,case\nA.txt,C1\nB.txt,C2\n", "cases.csv")
    let sidecar = try text("B.txt.bob.json")
    try run("withdraw st C2 --confirm C2")
    try run("export st --as bob --to w.md")
    try put(sidecar, "B.txt.bob.json")
    try run("export st --as bob --to w.md")
  }

  @Test("a sidecar whose quotation is not the text is named, and not exported")
  func damaged() throws {
    let sidecar = try text("B.txt.bob.json")
    #expect(sidecar.contains("Nothing of that kind."))
    try put(sidecar.replacingOccurrences(of: "Nothing of", with: "Anything or"), "B.txt.bob.json")
    for line in [
      "codings st --as bob", "quotations st --as bob",
      "export st --as bob --to w.jsonl", "export st --as bob --to w.html",
      "export st --as bob --identified --to all.jsonl",
    ] {
      let answer = try run(line, status: 3)
      #expect(answer.error.contains("B.txt.bob.json"), "\(line): \(answer.error)")
      #expect(!answer.out.contains("Anything") && !answer.out.contains("that kind"), "\(line)")
    }
    try put(sidecar, "B.txt.bob.json")
    for coder in ["ann", "bob"] { try run("submit st B --coder \(coder)") }
    try run("agreement st")
    let submitted = try text("B.txt.bob.json")
    try put(submitted.replacingOccurrences(of: "Nothing of", with: "Anything or"), "B.txt.bob.json")
    for line in ["agreement st", "disagreements st --as ann", "weekly st --as ann"] {
      let answer = try run(line, status: 3)
      #expect(answer.error.contains("B.txt.bob.json"), "\(line): \(answer.error)")
    }
  }

  // MARK: Repeated elsewhere

  /// As a memo or an example quotes it: other case, another line, without the full stop.
  private let repeated = "As he said:\n  nobody must hear of\n  the red ENVELOPES he took"

  @Test("a flagged passage does not leave in what somebody has written of another thing")
  func copied() throws {
    try put(
      "format: emic/codebook\nversion: 1\ntitle: B\ncodes:\n  - id: trust\n    name: Trust\n"
        + "    brief: Of trust\n    definition: Kept words\n    example: |\n      \(repeated.replacingOccurrences(of: "\n", with: "\n    "))\n",
      "codebook.yaml"
    )
    let words = repeated.replacingOccurrences(of: "\n", with: "\\n")
    let subjects = ["{\"code\": \"trust\"}", "{\"case\": \"C2\"}", "{\"study\": true}"]
    let memos = subjects.enumerated().map { index, on in
      "{\"id\": \"0195b0c4-7a51-7c3e-9d0a-3f1f0b1c2d3\(index)\", \"on\": \(on), "
        + "\"at\": \"2026-03-20T10:20:00Z\", \"text\": \"\(words)\"}"
    }
    try put(
      "{\"format\": \"emic/memos\", \"version\": 1, \"coder\": \"bob\", \"memos\": "
        + "[\(memos.joined(separator: ", "))]}\n",
      "memos.bob.json"
    )
    _ = try workshop.emic("memo", "st", "B", "--coder", "bob", "--text", repeated)
    _ = try workshop.emic(
      "framework",
      "st",
      "--set",
      "C2",
      "--code",
      "trust",
      "--coder",
      "bob",
      "--summary",
      repeated
    )
    for line in ["w.html", "w.jsonld", "w.qdc", "book.csv --what codebook"] {
      try run("export st --as bob --to \(line)")
      let file = try out(line.components(separatedBy: " ")[0]).lowercased()
      #expect(!file.contains("envelopes"), "\(line)")
    }
    #expect(try out("book.csv").contains("Kept words"))
    try run("export st --as bob --to w.qdpx")
    try run("import w.qdpx --to back")
    let folder = workshop.folder.appending(path: "back")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
    #expect(files.contains("memos.bob.json"))
    for name in files where !name.hasPrefix(".emic") {
      let file = folder.appending(path: name)
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      #expect(!text.lowercased().contains("envelopes"), "\(name)")
    }
    for line in [
      "theme st trust --as bob --coder bob", "cards st --as bob --coder bob --code trust",
      "framework st --as bob --format markdown", "framework st --as bob --format csv",
      "framework st --as bob --format json",
    ] {
      let answer = try run(line)
      #expect(!answer.out.lowercased().contains("envelopes"), "\(line): \(answer.out)")
    }
    try run("export st --as bob --identified --to all.csv --what codebook")
    #expect(try out("all-IDENTIFIED.csv").contains("ENVELOPES"))
  }

  @Test(
    "a code that is called by words of a flagged passage leaves under another name and id",
    arguments: [
      "Nobody must hear of the red envelopes he took", "hear of the red envelopes", "red envelopes",
    ]
  )
  func inVivo(words: String) throws {
    let text = try text("A.txt")
    let start = try #require(text.range(of: words)).lowerBound
    let offset = text.unicodeScalars.distance(from: text.startIndex, to: start)
    try run(
      "code st A --coder bob --start \(offset) --end \(offset + words.count) --in-vivo"
    )
    let id = Slug.id(for: words)
    try run("codebook accept st \(id) --as bob")
    try run("code st B --coder bob --at 2 --code \(id)")
    for line in [
      "w.html", "w.jsonld", "w.qdc", "w.csv", "w.excel.csv", "w.jsonl", "w.md",
      "book.csv --what codebook",
    ] {
      try run("export st --as bob --to \(line)")
      let file = try out(line.components(separatedBy: " ")[0]).lowercased()
      #expect(!file.contains("envelopes"), "\(line)")
    }
    try run("export st --as bob --to w.qdpx")
    try run("import w.qdpx --to back")
    let book = try String(
      contentsOf: workshop.folder.appending(path: "back/codebook.yaml"),
      encoding: .utf8
    )
    #expect(!book.lowercased().contains("envelopes") && book.contains("withheld-"))
    for form in ["markdown", "csv", "json"] {
      let asked = ["quotations st", "cards st --code \(id)", "theme st \(id)"]
      for line in asked where form != "csv" || !line.hasPrefix("theme") {
        let answer = try run("\(line) --as bob --coder bob --layer current --format \(form)")
        #expect(!answer.out.lowercased().contains("envelopes"), "\(line) \(form): \(answer.out)")
        #expect(answer.out.contains("B.txt") || answer.out.contains("B, "), "\(line) \(form)")
      }
    }
    for line in [
      "quotations st --as bob", "weekly st --as bob", "weekly st --format json --as bob",
    ] {
      let answer = try run(line)
      #expect(!answer.out.lowercased().contains("envelopes"), "\(line): \(answer.out)")
    }
  }

  @Test("keys of the codebook that emic does not read stay behind where something is flagged")
  func keptKeys() throws {
    try put(
      "format: emic/codebook\nversion: 1\ntitle: B\ncodes:\n  - id: trust\n    name: Trust\n"
        + "    x-note: \(secret)\n",
      "codebook.yaml"
    )
    for name in ["w.qdc", "w.jsonld", "w.html", "w.qdpx"] {
      try run("export st --as bob --to \(name)")
      let bytes = try Data(contentsOf: workshop.folder.appending(path: name))
      #expect(!String(decoding: bytes, as: UTF8.self).contains("envelopes"), "\(name)")
    }
    try run("import w.qdpx --to back")
    let book = try String(
      contentsOf: workshop.folder.appending(path: "back/codebook.yaml"),
      encoding: .utf8
    )
    #expect(!book.contains("envelopes"))
  }
}
