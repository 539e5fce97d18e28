import EmicKit

/// What somebody wants for which others' codings would be shown.
public enum RevealWish: Hashable, Sendable {
  case question(Question)
  /// The path of the file.
  case export(String)
  /// The list of memos.
  case memos
  case search(StudySearch)
  /// Passages in which coders differ, for the walk or the jump that was asked for.
  case passages

  /// What of others would be shown.
  var shown: String {
    switch self {
    case .question, .export, .passages: "codings"
    case .memos: "memos"
    case .search(let search): search.place == .memos ? "memos" : "codings"
    }
  }
}

/// Whether others' codings of transcripts are shown that whoever asks has not submitted.
struct RevealQuestion: Equatable {
  var wish: RevealWish
  var transcripts: [String]
}

/// The question before others' codings are shown to somebody who has not submitted their own.
extension State {
  /// It is asked as soon as nothing else is done, if it is still wanted then.
  mutating func askForReveal(of transcripts: [String], for wish: RevealWish) {
    waiting.reveals.removeAll { $0.wish == wish }
    waiting.reveals.append(RevealQuestion(wish: wish, transcripts: transcripts))
  }

  func question(about reveal: RevealQuestion) -> Confirmation {
    // Of a large study the first are enough to know what is asked.
    let named = reveal.transcripts.prefix(10).map(shown)
    let more = reveal.transcripts.count - named.count
    let names = named.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    let what = reveal.wish.shown
    return Confirmation(
      title: "Show others' \(what)?",
      lines: [
        "You have not submitted \(names).",
        "It goes on record that you have seen others' \(what) there, for good: what you submit of it "
          + "afterwards is not blind, and agreement leaves it out.",
      ],
      verb: "shows them",
      isDestructive: true,
      deed: .reveal(reveal)
    )
  }

  mutating func take(_ answer: Confirmation.Answer, to question: RevealQuestion) {
    waiting.reveals.removeAll { $0 == question }
    if answer == .yes {
      allowReveal(of: question.transcripts, for: question.wish)
    } else {
      refuseReveal(of: question.transcripts, for: question.wish)
    }
  }

  /// Whether nobody has asked for something else meanwhile.
  func isWanted(_ wish: RevealWish) -> Bool {
    switch wish {
    case .question(let question): askedQuestion == question
    case .export: true
    case .passages: askedReviewWish != nil
    case .memos: memoWish == .list
    case .search(let search): search.number == studySearch.number
    }
  }

  private mutating func allowReveal(of transcripts: [String], for wish: RevealWish) {
    guard let coder else { return }
    outbox.append(.allowReveal(transcripts: transcripts, coder: coder.id))
    switch wish {
    case .question: askAgain()
    case .export(let path): exportStudy(to: path)
    case .memos: outbox.append(.readMemos(coder: coder.id))
    case .search(let search): outbox.append(.searchStudy(search, coder: coder.id))
    case .passages: showAskedPassages(of: transcripts)
    }
  }

  /// Where one's own is asked for beside others', it is shown without theirs.
  private mutating func refuseReveal(of transcripts: [String], for wish: RevealWish) {
    guard let coder else { return }
    switch wish {
    case .question(let question):
      let undo = keyName(of: .undo, "u")
      refuse(
        question,
        "Others' codings are not shown, and nothing is recorded. \(undo) goes back to the question before."
      )
      say("Others' codings are not shown.")
    case .export: say("Nothing was exported.")
    case .passages:
      askedReviewWish = nil
      say("Others' codings are not shown, and nothing is recorded.")
    case .memos:
      outbox.append(.readMemos(coder: coder.id, leavingOut: transcripts))
      say("Others' memos are not shown, and nothing is recorded.")
    case .search(var search):
      search.leavingOut = transcripts
      outbox.append(.searchStudy(search, coder: coder.id))
    }
  }
}
