import Testing

@testable import EmicKit

@Suite("Formats of transcripts") struct ImportFormatTests {
  @Test("all fixtures are read") func count() { #expect(ImportFixture.all.count == 36) }

  @Test("a file becomes its expected text, byte for byte", arguments: ImportFixture.all)
  func expected(fixture: ImportFixture) throws {
    let (format, imported) = try ImportFormat.read(fixture.source)
    #expect(format.name == fixture.format)
    #expect(imported.texts.count == 1)
    let text = try #require(imported.texts.first)
    let expected = try ImportFixture.bytes(fixture.expected)
    #expect(
      text.bytes == expected,
      "\(String(decoding: text.bytes, as: UTF8.self).debugDescription)"
    )
    let canonical = try TranscriptText(bytes: text.bytes)
    #expect(canonical.byteCount == text.bytes.count)
    for time in text.times { #expect(time.span.end <= canonical.scalarCount) }
    if let segments = fixture.segments {
      let found = text.times.map { time in
        ImportFixture.Segment(
          start_ms: time.from,
          end_ms: time.to ?? -1,
          text: canonical[time.span]
        )
      }
      #expect(found == segments)
    }
    if let ends = fixture.ends { #expect(text.times.map(\.to) == ends) }
  }

  @Test("content decides before the ending does")
  func content() throws {
    let vtt = try ImportFixture.bytes("timed/zoom.vtt")
    #expect(try imported(vtt, named: "captions.txt").format == "vtt")
    let srt = try ImportFixture.bytes("timed/otter.srt")
    #expect(try imported(srt, named: "captions.txt").format == "srt")
    let docx = try ImportFixture.bytes("office/pythondocx.docx")
    #expect(try imported(docx, named: "interview.txt").format == "docx")
    let rtf = try ImportFixture.bytes("office/libreoffice74.rtf")
    #expect(try imported(rtf, named: "interview.doc").format == "rtf")
    let elan = try ImportFixture.bytes("timed/interview.eaf")
    #expect(try imported(elan, named: "interview.xml").format == "elan")
    let speech = try ImportFixture.bytes("timed/whisperx.json")
    #expect(try imported(speech, named: "speech.txt").format == "whisper")
  }

  @Test("an interview that begins with a stamp in brackets is no JSON")
  func brackets() throws {
    let text = "[00:00:05] something\nwords\nmore\n"
    #expect(try imported(Array(text.utf8), named: "a.txt").format == "text")
  }

  @Test("the table names each format once, and each ending leads to a format")
  func table() {
    let names = ImportFormat.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(ImportFormat.all.allSatisfy { !$0.endings.isEmpty })
  }
}

@Suite("Captions") struct CaptionTests {
  @Test("hours may be missing, tags and entities go, a voice becomes the speaker")
  func webVTT() throws {
    let read = try imported(
      """
      WEBVTT

      01:02.5 --> 01:03.250 align:start
      <v.loud Ana &amp; Ben>Tom &lt;3 <i>you</i> a < b</v>

      1:00:00.000 --> 1:00:01.000
      - one
      two
      """,
      named: "a.vtt"
    )
    #expect(read.text == "Ana & Ben: Tom <3 you a < b\n- one two\n")
    #expect(read.texts[0].times.map(\.from) == [62_500, 3_600_000])
  }

  @Test("lines that rolling captions repeat stand once")
  func rolling() throws {
    let read = try imported(
      """
      WEBVTT

      00:00.000 --> 00:02.000
      so<00:00:01.000><c> we</c><c> began</c>

      00:02.000 --> 00:02.010
      so we began

      00:02.010 --> 00:04.000
      so we began
      with<00:00:03.000><c> nothing</c>
      """,
      named: "a.vtt"
    )
    #expect(read.text == "so we began\nwith nothing\n")
    #expect(read.leftOut("repeated lines of rolling captions") == 2)
  }

  @Test("somebody who says the same twice is heard twice")
  func twice() throws {
    let text = "WEBVTT\n\n00:00.000 --> 00:01.000\nNo.\n\n00:01.000 --> 00:02.000\nNo.\n"
    #expect(try imported(text, named: "a.vtt").text == "No.\nNo.\n")
  }

  @Test("a file without captions, and one that is none, are refused")
  func none() {
    #expect(throws: ImportProblem.empty("this WebVTT file has no words")) {
      try imported("WEBVTT\n\nNOTE nothing\n", named: "a.vtt")
    }
    #expect(throws: ImportProblem.self) { try imported("hello\n", named: "a.vtt") }
    #expect(throws: ImportProblem.empty("this SubRip file has no captions")) {
      try imported("hello\n", named: "a.srt")
    }
  }

