extension LeftOut {
  /// Why, for people.
  package var words: String {
    if isHidden { return "hidden from you while the transcript is coded blind" }
    return switch reason {
    case .noSidecar: "not coded"
    case .notSubmitted: "not submitted"
    case .seen: "submitted after seeing others' work"
    case .damaged: "cannot be read, or its frozen copy is gone (emic check says which)"
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

  /// Whose work it is, transcripts with the same coders together: `T01, T04 by any of them; T05 by ana`.
  ///
  /// - Parameters:
  ///   - coders: those who are compared; none: nobody can be.
  ///   - transcript: the name that people read.
  ///   - coder: likewise.
  /// - Returns: the words; of many transcripts the first six.
  package func places(
    of coders: [Coder.ID],
    transcript: (String) -> String = { $0 },
    coder: (Coder.ID) -> String = { $0.text }
  ) -> String {
    let codersOf = Dictionary(grouping: self, by: \.transcript).mapValues {
      $0.map(\.coder).sorted()
    }
    var order: [[Coder.ID]] = []
    var transcripts: [[Coder.ID]: [String]] = [:]
    for name in map(\.transcript) {
      let those = codersOf[name] ?? []
      if transcripts[those] == nil { order.append(those) }
      if transcripts[those]?.last != name { transcripts[those, default: []].append(name) }
    }
    return order.map { those in
      let names = transcripts[those] ?? []
      let more = names.count > Self.most ? " and \(names.count - Self.most) more" : ""
      let who =
        those.count > 1 && Set(those) == Set(coders)
        ? "any of them" : those.map(coder).sorted().joined(separator: ", ")
      return names.prefix(Self.most).map(transcript).joined(separator: ", ") + "\(more) by \(who)"
    }
    .joined(separator: "; ")
  }

  private static var most: Int { 6 }
}
