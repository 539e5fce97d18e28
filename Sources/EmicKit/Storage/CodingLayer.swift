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

/// A transcript that several coders have submitted and nobody has adjudicated: no one layer is final.
public struct NoFinalLayer: Error, Hashable, Sendable {
  public var transcript: String
  public var coders: [Coder.ID]
  /// There is a consensus, and it cannot be read: that is not none.
  public var isUnreadable: Bool

  public init(transcript: String, coders: [Coder.ID], isUnreadable: Bool = false) {
    self.transcript = transcript
    self.coders = coders
    self.isUnreadable = isUnreadable
  }

  public var message: String {
    message(wayOut: "Choose one with --coder, or settle it and use --layer consensus.")
  }

  /// The same where the ways out are other ones, or are told elsewhere.
  public func message(wayOut: String) -> String {
    if isUnreadable {
      return "\(DisplayText.safe(transcript)): its consensus cannot be read, so nothing is final. "
        + "`emic check` says where it is damaged."
    }
    let names = coders.map(\.text).joined(separator: ", ")
    return
      "\(DisplayText.safe(transcript)): \(names) have submitted it, and no adjudication is closed; "
      + "coders are never added up." + (wayOut.isEmpty ? "" : " \(wayOut)")
  }
}
