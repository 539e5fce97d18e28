import EmicKit

/// What somebody wants for which others' codings would be shown.
public enum RevealWish: Hashable, Sendable {
  case question(Question)
  /// The path of the file.
  case export(String)
}

/// The question before others' codings are shown to somebody who has not submitted their own.
extension State {
  mutating func askForReveal(of transcripts: [String], for wish: RevealWish) {
    if case .question(let question) = wish, askedQuestion != question { return }
    let names = transcripts.map(shown).joined(separator: ", ")
    popups.append(
      .question(
        CodebookQuestion(
          title: "Show others' codings?",
          lines: [
            "You have not submitted \(names).",
            "It goes on record that you have seen others' codings there, for good: what you submit of it "
              + "afterwards is not blind, and agreement leaves it out.",
          ],
          verb: "shows them",
          isDestructive: true,
          deed: .reveal(wish, transcripts)
        )
      )
    )
  }

  mutating func allowReveal(of transcripts: [String], for wish: RevealWish) {
    guard let coder else { return }
    outbox.append(.allowReveal(transcripts: transcripts, coder: coder.id))
    switch wish {
    case .question: askAgain()
    case .export(let path): exportStudy(to: path)
    }
  }

  mutating func refuseReveal(for wish: RevealWish) {
    switch wish {
    case .question(let question):
      let undo = keyName(of: .undo, "u")
      refuse(
        question,
        "Others' codings are not shown, and nothing is recorded. \(undo) goes back to the question before."
      )
      say("Others' codings are not shown.")
    case .export: say("Nothing was exported.")
    }
  }
}
