/// A job that goes on behind the screen, and how far it is.
struct BackgroundJob: Equatable {
  /// What it is at, before the numbers.
  var step: String
  /// How much of how much is done; `nil` while nobody knows.
  var progress: Progress?

  struct Progress: Equatable {
    var done: Int
    var count: Int
  }

  var sentence: String {
    guard let progress else { return "\(step)." }
    return "\(step) \(progress.done) of \(progress.count)."
  }
}

/// The jobs behind the screen, at most one of a kind.
struct BackgroundJobs: Equatable {
  var importing: BackgroundJob?
  var exporting: BackgroundJob?

  var all: [BackgroundJob] { [exporting, importing].compactMap { $0 } }
  var isEmpty: Bool { exporting == nil && importing == nil }

  /// In one line.
  var sentence: String { all.map(\.sentence).joined(separator: " ") }
}

extension State {
  /// What stands in place of the facts: that keys wait, a message, else how far the jobs behind the screen
  /// are.
  ///
  /// To somebody who listens to the screen numbers that change by themselves are not told; `g i` tells
  /// them.
  var headMessage: Message? {
    if let words = heldWords { return Message(text: words, isProblem: false, until: moment.now) }
    if let message { return message }
    guard !jobs.isEmpty, !settings.isAccessible else { return nil }
    return Message(text: jobs.sentence, isProblem: false, until: moment.now)
  }

  /// A job that begins, in view at once; whoever listens to the screen is told.
  mutating func begun(_ step: String) -> BackgroundJob {
    let job = BackgroundJob(step: step)
    message = nil
    if settings.isAccessible { say(job.sentence) }
    return job
  }

  /// Asks whether to leave before the jobs behind the screen are done; where that comes up by itself, as
  /// soon as nothing else is done.
  mutating func askToLeaveJobs() {
    isLeaving = false
    guard !speaksFromOutside else { return waiting.asksToLeave = true }
    popups.append(.confirmation(questionBeforeLeaving))
  }

  var questionBeforeLeaving: Confirmation {
    Confirmation(
      title: "Leave before it is done?",
      lines: [
        jobs.sentence,
        "Your codings are saved. What is not written yet is left out, and a file that was there stays as it "
          + "is.",
      ],
      verb: "leaves",
      isDestructive: true,
      deed: .leaving
    )
  }

  mutating func answerLeaving(_ answer: Confirmation.Answer) {
    waiting.asksToLeave = false
    if answer == .yes { outbox.append(.quit) }
  }
}
