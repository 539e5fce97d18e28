import EmicKit
import Testing

/// What a codebook's reader says about a text; `nil` when it reads it.
private func complaint(about text: String) -> String? { complaint(about: Array(text.utf8)) }

private func complaint(about bytes: [UInt8]) -> String? {
  do {
    _ = try CodebookReader.read(bytes, file: "book.yaml")
    return nil
  } catch {
    return error.message
  }
}

private let head = "format: emic/codebook\nversion: 1\n"

@Suite("YAML of a study's files") struct YAMLTests {
  @Test("billion laughs end at the first anchor")
  func billionLaughs() {
    let text = head + "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    #expect(
      complaint(about: text)
        == "book.yaml:3: anchors (&a) are not read. Write the value out."
    )
  }

  @Test("an alias is refused")
  func alias() {
    #expect(
      complaint(about: head + "title: *other\n")
        == "book.yaml:3: aliases (*other) are not read. Write the value out."
    )
  }

  @Test("a tag is refused, before anything makes an object of it")
  func tag() {
    #expect(
      complaint(about: head + "title: !!python/object:os.system x\n")
        == "book.yaml:3: tags (tag:yaml.org,2002:python/object:os.system) are not read. "
        + "Take it out; put a text in quotes."
    )
  }

  @Test("a key that stands twice is refused with both lines")
  func duplicateKey() {
    #expect(
      complaint(about: head + "title: a\ncodes: []\ntitle: b\n")
        == "book.yaml:5: the key \"title\" stands twice, first in line 3. Keep one."
    )
  }

  @Test("a second document is refused")
  func severalDocuments() {
    #expect(
      complaint(about: head + "---\ntitle: b\n")
        == "book.yaml:3: a second document begins here. Keep one document, without further ---."
    )
  }

  @Test("nesting over 64 levels is refused, in either style")
  func depth() {
    let message = "more than 64 levels of nesting. Make the file flatter."
    let flow = head + "x: " + String(repeating: "[", count: 100_000)
    #expect(complaint(about: flow) == "book.yaml:3: " + message)
    let block = (1...80).map { String(repeating: " ", count: $0) + "k:\n" }.joined()
    #expect(complaint(about: head + "x:\n" + block)?.hasSuffix(message) == true)
    let fine = String(repeating: "[", count: 63) + String(repeating: "]", count: 63)
    #expect(complaint(about: head + "x: " + fine) == nil)
  }

  @Test("9 MB are not even looked at")
  func size() {
    #expect(
      complaint(about: [UInt8](repeating: UInt8(ascii: "#"), count: 9_000_000))
        == "book.yaml: the file has 9000000 bytes, more than the 8 MB that are read. "
        + "Take out what is not needed."
    )
  }

  @Test("a tab as indentation is called by its name")
  func tab() {
    #expect(
      complaint(about: head + "codes:\n\t- id: a\n")
        == "book.yaml:4: a tab indents this line. Indent with blanks."
    )
  }

  @Test("a NUL or another control character is refused with its line")
  func controlCharacters() {
    #expect(
      complaint(about: head + "title: a\0b\n")
        == "book.yaml:3: the control character U+0000 stands in the file. Take it out."
    )
    #expect(complaint(about: head + "title: \u{1B}[2J\n")?.contains("U+001B") == true)
  }

  @Test("bytes that are not UTF-8 are refused with their place")
  func notUTF8() {
    let bytes = Array((head + "title: ").utf8) + [0xD6, 0xD0, 0x0A]
    #expect(
      complaint(about: bytes) == "book.yaml:3: byte 41 is not UTF-8. Save the file as UTF-8."
    )
  }

  @Test("a BOM and Windows line ends are read")
  func byteOrderMark() {
    #expect(complaint(about: "\u{FEFF}format: emic/codebook\r\nversion: 1\r\n") == nil)
  }

  @Test("what git left of a conflict is named")
  func conflict() {
    #expect(
      complaint(about: head + "<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> b\n")
        == "book.yaml:3: git left conflict markers here. "
        + "Choose one side and take the markers out."
    )
  }

  @Test("broken YAML is told in the parser's words with the line")
  func syntax() {
    #expect(
      complaint(about: head + "codes: [a, b\n")
        == "book.yaml:4: this is not YAML: did not find expected ',' or ']'. "
        + "Check the indentation and the quotes here and just above."
    )
  }

  @Test("an empty file is not an empty codebook", arguments: ["", "# nothing\n", "---\n", "~\n"])
  func empty(text: String) {
    #expect(
      complaint(about: text)
        == "book.yaml: the file is empty. Restore it from a backup, or take it away."
    )
  }

  @Test("a list or a text at the top is refused")
  func notMapping() {
    #expect(
      complaint(about: "- a\n")
        == "book.yaml:1: \"the file\" needs keys and values at its top. Correct the value."
    )
  }

  @Test("a key that is a list, or endless, is refused")
  func keys() {
    #expect(
      complaint(about: head + "? [a]\n: b\n")
        == "book.yaml:3: a key here is not a short text. Write it as key: value."
    )
    #expect(
      complaint(about: head + "? " + String(repeating: "k", count: 300) + "\n: b\n")?
        .contains("not a short text") == true
    )
  }

  @Test("control sequences of a file do not get into a message")
  func harmless() {
    let message = complaint(about: head + "codes:\n  - {id: \"\\e[31m\\u202E\", name: a}\n")
    #expect(message?.contains("\"^[[31m<202E>\" can't be the id of a code") == true)
  }
}
