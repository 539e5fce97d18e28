import EmicTUI
import Testing

@testable import Terminal

@Suite("Bytes become keys")
struct KeyDecoderTests {
  /// All inputs of bytes that arrive at once, after they have waited long enough.
  static func decode(_ bytes: [UInt8], sequences: [(bytes: [UInt8], key: Key)] = []) -> [Input] {
    var decoder = KeyDecoder(sequences: sequences)
    decoder.feed(bytes, at: 0)
    let inputs = drain(&decoder, at: 0) + drain(&decoder, at: 10_000)
    #expect(decoder.bytesConsumed == bytes.count)
    #expect(decoder.isEmpty)
    return inputs
  }

  static func decode(_ text: String) -> [Input] { decode(Array(text.utf8)) }

  static func drain(_ decoder: inout KeyDecoder, at now: Int) -> [Input] {
    var inputs: [Input] = []
    while let input = decoder.next(at: now) { inputs.append(input) }
    return inputs
  }

  @Test(
    "a key as the terminals send it",
    arguments: [
      ("a", .character("a"), []), ("H", .character("H"), []), (" ", .character(" "), []),
      ("（", .character("（"), []), ("👨‍👩‍👧", .character("👨‍👩‍👧"), []),
      ("e\u{301}", .character("e\u{301}"), []), ("\u{7}", .character("g"), .control),
      ("\u{1A}", .character("z"), .control), ("\u{0}", .character(" "), .control),
      ("\u{1C}", .character("\\"), .control), ("\r", .enter, []), ("\n", .enter, []),
      ("\t", .tab, []), ("\u{7F}", .backspace, []), ("\u{8}", .backspace, []),
      ("\u{1B}", .escape, []),
      ("\u{1B}[A", .up, []), ("\u{1B}OB", .down, []), ("\u{1B}[H", .home, []),
      ("\u{1B}OF", .end, []),
      ("\u{1B}[1~", .home, []), ("\u{1B}[8~", .end, []), ("\u{1B}[2~", .insert, []),
      ("\u{1B}[3~", .delete, []), ("\u{1B}[5~", .pageUp, []), ("\u{1B}[6~", .pageDown, []),
      ("\u{1B}[Z", .tab, .shift), ("\u{1B}[1;2A", .up, .shift), ("\u{1B}[1;5C", .right, .control),
      ("\u{1B}[1;3D", .left, .alt), ("\u{1B}[1;9D", .left, .alt),
      ("\u{1B}[3;5~", .delete, .control),
      ("\u{1B}[1;6B", .down, [.shift, .control]), ("\u{1B}OP", .function(1), []),
      ("\u{1B}[15~", .function(5), []), ("\u{1B}[20~", .function(9), []),
      ("\u{1B}[24~", .function(12), []), ("\u{1B}[1;2P", .function(1), .shift),
      ("\u{1B}[[B", .function(2), []), ("\u{1B}[a", .up, .shift), ("\u{1B}Od", .left, .control),
      ("\u{1B}[3$", .delete, .shift), ("\u{1B}[5^", .pageUp, .control), ("\u{1B}OM", .enter, []),
      ("\u{1B}Oq", .character("1"), []), ("\u{1B}Ok", .character("+"), []),
      ("\u{1B}a", .character("a"), .alt), ("\u{1B}>", .character(">"), .alt),
      ("\u{1B}1", .character("1"), .alt), ("\u{1B}é", .character("é"), .alt),
      ("\u{1B}\r", .enter, .alt), ("\u{1B}\u{7F}", .backspace, .alt),
      ("\u{1B}]", .character("]"), .alt), ("\u{1B}[97;5u", .character("a"), .control),
      ("\u{1B}[13;5u", .enter, .control), ("\u{1B}[97:65;2u", .character("A"), []),
      ("\u{1B}[27;5;13~", .enter, .control), ("\u{1B}[27;2;65~", .character("A"), []),
      ("\u{1B}[27u", .escape, []),
    ] as [(String, Key.Code, Key.Modifiers)]
  )
  func key(bytes: String, code: Key.Code, modifiers: Key.Modifiers) {
    #expect(Self.decode(bytes) == [.key(Key(code, modifiers))])
  }

