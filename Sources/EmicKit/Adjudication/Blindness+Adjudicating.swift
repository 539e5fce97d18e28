extension Blindness {
  /// Refuses whoever may not adjudicate a transcript.
  ///
  /// Where the study names supervisors, they alone may; else anybody who does not code it blind. A
  /// supervisor who codes it, too, is bound by blindness like every coder.
  ///
  /// - Parameters:
  ///   - coder: who is to adjudicate; this must be the blindness of their own eyes.
  ///   - transcript: its path.
  /// - Throws: the sentence why not.
  public func refuse(
    adjudicator coder: Coder.ID,
    of transcript: String
  ) throws(AdjudicationProblem) {
    guard coder != Coder.consensus else { throw .reserved }
    let supervisors = self.supervisors
    guard supervisors.isEmpty || supervisors.contains(coder) else {
      throw .notSupervisor(coder, supervisors: supervisors)
    }
    guard !isBlind(to: transcript) else { throw .blind(coder) }
  }
}
