import EmicTUI
import Terminal

/// The program with a screen.
@MainActor
enum Screen {
  /// Opens the screen and runs until the coder leaves.
  ///
  /// - Returns: the exit code.
  static func run(
    path: String,
    coder: String?,
    codebook: String?,
    allowsNewCoder: Bool,
    color: ColorChoice
  ) -> Int32 {
    0
  }
}
