import EmicKit
import Testing

@testable import EmicTUI

/// Real names on the screen: replaced where they are seen, untouched where they are kept.
@Suite("Names on the screen") struct ShownNamesTests {
  private static func list(_ rows: String...) throws -> NameList {
    let text = "name,replacement,kind,variants\n" + rows.map { $0 + "\n" }.joined()
    return try NameList(reading: Array(text.utf8), file: "names.csv")
  }

  private static func text(_ session: Session) -> String {
    let canvas = render(session.state)
    return (0..<canvas.size.height).map { canvas.text(ofRow: $0) }.joined(separator: "\n")
  }

  // MARK: A transcript

  @Test("a transcript is shown with what stands for names; what is coded is the text itself")
  func transcript() throws {
    let names = try Self.list("张伟,局长甲,person,老张", "Lin Mei,the officer,person,")
    var session = Session(
      "张伟: 问一下。\nR: #|老张 and Lin Mei came. Lin\nMei left.\n",
      names: names
    )
    let screen = Self.text(session)
    #expect(screen.contains("局长甲"))
    #expect(screen.contains("局长甲 and the officer came. the officer"))
    #expect(!screen.contains("张") && !screen.contains("Lin") && !screen.contains("Mei"))
    session.play("x ' t")
    #expect(session.state.coding?.sidecar.codings.map(\.quote) == ["老张 and Lin Mei came."])
  }

  @Test("the caret walks through what stands for a name, and j and k find their column")
  func caret() throws {
    let names = try Self.list("王五,the director of the bureau,person,")
    var session = Session("R: #|我说王五没有来。\nR: 一二三四五六七八九十。\n", names: names)
    var columns: [Int] = []
    for _ in 0..<6 {
      columns.append(try #require(render(session.state).cursor).x)
      session.play("l")
    }
    let start = columns[0]
    // Two wide characters, then 26 cells for the name's two.
    #expect(columns == [start, start + 2, start + 4, start + 17, start + 30, start + 32])
    session.play("h h h h")
    #expect(session.drawn.contains("我说#|王五"))
    session.play("j")
    #expect(session.drawn.contains("一二#|三"))
  }

  @Test("a selection is seen to begin and end in what stands for a name")
  func selection() throws {
    let names = try Self.list("欧阳修远,[P1] x,person,")
    var session = Session("R: 欧阳#|修远来。\n", names: names)
    session.play("v l l")
    let canvas = render(session.state)
    let y = try #require(
      (0..<canvas.size.height).first { canvas.text(ofRow: $0).contains("[P1] x") }
    )
    let row = Array(canvas.row(y))
    let x = try #require(row.firstIndex { $0.scalar == "[" })
    let selected = (x..<x + 6).map { row[$0].style.role == .selection }
    #expect(selected == [false, false, false, true, true, true])
  }

  @Test("every odd text with names in it keeps its rows whole", arguments: OddTexts.all)
  func rows(name: String, text: String) throws {
    let names = try Self.list(
      "They said,a very long replacement indeed 很长的替代,person,字字|招标|xxxx",
      "Why so,~,person,ok"
    )
    let transcript = Transcript(name: "T.txt", text: TranscriptText(text))
    let shown = ShownNames(names, in: transcript)
    for width in [1, 2, 7, 20, 53] {
      let layout = Layout(transcript, width: width, speakersAbove: false, names: shown)
      var place: RowPlace? = RowPlace(line: 0, piece: 0, row: 0)
      var steps = 0
      while let here = place, let row = layout.row(at: here), steps < 300 {
        expectWhole(row, layout, shown, "\(name), \(width) cells")
        place = layout.place(after: here)
        steps += 1
      }
    }
  }

