extension VisibleWork {
  /// Whether others' proposals and memos on codes, cases and the study are hidden from whoever asks.
  public var hidesNotes: Bool {
    study.transcripts.contains { blindness.hidesNotes(about: $0) }
  }

  /// The proposed codes that may be seen, by coder; those that were declined are left out.
  ///
  /// Proposals say what their coders see in the texts: whoever still codes blind gets their own. An observer gets, as
  /// long as anybody is at work, those with which something is coded that is submitted. What cannot be read is
  /// added to the problems.
  ///
  /// - Parameter ofVisibleCodings: whether those that stand in codings that may be seen are there for everybody.
  /// - Returns: in the order of the coders' ids.
  public mutating func proposals(
    ofVisibleCodings: Bool = false
  ) -> [(coder: Coder.ID, code: Code)] {
    let (study, isHidden) = (study, hidesNotes)
    let asker = blindness.asker
    let coders = Set(study.sidecars.map(\.coder) + study.file.coders.map(\.id)).sorted()
    return coders.flatMap { coder -> [(coder: Coder.ID, code: Code)] in
      var shown: Set<Code.ID>?
      if isHidden, coder != asker {
        shown = asker == nil || ofVisibleCodings ? codes(inVisibleWorkOf: coder) : []
        if shown?.isEmpty == true { return [] }
      }
      do throws(StudyProblem) {
        return try study.proposals(of: coder)
          .filter { $0.retired == nil && shown?.contains($0.id) ?? true }
          .map { (coder: coder, code: $0) }
      } catch {
        unread.append(error)
        return []
      }
    }
  }

  /// The codes of all codings that whoever asks may see, in the book or not.
  package var codesOfVisibleCodings: Set<Code.ID> {
    let coders = Set(sidecars.values.flatMap(\.keys))
    return coders.reduce(into: []) { $0.formUnion(codes(inVisibleWorkOf: $1)) }
  }

  private func codes(inVisibleWorkOf coder: Coder.ID) -> Set<Code.ID> {
    var codes: Set<Code.ID> = []
    for (name, coders) in sidecars where blindness.sees(workOf: coder, on: name) {
      for coding in coders[coder]?.codings ?? [] { codes.insert(coding.code) }
    }
    return codes
  }
}
