import EmicKit
import Testing

@testable import EmicTUI

/// The main views with and without colours at both sizes, kept in `Screens/colour/` and
/// `Screens/mono/`; as they are listened to, `AccessibleScreenTests` has them.
@Suite("The main screens") struct MainScreenTests {
  private static let main = [
    "study", "coding", "coding-chinese", "selection", "picker", "memo", "agreement", "passages",
    "passage", "quotations", "matrix", "pairs", "first-uses", "framework", "search", "codebook",
    "recode",
  ]

  static let scenes = AccessibleScreenTests.scenes.filter { main.contains($0.name) }

  static let depths = ["colour": ColorDepth.many, "mono": ColorDepth.none]

  @Test("there is a scene of each") func all() {
    #expect(Self.scenes.map(\.name).sorted() == Self.main.sorted())
  }

  @Test("a screen is as it was last agreed on", arguments: scenes)
  func scene(scene: AccessibleScreenTests.Scene) throws {
    for (folder, depth) in Self.depths {
      for (suffix, size) in AccessibleScreenTests.sizes {
        let canvas = try Self.canvas(scene, size, depth)
        try GoldenScreen(canvas).expect("\(folder)/\(scene.name)\(suffix)")
      }
    }
  }

  @Test(
    "without colours every lane has a sign of its code's own, for nothing else tells them apart",
    arguments: scenes
  )
  func signs(scene: AccessibleScreenTests.Scene) throws {
    for size in AccessibleScreenTests.sizes.values {
      let canvas = try Self.canvas(scene, size, .none)
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
    _ size: Size,
    _ depth: ColorDepth
  ) throws -> Canvas {
    var state = try AccessibleScreenTests.state(scene, size, isAccessible: false)
    state.depth = depth
    return render(state)
  }
}
