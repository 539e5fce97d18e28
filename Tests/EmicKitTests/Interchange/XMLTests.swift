import Testing

@testable import EmicKit

@Suite("XML") struct XMLTests {
  func pieces(_ bytes: [UInt8]) throws(XMLError) -> [XMLReader.Piece] {
    let reader = try XMLReader(bytes, file: "t.xml")
    var pieces: [XMLReader.Piece] = []
    while let piece = try reader.next() { pieces.append(piece) }
    return pieces
  }

  /// The document as one line: `a[x=1] text /a`.
  func drawn(_ text: String) throws -> String {
    try pieces(Array(text.utf8)).map {
      switch $0 {
      case .start(let element):
        element.name
          + element.attributes.map { "[\($0.name)=\($0.value)]" }.joined()
      case .end(let name): "/" + name
      case .text(let text): "'\(text)'"
      }
    }.joined(separator: " ")
  }

  func problem(_ bytes: [UInt8]) -> XMLError? {
    do throws(XMLError) {
      _ = try pieces(bytes)
      return nil
    } catch {
      return error
    }
  }

  func problem(_ text: String) -> XMLError? { problem(Array(text.utf8)) }

  func utf16(_ text: String, mark: Bool, isBigEndian: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    for unit in ((mark ? "\u{FEFF}" : "") + text).utf16 {
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      bytes += isBigEndian ? [high, low] : [low, high]
    }
    return bytes
  }

