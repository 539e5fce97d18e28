import EmicKit
import Foundation
import Testing

/// With the real git: clones in which coders work, that rebase and merge.
@Suite("git") struct GitTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  @discardableResult
  private func git(_ clone: String, _ arguments: String...) throws -> (status: Int32, out: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", clone] + arguments
    process.currentDirectoryURL = workshop.folder
    let identity = [
      "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
      "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_NOSYSTEM": "1",
    ]
    process.environment = ["HOME": workshop.folder.path(), "PATH": "/usr/bin:/bin"]
      .merging(identity) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }

  /// A repository with the study in it and clones of it, all of which know emic.
  private func makeClones(_ names: [String]) throws {
    let files = FileManager.default
    let origin = workshop.folder.appending(path: "origin")
    try files.createDirectory(at: origin, withIntermediateDirectories: true)
    for name in ["sample-transcripts", "codebooks"] {
      try files.copyItem(
        at: workshop.folder.appending(path: name),
        to: origin.appending(path: name)
      )
    }
    try git("origin", "init", "-q", "-b", "main")
    #expect(
      try workshop.run("git-setup origin/sample-transcripts").out.hasPrefix(
        "Changed: sample-transcripts/.gitattributes, sample-transcripts/.gitignore, "
          + "codebooks/.gitattributes, .git/info/exclude, .git/config."
      )
    )
    try git("origin", "add", "-A")
    try git("origin", "commit", "-qm", "The study")
    for name in names {
      try git(".", "clone", "-q", "origin", name)
      #expect(
        try workshop.run("git-setup \(name)/sample-transcripts").out
          == "Changed: .git/info/exclude, .git/config. git merges this study by ids now, in this clone.\n"
      )
    }
  }

  private func commit(_ clone: String) throws {
    try git(clone, "add", "-A")
    try git(clone, "commit", "-qm", "Work")
  }

  private func sidecars(_ clone: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: workshop.folder.appending(path: "\(clone)/sample-transcripts").path()
    ).filter { $0.contains(".g") && $0.hasSuffix(".json") }.sorted().map { name in
      let path = workshop.folder.appending(path: "\(clone)/sample-transcripts/\(name)")
      return name + String(decoding: try Data(contentsOf: path), as: UTF8.self)
    }
  }

  @Test(
    "three clones that code, rebase and merge at random come to the same, and nothing is lost",
    arguments: [UInt64(1), 2]
  )
  func threeClones(_ seed: UInt64) throws {
    let clones = ["a", "b", "c"]
    try makeClones(clones)
    var generator = Seeded(state: seed)
    func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
    var made: Set<String> = []
    var taken: Set<String> = []
    for _ in 0..<5 {
      for clone in clones {
        let study = "\(clone)/sample-transcripts"
        let coder = ["guest", "ga"][pick(2)]
        if pick(4) == 0, let old = try ids(study, coder).randomElement(using: &generator) {
          _ = try workshop.run("uncode \(study) T03 --coder \(coder) --id \(old)")
          taken.insert(old)
        } else {
          let start = pick(1500)
          let code = ["trust", "legitimacy", "mistrust"][pick(3)]
          let answer = try workshop.run(
            "code \(study) T03 --coder \(coder) --new-coder --code \(code) --start \(start) "
              + "--end \(start + 25) --format json"
          )
          #expect(answer.status == 0, "\(answer.error)")
        }
        made.formUnion(try ids(study, coder))
        try commit(clone)
      }
      let (here, there) = (clones[pick(3)], clones[pick(3)])
      let way = pick(2) == 0 ? "--rebase" : "--no-rebase"
      let pull = try git(here, "pull", "-q", "--no-edit", way, "../\(there)", "main")
      try #require(pull.status == 0, "\(pull.out)")
    }
    for _ in 0..<2 {
      for here in clones {
        for there in clones where there != here {
          let pull = try git(here, "pull", "-q", "--no-edit", "--no-rebase", "../\(there)", "main")
          try #require(pull.status == 0, "\(pull.out)")
        }
      }
    }
    let all = try sidecars("a")
    #expect(try sidecars("b") == all)
    #expect(try sidecars("c") == all)
    #expect(try workshop.run("check a/sample-transcripts").status == 0)
    // Joined codings leave their ids as tombstones: every id that ever was is somewhere.
    for id in made { #expect(all.contains { $0.contains(id) }, "\(id)") }
    let live = try ids("a/sample-transcripts", "guest") + ids("a/sample-transcripts", "ga")
    #expect(!live.contains { taken.contains($0) })
  }

  private func ids(_ study: String, _ coder: String) throws -> [String] {
    let answer = try workshop.run("codings \(study) --as \(coder) --coder \(coder) --format json")
    guard answer.status == 0 else { return [] }
    return try answer.json()["codings"]?.items.compactMap {
      ($0["coding_id"] ?? $0["id"])?.string
    } ?? []
  }

  @Test("what nobody can decide is a conflict for git, and the file is as it was on one side")
  func conflict() throws {
    try makeClones(["a", "b"])
    for (clone, value) in [("a", "Town"), ("b", "Village")] {
      _ = try workshop.run(
        "cases \(clone)/sample-transcripts T06 --set \(clone)-note=of-\(clone) --new-attribute"
      )
      let answer = try workshop.run("cases \(clone)/sample-transcripts T03 --set site=\(value)")
      #expect(answer.status == 0, "\(answer.error)")
      try commit(clone)
    }
    let pull = try git("a", "pull", "-q", "--no-edit", "--no-rebase", "../b", "main")
    #expect(pull.status == 1)
    #expect(pull.out.contains("\"site\" of \"\(t03)\" is \"Town\" here and"))
    #expect(pull.out.contains("All else is merged; `git add` it when it is right."))
    let text = try String(
      contentsOf: workshop.folder.appending(path: "a/sample-transcripts/cases.csv"),
      encoding: .utf8
    )
    // What only the other side has changed is there.
    #expect(text.contains("of-a") && text.contains("of-b"))
    #expect(text.contains("Town") && !text.contains("<<<<<<<"))
  }

  @Test("a text corrected in one clone and coded on in another: all codings and flags are there")
  func correctedText() throws {
    try makeClones(["a"])
    let file = "sample-transcripts/\(t03).guest.json"
    func sidecar(_ clone: String) throws -> Sidecar {
      let data = try Data(contentsOf: workshop.folder.appending(path: "\(clone)/\(file)"))
      return try SidecarReader.read(Array(data), file: file)
    }
    func code(_ clone: String, _ start: Int) throws {
      let answer = try workshop.run(
        "code \(clone)/sample-transcripts T03 --coder guest --code trust --start \(start) --end \(start + 90)"
      )
      #expect(answer.status == 0, "\(answer.error)")
    }
    try code("a", 3000)
    try commit("a")
    try git(".", "clone", "-q", "a", "b")
    #expect(try workshop.run("git-setup b/sample-transcripts").status == 0)
    let id = try #require(sidecar("a").codings.first?.id)
    _ = try workshop.run(
      "change b/sample-transcripts T03 --coder guest --id \(id) --flag do-not-quote"
    )
    try code("b", 5000)
    try commit("b")
    let text = workshop.folder.appending(path: "a/sample-transcripts/\(t03)")
    let whole = try String(contentsOf: text, encoding: .utf8)
    let turn = try #require(whole.range(of: "\n\n"))
    let corrected = whole.replacingCharacters(in: turn, with: "\n\nI: May I begin?\n\n")
    try Data(corrected.utf8).write(to: text)
    #expect(
      try workshop.run("reanchor a/sample-transcripts --as guest --coder guest --write").status == 0
    )
    let moved = try #require(sidecar("a").codings.first?.span)
    let younger = try sidecar("a").source.sha256
    try commit("a")
    // Whoever pulls first; where the text comes with the other side, it is re-anchored once more.
    try git(".", "clone", "-q", "a", "c")
    for (clone, other) in [("a", "b"), ("b", "c")] {
      let pull = try git(clone, "pull", "-q", "--no-edit", "--no-rebase", "../\(other)", "main")
      #expect(pull.status == 0, "\(pull.out)")
      #expect(pull.out.contains("the two versions were made on different texts"), "\(pull.out)")
      // Whichever text git has in its working tree while it merges.
      #expect(try sidecar(clone).source.sha256 == younger)
      _ = try workshop.run(
        "reanchor \(clone)/sample-transcripts --as guest --coder guest --write"
      )
      let merged = try sidecar(clone)
      #expect(merged.codings.count == 2)
      #expect(merged.codings.first?.span == moved)
      #expect(merged.codings.first?.flags == [.doNotQuote])
      #expect(merged.orphans.isEmpty)
    }
  }

  @Test("git shows codings as words, a line each")
  func diff() throws {
    try makeClones(["a"])
    _ = try workshop.run(
      "code a/sample-transcripts T03 --coder guest --code trust --start 100 --end 120"
    )
    try commit("a")
    let shown = try git("a", "log", "-1", "-p").out
    #expect(shown.contains("+100-120  trust  \""))
    #expect(!shown.contains("\"modified\""))
  }

  @Test("the setup is there once, keeps what stood in the files, and leaves .emic to each copy")
  func setup() throws {
    try git(".", "init", "-q", "-b", "main", "sample-transcripts")
    try workshop.write("*.png binary", to: ".gitattributes")
    #expect(
      try workshop.run("git-setup sample-transcripts").out.hasPrefix(
        "Changed: .gitattributes, .gitignore, .git/info/exclude, .git/config."
      )
    )
    let text = try workshop.text(".gitattributes")
    #expect(text.hasPrefix("*.png binary\n*.json -text merge=emic diff=emic\n"))
    #expect(
      try workshop.run("git-setup sample-transcripts").out
        == "git knows emic already; nothing was to be done.\n"
    )
    #expect(try workshop.text(".gitattributes") == text)
    _ = try workshop.run(
      "code sample-transcripts T03 --coder guest --code trust --start 1 --end 9"
    )
    #expect(!(try git("sample-transcripts", "status", "--short", "-uall").out.contains(".emic")))
  }

  @Test("what a killed save or driver has left is nothing for git, and goes in time")
  func leftovers() throws {
    try makeClones(["a"])
    let left = [
      "..merge_file_a1B2c3.0123abcd.tmp", "sample-transcripts/.\(t03).guest.json.0123abcd.tmp",
      "codebooks/.subcontracting.yaml.0123abcd.tmp",
    ].map { workshop.folder.appending(path: "a/\($0)") }
    for file in left { try Data("{".utf8).write(to: file) }
    #expect(try git("a", "status", "--short", "-uall").out.isEmpty)
    // A day old, so that nobody is writing it any more.
    let day = Date(timeIntervalSinceNow: -86_400)
    try FileManager.default.setAttributes([.modificationDate: day], ofItemAtPath: left[0].path())
    for name in ["base", "ours", "theirs"] {
      try Data("{}".utf8).write(to: workshop.folder.appending(path: "a/\(name)"))
    }
    _ = try workshop.run("merge-driver a/base a/ours a/theirs T.txt.guest.json")
    #expect(!FileManager.default.fileExists(atPath: left[0].path()))
  }

  @Test("without a repository there is a sentence and no file")
  func noRepository() throws {
    let answer = try workshop.run("git-setup sample-transcripts")
    #expect(answer.status == 1)
    #expect(answer.error.contains("this lies in no git repository. Make one with `git init`"))
    #expect(!workshop.exists(".gitattributes"))
  }

  @Test("the driver says what it can't read, and leaves the file")
  func driver() throws {
    try workshop.write("{ damaged", to: "theirs")
    try workshop.write("", to: "base")
    let before = try workshop.bytes("\(t03).coder-a.json")
    let answer = try workshop.run(
      "merge-driver sample-transcripts/base sample-transcripts/\(t03).coder-a.json "
        + "sample-transcripts/theirs \(t03).coder-a.json"
    )
    #expect(answer.status == 1)
    #expect(answer.error.hasPrefix("\(t03).coder-a.json:1: "))
    #expect(try workshop.bytes("\(t03).coder-a.json") == before)
    let missing = try workshop.run("merge-driver nowhere nowhere nowhere x.json")
    #expect(missing.status == 3)
    #expect(missing.error.contains("nowhere: there is no such file or folder."))
    #expect(try workshop.run("textconv nowhere").status == 3)
  }
}

/// The same numbers in each run.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