  @Test("SubRip: blank lines among the words, a missing number, a digit that is said")
  func subRip() throws {
    let read = try imported(
      "00:00:01,000 --> 00:00:02,000\n{\\an8}I have\n\n<b>two</b>\n2\n\n3\n00:00:03,0 --> 00:00:04,5\n7\n",
      named: "a.srt"
    )
    #expect(read.text == "I have two 2\n7\n")
    #expect(read.texts[0].times.map(\.to) == [2000, 4500])
  }

  @Test("whisper.cpp counts milliseconds, faster-whisper writes a bare list")
  func recognisers() throws {
    let cpp = try imported(
      #"{"transcription":[{"offsets":{"from":120,"to":900},"text":" Hi","speaker":"1"}]}"#,
      named: "a.json"
    )
    #expect(cpp.text == "1: Hi\n")
    #expect(cpp.texts[0].times == [CaptionTime(Span(3..<5), from: 120, to: 900)])
    let bare = try imported(#"[{"start":1.0005,"end":2,"text":"好"}]"#, named: "a.json")
    #expect(bare.text == "好\n")
    #expect(bare.texts[0].times == [CaptionTime(Span(0..<1), from: 1001, to: 2000)])
  }

  @Test("Python's NaN is no number and no reason to refuse a transcript; in words it stays")
  func notANumber() throws {
    let read = try imported(
      #"{"segments":[{"start":0,"end":NaN,"text":"NaN \"NaN","words":[{"score":-Infinity}]}]}"#,
      named: "a.json"
    )
    #expect(read.text == "NaN \"NaN\n")
    #expect(read.texts[0].times == [CaptionTime(Span(0..<8), from: 0, to: nil)])
  }

  @Test("JSON of other kinds is refused, emic's own by name")
  func otherJSON() {
    for text in ["{}", "[]", #"{"segments": [{"words": 1}]}"#, "3"] {
      #expect(throws: ImportProblem.self) { try imported(text, named: "a.json") }
    }
    #expect(
      throws: ImportProblem.unsupported(
        "one of emic's own files",
        advice: "It belongs beside its transcript in a study's folder."
      )
    ) { try imported(#"{"format":"emic/sidecar","version":1}"#, named: "a.json") }
  }
}

@Suite("Office documents") struct OfficeFormatTests {
  @Test("what is not in the text is counted: deletions, footnotes, lists")
  func leftOut() throws {
    let changes = try imported(
      ImportFixture.bytes("office/tracked_changes.docx"),
      named: "a.docx"
    ).imported
    #expect(changes.leftOut("tracked deletions") == 1)
    let notes = try imported(ImportFixture.bytes("office/table_footnote.docx"), named: "a.docx")
    #expect(notes.imported.leftOut("footnotes") == 1)
    let lists = try imported(ImportFixture.bytes("office/libreoffice74.odt"), named: "a.odt")
    #expect(lists.imported.notes.map(\.sentence).contains { $0.contains("lists (2 entries)") })
  }

  @Test("rows of a table become turns when that is asked for, and it is offered where they could")
  func tables() throws {
    let bytes = try ImportFixture.bytes("office/libreoffice74.docx")
    let plain = try imported(bytes, named: "a.docx").imported
    #expect(plain.notes.contains { $0.sentence.hasPrefix("2 rows of its tables look like") })
    var source = ImportSource(path: "a.docx", bytes: bytes)
    source.options.tablesAreTurns = true
    let turns = try ImportFormat.read(source).imported
    #expect(turns.text.hasSuffix("Interviewer: Why?\nP04: 因为孩子。\n\n"))
    source = ImportSource(
      path: "a.odt",
      bytes: try ImportFixture.bytes("office/libreoffice74.odt"),
      options: source.options
    )
    #expect(try ImportFormat.read(source).imported.text == turns.text)
  }

  @Test("a row with a time among its cells becomes a turn with a stamp")
  func stampedRows() {
    var blocks = TextBlocks(tablesAreTurns: true)
    for cells in [
      ["00:12", "P1:", "Hello"], ["P1", "00:01:02", "a\nb"], ["a", "b", "c"], ["x.", ""],
    ] {
      blocks.startRow()
      for cell in cells {
        blocks.startCell()
        blocks.startParagraph()
        blocks.add(cell)
        blocks.endCell()
      }
      blocks.endRow()
    }
    #expect(
      String(decoding: blocks.bytes, as: UTF8.self)
        == "P1 [00:12]: Hello\nP1 [00:01:02]: a\nb\na\tb\tc\nx.\t\n"
    )
  }

  @Test("RTF: code pages of fonts, surrogates, cells, hidden and deleted words, fallbacks")
  func rtf() throws {
    let text =
      #"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Times;}{\f1\fcharset134 SimSun;}}"#
      + #"{\info{\author Somebody}}\f0 na\'efve {\f1\'b7\'c3\'cc\'b8}\par "#
      + #"\u-10179?\u-8704? \emdash{\v secret}{\deleted gone}{\*\unknown gone}\line\u21463\'3f "#
      + #"\{x\}\par\trowd a\cell b\par c\cell\row\trowd \cell\cell\row }"#
    let read = try imported(text, named: "a.rtf")
    #expect(read.text == "naïve 访谈\n😀 —\n受 {x}\na\tb\nc\n\t\n")
    #expect(read.leftOut("tracked deletions") == 1)
    #expect(read.leftOut("stretches of hidden text") == 1)
  }

  @Test("wrapped lines of a page are joined when that is asked for")
  func joining() {
    var joiner = LineJoiner(lines: [
      "Interviewer: How did the whole thing begin in those first years",
      "when nobody had an office, and the pro-",
      "gramme was only a plan?",
      "P1: We had one room behind the print shop, and that was the office of",
      "everybody.",
      "",
      "我们当时在印刷店后面只有一个房间，那个房间就是大家的办公室，后来",
      "才搬走。",
    ])
    #expect(
      joiner.text() == """
        Interviewer: How did the whole thing begin in those first years when nobody had an office, \
        and the pro-
        gramme was only a plan?
        P1: We had one room behind the print shop, and that was the office of everybody.

        我们当时在印刷店后面只有一个房间，那个房间就是大家的办公室，后来才搬走。

        """
    )
    #expect(joiner.joined == 3)
    var hyphens = LineJoiner(lines: ["a long line that ends in the middle of exam-", "ple words"])
    #expect(hyphens.text() == "a long line that ends in the middle of example words\n")
  }

