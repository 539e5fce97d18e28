import EmicTUI
import Glibc
import Testing

@testable import Terminal

/// Terminals of every kind and in every state.
@Suite("Kinds of terminals") struct TerminalKindsTests {
  // MARK: Answers

  @Test("answers are no keys, whole or byte by byte")
  func answers() {
    let stream = Array(
      "\u{1B}[2;3R\u{1B}]11;rgb:ffff/ffff/dddd\u{07}x\u{1B}]11;rgba:1c/1c/1c/ff\u{1B}\\\u{1B}[1;2R"
        .utf8
    )
    for step in [1, 2, 5, stream.count] {
      var decoder = KeyDecoder()
      var inputs: [Input] = []
      var answers: [TerminalAnswer] = []
      for start in stride(from: 0, to: stream.count, by: step) {
        decoder.feed(stream[start..<min(start + step, stream.count)], at: 0)
        while let input = decoder.next(at: 0) { inputs.append(input) }
        answers += decoder.takeAnswers()
      }
      // The last is F3 with Shift: of the first row nobody asks.
      #expect(inputs == [.key(Key(.character("x"))), .key(Key(.function(3), .shift))], "\(step)")
      let grey = Double(0x1C) / 255
      #expect(
        answers == [
          .cursor(x: 2, y: 1), .ground(red: 1, green: 1, blue: Double(0xDDDD) / 65535),
          .ground(red: grey, green: grey, blue: grey),
        ],
        "\(step)"
      )
    }
  }

  @Test(
    "what is no colour is dropped",
    arguments: [
      "11;", "11;rgb:", "11;rgb:ff/ff", "11;rgb:ff/ff/ff/ff", "11;rgb:fffff/ff/ff",
      "11;rgb:xx/ff/ff",
      "10;rgb:ff/ff/ff", "11;#ffffff", "11;rgb:/ff/ff", "11;rgba:ff/ff/ff",
    ]
  )
  func noColors(text: String) {
    #expect(TerminalAnswer(string: Array(text.utf8)) == nil)
    var decoder = KeyDecoder()
    decoder.feed(Array("\u{1B}]\(text)\u{07}".utf8), at: 0)
    #expect(decoder.next(at: 0) == nil)
    #expect(decoder.takeAnswers().isEmpty && decoder.isEmpty)
  }

  @Test("answers that nobody asked for do not pile up")
  func flood() {
    var decoder = KeyDecoder()
    for _ in 0..<10_000 { decoder.feed(Array("\u{1B}[5;5R".utf8), at: 0) }
    #expect(decoder.next(at: 0) == nil)
    #expect(decoder.takeAnswers().count <= 8)
  }

  // MARK: The width of signs

  @Test("where signs take two cells, frames and quotation marks are ASCII; elsewhere they stay")
  func wideSigns() throws {
    for (answer, isWide) in [("\u{1B}[2;3R", true), ("\u{1B}[2;2R", false), ("", false)] {
      let study = try StudyCopy()
      let emic = try study.open(StudyCopy.english)
      #expect(emic.output.components(of: "\u{1B}[6n") == 1)
      if !answer.isEmpty { try emic.press(answer) }
      try emic.press("gt30\rc")
      #expect(emic.screenText.contains("┌") != isWide)
      #expect(emic.screenText.contains("+- Code the sentence") == isWide)
      let signs = emic.screenText.unicodeScalars.filter { (0x2000...0x25FF).contains($0.value) }
      // The sign of Enter is narrow everywhere.
      #expect(isWide == signs.allSatisfy { $0 == "↵" })
      try emic.press("\u{1B}")
      // Only once, whatever comes later.
      try emic.press("\u{1B}[2;3R")
      try emic.press("\u{0C}c")
      #expect(emic.screenText.contains("┌") != isWide || answer.isEmpty)
      try emic.press("\u{1B}")
      try SessionTests.leave(emic)
    }
  }

  // MARK: The ground

  @Test(
    "a terminal that says its ground gets the theme for it, at once",
    arguments: [
      ("\u{1B}]11;rgb:ffff/ffff/ffff\u{07}", Int32(242)), ("\u{1B}]11;rgb:fd/f6/e3\u{1B}\\", 242),
      ("\u{1B}]11;rgb:0000/0000/0000\u{07}", 246), ("\u{1B}]11;rgb:28/2c/34\u{1B}\\", 246),
      ("\u{1B}]11;rgb:zz/zz/zz\u{07}", 243),
    ]
  )
  func ground(answer: String, faint: Int32) throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\r")
    #expect(emic.output.components(of: "\u{1B}]11;?") == 1)
    try emic.press(answer)
    try emic.wait { emic in
      (1..<22).contains { y in
        emic.row(y).contains("I     Would you")
          && emic.styleRuns(y).contains { $0.text.contains("I") && $0.foreground == faint }
      }
    }
    try SessionTests.leave(emic)
  }

  @Test("who has chosen a theme, or no colours, is not asked")
  func unasked() throws {
    let study = try SettingsSessionTests.study(["settings.yaml": "theme: dark\n"])
    let emic = try study.open(StudyCopy.english)
    #expect(!emic.output.contains("]11;"))
    try SessionTests.leave(emic)
    let other = try StudyCopy()
    let plain = try other.open(StudyCopy.english, environment: ["NO_COLOR": "1"])
    #expect(!plain.output.contains("]11;"))
    try SessionTests.leave(plain)
  }

  // MARK: Types

  @Test(
    "a session works on every common type of terminal, and leaves it as it was",
    arguments: [
      "xterm", "xterm-256color", "linux", "vt220", "vt100", "screen", "screen-256color", "tmux",
      "tmux-256color", "rxvt-unicode-256color", "ansi",
    ]
  )
  func types(type: String) throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english, environment: ["TERM": type])
    try emic.press("gt30\r")
    #expect(emic.row(0).contains("turn 30/40"))
    try emic.press("xc")
    #expect(emic.screenText.contains("of 41 codes"))
    try emic.press("trust\r")
    try emic.waitUntilSaved()
    #expect(try study.codings() == ["trust: The section chief trusts me."])
    // Only families that are known to answer, or to keep quiet, are asked for their colours.
    let isAsked = type.hasPrefix("xterm") || type.hasPrefix("tmux") || type.hasPrefix("rxvt")
    #expect(emic.output.contains("]11;?") == isAsked)
    try SessionTests.leave(emic)
  }

  @Test(
    "what keys have changed is what a redraw shows, on every common type, in every theme",
    arguments: [
      ("xterm-256color", "dark", 80, StudyCopy.english),
      ("xterm-256color", "light", 160, StudyCopy.chinese),
      ("xterm", "high-contrast", 80, StudyCopy.english), ("linux", "auto", 80, StudyCopy.chinese),
      ("vt100", "auto", 58, StudyCopy.english), ("vt220", "auto", 120, StudyCopy.chinese),
      ("screen-256color", "auto", 80, StudyCopy.english),
      ("tmux-256color", "light", 70, StudyCopy.chinese),
      ("rxvt-unicode-256color", "dark", 101, StudyCopy.english),
    ]
  )
  func changedIsRedrawn(type: String, theme: String, width: Int, transcript: String) throws {
    let study = try SettingsSessionTests.study(["settings.yaml": "theme: \(theme)\n"])
    let emic = try study.open(
      transcript,
      size: Size(width: width, height: width / 4 + 3),
      environment: ["TERM": type]
    )
    // A terminal with wide signs, on a light ground where it was asked for it.
    if width == 80 { try emic.press("\u{1B}[2;3R\u{1B}]11;rgb:ffff/ffff/ffff\u{07}") }
    try emic.press("}x")
    try emic.press("ctrust\r")
    let keys = [
      "jjj", "kk", "x", "X", "}", "{", " ", "\u{1B}", "ctrust\r", ".", "u", "o", "vjj", "?\u{1B}",
      "K\u{1B}", "/the\r", "n", "}x1", ">", "-", "!d",
    ]
    var numbers = UInt64(width)
    for step in 0..<60 {
      numbers = numbers &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let pressed = keys[Int(numbers >> 33) % keys.count]
      for key in pressed { try emic.press(String(key)) }
      guard step % 3 == 2 else { continue }
      // A message goes with the key that draws anew, and with any other.
      if !emic.row(0).contains("guest") { try emic.press("l") }
      try emic.wait { !$0.row(0).contains("unsaved") }
      let (changed, cursor) = (emic.signs, emic.cursor)
      try emic.press("\u{0C}")
      // Words from the disk may have come meanwhile.
      guard emic.row(0).contains("guest") else { continue }
      let redrawn = emic.signs
      let differs = changed.indices.filter { changed[$0] != redrawn[$0] }.map { emic.row($0) }
      #expect(differs.isEmpty, "\(step): \(pressed)")
      #expect(emic.cursor == cursor, "\(step): \(pressed)")
    }
    for _ in 0..<3 { try emic.press("\u{1B}") }
    try SessionTests.leave(emic)
  }

  // MARK: Sizes

  @Test("20×3 shows one sentence, keys there do no harm, and with room the work goes on")
  func tiny() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\rx't")
    try emic.waitUntilSaved()
    try emic.resize(to: Size(width: 20, height: 3))
    #expect([emic.row(0), emic.row(1)] == ["emic needs 40 × 10", "cells"])
    try emic.press("dX.3rm")
    try emic.press(SettingsSessionTests.report(0, 3, 1))
    try emic.resize(to: Size(width: 80, height: 24))
    #expect(emic.row(23).hasSuffix("? keys"))
    #expect(try study.codings() == ["trust: The section chief trusts me."])
    try SessionTests.leave(emic)
  }

  @Test("a storm of resizes ends with the screen of the last size")
  func storm() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\r")
    for step in 0..<60 {
      let size = Size(width: 20 + step * 37 % 140, height: 3 + step * 11 % 50)
      emic.resizeWithoutWaiting(to: size)
      if step % 7 == 0 { try emic.send("j") }
    }
    try emic.resize(to: Size(width: 90, height: 20))
    try emic.settle()
    #expect(emic.row(19).hasSuffix("? keys"))
    #expect(emic.row(0).contains("turn "))
    try SessionTests.leave(emic)
  }

  // MARK: Slow and large input

  @Test("keys that arrive byte by byte are the same keys")
  func byteByByte() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    for byte in "gt30\r".utf8 + [0x1B, 0x5B, 0x42, 0x1B, 0x5B, 0x41] + "xc信任\r".utf8 {
      try emic.send(bytes: [byte])
    }
    try emic.settle()
    try emic.waitUntilSaved()
    #expect(try study.codings() == ["trust: The section chief trusts me."])
    try SessionTests.leave(emic)
  }

  @Test("a megabyte pasted in small pieces into a memo arrives whole")
  func largePaste() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    try emic.press("gt30\rM")
    let text = String(repeating: "信任 is earned. ", count: 56_000)
    #expect(text.utf8.count > 1_000_000 && text.utf8.count < 1 << 20)
    try emic.send("\u{1B}[200~")
    let bytes = Array(text.utf8)
    // Pieces of odd lengths, which cut characters.
    var start = 0
    var length = 1
    while start < bytes.count {
      try emic.send(bytes: Array(bytes[start..<min(start + length, bytes.count)]))
      start += length
      length = length % 997 + 61
    }
    try emic.press("\u{1B}[201~")
    try emic.press("\u{13}")
    try emic.waitUntilSaved()
    #expect(try study.sidecar()?.memos.first?.text == text.trimmingBlanks)
    try SessionTests.leave(emic)
  }

  @Test("stopped and continued, emic has its modes again, the mouse's too")
  func suspended() throws {
    let study = try StudyCopy()
    let emic = try study.open(StudyCopy.english)
    let modes = emic.modesLeft
    #expect(modes.contains(1002))
    try emic.send("\u{1A}")
    try emic.waitForStop()
    #expect(emic.modesLeft == [] && emic.lineIsRestored)
    try emic.resume()
    #expect(emic.modesLeft == modes)
    // The questions are not asked again.
    #expect(emic.output.components(of: "\u{1B}[6n") == 1)
    try SessionTests.leave(emic)
  }
}

extension String {
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }

  fileprivate var trimmingBlanks: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
