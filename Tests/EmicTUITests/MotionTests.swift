import EmicKit
import Testing

@testable import EmicTUI

@Suite("Motions") struct MotionTests {
  static let cases: [(String, String, String)] = [
    // keys, before, after
    ("l", "I: #|Yes. No.\n", "I: Y#|es. No.\n"),
    ("h", "I: Y#|es.\n", "I: #|Yes.\n"),
    (
      "w", "I: #|We waited long.\nR: So.\nI: A\nR: B\n",
      "I: We #|waited long.\nR: So.\nI: A\nR: B\n"
    ),
    ("b", "I: We waited #|long.\n", "I: We #|waited long.\n"),
    (")", "I: #|One. Two. Three.\n", "I: One. #|Two. Three.\n"),
    ("(", "I: One. Two. #|Three.\n", "I: One. #|Two. Three.\n"),
    (";", "I: #|One, two, three.\n", "I: One, #|two, three.\n"),
    (",", "I: One, two, #|three.\n", "I: One, #|two, three.\n"),
    ("}", "I: #|Ask?\nR: Answer.\nI: B\nR: C\n", "I: Ask?\nR: #|Answer.\nI: B\nR: C\n"),
    ("{", "I: Ask?\nR: #|Answer.\nI: B\nR: C\n", "I: #|Ask?\nR: Answer.\nI: B\nR: C\n"),
    ("G", "I: #|Ask?\nR: Answer.\nI: B\nR: Last\n", "I: Ask?\nR: Answer.\nI: B\nR: Las#|t\n"),
    ("g g", "I: Ask?\nR: Answer.\nI: B\nR: #|Last\n", "I: #|Ask?\nR: Answer.\nI: B\nR: Last\n"),
    ("g t 2 Enter", "I: #|Ask?\nR: Answer.\nI: B\nR: C\n", "I: Ask?\nR: #|Answer.\nI: B\nR: C\n"),
    // Characters are whole: a family of four is one step, a letter with its mark too.
    ("l", "I: #|👨‍👩‍👧!\n", "I: 👨‍👩‍👧#|!\n"),
    ("l", "I: #|e\u{301}a\n", "I: e\u{301}#|a\n"),
    // Labels are no place to stand.
    ("l", "I: Ask#|?\nR: Yes.\nI: A\nR: B\n", "I: Ask?\nR: #|Yes.\nI: A\nR: B\n"),
    ("h", "I: Ask?\nR: #|Yes.\nI: A\nR: B\n", "I: Ask#|?\nR: Yes.\nI: A\nR: B\n"),
    // Chinese: words by the dictionary, sentences and clauses by their marks.
    ("w", "问：#|我们不知道。\n", "问：我们#|不知道。\n"),
    (")", "问：#|是的。我们知道！\n", "问：是的。#|我们知道！\n"),
    (";", "问：#|是的，我们知道。\n", "问：是的，#|我们知道。\n"),
    // Screen lines skip the blank ones.
    ("j", "I: #|One\n\nI: Two\n", "I: One\n\nI: #|Two\n"),
    ("k", "I: One\n\nI: #|Two\n", "I: #|One\n\nI: Two\n"),
    ("End", "I: #|One two.\n", "I: One two#|.\n"),
    ("Home", "I: One tw#|o.\n", "I: #|One two.\n"),
  ]

  @Test("a motion leads where its name says", arguments: cases)
  func motion(keys: String, before: String, after: String) {
    #expect(Session.playing(keys, on: before).drawn == after)
  }

  @Test(
    "extending keeps one end",
    arguments: [
      ("L", "I: #|Yes.\n", "I: #[Y|]#es.\n"),
      ("W", "I: #|We waited.\n", "I: #[We|]# waited.\n"),
      ("W W", "I: #|We waited.\n", "I: #[We waited|]#.\n"),
      ("B", "I: We waited#|.\n", "I: We #[|waited]#.\n"),
      ("v ) v", "I: #|One. Two.\n", "I: #[One.|]# Two.\n"),
      ("v l l h Esc", "I: #|Yes.\n", "I: #[Y|]#es.\n"),
      ("v w w", "问：#|我们不知道。\n", "问：#[我们不知道|]#。\n"),
      ("Shift-Right Shift-Right", "I: #|中文\n", "I: #[中文|]#\n"),
    ] as [(String, String, String)]
  )
  func extending(keys: String, before: String, after: String) {
    #expect(Session.playing(keys, on: before).drawn == after)
  }

