import EmicKit
import EmicTUI
import Glibc
import Testing

/// A study of which the text or the sidecars have parted ways, as a coder meets it.
@Suite("Copies and changed texts with emic") struct CopiesSessionTests {
  @Test("]a finds codings again in a changed text, y stores them, u takes that back")
  func reanchoring() throws {
    let study = try StudyCopy()
    let before = try #require(try study.sidecar(by: "coder-a"))
    let text = String(decoding: try study.read(StudyCopy.english), as: UTF8.self)
    try study.write("A line that was left out.\n" + text, to: StudyCopy.english)
    let coder = try study.start(StudyCopy.english, coder: "coder-a")
    try coder.wait(for: "This transcript has changed since it was coded.")
    try coder.press("]a")
    try coder.wait(for: "\(before.codings.count) moved")
    try coder.wait(for: "y stores all")
    try coder.press("\r")
    try coder.wait(for: "1 of \(before.codings.count): ")
    try coder.press(":reanchor\r")
    try coder.wait(for: "y stores all")
    try coder.press("y")
    try coder.wait(for: "Stored: ")
    let stored = try #require(try study.sidecar(by: "coder-a"))
    #expect(stored.codings.map(\.id) == before.codings.map(\.id))
    #expect(stored.codings[0].span.start == before.codings[0].span.start + 26)
    #expect(stored.source.sha256 != before.source.sha256)
    try coder.press("u")
    try coder.wait(for: "Taken back: ")
    let again = try #require(try study.sidecar(by: "coder-a"))
    #expect(again.codings == before.codings && again.source == before.source)
    #expect(again.log.suffix(2).map { $0["act"] } == ["reanchor", "reanchor"])
    try SessionTests.leave(coder)
  }

  @Test("of a single coding in a changed text it is said that it is one")
  func oneCoding() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english, size: Size(width: 120, height: 24))
    try emic.press("gt12\rx't")
    try emic.waitUntilSaved()
    try SessionTests.leave(emic)
    let text = String(decoding: try study.read(StudyCopy.english), as: UTF8.self)
    try study.write("A line that was left out.\n" + text, to: StudyCopy.english)
    let again = try study.start(
      StudyCopy.english,
      coder: "guest",
      size: Size(width: 200, height: 24)
    )
    try again.wait(for: "Its coding is shown at its old place, which may be wrong.")
    #expect(again.row(0).contains("`]a` finds it again."))
    try SessionTests.leave(again)
  }

  @Test("a conflict copy is offered for merging at the start")
  func conflictCopy() throws {
    let study = try StudyCopy()
    let name = "\(StudyCopy.english).coder-a"
    try study.write(
      bytes: try study.read("\(name).json"),
      to: "\(name) (conflicted copy 2026-03-20).json"
    )
    let coder = try study.open(coder: "coder-a")
    try coder.wait(for: "A second version of \(name).json lies in this study")
    try SessionTests.leave(coder)
  }
}
