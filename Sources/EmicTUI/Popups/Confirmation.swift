import EmicKit

/// A question that `y` answers: what is about to be done, and waits for a yes.
struct Confirmation {
  /// What is done with the answer, by the screen that asks.
  enum Deed {
    case codebook(CodebookDeed)
    /// What is to be done where codes are gone from the codebook's file.
    case codebookLoss
    /// The file is the codebook from here on, though codes are gone from it.
    case codebookCut
    case reveal(RevealQuestion)
    /// The program is left while jobs go on behind the screen.
    case leaving
  }

  enum Answer {
    case yes, other, no
  }

  /// In cells, with its frame.
  static let widest = 76

  var title: String
  /// What is touched, and what becomes of it.
  var lines: [String]
  /// The first of them that is seen, where there are more than fit.
  var top = 0
  /// What `y` does.
  var verb: String
  /// Whether only `y` does it, and never Enter.
  var isDestructive = false
  /// What `t` does, where there are two answers.
  var otherVerb: String?
  var deed: Deed

  /// What a key answers; `nil` where it is no answer: what is typed blindly must change nothing.
  func answer(of key: Key) -> Answer? {
    if key == Key(.character("y")) || key == Key(.enter) && !isDestructive { return .yes }
    if key == Key(.character("t")), otherVerb != nil { return .other }
    let isNo = key.isCancel || key == Key(.character("n")) || key == Key(.character("q"))
    return isNo ? .no : nil
  }
}

extension State {
  mutating func press(_ key: Key, in asked: Confirmation) {
    guard !comesTooSoon(key) else { return }
    if let answer = asked.answer(of: key) {
      closePopup()
      return take(answer, to: asked.deed)
    }
    guard let distance = key.lines(in: readingHeight) else {
      let ways = asked.otherVerb == nil ? "y does it" : "y and t answer it"
      return complain(key, insteadOf: "\(ways), Esc leaves it")
    }
    var asked = asked
    let last = max(0, lines(of: asked).count - readingHeight)
    asked.top = min(max(0, asked.top + distance), last)
    replacePopup(with: .confirmation(asked))
  }

  /// The lines of a question as they are wrapped on this screen.
  func lines(of asked: Confirmation) -> [String] {
    Paragraphs.wrapped(asked.lines, width: min(size.width, Confirmation.widest) - 4)
  }

  /// Each screen carries out what it has asked.
  private mutating func take(_ answer: Confirmation.Answer, to deed: Confirmation.Deed) {
    switch deed {
    case .codebook(let deed): take(answer, to: deed)
    case .codebookLoss: answerCodebookLoss(answer)
    case .codebookCut: answerCodebookCut(answer)
    case .reveal(let question): take(answer, to: question)
    case .leaving: answerLeaving(answer)
    }
  }
}
