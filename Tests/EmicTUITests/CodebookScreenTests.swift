import EmicKit
import Testing

@testable import EmicTUI

/// Every screen of the codebook as somebody sees it, kept in `Screens/`.
@Suite("Screens of the codebook") struct CodebookScreenTests {
  struct Scene: CustomTestStringConvertible, Sendable {
    var name: String
    var size = Size(width: 80, height: 24)
    var depth = ColorDepth.many
    var coder: Coder.ID = "supervisor"
    /// The code that is gone to first.
    var code: Code.ID = "trust"
    var keys = ""
    var splitsTrust = false
    var sample = SampleCodebook()
    /// What somebody else saves before the keys are pressed.
    var others: Code.Part?
    var rests = true

    var testDescription: String { name }
  }

  static let wide = Size(width: 160, height: 50)
  static let narrow = Size(width: 50, height: 20)
  static let small = Size(width: 40, height: 10)

  static let scenes: [Scene] = [
    Scene(name: "tree"),
    Scene(name: "tree-mono", depth: .none),
    Scene(name: "tree-wide", size: wide),
    Scene(name: "tree-wide-mono", size: wide, depth: .none),
    Scene(name: "tree-narrow", size: narrow),
    Scene(name: "tree-small", size: small),
    Scene(name: "read-only", coder: "coder-a", sample: SampleCodebook(readOnlyBecause: "No.")),
    Scene(name: "find", keys: "/ x i n"),
    Scene(name: "entry", keys: "Enter"),
    Scene(name: "help", keys: "?"),
    Scene(name: "lint", keys: "L"),
    Scene(name: "colour", keys: "#"),
    Scene(name: "quick-key", keys: "'"),
    Scene(name: "form-add", keys: "a m e d i Tab 调 解"),
    Scene(name: "form-redefine", keys: "e"),
    Scene(name: "form-redefine-small", size: small, keys: "e Tab Tab Tab"),
    Scene(name: "form-split", keys: "s p e r s o n Tab Tab Tab Tab o r g"),
    Scene(name: "question-redefine", keys: "e Tab Tab x PgDn w h y Ctrl-S"),
    Scene(name: "target", keys: "J a d v"),
    Scene(name: "target-move", keys: "p s e r v"),
    Scene(name: "question-merge", keys: "J a d v Enter o n e Enter"),
    Scene(name: "question-retire", keys: "d Enter"),
    Scene(
      name: "question-comments",
      keys: "d Enter",
      sample: SampleCodebook(commentLines: [12, 40])
    ),
    Scene(name: "split", splitsTrust: true, rests: false),
    Scene(name: "split-wide", size: wide, splitsTrust: true),
    Scene(name: "split-history", keys: "{ { H", splitsTrust: true),
    Scene(
      name: "merged",
      code: "self-censorship",
      keys: "J a d v Enter o n e Space i d e a Enter y"
    ),
    Scene(name: "proposals", keys: "G k", sample: .proposing),
    Scene(name: "proposals-wide", size: wide, keys: "G", sample: .proposing),
    Scene(name: "question-accept", keys: "G k + r e l Enter o k Enter", sample: .proposing),
    Scene(name: "question-decline", keys: "G k - c o - o Enter Enter", sample: .proposing),
    Scene(name: "differs", keys: "e Tab Tab M y : Ctrl-S y 1", others: .brief),
  ]

  @Test("a screen is as it was last agreed on", arguments: scenes)
  func scene(scene: Scene) throws {
    var session = try CodebookSession(
      coder: scene.coder,
      size: scene.size,
      depth: scene.depth,
      sample: scene.sample
    )
    session.go(to: scene.code)
    if scene.splitsTrust {
      session.splitTrust()
      if scene.keys.isEmpty == false { session.go(to: "trust") }
    }
    if let part = scene.others {
      try session.saveElsewhere { try $0.redefining(scene.code, [part: "Another's words."]) }
    }
    session.play(scene.keys)
    if scene.rests { session.rest() }
    try GoldenScreen(render(session.state)).expect("codebook/" + scene.name)
  }
}

extension CodebookSession {
  /// Somebody else changes the codebook on the disk.
  mutating func saveElsewhere(_ make: (Codebook) throws -> CodebookChange) throws {
    var moment = Moment(now: Timestamp(milliseconds: 1_800_000_100_000), seed: (7, 8))
    try disk.apply(make(disk), by: "lead", moment: &moment)
  }
}