  @Test(
    "units grow and shrink",
    arguments: [
      ("x", "I: One. T#|wo, yes. Three.\n", "I: One. #[Two, yes.|]# Three.\n"),
      ("x x", "I: O#|ne. Two. Three.\n", "I: #[One. Two.|]# Three.\n"),
      ("x x Backspace", "I: O#|ne. Two. Three.\n", "I: #[One.|]# Two. Three.\n"),
      ("X", "I: O#|ne. Two.\n", "I: #[One. Two.|]#\n"),
      ("o", "I: One. T#|wo, yes.\n", "I: One. #[Two|]#, yes.\n"),
      ("o o", "I: One. T#|wo, yes.\n", "I: One. #[Two,|]# yes.\n"),
      ("o o o", "I: One. T#|wo, yes.\n", "I: One. #[Two, yes.|]#\n"),
      ("o o o o", "I: One. T#|wo, yes.\n", "I: #[One. Two, yes.|]#\n"),
      ("o o o i", "I: One. T#|wo, yes.\n", "I: One. #[Two,|]# yes.\n"),
      ("o", "问：我们不#|知道。\n", "问：我们#[不知道|]#。\n"),
      ("x", "问：是的。我#|们知道，对吧？\n", "问：是的。#[我们知道，对吧？|]#\n"),
      (">", "I: #[One|]# two.\n", "I: #[One two.|]#\n"),
      (">", "I: #[One two|]#.\n", "I: #[One two.|]#\n"),
      (
        ">", "R: #[One.|]#\nI: Two three.\nR: x\nI: y\n",
        "R: #[One.\nI: Two|]# three.\nR: x\nI: y\n"
      ),
      // The last word that is left is not cut to pieces.
      ("<", "I: #[One|]# two.\n", "I: #[One|]# two.\n"),
      ("Alt->", "I: One #[two|]#.\n", "I: One #[two|]#.\n"),
      ("<", "问：#[我们不知道。|]#\n", "问：#[我们|]#不知道。\n"),
      (">", "问：#[我们|]#不知道。\n", "问：#[我们不知道。|]#\n"),
      ("Alt-<", "I: Say “One #[two|]#.\n", "I: Say #[“One two|]#.\n"),
      ("<", "I: #[One two.|]#\n", "I: #[One|]# two.\n"),
      ("Alt->", "I: #[One two|]#.\n", "I: One #[two|]#.\n"),
      ("Alt-<", "I: One #[two|]#.\n", "I: #[One two|]#.\n"),
      ("e w Esc", "I: #[One|]# two.\n", "I: #[One two|]#.\n"),
      ("s w Esc", "I: #[One two|]#.\n", "I: One #[two|]#.\n"),
    ] as [(String, String, String)]
  )
  func units(keys: String, before: String, after: String) {
    #expect(Session.playing(keys, on: before).drawn == after)
  }

  @Test("extending to the ends of a screen line stays in that line, whichever way")
  func screenLine() {
    let words = String(repeating: "word ", count: 60)
    var session = Session("I: Why?\nR: \(words)en#|d.\n")
    session.play("Home k l l l l Shift-End")
    let whole = session.state.coding?.selection.span ?? Span(0..<0)
    session.play("Shift-End")
    #expect(session.state.coding?.selection.span == whole)
    session.play("Shift-Home")
    let before = session.state.coding?.selection.span ?? Span(0..<0)
    #expect(before.end == whole.start && before.count == 4)
    session.play("End h h Shift-Left Shift-End")
    #expect(session.state.coding?.selection.span.end == whole.end)
  }

  @Test("an exchange is a question with its answer")
  func exchange() {
    let session = Session.playing(
      "X o",
      on: "I: First?\nR: A.\nI: Why?\nR: Be#|cause.\nI: Next?\nR: Z.\n"
    )
    #expect(session.drawn == "I: First?\nR: A.\nI: #[Why?\nR: Because.|]#\nI: Next?\nR: Z.\n")
  }

  @Test("no motion ever stands within a character", arguments: ["l", "w", "j", "x", "o", "L", "W"])
  func wholeCharacters(key: String) {
    var session = Session("I: #|a👨‍👩‍👧e\u{301}\u{302} 中\u{20DD}文🇨🇳ok. 好👍🏽的。\nR: x\nI: y\nR: z\n")
    for _ in 0..<20 {
      session.play(key)
      guard let coding = session.state.coding else { return }
      #expect(coding.text.isGraphemeBoundary(coding.selection.head))
      #expect(coding.text.isGraphemeBoundary(coding.selection.anchor))
    }
  }
}