  @Test("elements, attributes, text; an empty element is a start and an end")
  func reading() throws {
    #expect(
      try drawn(
        "<?xml version=\"1.0\"?>\n<a x='1' y=\"2\">t<b/><!-- c --><?p i?><![CDATA[<c>]]></a>\n"
      )
        == "a[x=1][y=2] 't' b /b '<c>' /a"
    )
  }

  @Test("the five entities and numbered characters, in text and in attributes")
  func entities() throws {
    #expect(
      try drawn("<a x='&lt;&amp;&quot;&#x1F600;&#10;'>&gt;&apos;&#20320;</a>").split(separator: " ")
        .first == "a[x=<&\"😀\n]"
    )
    let text = try pieces(Array("<a>&gt;&apos;&#20320;</a>".utf8)).compactMap {
      if case .text(let text) = $0 { text } else { nil }
    }
    #expect(text.joined() == ">'你")
  }

  @Test("names come without prefix, with the namespace they belong to")
  func namespaces() throws {
    let all = try pieces(
      Array("<w:a xmlns:w='urn:w' xmlns:r='urn:r' w:id='1' r:id='2' id='3'><b/></w:a>".utf8)
    )
    guard case .start(let element) = all[0], case .start(let inner) = all[1] else {
      Issue.record("\(all)")
      return
    }
    #expect(element.name == "a" && element.space == "urn:w")
    #expect(element.attributes.count == 3)
    #expect(element["id", in: "urn:r"] == "2" && element["id", in: ""] == "3")
    #expect(element["id"] == "1" && element["no"] == nil)
    #expect(inner.name == "b" && inner.space == "")
  }

  @Test("lines of elements, beyond 65,535 too")
  func lines() throws {
    let source = "<a>\n<b/>" + String(repeating: "\n", count: 70_000) + "<c/></a>"
    let reader = try XMLReader(Array(source.utf8), file: "t.xml")
    var lines: [String: Int] = [:]
    while let piece = try reader.next() {
      if case .start(let element) = piece { lines[element.name] = element.line }
    }
    #expect(lines["a"] == 1 && lines["b"] == 2)
    // libxml2 counts elements up to 65,535.
    #expect((lines["c"] ?? 0) >= 65_535)
  }

  @Test("UTF-16 of both orders and UTF-8 with a mark are read")
  func encodings() throws {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>你😀</a>"
    let little = utf16(text, mark: true)
    let big = utf16(text, mark: true, isBigEndian: true)
    let expected = try pieces(Array("<a>你😀</a>".utf8))
    #expect(try pieces(little) == expected)
    #expect(try pieces(big) == expected)
    #expect(try pieces(Array("\u{FEFF}<a>你😀</a>".utf8)) == expected)
    #expect(
      problem(Array(little.dropLast()))?.problem
        == .malformed("it is not UTF-16, as its first bytes say")
    )
  }

  @Test("any DOCTYPE is refused before anything is parsed")
  func doctype() throws {
    for name in ["xxe.xml", "billion_laughs.xml"] {
      #expect(problem(try fixture("nasty/\(name)"))?.problem == .doctype)
    }
    for name in ["xxe.docx", "billion_laughs.docx"] {
      let archive = try ZipArchive(try fixture("nasty/\(name)"), file: name)
      #expect(problem(try archive.read("word/document.xml"))?.problem == .doctype)
    }
    for hidden in [
      "\u{FEFF}<!DOCTYPE a>", " \n<!DOCTYPE a><a/>",
      "<?xml version='1.0'?><!-- > --><!DOCTYPE a><a/>",
      "<?p ?>\n<!doctype a><a/>", "<!ENTITY x 'y'><a/>",
    ] {
      #expect(problem(hidden)?.problem == .doctype)
    }
    let wide = utf16("<!DOCTYPE a><a/>", mark: true)
    #expect(problem(wide)?.problem == .doctype)
  }

  @Test("encodings in which a DOCTYPE could hide are refused")
  func oddEncodings() {
    for name in ["UTF-7", "IBM037", "utf-32", "GB18030"] {
      #expect(
        problem("<?xml version=\"1.0\" encoding='\(name)'?><a/>")?.problem == .encoding(name)
      )
    }
    // Without a mark its NUL bytes are no XML.
    #expect(problem(utf16("<a/>", mark: false)) != nil)
  }

  @Test("256 elements inside each other are read, one more is refused")
  func depth() throws {
    func nested(_ count: Int) -> String {
      String(repeating: "<a>", count: count) + String(repeating: "</a>", count: count)
    }
    #expect(problem(nested(256)) == nil)
    #expect(problem(nested(257))?.problem == .tooDeep)
    #expect(problem(nested(200_000))?.problem == .tooDeep)
    let archive = try ZipArchive(try fixture("nasty/deep_nest.docx"), file: "d")
    #expect(problem(try archive.read("word/document.xml"))?.problem == .tooDeep)
  }

  @Test("what is not well-formed is refused with libxml2's words and the line")
  func malformed() {
    let cases: [(String, Int?, String)] = [
      ("<a>\n<b></a>", 2, "mismatch"), ("", nil, "it is empty"), (" \n", nil, "it is empty"),
      ("<a", 1, "find"),
      ("<a>\n\n&x;</a>", 1, "not defined"), ("<a b=c/>", 1, "\" or '"), ("text", 1, "is empty"),
      ("<a>\u{1}</a>", 1, "invalid Char"), ("<a/><b/>", 1, "Extra content"),
      ("<a x='1' x='2'/>", 1, "redefined"),
    ]
    for (text, line, words) in cases {
      let found = problem(text)
      guard case .malformed(let said) = found?.problem else {
        Issue.record("\(text): \(String(describing: found))")
        continue
      }
      #expect(said.contains(words), "\(text): \(said)")
      #expect(found?.line == line, "\(text)")
    }
    let binary: [([UInt8], String)] = [
      ([0x3C, 0x61, 0x3E, 0xFF, 0x3C, 0x2F, 0x61, 0x3E], "not proper UTF-8"),
      (Array("<a>b\0c</a>".utf8), "0x0 out of allowed range"),
    ]
    for (bytes, words) in binary {
      guard case .malformed(let said) = problem(bytes)?.problem else {
        Issue.record("\(bytes) is taken")
        continue
      }
      #expect(said.contains(words))
    }
  }

  @Test("each message says what is wrong and what to do")
  func messages() {
    let cases: [(XMLError.Problem, String)] = [
      (.doctype, "t.xml:3: this XML begins with a DOCTYPE"),
      (.encoding("utf-7"), "t.xml:3: this XML is in utf-7"),
      (.tooDeep, "t.xml:3: more than 256 elements"),
      (.malformed("mismatch"), "t.xml:3: this is not well-formed XML (mismatch)."),
      (.noMemory, "t.xml:3: there is not enough memory"),
    ]
    for (problem, start) in cases {
      let message = XMLError(file: "t.xml", line: 3, problem: problem).message
      #expect(message.hasPrefix(start) && message.hasSuffix("."))
    }
  }

  @Test("what is written reads back, whatever stands in texts and attributes")
  func roundTrip() throws {
    for value in ["<&>\"'", "]]>", "a\tb\nc\rd\r\ne", "你 😀 \u{85}\u{2028}", "  ", "&amp;"] {
      var writer = XMLWriter()
      writer.start("a")
      writer.attribute("x", value)
      writer.attribute("y", nil)
      writer.element("b", value)
      writer.start("c")
      writer.end()
      writer.end()
      let all = try pieces(writer.finished())
      guard case .start(let element) = all.first else {
        Issue.record("\(all)")
        continue
      }
      #expect(element.attributes == [XMLElement.Attribute(name: "x", space: "", value: value)])
      let text = all.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
      #expect(text == value + "\n" || text == value)
      #expect(writer.leftOut == 0)
    }
  }

  @Test("what XML cannot hold is left out and counted")
  func controls() throws {
    var writer = XMLWriter()
    writer.start("a")
    writer.attribute("x", "1\u{0}2\u{1B}")
    writer.text("\u{FFFF}3\u{FFFE}\u{FFFD}\u{7F}")
    writer.end()
    #expect(writer.leftOut == 4)
    #expect(
      try drawn(String(decoding: writer.finished(), as: UTF8.self))
        == "a[x=12] '3\u{FFFD}\u{7F}' /a"
    )
  }
}
