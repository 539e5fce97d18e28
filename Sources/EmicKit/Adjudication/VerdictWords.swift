/// Rows of passages and their verdicts in words.
package enum VerdictWords {
  /// `trust ↔ legitimacy: different code`; in ids that leave the study no name stands.
  package static func title(of row: PassageRow, _ release: Release = .identified) -> String {
    let codes = row.codes.map { release.id($0).text }
    return switch row.kind {
    case .agreed: "\(codes.joined(separator: ", ")): agreed"
    case .boundary: "\(codes.joined(separator: ", ")): boundary"
    case .differentCode: "\(codes.joined(separator: " ↔ ")): different code"
    case .missed: "\(codes.joined(separator: ", ")): missed"
    }
  }

  /// Whether the row has its verdict.
  package static func state(_ state: RowState) -> String {
    switch state {
    case .open: "open"
    case .settled: "settled"
    case .stale: "stale: the codings have changed since its verdict"
    }
  }

  /// `adopt of 28 characters`.
  package static func decision(_ verdict: Verdict) -> String {
    let length = verdict.codings.reduce(0) { $0 + $1.span.count }
    let decision = verdict.settlement.decision.text
    return verdict.codings.isEmpty ? decision : "\(decision) of \(length) characters"
  }

  /// Why an adjudicator's change can't go back: somebody else has decided since.
  ///
  /// - Parameters:
  ///   - verdict: the one that stands.
  ///   - change: the adjudicator's own, as it was done.
  /// - Returns: what is wrong.
  package static func standing(_ verdict: Verdict, on change: Change) -> String {
    "\(verdict.settlement.by?.text ?? "Somebody") has decided anew since what was yours (\(change.summary)) "
      + "The verdict that stands is \(words(verdict)). It is not taken back, and nothing was changed."
  }

  /// `adopt (boundary, supervisor, 2026-03-22): trust, 28 characters`.
  package static func words(_ verdict: Verdict) -> String {
    let settlement = verdict.settlement
    let made = verdict.codings.map { "\($0.code), \($0.span.count) characters" }
    let what = made.isEmpty ? "" : ": \(made.joined(separator: "; "))"
    let why = [settlement.reason?.text, settlement.by?.text, verdict.at.date].compactMap { $0 }
    let note = settlement.note.map { " “\($0.onOneLine)”" } ?? ""
    return "\(settlement.decision.text) (\(why.joined(separator: ", ")))\(note)\(what)"
  }
}

extension RowState {
  package var isSettled: Bool { if case .settled = self { true } else { false } }

  /// The verdict on the row, stale or not.
  package var verdict: Verdict? {
    switch self {
    case .open: nil
    case .settled(let verdict), .stale(let verdict): verdict
    }
  }
}
