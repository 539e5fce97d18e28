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

  static let consequence = "All else is followed."

  /// What a screen says of it at first, one message after the other; the last one stays in view.
  var complaints: [String] {
    guard let first = problems.first else { return [] }
    guard problems.count > 2 else {
      return ["\(problems.joined(separator: " ")) \(Self.consequence)"]
    }
    return problems.reversed() + [
      "\(first) \(problems.count - 1) more lines are wrong: :messages lists them. \(Self.consequence)"
    ]
  }
}