  @Test("CHAT without speakers, ELAN without annotations are refused")
  func empty() {
    #expect(throws: ImportProblem.self) { try imported("@UTF8\n@Begin\n@End\n", named: "a.cha") }
    #expect(throws: ImportProblem.self) {
      try imported("<ANNOTATION_DOCUMENT></ANNOTATION_DOCUMENT>", named: "a.eaf")
    }
    #expect(throws: ImportProblem.self) { try imported("<a/>", named: "a.eaf") }
  }
}

@Suite("Tables") struct TableImportTests {
  @Test("columns of speakers and words are turns, with their times")
  func turns() throws {
    let read = try imported(
      "Start;End;Speaker;Text;Score\n00:01;2.5;I;\"Why;\nthen?\";1\n3;;R;因为;2\n4;;R;;2\n",
      named: "a.csv"
    )
    #expect(read.text == "I: Why; then?\nR: 因为\n")
    #expect(read.texts[0].times.map(\.from) == [1000, 3000])
    #expect(read.leftOut("rows without words") == 1)
    #expect(read.leftOut("other columns") == 1)
  }

  @Test("else each row is a document: values as a header, long answers under their question")
  func documents() throws {
    let long = String(repeating: "words and ", count: 9)
    let read = try imported(
      "id,Age,What was hard?\nA 1,34,\(long)\nA 1,35,x\n,,\n",
      named: "survey.csv"
    )
    #expect(read.texts.map(\.part) == ["A 1", "A 1-2"])
    let text = String(decoding: read.texts[0].bytes, as: UTF8.self)
    #expect(text == "id: A 1\nAge: 34\n\nWhat was hard?\n\(long.dropLast())\n")
    #expect(read.leftOut("rows without words") == 1)
  }

  @Test("a broken table is told with its line")
  func broken() {
    #expect(
      throws: ImportProblem.damaged(
        "a quoted field begins here and never ends",
        line: 2,
        advice: "Close the quote."
      )
    ) { try imported("speaker,text\nA,\"b\n", named: "a.csv") }
    #expect(throws: ImportProblem.self) { try imported("speaker,text\n", named: "a.csv") }
  }
}
