extension LeftOut {
  /// Why, for people.
  package var words: String {
    if isHidden { return "hidden from you while the transcript is coded blind" }
    return switch reason {
    case .noSidecar: "not coded"
    case .notSubmitted: "not submitted"
    case .seen: "submitted after seeing others' work"
    case .damaged: "cannot be read (emic check says why)"
    case .textChanged: "coded on another text"
    }
  }
}

extension [LeftOut] {
  /// What is left out for the same reason, in the order of the first of each.
  package var byWords: [(words: String, those: [LeftOut])] {
    var order: [String] = []
    var groups: [String: [LeftOut]] = [:]
    for one in self {
      if groups[one.words] == nil { order.append(one.words) }
      groups[one.words, default: []].append(one)
    }
    return order.map { ($0, groups[$0] ?? []) }
  }
}