  /// A row breaks no name; its columns grow with its offsets and lead back to them.
  private func expectWhole(
    _ row: LayoutRow,
    _ layout: Layout,
    _ shown: ShownNames,
    _ place: String
  ) {
    for name in shown.places(overlapping: row.span) {
      #expect(row.span.contains(name.span.start) || row.span.start > name.span.start, "\(place)")
      let line = layout.transcript.text.line(containing: name.span.start)
      let end = min(name.span.end, layout.transcript.text.lineSpan(line).end)
      if row.span.contains(name.span.start) { #expect(row.span.end >= end, "\(place)") }
    }
    var before = 0
    for offset in row.span.start..<row.span.end
    where layout.transcript.text.isGraphemeBoundary(offset) {
      let column = layout.column(of: offset, in: row)
      #expect(column >= before, "\(place) at \(offset)")
      before = column
      let back = layout.offset(atColumn: column, in: row)
      let name = shown.places(overlapping: Span(offset..<offset + 1)).first
      #expect(back <= offset || name != nil, "\(place) at \(offset)")
    }
  }

  @Test("every size shows every odd text with names in whole cells", arguments: OddTexts.all)
  func sizes(name: String, text: String) throws {
    let names = try Self.list("They said,很长的替代 of it,person,字字|招标|xxxx", "Why so,~,person,ok")
    var session = Session(text, names: names)
    for size in ScreenLawTests.sizes {
      session.perform(.input(.resized(size)))
      for keys in ["Esc", "G", "x", "c", "Esc / e", "Esc k w", "Esc"] {
        session.play(keys)
        ScreenLawTests.expectWhole(render(session.state), "\(name), \(size) after \(keys)")
      }
    }
  }

  // MARK: Every other screen

  @Test("no screen of the sample study shows a name of the list")
  func screens() throws {
    let names = try Self.list(
      "mother-in-law,[M-I-L],person,婆婆",
      "civil affairs,[bureau 1],organisation,民政",
      "NGO-D1,[case 1],organisation,",
      "coder-a,[coder 1],person,"
    )
    for size in [Size(width: 80, height: 24), Size(width: 160, height: 50)] {
      var questions = try QuestionSession(size: size, names: names)
      for keys in [
        "", "p", "j j j", "p", "q g m", "j l", "q g s", "q g o", "q g f", "q g r Enter", "K",
        "Esc q",
        "q q g r / a Enter",
      ] {
        questions.play(keys)
        expectNone(questions.lines, "after \(keys) at \(size.width)")
      }
      var session = try Session(sample: "T03-disability-ngo-en.txt", size: size, names: names)
      for keys in ["", "g g", "Ctrl-D", "Ctrl-D", "x ' t", "c", "Esc K", "Esc m a Ctrl-S", "d"] {
        session.play(keys)
        expectNone(Self.text(session).split(separator: "\n").map(String.init), "\(keys)")
      }
      try reviewAndRecoding(names, size)
    }
  }

  private func reviewAndRecoding(_ names: NameList, _ size: Size) throws {
    var review = try ReviewSession(size: size, names: names)
    review.play("t Enter")
    for step in 0..<40 {
      expectNone(
        review.screen.split(separator: "\n").map(String.init),
        "in the list, passage \(step)"
      )
      review.play("Enter")
      expectNone(
        review.screen.split(separator: "\n").map(String.init),
        "passage \(step) at \(size.width)"
      )
      review.play("e")
      expectNone(
        review.screen.split(separator: "\n").map(String.init),
        "passage \(step) being edited"
      )
      review.play("Esc q j")
    }
    var recoding = try RecodeSession(size: size, names: names)
    for step in 0..<6 {
      expectNone(recoding.screen.split(separator: "\n").map(String.init), "recoding \(step)")
      recoding.play("n")
    }
  }

  private func expectNone(_ lines: [String], _ place: String) {
    let folded = lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
      .lowercased()
    for name in ["mother-in-law", "婆婆", "civil affairs", "民政", "ngo-d1"] {
      #expect(!folded.contains(name), "\(name) \(place)")
    }
  }
}
