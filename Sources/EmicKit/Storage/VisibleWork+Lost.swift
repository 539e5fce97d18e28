extension VisibleWork {
  /// Refuses to count what is left of a transcript for all that was submitted of it.
  ///
  /// - Parameters:
  ///   - transcript: its path.
  ///   - layer: which state of the work is counted; of `final` a closed consensus is all.
  ///   - wanted: whose work is asked for; all for none.
  /// - Throws: whose submitted work is gone.
  public func refuseLost(
    _ transcript: String,
    layer: CodingLayer,
    of wanted: [Coder.ID]
  ) throws(NoFinalLayer) {
    if layer == .final, isClosed(transcript), wanted.isEmpty || wanted.contains(Coder.consensus),
      !study.codersOfOlder(of: transcript).contains(Coder.consensus)
    {
      return
    }
    let gone = submittersGone(from: transcript).filter { coder in
      switch layer {
      case .consensus: coder == Coder.consensus
      case .final: wanted.isEmpty || wanted.contains(coder)
      case .current, .submitted:
        wanted.isEmpty ? coder != Coder.consensus : wanted.contains(coder)
      }
    }
    guard gone.isEmpty else { throw NoFinalLayer(transcript: transcript, .gone(gone)) }
  }

  private func isClosed(_ transcript: String) -> Bool {
    blindness.sees(workOf: Coder.consensus, on: transcript)
      && sidecars[transcript]?[Coder.consensus]?.status.state == .submitted
  }
}

extension VisibleWork {
  /// The coders of whose sidecars of a transcript nobody has what was submitted last: they are gone or older versions.
  func submittersGone(from transcript: String) -> [Coder.ID] {
    let known = study.lostWork.sidecars[transcript] ?? []
    // Of whom nothing but a frozen copy is left has submitted; who has opened it again since has not.
    func hadSubmitted(_ coder: Coder.ID) -> Bool {
      known.first { $0.coder == coder }.map { $0.status.state == .submitted } ?? true
    }
    let gone = study.codersGone(from: transcript).filter(hadSubmitted)
    let there = sidecars[transcript] ?? [:]
    let older = study.codersOfOlder(of: transcript).filter { coder in
      there[coder]?.status.state == .submitted || hadSubmitted(coder)
    }
    let behind = there.values.filter { sidecar in
      let last = frozen.numbers(of: transcript, by: sidecar.coder).last
      return last.map { !sidecar.submissions.contains($0) } ?? false
    }
    return Set(gone + older + behind.map(\.coder)).sorted()
  }
}

extension StudyFolder {
  /// The coders whose sidecars of a transcript lack what is known of them.
  func codersOfOlder(of transcript: String) -> [Coder.ID] {
    lostWork.older[transcript] ?? []
  }

  /// That work is gone, or that only an older version of it is there: a part is not to be taken for the whole.
  ///
  /// - Parameters:
  ///   - transcript: its path.
  ///   - wanted: whose work is asked for; all for none.
  ///   - name: for people.
  /// - Returns: `nil` where all is there.
  package func noteOfLoss(
    on transcript: String,
    of wanted: [Coder.ID],
    named name: String
  ) -> String? {
    func isWanted(_ coder: Coder.ID) -> Bool { wanted.isEmpty || wanted.contains(coder) }
    let gone = codersGone(from: transcript).filter(isWanted)
    let older = codersOfOlder(of: transcript).filter(isWanted)
    guard !gone.isEmpty || !older.isEmpty else { return nil }
    func words(_ coders: [Coder.ID], _ one: String, _ several: String) -> [String] {
      let whose = coders.map { "\($0)'s" }.joined(separator: " and ")
      return coders.isEmpty ? [] : ["\(whose) \(coders.count == 1 ? one : several)"]
    }
    let what =
      words(gone, "sidecar is gone", "sidecars are gone")
      + words(older, "sidecar is an older version", "sidecars are older versions")
    let missing = gone.isEmpty ? "what it lacks" : "what was coded there"
    return
      "\(DisplayText.safe(name)): \(what.joined(separator: ", and ")), so \(missing) is no part of this. "
      + "`emic check` says how \(gone.count + older.count == 1 ? "it comes" : "they come") back."
  }
}
