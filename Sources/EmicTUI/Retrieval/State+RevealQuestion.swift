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

/// The question before others' codings are shown to somebody who has not submitted their own.
extension State {
  mutating func askForReveal(of transcripts: [String], for wish: RevealWish) {
    guard isWanted(wish) else { return }
    let names = transcripts.map(shown).joined(separator: ", ")
    popups.append(
      .question(
        CodebookQuestion(
          title: "Show others' \(wish.shown)?",
          lines: [
            "You have not submitted \(names).",
            "It goes on record that you have seen others' \(wish.shown) there, for good: what you submit of it "
              + "afterwards is not blind, and agreement leaves it out.",
          ],
          verb: "shows them",
          isDestructive: true,
          deed: .reveal(wish, transcripts)
        )
      )
    )
  }

  /// Whether nobody has asked for something else meanwhile.
  private func isWanted(_ wish: RevealWish) -> Bool {
    switch wish {
    case .question(let question): askedQuestion == question
    case .export: true
    case .passages: askedReviewWish != nil
    case .memos: memoWish == .list
    case .search(let search): search.number == studySearch.number
    }
  }

  mutating func allowReveal(of transcripts: [String], for wish: RevealWish) {
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
  mutating func refuseReveal(of transcripts: [String], for wish: RevealWish) {
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
