import EmicKit

/// Why no screen can be shown; the terminal is as it was.
public enum TerminalProblem: Error, Equatable {
  case noTerminal
  case terminalTypeUnset
  case terminalTypeUnknown(String)
  case cursorNotAddressable(String)
  case systemRefused(errno: Int32)
}

extension TerminalProblem {
  /// One sentence that says what is wrong, and one that says what to do.
  public var message: String {
    switch self {
    case .noTerminal:
      "The screen needs a terminal for input and output. Run emic without pipes or redirections."
    case .terminalTypeUnset:
      "TERM is not set, so the kind of terminal is unknown. Set TERM, for example to xterm-256color."
    case .terminalTypeUnknown(let name):
      "The terminal type \"\(DisplayText.safe(name))\" is unknown here. "
        + "Set TERM to a known one, for example xterm-256color."
    case .cursorNotAddressable(let name):
      "A terminal of type \"\(DisplayText.safe(name))\" cannot show a screen. "
        + "Run emic in another terminal, or set TERM to what this one really is."
    case .systemRefused(let number):
      "The terminal could not be prepared (error \(number)). Run emic in another terminal."
    }
  }
}
