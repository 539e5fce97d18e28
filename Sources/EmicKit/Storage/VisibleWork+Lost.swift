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
    if layer == .final, isClosed(transcript), wanted.isEmpty || wanted.contains(Coder.consensus) {
      return
    }
    let gone = study.submittersGone(from: transcript).filter { coder in
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

extension StudyFolder {
  /// The coders whose sidecars of a transcript are gone, and may have been submitted as they were last known.
  func submittersGone(from transcript: String) -> [Coder.ID] {
    let known = lostWork.sidecars[transcript] ?? []
    return codersGone(from: transcript).filter { coder in
      // Of whom nothing but a frozen copy is left has submitted; who has opened it again since has not.
      known.first { $0.coder == coder }.map { $0.status.state == .submitted } ?? true
    }
  }
}

extension StudyFolder {
  /// That work is gone: a part is not to be taken for the whole.
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
    let gone = codersGone(from: transcript).filter { wanted.isEmpty || wanted.contains($0) }
    guard !gone.isEmpty else { return nil }
    let whose = gone.map { "\($0)'s" }.joined(separator: " and ")
    let isOne = gone.count == 1
    return
      "\(DisplayText.safe(name)): \(whose) \(isOne ? "sidecar is" : "sidecars are") gone, so what was coded there is "
      + "no part of this. `emic check` says how \(isOne ? "it comes" : "they come") back."
  }
}
