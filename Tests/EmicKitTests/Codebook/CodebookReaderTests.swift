import EmicKit
import Testing

private func book(_ text: String) throws -> Codebook {
  try CodebookReader.read(Array(text.utf8), file: "book.yaml")
}

/// What is said about a code or top-level key that begins in line 3 (or the first after `codes:`).
private func complaint(_ rest: String, head: String = "format: emic/codebook\nversion: 1\n")
  -> String?
{
  do {
    _ = try CodebookReader.read(Array((head + rest).utf8), file: "book.yaml")
    return nil
  } catch {
    return error.message
  }
}

@Suite("Reading a codebook") struct CodebookReaderTests {
  let sample = """
    # Rules of use:
    # code what is said.
    format: emic/codebook
    version: 3
    title: Contracting
    licence: CC-BY
    codes:
      - id: relations
        name: {en: NGO-state relations, zh: 政社关系}
        family: true
        codes:
          - id: trust
            name: {en: Trust, zh: 信任}
            brief: Confidence (or its lack) between parties.
            definition: >
              Statements that one party
              relies on another.
            use-when: Reliance is expressed.
            not-when: "A connection: no."
            example: "The section chief trusts me."
            key: t
            color: sky
            since: 1
            revised: 2
            theory: {after: Luhmann}
            codes:
              - {id: mistrust, name: Mistrust}
          - id: stability-concern
            retired: 3
            replaced-by: [advocacy-risk]
      - id: to-discuss
        name: To discuss
        working: true
    history:
      - id: h1
        version: 2
        at: 2026-03-22T09:00:00Z
        by: supervisor
        change: redefine
        codes: [trust]
        reason: both count
        was: {brief: Confidence in a person.}

    """

  @Test("every key of a code arrives")
  func code() throws {
    let book = try book(sample)
    #expect(book.title == "Contracting")
    #expect(book.version == 3)
    let trust = try #require(book["trust"])
    #expect(trust.name.primary == "Trust")
    #expect(trust.name.chinese == "信任")
    #expect(trust.parent == "relations")
    #expect(trust.definition == "Statements that one party relies on another.\n")
    #expect(trust.useWhen == "Reliance is expressed.")
    #expect(trust.notWhen == "A connection: no.")
    #expect(trust.example == "The section chief trusts me.")
    #expect(trust.key == "t")
    #expect(trust.color == "sky")
    #expect(trust.since == 1)
    #expect(trust.revised == 2)
    #expect(trust.kept.map(\.key) == ["theory"])
    #expect(book["to-discuss"]?.isWorking == true)
    #expect(book["stability-concern"]?.replacedBy == ["advocacy-risk"])
    #expect(book["stability-concern"]?.isAssignable == false)
  }

  @Test("comments at the head, unknown keys and history are kept")
  func kept() throws {
    let book = try book(sample)
    #expect(book.heading == "# Rules of use:\n# code what is said.\n")
    #expect(book.kept.map(\.key) == ["licence"])
    let entry = try #require(book.history.first)
    #expect(entry.change == .redefine)
    #expect(entry.at == Timestamp("2026-03-22T09:00:00Z"))
    #expect(entry.by == "supervisor")
    #expect(entry.was.map(\.key) == ["brief"])
  }

  @Test("printed and read again it is the same book; printed twice, the same bytes")
  func roundTrip() throws {
    let first = try book(sample)
    let text = CodebookWriter.text(of: first)
    #expect(try book(text) == first)
    #expect(CodebookWriter.text(of: try book(text)) == text)
  }

