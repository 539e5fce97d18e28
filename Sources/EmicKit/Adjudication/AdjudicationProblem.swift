/// Why something is not settled or closed; nothing was changed.
public enum AdjudicationProblem: Error, Hashable, Sendable {
  /// The coder has not submitted the transcript, so there is nothing to adopt.
  case noLayer
  case onlyForBoundaries
  case onlyForDifferentCodes
  /// An intersection of codings that have no text in common.
  case nothingShared
  /// Several codes, and none was chosen.
  case codeNeeded
  /// Empty, or beyond the text of this length.
  case spanOutside(Span, length: Int)
  /// The transcript is not the one the consensus layer was made on.
  case textChanged
  case closed(since: Timestamp)
  /// Of fewer than two coders there is work to compare; who they are.
  case tooFewCoders([Coder.ID])
  /// Rows without a verdict, and the turns or paragraphs in which they begin.
  case open(rows: Int, turns: [Int])
  case notSupervisor(Coder.ID, supervisors: [Coder.ID])
  /// Consensus is nobody's own name.
  case reserved
  case blind(Coder.ID)
  /// The layer is not as it should be.
  case change(ChangeProblem)
  case save(SaveProblem)
  /// There is no folder for the layer.
  case folder(StudyProblem)

  /// The sentence for whoever reads it.
  ///
  /// - Parameter transcript: its path.
  /// - Returns: what is wrong, what to do.
  public func message(transcript: String) -> String {
    let name = DisplayText.safe(transcript)
    return switch self {
    case .noLayer:
      "\(name): that coder has not submitted it, so there is nothing to adopt. Choose another."
    case .onlyForBoundaries:
      "Union and intersection settle the edges of one code; here it is not edges that differ. Adopt "
        + "a coder, or decide both or neither."
    case .onlyForDifferentCodes:
      "Both stand only where coders gave different codes. Adopt a coder, or settle the edges."
    case .nothingShared:
      "The coders have no text in common here, so the intersection is empty. Adopt a coder, or "
        + "edit the span."
    case .codeNeeded: "Several codes stand here. Choose the one that the edited coding is to have."
    case .spanOutside(let span, let length):
      span.isEmpty
        ? "The span is empty. Choose some text."
        : "The span \(span.start) to \(span.end) ends beyond the text of \(length) characters."
    case .textChanged:
      "\(name): this transcript has changed since its consensus was begun. Nothing was written; "
        + "\(ReanchorCommandLine.words(for: [Coder.consensus])) finds its codings again."
    case .closed(let time):
      "\(name): its adjudication was closed on \(time.date). Nothing was changed; reopen it first."
    case .tooFewCoders(let coders):
      "\(name): "
        + (coders.first.map { "only \($0) has" } ?? "nobody has")
        + " submitted it, and a consensus takes two coders. Wait for another submission."
    case .open(let rows, let turns): "\(name): \(Self.open(rows, turns))"
    case .notSupervisor(let coder, let supervisors):
      "\(coder) is no supervisor of this study, so nothing was changed. "
        + "\(Self.list(supervisors.map(\.text))) can adjudicate."
    case .reserved:
      "\"consensus\" is the layer of settled codings and no coder. Give the id of whoever adjudicates."
    case .blind(let coder):
      "\(coder) codes \(name) blind and cannot adjudicate it until all who are assigned have "
        + "submitted."
    case .change(let problem): problem.message
    case .save(let problem): problem.message
    case .folder(let problem): problem.message
    }
  }

  private static func open(_ rows: Int, _ turns: [Int]) -> String {
    let shown = turns.prefix(8).map(String.init)
    let more = turns.count > shown.count ? " and \(turns.count - shown.count) more" : ""
    let word = turns.count == 1 ? "turn" : "turns"
    let places =
      shown.isEmpty ? "" : " (\(word) \(shown.joined(separator: ", "))\(more))"
    return (rows == 1 ? "1 disagreement has" : "\(rows) disagreements have")
      + " no verdict yet\(places), so it stays open. Settle them, or let `boundaries` of study.yaml "
      + "settle edges."
  }

  private static func list(_ words: [String]) -> String {
    words.count < 2
      ? words.joined() : words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
  }
}
