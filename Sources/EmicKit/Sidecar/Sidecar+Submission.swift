/// Closing a sidecar and opening it again; what freezes the copy is `StudyFolder.submit`.
extension Sidecar {
  /// The numbers of the submissions that the log knows, in its order.
  public var submissions: [Int] {
    log.filter { $0["act"]?.string == "submit" }.compactMap { $0["number"]?.int }
      .filter(Self.submissionNumbers.contains)
  }

  /// What a number may be, in a log or a file name: nobody submits a million times.
  static let submissionNumbers = 1..<1_000_000

  /// Whether others' codings of the transcript have been shown to this coder.
  public var isRevealed: Bool { reveal != nil }

  /// When they were shown first, at the latest; `nil` where they were not.
  var timeOfReveal: Timestamp? {
    reveal.map { $0["at"]?.string.flatMap { Timestamp($0) } ?? status.at }
  }

  private var reveal: JSONValue? {
    log.first { $0["act"]?.string == "reveal" && $0["by"]?.string == coder.text }
  }

  /// The sidecar as it is submitted: closed, with an entry in its log.
  ///
  /// - Parameters:
  ///   - number: of the submission, from 1.
  ///   - codebook: its version.
  ///   - time: moved behind the last change of the state, where a clock went back.
  /// - Returns: what the frozen copy holds, too.
  /// - Throws: when it is submitted already, or codings wait for somebody to say where they stand.
  public func submitted(
    as number: Int,
    codebook: Int,
    at time: Timestamp
  ) throws(SubmissionProblem) -> Sidecar {
    guard status.state == .draft else { throw .closed(coder, since: status.at) }
    let unasked = orphans.count(where: \.isUnasked)
    guard unasked == 0 else { throw .unasked(unasked, coder) }
    var result = self
    result.changeState(to: .submitted, codebook, time.later(than: status.at))
    result.log.append(
      entry("submit", at: result.status.at) + [
        JSONMember("number", .number(String(number))), JSONMember("blind", .bool(!isRevealed)),
      ]
    )
    return result
  }

  /// The sidecar as it is opened again.
  ///
  /// - Parameters:
  ///   - reason: in the coder's words.
  ///   - codebook: its version.
  ///   - opener: of the consensus, who opens it; of a coder's work only the coder does.
  ///   - time: moved behind the last change of the state, where a clock went back.
  /// - Returns: a draft.
  /// - Throws: when it is open.
  public func reopened(
    because reason: String,
    codebook: Int,
    by opener: Coder.ID? = nil,
    at time: Timestamp
  ) throws(SubmissionProblem) -> Sidecar {
    guard status.state == .submitted else { throw .open(coder) }
    var result = self
    result.changeState(to: .draft, codebook, time.later(than: status.at))
    result.log.append(
      entry("reopen", at: result.status.at, by: opener) + [JSONMember("reason", .string(reason))]
    )
    return result
  }

  /// Whether this may be written where a closed sidecar stands: only what was done to the closed
  /// one, as its log shows.
  func follows(closed other: Sidecar) -> Bool {
    log.count > other.log.count && log.starts(with: other.log)
  }

  mutating func changeState(to state: State, _ codebook: Int, _ time: Timestamp) {
    status.state = state
    status.at = time
    status.codebook = codebook
  }

  /// An entry of the log.
  func entry(_ act: String, at time: Timestamp, by actor: Coder.ID? = nil) -> [JSONMember] {
    [
      JSONMember("act", .string(act)), JSONMember("at", .string(time.text)),
      JSONMember("by", .string((actor ?? coder).text)),
    ]
  }
}

extension [JSONValue] {
  mutating func append(_ members: [JSONMember]) { append(.object(members)) }
}

/// Why a sidecar is not submitted or reopened; nothing was written.
public enum SubmissionProblem: Error, Hashable, Sendable {
  case closed(Coder.ID, since: Timestamp)
  case open(Coder.ID)
  /// A merge has found no certain place for so many codings, and nobody has been asked yet.
  case unasked(Int, Coder.ID)
  case save(SaveProblem)
  /// Whether others' codings were shown to the coder before is on record where it cannot be read.
  case reveals(StudyProblem)

  /// The sentence for whoever reads it.
  ///
  /// - Parameters:
  ///   - transcript: its path.
  ///   - wayOut: the command that opens a closed sidecar.
  /// - Returns: what is wrong, what to do.
  public func message(transcript: String, wayOut: String) -> String {
    switch self {
    case .closed(let coder, let time):
      "\(transcript): \(coder) has submitted it on \(time.date), so it is closed. Nothing was "
        + "written; `\(wayOut)` opens it again."
    case .open(let coder): "\(transcript): \(coder) has it open already. Nothing was written."
    case .unasked(let count, let coder):
      "\(transcript): \(count == 1 ? "1 coding of \(coder)'s" : "\(count) codings of \(coder)'s") would be missing, since a "
        + "merge was not certain where \(count == 1 ? "it stands" : "they stand") in the text as it is now. Nothing was "
        + "written; `emic reanchor` proposes places, and `--write` stores them or leaves them out."
    case .save(let problem): problem.message
    case .reveals(let problem):
      "\(transcript): whether this is blind can't be said, so nothing was written. \(problem.message)"
    }
  }
}
