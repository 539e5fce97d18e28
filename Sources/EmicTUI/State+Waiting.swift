import EmicKit

/// What is typed ahead waits until that is there which it is meant for: no key runs as another command
/// because a file was slow.
///
///     g f c t r u s t     always ends with "trust" in the picker of the framework matrix
extension State {
  /// What is on its way to the screen.
  private enum Awaited {
    /// A place, a sheet, a list: it will be where the next key is meant to be.
    case place
    /// All that the screen in view shows.
    case screen
    /// What the codebook is used for; the codes are there.
    case codeUses
    /// The answer to a question that has changed.
    case answer

    func needs(_ command: Command) -> Bool {
      switch self {
      // Also what would be another command here, or none: it is meant for what comes.
      case .place: true
      case .screen: !command.isAboutTheProgram && !command.leadsElsewhere
      case .codeUses:
        !command.isAboutTheProgram && !command.leadsElsewhere && !command.looksAtCodes
      case .answer: command.isAboutAnAnswer
      }
    }
  }

  private var awaited: Awaited? {
    guard coder != nil else { return nil }
    if reviewWish != nil || memoWish != nil || awaitedCoding != nil || awaitsLinks || waitsToOpen {
      return .place
    }
    switch screen {
    case .coding: return awaitedDisagreement == nil ? nil : .place
    case .review: return review == nil && reviewProgress == .reading ? .screen : nil
    case .framework:
      return framework.visible == nil && framework.problem == nil ? .screen : nil
    case .recoding: return recoding == nil && recodingRefusal == nil ? .screen : nil
    case .codebook: return book?.isRead == false ? .codeUses : nil
    case .retrieval, .counts:
      if codings == nil { return codingsProgress == .reading ? .screen : nil }
      return awaitsAnswer ? .answer : nil
    case .coderChoice, .study, .search: return nil
    }
  }

  /// Whether a transcript is opened as soon as the one in view is saved.
  private var waitsToOpen: Bool { opens != nil && unsaved != nil }

  /// Whether what is in view answers another question than the one that was asked.
  private var awaitsAnswer: Bool {
    guard let askedQuestion else { return false }
    if case .list = askedQuestion {
      return screen == .retrieval && askedQuestion != retrieval.answered
    }
    return screen == .counts && askedQuestion != counts.answered
  }

  // MARK: Holding

  /// Whether a key waits; it is kept then, behind those that came before it.
  mutating func holds(_ key: Key) -> Bool {
    guard popups.isEmpty, !isBlanking(key), !isRedrawing(key), !isSuspending(key) else {
      return false
    }
    // Esc behind other keys is meant for what they open.
    if key.isCancel, held.isEmpty || key != Key(.escape) { return stopWaiting() }
    if !held.isEmpty {
      held.append(.key(key))
      return true
    }
    guard let awaited else { return false }
    if awaited == .place {
      held = (pendingKeys + [key]).map { .key($0) }
      pendingKeys = []
      return true
    }
    guard case .key(let plain) = InputMethod.reading(of: key) else { return false }
    switch keymap.match(pendingKeys + [plain], on: place) {
    case .command(let command) where awaited.needs(command): break
    // Esc and a key that came as one.
    case .none where key.modifiers == .alt: break
    case .command, .prefix, .none: return false
    }
    held = (pendingKeys + [key]).map { .key($0) }
    pendingKeys = []
    return true
  }

  /// Whether pasted text waits behind the key that opens a field for it.
  mutating func holds(paste input: Input) -> Bool {
    guard !held.isEmpty || awaited == .place, popups.isEmpty else { return false }
    held.append(input)
    return true
  }

  /// Gives up what was wished for, and what was typed for it.
  ///
  /// - Returns: whether there was anything.
  private mutating func stopWaiting() -> Bool {
    guard !held.isEmpty || awaited == .place || waitsToOpen else { return false }
    if waitsToOpen { (opens, awaitedPlace) = (nil, nil) }
    held = []
    pendingKeys = []
    (reviewWish, memoWish, awaitedDisagreement) = (nil, nil, nil)
    (awaitedCoding, awaitsLinks) = (nil, false)
    return true
  }

  // MARK: Going on

  /// Takes what was typed ahead, once that is there which it waits for.
  mutating func takeHeld() {
    guard !held.isEmpty, !asksForPlace else { return }
    guard popups.isEmpty || (awaited == nil && isWishedFor) else { return }
    var (inputs, wasBlank) = (held[...], isBlank)
    (held, isBlank) = ([], false)
    // Those that wait for something else by now are held again, in their order.
    while !asksForPlace, let input = inputs.popFirst() { take(input) }
    held += inputs
    isBlank = wasBlank
  }

  /// Whether the world was asked just now for what the next key is meant for: it answers at once.
  private var asksForPlace: Bool {
    outbox.contains {
      switch $0 {
      case .open, .readCase, .stepCase: true
      default: false
      }
    }
  }

  /// What was wished for will not come: what was typed for it is meant for nothing else.
  mutating func dropHeld() { held = [] }

  /// Whether what is on top is what keys can have been typed for, and no question or sentence that came up
  /// by itself: nothing answers that before it is there.
  private var isWishedFor: Bool {
    switch popups.last {
    case .memo, .memos, .lines: true
    default: false
    }
  }

  /// What is said while keys wait.
  var heldWords: String? {
    guard !held.isEmpty else { return nil }
    let what =
      switch screen {
      case .review: "The coders' work is"
      case .framework: "The framework matrix is"
      case .codebook: "The codebook is"
      case .recoding: "Your codings are"
      case .retrieval, .counts: "The study's codings are"
      case .coding, .study, .search, .coderChoice: "It is"
      }
    return "\(what) still being read. What you type waits for it; Ctrl-C drops that."
  }
}

extension Command {
  /// Whether it is about the program or the terminal, whatever is in view.
  fileprivate var isAboutTheProgram: Bool {
    switch self {
    case .leave, .blank, .redraw, .suspend, .messages, .whereAmI, .help: true
    default: false
    }
  }

  /// Whether it leads from any screen to another one, or opens a list or a line of its own.
  fileprivate var leadsElsewhere: Bool {
    switch self {
    case .back, .study, .codebook, .memos, .studyMemo, .recode, .agreement, .retrieval,
      .searchStudy,
      .cards, .theme, .exportTo, .links, .framework, .matrix, .cooccurrence, .saturation:
      true
    default: false
    }
  }

  /// Whether the codes alone are enough for it, without what they are used for.
  fileprivate var looksAtCodes: Bool {
    switch self {
    case .down, .up, .pageDown, .pageUp, .firstPlace, .lastPlace, .search, .escape, .codeMemo: true
    default: false
    }
  }

  /// Whether it is about what was found, rather than about what is asked.
  fileprivate var isAboutAnAnswer: Bool {
    switch self {
    case .down, .up, .left, .right, .pageDown, .pageUp, .firstPlace, .lastPlace, .lineStart,
      .lineEnd, .halfPageDown, .halfPageUp, .open, .showEntry, .copy, .support, .export,
      .moveEarlier, .moveLater, .palette:
      true
    default: false
    }
  }
}