  @Test("codes are found by place, family and a slip of the pen")
  func lookup() throws {
    let book = try book(sample)
    #expect(book.families.map(\.id) == ["relations"])
    #expect(book.assignable.map(\.id) == ["trust", "mistrust", "to-discuss"])
    #expect(book.children(of: "relations").map(\.id) == ["trust", "stability-concern"])
    #expect(book.children(of: nil).map(\.id) == ["relations", "to-discuss"])
    #expect(
      book.descendants(of: "relations").map(\.id) == ["trust", "mistrust", "stability-concern"]
    )
    #expect(book.family(of: "mistrust")?.id == "relations")
    #expect(book.nearest(to: "turst") == "trust")
    #expect(book.nearest(to: "mistrus") == "mistrust")
    #expect(book.nearest(to: "housing") == nil)
  }

  @Test("a file that is something else is not taken for a codebook")
  func format() {
    #expect(
      complaint("", head: "format: emic/study\nversion: 1\n")
        == "book.yaml:1: the format is \"emic/study\", not emic/codebook. Is this the right file?"
    )
    #expect(
      complaint("", head: "version: 1\n")
        == "book.yaml:1: the file does not say what it is. Begin it with format: emic/codebook."
    )
    #expect(
      complaint("", head: "format: emic/codebook\n")
        == "book.yaml:1: \"version\" is missing. Add it."
    )
    // The version is the book's own and may be any.
    #expect(complaint("", head: "format: emic/codebook\nversion: 4711\n") == nil)
  }

  @Test(
    "values of the wrong kind are refused",
    arguments: [
      (
        "version: \"3\"\nformat: emic/codebook\n", 1,
        "\"version\" needs a whole number from 1, without quotes"
      ),
      (
        "version: 0\nformat: emic/codebook\n", 1,
        "\"version\" needs a whole number from 1, without quotes"
      ),
      ("format: emic/codebook\nversion: 1\ncodes: {a: b}\n", 3, "\"codes\" needs a list"),
      (
        "format: emic/codebook\nversion: 1\ncodes: [a]\n", 3,
        "\"codes\" needs keys and values of its own"
      ),
      (
        "format: emic/codebook\nversion: 1\ntitle: [a]\n", 3,
        "\"title\" needs a text; put it in quotes if it holds [ or {"
      ),
      (
        "format: emic/codebook\nversion: 1\ncodes:\n- id: a\n  name: A\n  family: yes\n", 6,
        "\"family\" needs true or false"
      ),
    ]
  )
  func kinds(text: String, line: Int, words: String) {
    #expect(complaint("", head: text) == "book.yaml:\(line): \(words). Correct the value.")
  }

  @Test("ids are checked, and may stand once")
  func ids() {
    #expect(complaint("codes:\n- name: A\n") == "book.yaml:4: \"id\" is missing. Add it.")
    #expect(
      complaint("codes:\n- {id: Trust me, name: A}\n")
        == "book.yaml:4: \"Trust me\" can't be the id of a code. "
        + "Use a to z, 0 to 9 and hyphens, at most 64, beginning with a letter or digit."
    )
    #expect(
      complaint("codes:\n- id: a\n  name: A\n  codes:\n  - {id: a, name: B}\n")
        == "book.yaml:7: the id \"a\" stands twice, first in line 4. "
        + "Give one of the two codes another id."
    )
    #expect(
      complaint("codes:\n- {id: a, name: A, replaced-by: [../b]}\n")?
        .hasPrefix("book.yaml:4: \"../b\" can't be the id of a code.") == true
    )
  }

  @Test(
    "a code needs a name, in every language that it gives",
    arguments: ["", "name: \" \"", "name: {en: A, zh: ''}", "name: {}"]
  )
  func names(name: String) {
    #expect(
      complaint("codes:\n- id: a\n  \(name)\n")?
        .hasSuffix("code \"a\" has no name. Add name: and a text.") == true
    )
  }

  @Test("a quick key is one visible character, and one code's")
  func keys() {
    #expect(
      complaint("codes:\n- {id: a, name: A, key: ab}\n")
        == "book.yaml:4: \"ab\" can't be the quick key of \"a\". Use one visible character."
    )
    #expect(
      complaint("codes:\n- {id: a, name: A, key: t}\n- {id: b, name: B, key: t}\n")
        == "book.yaml:5: the quick key \"t\" of \"b\" belongs to \"a\". Choose another."
    )
  }

  @Test("a colour is one of the palette's names")
  func colors() {
    #expect(
      complaint("codes:\n- {id: a, name: A, color: gren}\n")
        == "book.yaml:4: \"gren\" is not a colour of the palette. Did you mean \"green\"? "
        + "Choose one of: orange, sky, green, yellow, blue, red, pink, grey."
    )
  }

  @Test("history is read as strictly as codes")
  func history() {
    func entry(_ text: String) -> String? { complaint("history:\n- {\(text)}\n") }
    #expect(entry("change: add") == "book.yaml:4: \"version\" is missing. Add it.")
    #expect(entry("version: 2") == "book.yaml:4: \"change\" is missing. Add it.")
    #expect(
      entry("version: 2, change: delete")
        == "book.yaml:4: \"change\" can't be \"delete\". "
        + "Choose one of: add, rename, redefine, move, split, merge, retire, revive."
    )
    #expect(
      entry("version: 2, change: add, at: yesterday")
        == "book.yaml:4: \"yesterday\" is not a time. Write it as 2026-03-22T09:00:00Z."
    )
    #expect(
      entry("version: 2, change: add, by: Ana B")
        == "book.yaml:4: \"Ana B\" can't be the id of a coder. "
        + "Use a to z, 0 to 9 and hyphens, at most 32, beginning with a letter or digit."
    )
  }
}
