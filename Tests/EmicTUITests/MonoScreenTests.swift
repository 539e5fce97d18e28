import EmicKit
import Testing

@testable import EmicTUI

/// The main views without colours at both sizes, kept in `Screens/mono/`.
@Suite("Screens without colours") struct MonoScreenTests {
  private static let main = [
    "study", "coding", "coding-chinese", "selection", "picker", "agreement", "passages", "passage",
    "quotations", "first-uses", "recode",
  ]

  static let scenes = AccessibleScreenTests.scenes.filter { main.contains($0.name) }

  @Test("a screen is as it was last agreed on", arguments: scenes)
  func scene(scene: AccessibleScreenTests.Scene) throws {
    for (suffix, size) in AccessibleScreenTests.sizes {
      let canvas = try Self.canvas(scene, size)
      try GoldenScreen(canvas).expect("mono/\(scene.name)\(suffix)")
    }
  }

  @Test(
    "every lane has a sign of its code's own, for no colour tells them apart",
    arguments: scenes
  )
  func signs(scene: AccessibleScreenTests.Scene) throws {
    for size in AccessibleScreenTests.sizes.values {
      let canvas = try Self.canvas(scene, size)
      var signs: [UInt8: Set<Unicode.Scalar>] = [:]
      for y in 0..<size.height {
        for cell in canvas.row(y) where cell.style.role == .lane && cell.style.color > 0 {
          signs[cell.style.color, default: []].insert(cell.scalar)
        }
      }
      let bars: Set<Unicode.Scalar> = ["▌", "▐", "█", "▎"]
      // The queue marks with one bar the words that one coding stands on.
      if case .recoding = scene.view { continue }
      #expect(signs.values.allSatisfy { $0.isDisjoint(with: bars) }, "\(size)")
    }
  }

  private static func canvas(
    _ scene: AccessibleScreenTests.Scene,
    _ size: Size
  ) throws -> Canvas {
    var state = try AccessibleScreenTests.state(scene, size, isAccessible: false)
    state.depth = .none
    return render(state)
  }
}
