import Agreement

/// Figures that would be about two things at once are not shown; the counts beside them stay.
extension CodeMeasures {
  mutating func withhold(_ reason: Measure.Reason) {
    for figure in Self.figures { self[keyPath: figure.path] = .undefined(reason) }
  }
}

extension PairMeasures {
  mutating func withhold(_ reason: Measure.Reason) {
    for figure in Self.figures { self[keyPath: figure.path] = .undefined(reason) }
  }

  /// Whether `withhold` took the figures away.
  var isWithheld: Bool {
    switch percent.reason {
    case .differentDefinitions, .recodePending, .differentTexts: true
    default: false
    }
  }
}