  @Test(
    "what is unknown or broken gives no key, and the next key is whole",
    arguments: [
      "\u{1B}[I", "\u{1B}[O", "\u{1B}[?1;2c", "\u{1B}[12;40R", "\u{1B}[999~", "\u{1B}[1;2;3;4z",
      "\u{1B}[-1;-1R", "\u{1B}[<;;M", "\u{1B}[<35;1;1M", "\u{1B}[<0;1;1M",
      "\u{1B}[<999999999999999999999;1;1M", "\u{1B}[M !!", "\u{1B}[57399u", "\u{1B}[97;1:3u",
      "\u{1B}]11;rgb:ffff/0000/0000\u{7}", "\u{1B}P>|xterm\u{1B}\\", "\u{1B}_G\u{1B}\\",
      "\u{1B}[?2004;1$y", "\u{1B}[201~", "\u{1B}[[Z", "\u{1B}OZ", "\u{85}",
    ]
  )
  func unknown(bytes: String) {
    #expect(Self.decode(bytes + "k") == [.key(Key(.character("k")))])
  }

  @Test("a sequence that breaks off ends where the next one begins")
  func brokenOff() {
    #expect(Self.decode("\u{1B}[12\u{1B}[A") == [.key(Key(.up))])
    #expect(Self.decode("\u{1B}[M!\u{1B}[A") == [.key(Key(.up))])
    #expect(Self.decode("\u{1B}[1;\r") == [.key(Key(.enter))])
    #expect(Self.decode("\u{1B}\u{1B}[A") == [.key(Key(.escape)), .key(Key(.up))])
    #expect(Self.decode("\u{1B}]11;rgb") == [])
    #expect(
      Self.decode("\u{1B}[" + String(repeating: "1", count: 256) + "k").last
        == .key(Key(.character("k")))
    )
  }

  @Test("invalid UTF-8 is dropped byte by byte, valid characters around it stay")
  func invalidBytes() {
    let bad: [[UInt8]] = [
      [0xFF], [0xC0, 0x80], [0xE4, 0xB8], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0x80, 0x80],
      [0xE0, 0x80, 0xAF],
    ]
    for bytes in bad {
      #expect(Self.decode([0x61] + bytes + [0x62]) == Self.decode("ab"), "\(bytes)")
      #expect(Self.decode(bytes) == [], "\(bytes)")
    }
  }

  @Test(
    "bytes may arrive one by one",
    arguments: ["信", "👨‍👩‍👧", "\u{1B}[1;5C", "\u{1B}OA", "\u{1B}[200~a\u{1B}[201~"]
  )
  func oneByOne(text: String) {
    var decoder = KeyDecoder()
    var inputs: [Input] = []
    for (place, byte) in text.utf8.enumerated() {
      decoder.feed([byte], at: place * 10)
      inputs += Self.drain(&decoder, at: place * 10)
    }
    if text == "👨‍👩‍👧" {
      // Nobody knows yet that more will join; a text field puts them together.
      #expect(inputs.count == 5)
    } else {
      #expect(inputs == Self.decode(text))
    }
    #expect(decoder.isEmpty)
  }

  @Test("what terminfo says goes before the rules")
  func terminfo() {
    let sequences = [
      (bytes: Array("\u{1B}[M".utf8), key: Key(.function(1))),
      (bytes: Array("\u{1B}A".utf8), key: Key(.up)),
    ]
    #expect(
      Self.decode(Array("\u{1B}[Mx".utf8), sequences: sequences)
        == [.key(Key(.function(1))), .key(Key(.character("x")))]
    )
    #expect(Self.decode(Array("\u{1B}A".utf8), sequences: sequences) == [.key(Key(.up))])
  }

  @Test("a lone ESC is the escape key after 25 ms")
  func loneEscape() {
    var decoder = KeyDecoder()
    decoder.feed([0x1B], at: 100)
    #expect(decoder.next(at: 124) == nil)
    #expect(decoder.deadline == 125)
    #expect(decoder.next(at: 125) == .key(Key(.escape)))
    #expect(decoder.deadline == nil)
    decoder.feed(Array("a".utf8), at: 130)
    #expect(decoder.next(at: 130) == .key(Key(.character("a"))))
  }

  @Test("an arrow broken by a slow link is an arrow, never its letters", arguments: [10, 26, 150])
  func slowLink(delay: Int) {
    var decoder = KeyDecoder()
    decoder.feed([0x1B], at: 0)
    var inputs = Self.drain(&decoder, at: min(delay, 30))
    decoder.feed(Array("[".utf8), at: delay)
    inputs += Self.drain(&decoder, at: delay)
    decoder.feed(Array("A".utf8), at: delay + 900)
    inputs += Self.drain(&decoder, at: delay + 900)
    #expect(inputs.last == .key(Key(.up)))
    #expect(inputs.count == (delay < 25 ? 1 : 2))
    #expect(decoder.bytesConsumed == 3)
  }

  @Test("a bracket later than 150 ms after Esc is a bracket")
  func lateBracket() {
    var decoder = KeyDecoder()
    decoder.feed([0x1B], at: 0)
    #expect(decoder.next(at: 30) == .key(Key(.escape)))
    decoder.feed(Array("[u".utf8), at: 151)
    #expect(Self.drain(&decoder, at: 151) == Self.decode("[u"))
  }

  @Test("the beginning of a sequence that nothing follows is dropped after a second")
  func abandoned() {
    var decoder = KeyDecoder()
    decoder.feed(Array("\u{1B}[1".utf8), at: 0)
    #expect(decoder.next(at: 999) == nil)
    #expect(decoder.deadline == 1000)
    #expect(decoder.next(at: 1000) == nil)
    #expect(decoder.isEmpty)
    #expect(decoder.deadline == nil)
  }

  /// What comes of pieces that arrive so many milliseconds after one another, in the end `k`.
  private static func late(_ pieces: [String], after delay: Int) -> [Input] {
    var decoder = KeyDecoder()
    decoder.acceptsMouse = true
    decoder.awaitsAnswer = true
    var inputs: [Input] = []
    for (index, piece) in (pieces + ["k"]).enumerated() {
      let now = index * delay
      // As the terminal does it: woken by the clock, then by the bytes.
      while let deadline = decoder.deadline, deadline <= now {
        inputs += drain(&decoder, at: deadline)
      }
      decoder.feed(Array(piece.utf8), at: now)
      inputs += drain(&decoder, at: now)
    }
    #expect(decoder.isEmpty)
    #expect(decoder.bytesConsumed == pieces.reduce(1) { $0 + $1.utf8.count })
    return inputs
  }

  @Test(
    "a sequence that halts half-way gives none of its letters and digits as keys",
    arguments: [
      "\u{1B}[1;5C", "\u{1B}[A", "\u{1B}OB", "\u{1B}OP", "\u{1B}[15~", "\u{1B}[[A",
      "\u{1B}[<0;12;5M",
      "\u{1B}[12;40R", "\u{1B}[97;5u", "\u{1B}[?1;2c", "\u{1B}O5C", "\u{1B}]11;rgb:1/2/3\u{7}",
    ],
    [160, 200, 400, 999, 1000, 1500, 6000, 3_600_000]
  )
  func halting(sequence: String, delay: Int) {
    // Each place where it can break, and at last each byte alone.
    let bytes = sequence.map { String($0) }
    var breaks = (1..<bytes.count).map { place in
      [bytes[..<place].joined(), bytes[place...].joined()]
    }
    breaks.append(bytes)
    for pieces in breaks {
      let inputs = Self.late(pieces, after: delay)
      // What may be pressed: the Esc, the bracket that may be typed, the key itself while it is young.
      let whole = Self.late([sequence], after: 0).dropLast()
      let harmless = whole + ["Esc", "[", "O", "]"].map { .key(Key($0)!) }
      #expect(inputs.last == .key(Key("k")!), "\(pieces) \(inputs)")
      #expect(inputs.dropLast().allSatisfy(harmless.contains), "\(pieces) \(inputs)")
      if delay >= 1000 { #expect(!inputs.dropLast().contains { whole.contains($0) }, "\(pieces)") }
    }
  }

  @Test("keys that are typed after Esc stay keys", arguments: [160, 400, 2000, 60_000])
  func typedBrackets(delay: Int) {
    for text in ["[c", "[u", "]u", "jk", "1", "Oc"] {
      let keys = text.map { Input.key(Key(.character($0))) }
      let inputs = Self.late(["\u{1B}"] + text.map { String($0) }, after: delay)
      #expect(inputs == [.key(Key(.escape))] + keys + [.key(Key("k")!)])
    }
  }

  @Test("a bracket soon after Esc waits a second for what follows, later it acts at once")
  func heldBracket() {
    for (delay, patience) in [(200, 1000), (1001, 0)] {
      var decoder = KeyDecoder()
      decoder.feed([0x1B], at: 0)
      #expect(decoder.next(at: 25) == .key(Key(.escape)))
      decoder.feed(Array("[".utf8), at: delay)
      #expect(decoder.deadline == delay + patience)
      #expect(decoder.next(at: delay + patience) == .key(Key("[")!))
      decoder.feed(Array("1;5".utf8), at: 9000)
      decoder.feed(Array("Ck".utf8), at: 9000)
      #expect(Self.drain(&decoder, at: 9000) == [.key(Key("k")!)])
    }
  }

  @Test("an answer that the terminal begins late is no keys; unasked, ESC ] is Alt-]")
  func lateAnswer() {
    var decoder = KeyDecoder()
    decoder.awaitsAnswer = true
    decoder.feed(Array("\u{1B}]".utf8), at: 0)
    #expect(decoder.next(at: 1000) == nil)
    decoder.feed(Array("11;rgb:0/0/0\u{1B}\\1".utf8), at: 2000)
    #expect(Self.drain(&decoder, at: 2000) == [.key(Key("1")!)])
    #expect(decoder.takeAnswers() == [.ground(red: 0, green: 0, blue: 0)])
    // Typed, by somebody whose terminal does not answer.
    decoder.feed(Array("\u{1B}]".utf8), at: 3000)
    #expect(decoder.next(at: 4000) == nil)
    decoder.feed(Array("j".utf8), at: 5000)
    #expect(Self.drain(&decoder, at: 5000) == [.key(Key("j")!)])
  }

  @Test("Esc ends a string that has no end, and is pressed")
  func endlessString() {
    var decoder = KeyDecoder()
    decoder.feed(Array("\u{1B}]0;x".utf8), at: 0)
    #expect(Self.drain(&decoder, at: 1000) == [])
    decoder.feed(Array("11".utf8), at: 2000)
    #expect(Self.drain(&decoder, at: 3000) == [])
    #expect(decoder.isEmpty)
    decoder.feed([0x1B], at: 4000)
    #expect(decoder.deadline == 4150)
    #expect(Self.drain(&decoder, at: 4150) == [.key(Key(.escape))])
    decoder.feed(Array("1".utf8), at: 5000)
    #expect(Self.drain(&decoder, at: 5000) == [.key(Key("1")!)])
  }

  @Test("a paste is one input: line ends are LF, control characters are gone")
  func paste() {
    #expect(
      Self.decode("x\u{1B}[200~1\r2\r\n3\n\u{1B}[A\u{3}\t\u{9B}q\u{1B}[201~y")
        == [.key(Key(.character("x"))), .paste("1\n2\n3\n[A\tq"), .key(Key(.character("y")))]
    )
    #expect(Self.decode("\u{1B}[200~\u{1B}[201~") == [.paste("")])
  }

  @Test("a flood of characters is a paste of a terminal that does not say so")
  func flood() {
    var decoder = KeyDecoder()
    let text = String(repeating: "xc1d ", count: 800)
    decoder.feed(Array(text.utf8), at: 0)
    #expect(Self.drain(&decoder, at: 0) == [])
    decoder.feed(Array("end".utf8), at: 50)
    #expect(Self.drain(&decoder, at: 149) == [])
    #expect(Self.drain(&decoder, at: 150) == [.paste(text + "end")])
    decoder.feed(Array("q".utf8), at: 151)
    #expect(Self.drain(&decoder, at: 151) == [.key(Key(.character("q")))])
    decoder.feed(Array(String(repeating: "j", count: 2000).utf8), at: 200)
    #expect(Self.drain(&decoder, at: 200).count == 2000)
  }

  @Test("the end of a paste may be torn apart, and may be feigned")
  func tornPasteEnd() {
    var decoder = KeyDecoder()
    for part in ["\u{1B}[200~a\u{1B}[20", "0~b\u{1B}", "[201", "~k"] {
      decoder.feed(Array(part.utf8), at: 0)
      if part != "~k" { #expect(decoder.next(at: 0) == nil) }
    }
    #expect(Self.drain(&decoder, at: 0) == [.paste("a[200~b"), .key(Key(.character("k")))])
  }

  @Test("a paste is cut at 1 MB, between characters")
  func longPaste() {
    let text = "a" + String(repeating: "汉", count: 400_000)
    guard case .paste(let pasted)? = Self.decode("\u{1B}[200~\(text)\u{1B}[201~").first else {
      Issue.record("no paste")
      return
    }
    #expect(pasted.utf8.count == 1 << 20)
    #expect(text.hasPrefix(pasted))
  }

  @Test("a paste that halts gives its text; what comes later is text, too, until its end")
  func haltingPaste() {
    let pieces: [(String, Int, [Input])] = [
      ("\u{1B}[200~abc汉", 0, []), ("", 4999, []), ("", 5000, [.stalledPaste("abc汉")]),
      ("1", 60_000, []), ("", 60_100, [.stalledPaste("1")]),
      ("2\u{1B}[20", 70_000, []), ("", 71_000, [.stalledPaste("2")]),
      ("1~k", 80_000, [.paste(""), .key(Key("k")!)]),
    ]
    var decoder = KeyDecoder()
    for (piece, now, inputs) in pieces {
      decoder.feed(Array(piece.utf8), at: now)
      #expect(Self.drain(&decoder, at: now) == inputs, "\(piece) at \(now)")
    }
    #expect(decoder.isEmpty)
  }

  @Test("a character that a halting paste tears apart is whole")
  func tornCharacter() {
    var decoder = KeyDecoder()
    decoder.feed(Array("\u{1B}[200~a".utf8) + [0xE6, 0xB1], at: 0)
    #expect(Self.drain(&decoder, at: 5000) == [.stalledPaste("a")])
    #expect(decoder.isEmpty)
    decoder.feed([0x89] + Array("\u{1B}[201~".utf8), at: 9000)
    #expect(Self.drain(&decoder, at: 9000) == [.paste("汉")])
  }

  @Test("Esc ends a paste that has no end, and the end that comes after all is no keys")
  func endlessPaste() {
    var decoder = KeyDecoder()
    decoder.feed(Array("\u{1B}[200~abc".utf8), at: 0)
    #expect(Self.drain(&decoder, at: 4999) == [])
    #expect(decoder.deadline == 5000)
    #expect(Self.drain(&decoder, at: 5000) == [.stalledPaste("abc")])
    #expect(decoder.deadline == nil)
    decoder.feed([0x1B], at: 9000)
    #expect(Self.drain(&decoder, at: 9999) == [])
    #expect(Self.drain(&decoder, at: 10_000) == [.paste("")])
    decoder.feed(Array("[201~k".utf8), at: 12_000)
    #expect(Self.drain(&decoder, at: 12_000) == [.key(Key("k")!)])
  }

  @Test("a paste that begins late is a paste", arguments: [200, 1500, 9000])
  func lateStart(delay: Int) {
    for pieces in [
      ["\u{1B}", "[200~1\u{1B}[201~"], ["\u{1B}[", "200~1\u{1B}[201~"],
      ["\u{1B}[20", "0~1\u{1B}[201~"],
    ] {
      #expect(Self.late(pieces, after: delay).suffix(2) == [.paste("1"), .key(Key("k")!)])
    }
  }

  @Test("mouse reports count from 0, where they were asked for")
  func mouse() {
    var decoder = KeyDecoder()
    decoder.acceptsMouse = true
    let reports = ["0;1;1M", "32;3;2M", "0;3;2m", "64;5;5M", "65;5;5M", "2;1;1M", "0;0;0M"]
    decoder.feed(Array(reports.map { "\u{1B}[<" + $0 }.joined().utf8), at: 0)
    #expect(
      Self.drain(&decoder, at: 0) == [
        .mouse(Mouse(.press, x: 0, y: 0)), .mouse(Mouse(.drag, x: 2, y: 1)),
        .mouse(Mouse(.release, x: 2, y: 1)), .mouse(Mouse(.wheelUp, x: 4, y: 4)),
        .mouse(Mouse(.wheelDown, x: 4, y: 4)),
      ]
    )
  }

  @Test("random bytes never stop the decoder, and all are consumed")
  func random() {
    var generator = SplitMix(state: 7)
    let pieces: [[UInt8]] = ["\u{1B}", "\u{1B}[", "\u{1B}O", "[", "1;", "~", "\u{1B}]", "汉", "<"]
      .map { Array($0.utf8) }
    for _ in 0..<300 {
      let bytes = (0..<40).flatMap { _ -> [UInt8] in
        let number = generator.next()
        return number % 2 == 0
          ? [UInt8(truncatingIfNeeded: number >> 8)] : pieces[Int(number >> 8) % pieces.count]
      }
      _ = Self.decode(bytes)
    }
  }
}

private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return (z ^ (z >> 31)) >> 1
  }
}
