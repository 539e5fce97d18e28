import EmicTUI
import Glibc
import Testing

@Suite("README") struct ReadmeTests {
  /// What stands between the two marks of the README is made from the keymap.
  ///
  /// `UPDATE_SCREENS=1 swift test` writes it anew.
  @Test("the key table is that of the keymap")
  func keyTable() throws {
    let path = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined() + "/README.md"
    let readme = try #require(contents(of: path))
    let parts = readme.split(around: "<!-- keys -->\n", "<!-- end of keys -->")
    let (before, table, after) = try #require(parts)
    let expected = Keymap.standard.markdown
    if table != expected, getenv("UPDATE_SCREENS") != nil {
      let file = try #require(fopen(path, "w"))
      fputs(before + expected + after, file)
      fclose(file)
      return
    }
    #expect(table == expected)
  }

  private func contents(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// The text up to and with `start`, what stands between, and the text from `end` on.
  fileprivate func split(around start: String, _ end: String) -> (String, String, String)? {
    guard let opening = ranges(of: start).first,
      let closing = ranges(of: end).first(where: { $0.lowerBound >= opening.upperBound })
    else { return nil }
    return (
      String(self[..<opening.upperBound]),
      String(self[opening.upperBound..<closing.lowerBound]),
      String(self[closing.lowerBound...])
    )
  }
}
