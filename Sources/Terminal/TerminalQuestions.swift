/// What the terminal alone knows, and is asked once, on its own screen and before the first frame, which
/// does not wait for the answers: how wide it draws signs of disputed width, and on what ground.
struct TerminalQuestions {
  private enum Stage { case needless, open, asked }

  // Not a set: the first one of a new type takes longer than a frame.
  private var width = Stage.needless
  private var ground = Stage.needless

  init(asksWidth: Bool, asksGround: Bool) {
    if asksWidth { width = .open }
    if asksGround { ground = .open }
  }

  var areOpen: Bool { width == .open || ground == .open }
  /// Whether `ESC ]` is the beginning of an answer, and no key.
  var awaitGround: Bool { ground == .asked }

  /// - Returns: what is to be sent; it leaves signs on the screen.
  mutating func ask() -> [UInt8] {
    var bytes: [UInt8] = []
    if width == .open {
      // A sign of disputed width, and where the cursor is then. In the second row: for the first the
      // answer would be that of a key.
      bytes += "\u{1B}[2;1H─\u{1B}[6n\u{1B}[2;1H  ".utf8
      width = .asked
    }
    if ground == .open {
      bytes += "\u{1B}]11;?\u{1B}\\".utf8
      ground = .asked
    }
    return bytes
  }

  enum Finding {
    case signsAreWide
    case ground(isLight: Bool)
  }

  /// - Returns: what follows from an answer; `nil` when nothing does, or nobody has asked.
  mutating func finding(in answer: TerminalAnswer) -> Finding? {
    switch answer {
    case .cursor(let x, 1) where width == .asked:
      width = .needless
      return x == 2 ? .signsAreWide : nil
    case .ground(let red, let green, let blue) where ground == .asked:
      ground = .needless
      return .ground(isLight: TerminalAnswer.isLight(red: red, green: green, blue: blue))
    default: return nil
    }
  }
}
