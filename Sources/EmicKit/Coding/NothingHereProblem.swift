/// Why a turn is not marked as having nothing to code.
public enum NothingHereProblem: Error, Hashable, Sendable {
  /// By the turn's number.
  case interviewers(Int)
  case coded(Int)

  /// The sentence for whoever reads it.
  public var message: String {
    switch self {
    case .interviewers(let turn):
      "Turn \(turn) is an interviewer's: only respondents' turns are marked."
    case .coded(let turn):
      "Turn \(turn) is coded: it cannot be marked as having nothing."
    }
  }
}

extension Sidecar {
  /// Refuses a turn that cannot be marked as having nothing to code; one that is marked can be.
  public func refuseNothingHere(in turn: SourceStructure.Turn) throws(NothingHereProblem) {
    guard turn.isRespondent else { throw .interviewers(turn.number) }
    guard !codings.contains(where: { $0.span.overlaps(turn.speech) }) else {
      throw .coded(turn.number)
    }
  }
}
