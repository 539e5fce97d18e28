/// Which state of the coders' work is read.
public enum CodingLayer: String, CaseIterable, Sendable {
  /// Sidecars as they stand.
  case current
  /// The last blind submission of each coder.
  case submitted
  case consensus
  /// Consensus where it is closed, else the only submitted coder's sidecar.
  case final
}

/// Why no one layer of a transcript is final, or can be counted.
public struct NoFinalLayer: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// They have submitted it, and nobody has adjudicated.
    case several([Coder.ID])
    /// There is a consensus, and it cannot be read: that is not none.
    case unreadableConsensus
    /// Work that was submitted is gone, theirs, or is there as an older version; what is left is not all that there was.
    case gone([Coder.ID])
  }

  public var transcript: String
  public var reason: Reason

  public init(transcript: String, _ reason: Reason) {
    (self.transcript, self.reason) = (transcript, reason)
  }

  /// For who may choose coders on the command line.
  public var message: String {
    switch reason {
    case .gone:
      message(wayOut: "--coder counts somebody else's alone.")
    case .several, .unreadableConsensus:
      message(wayOut: "Choose one with --coder, or settle it and use --layer consensus.")
    }
  }

  /// The same where the ways out are other ones, or are told elsewhere.
  public func message(wayOut: String) -> String {
    let name = DisplayText.safe(transcript)
    let end = wayOut.isEmpty ? "" : " \(wayOut)"
    switch reason {
    case .unreadableConsensus:
      return "\(name): its consensus cannot be read, so nothing is final. "
        + "`emic check` says where it is damaged."
    case .gone(let coders):
      let whose = coders.map { "\($0)'s" }.joined(separator: " and ")
      let noun = coders.count == 1 ? "sidecar" : "sidecars"
      return
        "\(name): \(whose) \(noun) \(coders.count == 1 ? "is" : "are") gone or older than what was submitted, so what "
        + "is left is not all that was submitted. `emic check` says how "
        + "\(coders.count == 1 ? "it comes" : "they come") back.\(end)"
    case .several(let coders):
      let names = coders.map(\.text).joined(separator: ", ")
      return "\(name): \(names) have submitted it, and no adjudication is closed; "
        + "coders are never added up.\(end)"
    }
  }
}
