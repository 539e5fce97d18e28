/// What a coder decides about a coding that waits.
public enum RecodeDecision: Hashable, Sendable {
  /// It stands as it is, under the new definition.
  case keep
  /// These take the code's place; several make as many codings.
  case choose([Code.ID])
  case remove
}

/// Why a decision about a coding is refused; nothing was changed.
public enum RecodeProblem: Error, Hashable, Sendable {
  case noSuchCoding(Coding.ID)
  /// On a submitted sidecar only what waits may change.
  case notWaiting(Coding.ID)
  /// A split code is no longer assigned.
  case split(Code.ID, into: [Code.ID])
  case nothingChosen
  case unknown(Code.ID, nearest: Code.ID?)
  case notAssignable(Code.ID)

  public var message: String {
    switch self {
    case .noSuchCoding(let id): "there is no coding \(DisplayText.quoted(id.text)) of yours."
    case .notWaiting(let id):
      "the coding \(DisplayText.quoted(id.text)) does not wait to be recoded, so nothing was changed."
    case .split(let id, []):
      "\(DisplayText.quoted(id.text)) was split and is no longer assigned, nor is any of its parts. "
        + "Choose another code, or remove the coding."
    case .split(let id, let parts):
      "\(DisplayText.quoted(id.text)) was split and is no longer assigned. Choose among: "
        + parts.map(\.text).joined(separator: ", ") + "; or remove the coding."
    case .nothingChosen: "no code is chosen. Name one or more, or remove the coding."
    case .unknown(let id, let nearest):
      "code \(DisplayText.quoted(id.text)) is not in the codebook."
        + (nearest.map { " Did you mean \"\($0)\"?" } ?? "") + " Nothing was changed."
    case .notAssignable(let id):
      "\(DisplayText.quoted(id.text)) can't be assigned: it is a family or retired. Choose another."
    }
  }
}

extension Sidecar {
  /// Decides about a coding that waits.
  ///
  /// - Parameters:
  ///   - id: of the coding.
  ///   - decision: what is to become of it.
  ///   - codebook: with the coder's own proposals; its version is the one confirmed.
  ///   - moment: gives the ids of further codings.
  /// - Returns: a change for `applyRecoding`, after which the coding no longer waits.
  /// - Throws: a coding that does not wait, or codes that can't take its place.
  public func recoding(
    _ id: Coding.ID,
    _ decision: RecodeDecision,
    codebook: Codebook,
    moment: inout Moment
  ) throws(RecodeProblem) -> Change {
    guard let coding = codings.first(where: { $0.id == id }) else { throw .noSuchCoding(id) }
    guard let reason = codebook.awaits(coding) else { throw .notWaiting(id) }
    let read = codebook.resolved(coding.code)
    switch decision {
    case .keep:
      if case .split(let parts) = reason {
        throw .split(read, into: parts)
      }
      return Change("Kept \(read).", [edit(coding, to: coding.code, codebook)])
    case .remove:
      return Change("Removed \(read).", [.coding(before: coding, after: nil)])
    case .choose(let codes):
      guard !codes.isEmpty else { throw .nothingChosen }
      for code in codes {
        guard let known = codebook[code] else {
          throw .unknown(code, nearest: codebook.nearest(to: code))
        }
        guard known.isAssignable else { throw .notAssignable(code) }
      }
      var unique: [Code.ID] = []
      for code in codes where !unique.contains(code) { unique.append(code) }
      let further = unique.dropFirst().map { code in
        let copy = coding.copy(Coding.ID(moment.newID()), code, codebook.version, at: moment.now)
        return Change.Edit.coding(before: nil, after: copy)
      }
      // Under the new definition it is what it was.
      let isKept = unique == [read]
      return Change(
        isKept
          ? "Kept \(read)."
          : "Recoded \(read) as \(unique.map(\.text).joined(separator: ", ")).",
        [edit(coding, to: unique[0], codebook)] + further
      )
    }
  }

  private func edit(_ coding: Coding, to code: Code.ID, _ codebook: Codebook) -> Change.Edit {
    var after = coding
    after.code = code
    after.codebook = codebook.version
    return .coding(before: coding, after: after)
  }

  /// Carries out a decision, or takes one back; on a submitted sidecar the log says so, since
  /// nothing else of it may change.
  public mutating func applyRecoding(
    _ change: Change,
    at time: Timestamp
  ) throws(ChangeProblem) {
    try apply(change, at: time)
    guard status.state == .submitted, !change.isEmpty else { return }
    log.append(
      .object([
        JSONMember("act", "recode"), JSONMember("at", .string(time.text)),
        JSONMember("by", .string(coder.text)),
        JSONMember("ids", .array(change.codingIDs.map { .string($0.text) })),
      ])
    )
  }

  /// The codings that were recoded after the last submission; the frozen copy has them as they were.
  var recodedSinceSubmission: Set<String> {
    let since = log.lastIndex { $0["act"] == "submit" }.map { log[$0...] } ?? log[...]
    return Set(
      since.filter { $0["act"] == "recode" }.flatMap { entry -> [String] in
        guard case .array(let ids)? = entry["ids"] else { return [] }
        return ids.compactMap(\.string)
      }
    )
  }

  /// Without some codings and their tombstones, for comparing the rest.
  mutating func leaveOut(_ ids: Set<String>) {
    codings.removeAll { ids.contains($0.id.text) }
    removed.removeAll { ids.contains($0.id) }
  }
}

extension Change {
  /// The codings that it touches, each once.
  fileprivate var codingIDs: [Coding.ID] {
    var ids: [Coding.ID] = []
    for case .coding(let before, let after, _) in edits {
      for id in [before?.id, after?.id].compactMap({ $0 }) where !ids.contains(id) {
        ids.append(id)
      }
    }
    return ids
  }
}

extension Coding {
  /// The same words under another code, as a coding of its own.
  fileprivate func copy(_ id: ID, _ code: Code.ID, _ version: Int, at time: Timestamp) -> Coding {
    Coding(
      id: id,
      code: code,
      span: span,
      quote: quote,
      before: before,
      after: after,
      codebook: version,
      created: time,
      modified: time,
      memo: memo,
      flags: flags,
      replacement: replacement,
      kept: kept
    )
  }
}
