extension VisibleWork {
  /// The proposed codes that may be seen, by coder; those that were declined are left out.
  ///
  /// Proposals say what their coders see in the texts: whoever still codes blind gets their own. What
  /// cannot be read is added to the problems.
  public mutating func proposals() -> [(coder: Coder.ID, code: Code)] {
    let (study, blindness) = (study, blindness)
    let isBlind = study.transcripts.contains { blindness.isBlind(to: $0) }
    let coders = Set(study.sidecars.map(\.coder) + study.file.coders.map(\.id)).sorted()
    return coders.filter { !isBlind || $0 == blindness.asker }.flatMap { coder in
      do throws(StudyProblem) {
        return try study.proposals(of: coder).filter { $0.retired == nil }
          .map { (coder: coder, code: $0) }
      } catch {
        unread.append(error)
        return []
      }
    }
  }
}
