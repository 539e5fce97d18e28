import EmicKit
import Testing

@testable import EmicTUI

/// Every screen of the review as somebody sees it, kept in `Screens/`.
@Suite("Screens of the review") struct ReviewScreenTests {
  struct Scene: CustomTestStringConvertible, Sendable {
    var name: String
    var size = Size(width: 80, height: 24)
    var depth = ColorDepth.many
    var coder: Coder.ID = "supervisor"
    var keys: String
    var sample = SampleReview.plain
    /// Whether the message of the last key has ended.
    var rests = true

    var testDescription: String { name }
  }

  static let wide = Size(width: 160, height: 50)
  static let narrow = Size(width: 50, height: 20)
  /// The passage of T03, turn 30, of T06, turn 2.
  static let english = "t Enter j j j j j j Enter"
  static let chinese = "t j Enter Enter"

  static let scenes: [Scene] = [
    Scene(name: "agreement", keys: "j j"),
    Scene(name: "agreement-mono", depth: .none, keys: ""),
    Scene(name: "agreement-wide", size: wide, keys: ""),
    Scene(name: "agreement-narrow", size: narrow, keys: "l l"),
    Scene(name: "agreement-end", keys: "G"),
    Scene(name: "agreement-right", keys: "l l l l l"),
    Scene(name: "agreement-sentences", keys: "%", rests: false),
    Scene(name: "agreement-families", keys: "R R", rests: false),
    Scene(name: "agreement-anonymous", keys: "A l l"),
    Scene(name: "agreement-transcripts", keys: "t"),
    Scene(name: "agreement-pairs", keys: "p"),
    Scene(name: "agreement-confusions", keys: "f"),
    Scene(name: "agreement-rounds", keys: "r"),
    Scene(
      name: "agreement-hidden",
      keys: "",
      sample: SampleReview(hidden: [
        (
          "T07.txt",
          "You are coding blind: other coders' codings of T07.txt are hidden until you submit yours."
        )
      ])
    ),
    Scene(name: "agreement-help", keys: "?"),
    Scene(name: "passages", keys: "g g Enter j"),
    Scene(name: "passages-wide", size: wide, keys: "t j Enter"),
    Scene(name: "passages-narrow", size: narrow, keys: "t j Enter"),
    Scene(name: "passage", keys: english),
    Scene(name: "passage-mono", depth: .none, keys: english),
    Scene(name: "passage-wide", size: wide, keys: english),
    Scene(name: "passage-narrow", size: narrow, keys: english),
    Scene(name: "passage-anonymous", keys: english + " A"),
    Scene(name: "passage-chinese", keys: chinese),
    Scene(name: "passage-chinese-mono", depth: .none, keys: chinese),
    Scene(name: "passage-chinese-wide", size: wide, keys: chinese),
    Scene(name: "passage-chinese-wide-mono", size: wide, depth: .none, keys: chinese),
    Scene(name: "passage-chinese-narrow", size: narrow, keys: chinese),
    Scene(name: "passage-reason", keys: english + " 1"),
    Scene(name: "passage-edit", keys: english + " e b b"),
    Scene(name: "passage-edit-wide", size: wide, keys: chinese + " e b b"),
    Scene(name: "passage-settled", keys: english + " m S o Enter + Enter Shift-Tab"),
    Scene(name: "passage-next", keys: english + " 1 Enter", rests: false),
    Scene(name: "passage-help", keys: english + " ?"),
    Scene(
      name: "passage-read-only",
      coder: "coder-a",
      keys: english,
      sample: SampleReview(
        readOnlyBecause: "coder-a is no supervisor of this study.",
        showsVerdicts: false
      )
    ),
  ]

  @Test("a screen is as it was last agreed on", arguments: scenes)
  func scene(scene: Scene) throws {
    var session = try ReviewSession(
      coder: scene.coder,
      size: scene.size,
      depth: scene.depth,
      sample: scene.sample
    )
    session.play(scene.keys)
    if scene.rests { session.rest() }
    try GoldenScreen(render(session.state)).expect("review/" + scene.name)
  }
}
