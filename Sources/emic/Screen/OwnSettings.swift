import EmicKit
import EmicTUI

/// What somebody has in their own settings for emic; defaults in place of what is wrong there.
struct OwnSettings {
  let screen: ScreenSettings
  /// `nil` where no key is rebound.
  let keymap: Keymap?
  /// What is wrong, a sentence for each line of the files.
  let problems: [String]

  init(_ settings: Settings = Settings()) {
    let (screen, screenProblems) = settings.screen()
    let (keys, keysProblems) = settings.keys()
    var problems = screenProblems.map(\.message) + keysProblems.map(\.message)
    var keymap: Keymap?
    if let keys, !keys.entries.isEmpty {
      let (own, conflicts) = Keymap.standard.rebound(by: keys)
      keymap = own
      problems += conflicts.map(\.message)
    }
    self.screen = screen
    self.keymap = keymap
    self.problems = problems
  }

  /// What is wrong, and what emic does; `nil` when nothing is.
  var complaint: String? {
    guard !problems.isEmpty else { return nil }
    return problems.joined(separator: " ") + " " + Self.consequence(problems.count)
  }

  /// What becomes of so many faults.
  static func consequence(_ count: Int) -> String {
    "All but \(count == 1 ? "this" : "these") is followed."
  }
}
