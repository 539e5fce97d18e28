import Agreement

/// Figures that would be about two things at once are not shown; the counts beside them stay.
extension CodeMeasures {
  mutating func withhold(_ reason: Measure.Reason) {
    for figure in [
      \Self.percent, \.positive, \.alpha, \.fleiss, \.conger, \.brennanPrediger, \.ac1,
    ] {
      self[keyPath: figure] = .undefined(reason)
    }
  }
}

extension PairMeasures {
  mutating func withhold(_ reason: Measure.Reason) {
    for figure in [
      \Self.percent, \.positive, \.negative, \.kappa, \.pi, \.alpha, \.ac1, \.brennanPrediger,
    ] {
      self[keyPath: figure] = .undefined(reason)
    }
  }

  /// Whether `withhold` took the figures away.
  var isWithheld: Bool {
    switch percent.reason {
    case .differentDefinitions, .recodePending, .differentTexts: true
    default: false
    }
  }
}
