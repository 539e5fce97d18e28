import EmicKit
import Foundation
import Testing

/// A sidecar that is gone while a frozen copy, a backup or the history knows of it.
@Suite("Sidecars that are gone") struct LostSidecarTests {
  private let small: SmallStudy
  private static let secret = "Zhang Wei forged the licence, with a wet turnip in the cellar."
  private static let name = "A.txt.ann.json"

  /// A study of its own, `st`: ann flags a sentence of A, which bob quotes, too.
  init() throws {
    small = try SmallStudy(codes: "\n  - id: trust\n    name: Trust")
    try small.put("I: Who?\nR: \(Self.secret)\nI: And then?\nR: Nothing.\n", "A.txt")
    try small.run("code st A --coder ann --at 2 --code trust")
    try small.run("code st A --coder bob --at 2 --code trust")
    try flag()
  }

  private func flag(_ option: String = "--flag") throws {
    let sidecar = try SidecarReader.read(bytes(Self.name), file: Self.name)
    let id = try #require(sidecar.codings.first?.id)
    try small.run("change st A --coder ann --id \(id) \(option) do-not-quote")
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: small.root.appending(path: name)))
  }

  private func lose() throws {
    try FileManager.default.removeItem(at: small.root.appending(path: Self.name))
  }

  private func exported() throws -> String {
    try small.run("export st --as bob --drafts --layer current --to x.csv")
    return try String(contentsOf: small.workshop.folder.appending(path: "x.csv"), encoding: .utf8)
  }

  @Test(
    "nothing begins it anew without being told to",
    arguments: [
      "code st A --coder ann --at 4 --code trust", "memo st A --coder ann --text new",
      "nothing-here st A --coder ann --turns 4",
    ]
  )
  func refused(line: String) throws {
    try lose()
    let answer = try small.run(line, status: 1)
    #expect(answer.error.contains("A.txt: ann has coded it, and A.txt.ann.json is gone."))
    let day = Now.timestamp.date
    #expect(answer.error.contains("`emic restore st --from \(day) --transcript A.txt --coder ann`"))
    #expect(!FileManager.default.fileExists(atPath: small.root.appending(path: Self.name).path()))
    try small.run("\(line) --begin-anew")
    try small.run("\(line.replacing("new", with: "newer"))")
  }

  @Test("where only the history knows of it, that is said")
  func history() throws {
    try lose()
    try FileManager.default.removeItem(at: small.root.appending(path: ".emic/backup"))
    let answer = try small.run("code st A --coder ann --at 4 --code trust", status: 1)
    #expect(answer.error.contains("`emic restore st --from "), "\(answer.error)")
  }

  @Test("a frozen copy brings it back, and its flags bind until the sidecar knows of it")
  func frozen() throws {
    try small.run("submit st A --coder ann")
    let submitted = try bytes(Self.name)
    try lose()
    #expect(try !exported().contains("turnip"))
    let answer = try small.run("code st A --coder ann --at 4 --code trust", status: 1)
    let copy = "`cp --no-preserve=mode st/submissions/A.txt.ann.1.json st/A.txt.ann.json`"
    #expect(answer.error.contains(copy), "\(answer.error)")
    try small.run("code st A --coder ann --at 4 --code trust --begin-anew")
    #expect(try !exported().contains("turnip"))
    // Nor does the submission of what was begun anew make it known.
    try small.run("submit st A --coder ann")
    #expect(try !exported().contains("turnip"))
    try small.put(String(decoding: submitted, as: UTF8.self), Self.name)
    #expect(try !exported().contains("turnip"))
    // Opened again and brought up to date, and the flag taken away: the frozen copy is older than that.
    try small.run("reopen st A --coder ann --reason again")
    try small.run("restore st --from \(Now.timestamp.date)")
    try flag("--no-flag")
    #expect(try exported().contains("turnip"))
  }

  @Test("who has seen others' codings and begins anew is not blind")
  func revealed() throws {
    try small.run("submit st A --coder ann")
    try small.run("submit st A --coder bob")
    try small.run("codings st --as ann")
    try small.run("reopen st A --coder ann --reason again")
    try small.run("submit st A --coder ann")
    try lose()
    try small.run("code st A --coder ann --at 4 --code trust --begin-anew")
    try small.run("submit st A --coder ann")
    let sidecar = try SidecarReader.read(bytes(Self.name), file: Self.name)
    let submits = sidecar.log.filter { $0["act"] == "submit" }
    #expect(submits.map { $0["blind"] } == [false])
  }

  @Test("nor is who has seen them after the last submission, whichever way it comes back")
  func revealedLater() throws {
    try small.run("submit st A --coder bob")
    try small.run("submit st A --coder ann")
    try small.run("codings st --as ann")
    try small.run("reopen st A --coder ann --reason again")
    let day = Now.timestamp.date
    for line in [
      "restore st --from \(day)", "code st A --coder ann --at 4 --code trust --begin-anew",
    ] {
      try lose()
      try small.run(line)
      var sidecar = try SidecarReader.read(bytes(Self.name), file: Self.name)
      if sidecar.status.state == .submitted {
        try small.run("reopen st A --coder ann --reason again")
      }
      try small.run("submit st A --coder ann")
      sidecar = try SidecarReader.read(bytes(Self.name), file: Self.name)
      let submits = sidecar.log.filter { $0["act"] == "submit" }
      #expect(submits.last?["blind"] == false, "\(line)")
    }
  }

  @Test(
    "its flags bind as it was last known, and a sidecar of which only the history knows comes back"
  )
  func bindsAndComesBack() throws {
    let before = try SidecarReader.read(bytes(Self.name), file: Self.name)
    for backup in [true, false] {
      if !backup {
        try FileManager.default.removeItem(at: small.root.appending(path: ".emic/backup"))
      }
      try lose()
      #expect(try !exported().contains("turnip"), "with a backup: \(backup)")
      let day = Now.timestamp.date
      let check = try small.workshop.run("check st")
      #expect(check.out.contains("A.txt.ann.json: ann's sidecar is gone"), "\(check.out)")
      #expect(try small.run("restore st --list").out.contains("\(day)  A.txt.ann.json"))
      let answer = try small.run("restore st --from \(day) --transcript A --coder ann")
      #expect(answer.out.contains("it was gone, and is back"), "\(answer.out)")
      let now = try SidecarReader.read(bytes(Self.name), file: Self.name)
      #expect(now.codings == before.codings)
      #expect(try !exported().contains("turnip"))
    }
    // Damaged, and no day has a copy.
    try small.put("{", Self.name)
    let answer = try small.run("restore st --from \(Now.timestamp.date) --coder ann")
    #expect(answer.out.contains("it could not be read, and is back"), "\(answer.out)")
    #expect(try SidecarReader.read(bytes(Self.name), file: Self.name).codings == before.codings)
    // A folder in its place is no sidecar without flags.
    try lose()
    try FileManager.default.createDirectory(
      at: small.root.appending(path: Self.name),
      withIntermediateDirectories: false
    )
    #expect(try !exported().contains("turnip"))
  }

  @Test("what a merge has brought, and that it was submitted, is there again after a restore")
  func merged() throws {
    let laptop = small.workshop.folder.appending(path: "laptop")
    try FileManager.default.copyItem(at: small.root, to: laptop)
    try small.run("code laptop A --coder ann --at 4 --code trust --memo elsewhere")
    let id = try #require(
      try SidecarReader.read(
        Array(Data(contentsOf: laptop.appending(path: Self.name))),
        file: Self.name
      ).codings.last?.id
    )
    try small.run("change laptop A --coder ann --id \(id) --flag redact --replacement X")
    try small.run("merge st laptop")
    try small.run("code st A --coder ann --at 1 --code trust")
    var before = try SidecarReader.read(bytes(Self.name), file: Self.name)
    let day = Now.timestamp.date
    for state in ["merged", "submitted"] {
      try small.put("", Self.name)
      let answer = try small.run("restore st --from \(day) --transcript A --coder ann")
      #expect(answer.out.contains("it could not be read, and is back"), "\(answer.out)")
      let now = try SidecarReader.read(bytes(Self.name), file: Self.name)
      #expect(now.codings == before.codings, "\(state)")
      #expect(now.status == before.status, "\(state)")
      #expect(now.log == before.log, "\(state)")
      if state == "merged" {
        try small.run("submit st A --coder ann")
        before = try SidecarReader.read(bytes(Self.name), file: Self.name)
      }
    }
  }

  @Test("nothing comes back while it cannot be read what was done since")
  func unread() throws {
    try lose()
    let history = small.root.appending(path: ".emic/history/ann/A.txt.jsonl")
    try FileManager.default.removeItem(at: history)
    try FileManager.default.createDirectory(at: history, withIntermediateDirectories: false)
    let line = "restore st --from \(Now.timestamp.date) --coder ann"
    let answer = try small.run(line, status: 3)
    #expect(answer.error.contains("Its sidecar was not brought back"), "\(answer.error)")
    #expect(!FileManager.default.fileExists(atPath: small.root.appending(path: Self.name).path()))
  }

  @Test("another's file in its place is no version of it, and is not mixed with it")
  func strange() throws {
    let other = try bytes("A.txt.bob.json")
    try small.put(String(decoding: other, as: UTF8.self), Self.name)
    let day = Now.timestamp.date
    let answer = try small.run("restore st --from \(day) --transcript A --coder ann", status: 3)
    #expect(answer.error.contains("by what stands in it, this is bob's work"), "\(answer.error)")
    #expect(try bytes(Self.name) == other)
  }

  @Test("what a shell would take apart is quoted in the way back")
  func quoted() throws {
    try small.put("I: Who?\nR: Nobody at all, I think.\n", "Ann's talk.txt")
    func code(_ place: String) throws -> Workshop.Answer {
      let words = ["code", "st", "Ann's talk.txt", "--coder", "ann", "--code", "trust"]
      return try small.workshop.emic(words + ["--at", place])
    }
    // The second save makes a backup of the first.
    for place in ["1", "2"] { #expect(try code(place).status == 0) }
    try FileManager.default.removeItem(at: small.root.appending(path: "Ann's talk.txt.ann.json"))
    let answer = try code("2")
    #expect(answer.status == 1)
    #expect(
      answer.error.contains("--transcript 'Ann'\\''s talk.txt' --coder ann`"),
      "\(answer.error)"
    )
  }
}
