import EmicKit
import Testing

@testable import EmicTUI

/// The screens of questions as somebody sees them, kept in `Screens/questions/`.
@Suite("Screens of questions") struct RetrievalScreenTests {
  struct Scene: CustomTestStringConvertible, Sendable {
    var name: String
    var size = Size(width: 80, height: 24)
    var depth = ColorDepth.many
    var coder: Coder.ID = "coder-a"
    /// From the list of transcripts.
    var opening = "g r"
    /// Typed as a line of words; `nil` keeps the first question.
    var question: String?
    var keys = ""
    var rests = true

    var testDescription: String { name }
  }

  static let wide = Size(width: 160, height: 50)
  static let narrow = Size(width: 50, height: 20)
  static let trust = "trust with subcodes, by coder-a"

  /// Two columns, and a summary in each language.
  static let framed =
    "c t r u , l e g i t Enter j Enter T r u s t Ctrl-S k Enter 信 任 是 攒 出 来 的 。 Ctrl-S"

  static let scenes: [Scene] = [
    Scene(name: "quotations", question: trust),
    Scene(name: "quotations-mono", depth: .none, question: trust, keys: "G"),
    Scene(
      name: "quotations-wide",
      size: wide,
      coder: "supervisor",
      question: "trust or legitimacy"
    ),
    Scene(
      name: "quotations-wide-mono",
      size: wide,
      depth: .none,
      coder: "supervisor",
      question: "trust or legitimacy",
      keys: "G"
    ),
    Scene(name: "quotations-chinese", question: "in T06, by coder-a, text 机构"),
    Scene(name: "quotations-chinese-wide", size: wide, question: "in T06, by coder-a, text 机构"),
    Scene(name: "quotations-narrow", size: narrow, coder: "supervisor", question: "trust"),
    Scene(name: "quotations-by-case", question: trust, keys: "s 3"),
    Scene(name: "quotations-none", question: "trust, by coder-a, level=city"),
    Scene(name: "quotations-codes", keys: "c l e g"),
    Scene(name: "quotations-where", keys: "w s e c"),
    Scene(name: "quotations-relation", keys: "a"),
    Scene(name: "quotations-edit", question: trust, keys: "e"),
    Scene(name: "quotations-wrong", question: "trusst", rests: false),
    Scene(name: "quotations-entry", question: trust, keys: "K"),
    Scene(name: "quotations-help", keys: "?"),
    Scene(name: "matrix", opening: "g m", keys: "j j l"),
    Scene(name: "matrix-mono", depth: .none, opening: "g m", keys: "j j l"),
    Scene(name: "matrix-wide", size: wide, opening: "g m", keys: "R j"),
    Scene(name: "matrix-narrow", size: narrow, opening: "g m", keys: "l"),
    Scene(name: "matrix-families", opening: "g m", keys: "R R G"),
    Scene(name: "matrix-transcripts", opening: "g m", keys: "d t r a n s Enter End"),
    Scene(
      name: "matrix-coders",
      coder: "supervisor",
      opening: "g m",
      keys: "d c o d e r Enter"
    ),
    Scene(name: "matrix-refused", coder: "supervisor", opening: "g m"),
    Scene(name: "matrix-columns", opening: "g m", keys: "d"),
    Scene(name: "matrix-help", opening: "g m", keys: "?"),
    Scene(name: "matrix-not-coded", opening: "g m", question: "trust, layer consensus"),
    Scene(name: "pairs", opening: "g o", keys: "j"),
    Scene(name: "pairs-wide", size: wide, opening: "g o", keys: "%"),
    Scene(name: "first-uses", opening: "g s"),
    Scene(name: "first-uses-wide-mono", size: wide, depth: .none, opening: "g s", keys: "> k"),
    Scene(name: "first-uses-narrow", size: narrow, opening: "g s"),
    Scene(name: "search-prompt", opening: "g /"),
    Scene(name: "framework-empty", opening: "g f"),
    Scene(name: "framework", opening: "g f", keys: framed),
    Scene(name: "framework-wide", size: wide, opening: "g f", keys: framed),
    Scene(name: "framework-narrow-mono", size: narrow, depth: .none, opening: "g f", keys: framed),
    Scene(name: "framework-writing", opening: "g f", keys: framed + " Enter"),
    Scene(name: "framework-quotations", opening: "g f", keys: framed + " o + j"),
    Scene(name: "quotations-place", question: trust, keys: "j Enter", rests: false),
  ]

  @Test("a screen is as it was last agreed on", arguments: scenes)
  func scene(scene: Scene) throws {
    var session = try QuestionSession(
      coder: scene.coder,
      size: scene.size,
      depth: scene.depth,
      keys: scene.opening
    )
    if let question = scene.question { session.ask(question) }
    session.play(scene.keys)
    if scene.rests { session.rest() }
    try GoldenScreen(render(session.state)).expect("questions/" + scene.name)
  }

  @Test("every size shows every question in whole cells, and q leads away", arguments: scenes)
  func sizes(scene: Scene) throws {
    var session = try QuestionSession(coder: scene.coder, depth: scene.depth, keys: scene.opening)
    if let question = scene.question { session.ask(question) }
    session.play(scene.keys)
    for size in ScreenLawTests.sizes {
      session.perform(.input(.resized(size)))
      ScreenLawTests.expectWhole(
        render(session.state),
        "\(scene.name) at \(size.width)×\(size.height)"
      )
      session.play("Ctrl-D Ctrl-U")
    }
    for _ in 0..<6 where session.state.screen != .study { session.play("Esc q") }
    #expect(session.state.screen == .study)
  }
}
