import Testing

@testable import EmicKit

@Suite("Paths for people's eyes") struct PathTests {
  @Test(
    "are without `.`, `..` and empty parts",
    arguments: [
      ("/tmp", "/tmp"), ("/tmp/.emic", "/tmp/.emic"), ("/tmp/...", "/tmp/..."),
      ("/tmp/..b", "/tmp/..b"),
      ("/tmp/./b", "/tmp/b"), ("/tmp//b", "/tmp/b"), ("/tmp/../tmp/b", "/tmp/b"),
      ("/usr/../tmp", "/tmp"),
      ("relative/../b", "relative/../b"), ("/nowhere-at-all/../x/b", "/nowhere-at-all/../x/b"),
    ]
  )
  func plain(path: String, plain: String) {
    #expect(Path.plain(path) == plain)
  }
}
