/// Interviews that hold what terminals and texts are worst at.
enum OddTexts {
  static let all: [(name: String, text: String)] = [
    (
      "a paragraph of 9,000 characters",
      interview(String(repeating: "They said it again. ", count: 450))
    ),
    ("a word of 9,000 characters", interview(String(repeating: "x", count: 9000))),
    ("9,000 Han characters", interview(String(repeating: "信任是攒出来的，不是招标招来的。", count: 570))),
    (
      "marks piled up",
      interview("Z" + String(repeating: "\u{301}\u{323}", count: 60) + " a\u{308}b. \u{301}x")
    ),
    ("emoji families", interview("👨‍👩‍👧‍👦👍🏽🇨🇳🏳️‍🌈 ok. 👨‍👩‍👧‍👦好👍🏽。" + String(repeating: "👨‍👩‍👧‍👦", count: 60))),
    (
      "wide characters at every edge",
      (0..<40).map { interview(String(repeating: "a", count: $0) + "字字字字。") }.joined()
    ),
    ("tabs", interview("\tone\ttwo。\t三\t")),
    ("control characters", interview("a\u{1B}[2Jb\u{7}\u{0}\u{7F}\u{85}\u{9B}31m. c\rd")),
    ("bidirectional", interview("a\u{202E}b\u{2066}c\u{200F}שלום. \u{2028}x\u{2029}y")),
    ("invisible", interview("a\u{200B}b\u{2060}c\u{FEFF}d\u{200D}\u{200C}e\u{00AD}f.")),
    ("unassigned and private", interview("a\u{0378}b\u{E000}c\u{10FFFF}d\u{2FFFE}e\u{E0041}.")),
    ("Hangul, Thai, Arabic, Indic", interview("\u{1112}\u{1161}\u{11AB}. ภาษาไทย. العربية. क्षि.")),
    ("no label at all", "Only a note.\n\nAnother, 中文。\n"),
    ("empty", ""),
    ("line feeds", "\n\n\n"),
    ("one character", "字"),
    ("labels without speech", "I:\nR:\nI:  \nR: \n"),
  ]

  private static func interview(_ speech: String) -> String {
    "I: Why so?\n\nR: \(speech)\n\nI: And then? 然后呢？\nR: \(speech.prefix(40))\n"
  }
}

/// The same numbers in every run: a test that fails once fails again.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
