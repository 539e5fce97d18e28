/// A code that a coder has proposed.
public struct ProposedCode: Hashable, Sendable {
  public var coder: Coder.ID
  public var code: Code

  public init(_ code: Code, by coder: Coder.ID) {
    self.coder = coder
    self.code = code
  }
}

/// Something done to the codebook, or to a proposal, that can be undone and done again.
public enum CodebookStep: Hashable, Sendable {
  /// - Parameters:
  ///   - entry: the id of its line in the book's history, which it gets anew each time it is done.
  ///   - accepted: the proposal that became a code.
  case change(CodebookChange, entry: String?, accepted: ProposedCode?)
  case declined(ProposedCode, into: Code.ID?, reason: String)
}

extension CodebookStep {
  /// What it did, in words.
  public var summary: String {
    switch self {
    case .change(let change, _, _): change.summary
    case .declined(let proposal, _, _): "Declined +\(proposal.code.id) of \(proposal.coder)."
    }
  }
}

extension CodebookStep: HistoricStep {
  package static var historyName: String { "codebook" }

  package func isSame(as other: CodebookStep) -> Bool {
    switch (self, other) {
    case (.change(let one, _, let proposal), .change(let two, _, let otherProposal)):
      one == two && proposal == otherProposal
    default: self == other
    }
  }

  package var historyJSON: JSONValue {
    switch self {
    case .declined(let proposal, let other, let reason):
      .object([
        JSONMember("declined", Self.json(proposal)),
        JSONMember("into", other.map { .string($0.text) } ?? .null),
        JSONMember("reason", .string(reason)),
      ])
    case .change(let change, let entry, let accepted):
      .object([
        JSONMember("change", change.json),
        JSONMember("entry", entry.map { .string($0) } ?? .null),
        JSONMember("accepted", accepted.map(Self.json) ?? .null),
      ])
    }
  }

  package init?(historyJSON json: JSONValue) {
    if let declined = json["declined"] {
      guard let proposal = Self.proposal(declined) else { return nil }
      self = .declined(
        proposal,
        into: json["into"]?.string.map { Code.ID($0) },
        reason: json["reason"]?.string ?? ""
      )
      return
    }
    guard let change = json["change"].flatMap({ CodebookChange(json: $0) }) else { return nil }
    var accepted: ProposedCode?
    if let value = json["accepted"], value != .null {
      guard let proposal = Self.proposal(value) else { return nil }
      accepted = proposal
    }
    self = .change(change, entry: json["entry"]?.string, accepted: accepted)
  }

  private static func json(_ proposal: ProposedCode) -> JSONValue {
    .object([
      JSONMember("coder", .string(proposal.coder.text)),
      JSONMember("code", .string(ProposalsFile.text(of: [proposal.code]))),
    ])
  }

  private static func proposal(_ json: JSONValue) -> ProposedCode? {
    guard let coder = json["coder"]?.string, Coder.isWellFormed(coder),
      let text = json["code"]?.string,
      let code = (try? ProposalsFile.read(Array(text.utf8), file: "history"))?.first
    else { return nil }
    return ProposedCode(code, by: Coder.ID(coder))
  }
}
