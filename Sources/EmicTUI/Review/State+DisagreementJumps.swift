import EmicKit

/// From disagreement to disagreement in a transcript that is being read.
extension State {
  /// Goes to the next or previous disagreement, where this coder may see others' codings.
  mutating func jumpToDisagreement(forwards: Bool) {
    guard let coding, let coder else { return }
    if case .reading = reviewProgress {
      awaitedDisagreement = forwards
      return say("The coders' work is still being read.")
    }
    guard let review else {
      if case .refused(let sentences) = reviewProgress { return complain(sentences) }
      awaitedDisagreement = forwards
      reviewProgress = .reading
      outbox.append(.readReview(coder: coder.id))
      return say("Reading the coders' work…")
    }
    let name = coding.transcript.name
    if let hidden = review.hidden.first(where: { $0.transcript == name }) {
      return complain(hidden.sentence)
    }
    guard let work = review.work(on: name), work.compared.present.count > 1 else {
      return complain(notCompared(name, review.comparison.calibrationLeftOut))
    }
    let items = review.items.indices.filter { review.items[$0].passage.transcript == name }
    guard reveal(items, then: .disagreement(forwards: forwards)) else { return }
    let rows = items.flatMap { review.items[$0].passage.rows }
    let caret = coding.caret
    let next =
      forwards
      ? rows.first { $0.span.start > caret } : rows.last { $0.span.start < caret }
    guard let next else {
      return complain(
        rows.isEmpty
          ? "The coders agree on all of this transcript."
          : forwards ? "No disagreement further on." : "No disagreement before this."
      )
    }
    self.coding?.move(to: next.span.start)
    say("\(VerdictWords.title(of: next)).")
  }

  private func notCompared(_ name: String, _ calibration: [String]) -> String {
    guard !calibration.isEmpty else {
      return "\(shown(name)) is not compared: nobody else has submitted it."
    }
    let rounds = calibration.joined(separator: ", ")
    return "\(shown(name)) is not compared here: nobody else has submitted it, or it belongs to "
      + "calibration (\(rounds)). `emic disagreements . --transcripts \(shown(name))` tells."
  }

  /// Goes on with a jump that waited for the study to be read.
  mutating func goToAwaitedDisagreement() {
    guard let forwards = awaitedDisagreement else { return }
    awaitedDisagreement = nil
    if screen == .coding { jumpToDisagreement(forwards: forwards) }
  }
}
