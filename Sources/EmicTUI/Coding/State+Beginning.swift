import EmicKit

/// A long transcript is looked at before all of it is read.
extension State {
  mutating func show(beginning: OpenedTranscript) {
    var coding = CodingState(beginning, names: names)
    coding.isBeginning = true
    self.coding = coding
    screen = .coding
    dropAnswer()
    layOutAgain()
    self.coding?.scrollCaretToTop()
  }

  /// Whether an input can be answered while only the beginning of a transcript is there: to move in it.
  ///
  /// Anything else waits for the rest of the text.
  package func canDo(_ input: Input) -> Bool {
    guard let coding, coding.isBeginning else { return true }
    switch input {
    case .resized, .resumed, .woken, .endRequested: return true
    case .key(let key):
      guard popups.isEmpty, pendingKeys.isEmpty,
        case .command(let command) = keymap.match([key], on: place)
      else { return false }
      return Self.steps.contains(command) && coding.caret < coding.text.scalarCount / 2
    case .paste, .stalledPaste, .mouse: return false
    }
  }

  /// None of them goes further than a screen.
  private static let steps: [Command] = [
    .left, .right, .up, .down, .nextWord, .previousWord, .pageDown, .pageUp, .halfPageDown,
    .halfPageUp, .lineStart, .lineEnd,
  ]
}

extension CodingState {
  /// A transcript as it was read, at the place where the coder left it.
  init(_ opened: OpenedTranscript, names: NameList?) {
    self.init(
      opened.transcript,
      sidecar: opened.sidecar,
      access: opened.closedBecause.map { .closed($0) } ?? .open,
      caret: opened.caret,
      readTo: opened.readTo,
      names: names
    )
    if opened.sidecar.source.sha256 != opened.transcript.digest, let caret = opened.caret {
      placeInCoded = (caret, opened.readTo)
    }
    caseName = opened.caseName
    if let values = opened.attributes { take(attributes: values) }
  }

  /// Stands where the coder has moved to in the beginning, with the same rows in view.
  mutating func goOn(from beginning: CodingState) {
    guard beginning.caret != caret else { return }
    move(to: beginning.caret)
    let isSameLayout =
      beginning.layout.width == layout.width
      && beginning.layout.speakersAbove == layout.speakersAbove
    if isSameLayout { top = beginning.top } else { scrollCaretToTop() }
  }
}
