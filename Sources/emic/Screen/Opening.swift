import Terminal

/// What the screen is opened with.
struct Opening: Equatable {
  /// A study's folder, or a transcript.
  var path: String
  /// As typed with `--coder`.
  var coder: String?
  /// Another codebook than the study's.
  var codebook: String?
  var allowsNewCoder = false
  var color = ColorChoice.auto
  /// The list of names that are replaced in whatever leaves the screen.
  var names: String?
  /// Whether agreement is what is seen first.
  var beginsWithReview = false

  func run() throws(Failure) {
    let status = MainActor.assumeIsolated { Screen.run(self) }
    if status != 0 { throw Failure.silent(status) }
  }
}

extension Opening {
  /// The command lines of every day, `emic PATH` and `emic PATH --coder ID`, read as the argument
  /// parser reads them.
  ///
  /// Not by it: for these two it takes longer than the study takes to be read.
  ///
  /// - Returns: `nil` for every other command line, and where the path could be a command's name.
  init?(plain arguments: [String]) {
    guard let path = arguments.first, !path.hasPrefix("-"),
      !path.allSatisfy({ $0.isLetter || $0 == "-" })
    else { return nil }
    self.path = path
    switch arguments.count {
    case 1: break
    case 3 where arguments[1] == "--coder" && !arguments[2].hasPrefix("-"): coder = arguments[2]
    default: return nil
    }
  }
}
