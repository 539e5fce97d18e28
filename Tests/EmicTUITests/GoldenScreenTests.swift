import EmicKit
import Testing

@testable import EmicTUI

/// Every screen as somebody sees it, kept in `Screens/`; a change of one is read like code.
@Suite("Screens") struct GoldenScreenTests {
  struct Scene: CustomTestStringConvertible, Sendable {
    var name: String
    /// `nil`: the list of transcripts.
    var transcript: String? = Samples.english
    var size = Size(width: 80, height: 24)
    var depth = ColorDepth.many
    var coder: Coder.ID? = "guest"
    var keys: String
    /// Whether the message of the last key has ended.
    var rests = true

    var testDescription: String { name }
  }

  static let wide = Size(width: 160, height: 50)

  /// Turn 30 of T03 with codings that overlap; the same in T06.
  static let codings = [
    Samples.english: """
    g t 3 0 Enter x ' t Esc ( X c p e r s o n Enter Esc x x c l e g i , t r u s t Enter Esc g t 3 0 Enter
    """,
    Samples.chinese: """
    g t 1 0 Enter x c x i n r e n Enter Esc ( X c k o n g z h i Enter Esc x x c t a i z h a n g Enter Esc
    g t 1 0 Enter
    """,
  ]

  static func coded(_ transcript: String, _ keys: String = "") -> String {
    (codings[transcript] ?? "") + " " + keys
  }

  static let scenes: [Scene] = [
    Scene(name: "coding", keys: coded(Samples.english)),
    Scene(name: "coding-mono", depth: .none, keys: coded(Samples.english)),
    Scene(name: "coding-chinese", transcript: Samples.chinese, keys: coded(Samples.chinese)),
    Scene(
      name: "coding-chinese-mono",
      transcript: Samples.chinese,
      depth: .none,
      keys: coded(Samples.chinese)
    ),
    Scene(name: "coding-wide", size: wide, keys: coded(Samples.english)),
    Scene(
      name: "coding-wide-chinese-mono",
      transcript: Samples.chinese,
      size: wide,
      depth: .none,
      keys: coded(Samples.chinese)
    ),
    Scene(name: "coding-fresh", keys: ""),
    Scene(name: "coding-narrow", size: Size(width: 50, height: 20), keys: coded(Samples.english)),
    Scene(
      name: "coding-narrow-chinese",
      transcript: Samples.chinese,
      size: Size(width: 50, height: 20),
      keys: coded(Samples.chinese)
    ),
    Scene(name: "selection", keys: coded(Samples.english, "x x")),
    Scene(name: "selection-mono", depth: .none, keys: coded(Samples.english, "x x")),
    Scene(name: "selection-extending", keys: coded(Samples.english, "v ) )")),
    Scene(name: "selection-spent", keys: "g t 3 0 Enter x ' t", rests: false),
    Scene(name: "selection-spent-rested", keys: "g t 3 0 Enter x ' t"),
    Scene(name: "edge", keys: coded(Samples.english, "e w w")),
    Scene(name: "search", keys: coded(Samples.english, "/ t r u s t")),
    Scene(
      name: "search-ended-mono",
      depth: .none,
      keys: coded(Samples.english, "/ t r u s t Enter")
    ),
    Scene(
      name: "search-chinese",
      transcript: Samples.chinese,
      keys: coded(Samples.chinese, "/ 信 任")
    ),
    Scene(name: "search-nothing", keys: "/ z z z"),
    Scene(name: "picker", keys: coded(Samples.english, "x c t r u")),
    Scene(name: "picker-mono", depth: .none, keys: coded(Samples.english, "x c t r u")),
    Scene(name: "picker-all", keys: coded(Samples.english, "c Down Down Down")),
    Scene(name: "picker-several", keys: coded(Samples.english, "c t r u , l e g")),
    Scene(name: "picker-quotations", keys: coded(Samples.english, "c t r u s t Right")),
    Scene(name: "picker-nothing", keys: "c z z z"),
    Scene(
      name: "picker-chinese",
      transcript: Samples.chinese,
      keys: coded(Samples.chinese, "c 信 任")
    ),
    Scene(
      name: "picker-wide-chinese",
      transcript: Samples.chinese,
      size: wide,
      keys: coded(Samples.chinese, "c x i n")
    ),
    Scene(name: "picker-narrow", size: Size(width: 50, height: 20), keys: "c t r u"),
    Scene(name: "memo", keys: coded(Samples.english, "m W h y Space s o ? Enter A s k .")),
    Scene(
      name: "memo-chinese",
      transcript: Samples.chinese,
      keys: coded(Samples.chinese, "M 信 任 是 攒 出 来 的 。")
    ),
    Scene(name: "help", keys: "?"),
    Scene(name: "help-filtered", keys: "? s e n t"),
    Scene(name: "help-wide", size: wide, keys: "?"),
    Scene(name: "palette", keys: ": c o d e"),
    Scene(name: "entry", keys: coded(Samples.english, "K")),
    Scene(
      name: "entry-chinese",
      transcript: Samples.chinese,
      keys: coded(Samples.chinese, "K")
    ),
    Scene(name: "prefix", keys: "]"),
    Scene(name: "prefix-g", keys: "g"),
    Scene(name: "code-keys", keys: "'"),
    Scene(name: "flags", keys: coded(Samples.english, "!")),
    Scene(name: "remove", keys: coded(Samples.english, "d")),
    Scene(name: "messages", keys: coded(Samples.english, "g h")),
    Scene(name: "nothing-here", keys: "} - ] u", rests: false),
    Scene(name: "study", transcript: nil, keys: "j"),
    Scene(name: "study-mono", transcript: nil, depth: .none, keys: ""),
    Scene(name: "study-wide", transcript: nil, size: wide, keys: ""),
    Scene(name: "study-narrow", transcript: nil, size: Size(width: 50, height: 20), keys: ""),
    Scene(name: "study-help", transcript: nil, keys: "?"),
    Scene(name: "coder", transcript: nil, coder: nil, keys: ""),
    Scene(name: "small", size: Size(width: 39, height: 9), keys: ""),
    Scene(name: "one-cell", size: Size(width: 1, height: 1), keys: ""),
  ]

  @Test("a screen is as it was last agreed on", arguments: scenes)
  func scene(scene: Scene) throws {
    try GoldenScreen(Self.draw(scene)).expect(scene.name)
  }

  static func draw(_ scene: Scene) throws -> Canvas {
    var session = try Session(
      sample: scene.transcript,
      size: scene.size,
      depth: scene.depth,
      coder: scene.coder
    )
    session.play(scene.keys.split(separator: "\n").joined(separator: " "))
    if scene.rests { session.rest() }
    return render(session.state)
  }
}
