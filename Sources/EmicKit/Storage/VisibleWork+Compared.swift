extension VisibleWork {
  /// What of a coder's work on a transcript is compared, as far as whoever asks may see it.
  ///
  /// The last blind submission, so that figures as found never change; the sidecar itself where it
  /// is submitted and has no frozen copy.
  ///
  /// - Parameters:
  ///   - transcript: its path.
  ///   - coder: whose, and which of their submissions.
  ///   - request: which layer, whether seen work and drafts count.
  /// - Returns: the work, or why it is left out.
  mutating func compared(
    _ transcript: String,
    by coder: ComparedCoder,
    _ request: ComparisonRequest
  ) -> Result<Sidecar, Excuse> {
    guard isCoding(coder.coder, transcript), let sidecar = sidecars[transcript]?[coder.coder] else {
      return copiesAlone(transcript, by: coder, request)
    }
    let numbers = frozen.numbers(of: transcript, by: coder.coder)
    let isDraft = sidecar.status.state == .draft
    let countsDraft =
      request.includesDrafts && numbers.isEmpty && sidecar.submissions.isEmpty && isDraft
    // Also where the frozen copies of which the log knows are missing.
    let isFrozen =
      request.layer == .submitted && !(numbers.isEmpty && sidecar.submissions.isEmpty)
    guard
      isFrozen
        ? blindness.sees(submissionsOf: coder.coder, on: transcript)
        : blindness.sees(workOf: coder.coder, on: transcript)
    else {
      let isHidden = isFrozen || !isDraft
      return .failure(.init(.notSubmitted, isHidden: isHidden))
    }
    if let number = coder.submission {
      guard numbers.contains(number) || sidecar.submissions.contains(number) else {
        return .failure(.init(.notSubmitted))
      }
      return frozen(number, of: transcript, by: coder.coder).map {
        followed($0, by: sidecar, transcript)
      }
    }
    if request.layer == .current || countsDraft {
      guard !isDraft || countsDraft else { return .failure(.init(.notSubmitted)) }
      let counts = request.layer == .current || request.includesSeen || sidecar.isBlind
      return counts ? .success(sidecar) : .failure(.init(.seen))
    }
    switch sidecar.submission(among: numbers, includesSeen: request.includesSeen) {
    case .frozen(let number), .gone(let number):
      return frozen(number, of: transcript, by: coder.coder).map {
        followed($0, by: sidecar, transcript)
      }
    case .asItStands: return .success(sidecar)
    case .seen: return .failure(.init(.seen))
    case .none: return .failure(.init(.notSubmitted))
    }
  }

  /// A frozen copy on the text as it is now, where its coder's sidecar was brought there.
  ///
  /// The same codings, found by the same words; what was not found there is not placed here.
  private mutating func followed(
    _ copy: Sidecar,
    by sidecar: Sidecar,
    _ name: String
  ) -> Sidecar {
    guard copy.source.sha256 != sidecar.source.sha256, sidecar.isReanchored else { return copy }
    do throws(StudyProblem) {
      let text = try study.transcript(name)
      guard text.digest == sidecar.source.sha256 else { return copy }
      return Reanchoring(of: copy, to: text)
        .anchored(leaving: Set(sidecar.orphans.map(\.id)), at: copy.status.at)
    } catch {
      unread.append(error)
      return copy
    }
  }

  /// What was submitted stays submitted, also where the sidecar is gone or can't be read.
  private mutating func copiesAlone(
    _ transcript: String,
    by coder: ComparedCoder,
    _ request: ComparisonRequest
  ) -> Result<Sidecar, Excuse> {
    let numbers = frozen.numbers(of: transcript, by: coder.coder)
    guard !numbers.isEmpty, request.layer == .submitted else {
      let isThere = states(of: transcript)[coder.coder] != nil
      return .failure(.init(isThere ? .damaged : .noSidecar))
    }
    guard blindness.sees(submissionsOf: coder.coder, on: transcript) else {
      return .failure(.init(.notSubmitted, isHidden: true))
    }
    if let number = coder.submission {
      guard numbers.contains(number) else { return .failure(.init(.notSubmitted)) }
      return frozen(number, of: transcript, by: coder.coder)
    }
    // The log of the newest copy says of all which are blind; that of the sidecar as it was known may know of more.
    let newest = frozen(numbers.max() ?? 0, of: transcript, by: coder.coder)
    guard case .success(let copy) = newest else { return newest }
    let lost = study.lostWork.sidecars[transcript]?.first { $0.coder == coder.coder } ?? copy
    let known = lost.submissions.count < copy.submissions.count ? copy : lost
    switch known.submission(among: numbers, includesSeen: request.includesSeen) {
    case .frozen(let number), .gone(let number):
      return frozen(number, of: transcript, by: coder.coder)
    // As it stands it is gone.
    case .asItStands: return frozen(known.submissions.max() ?? 0, of: transcript, by: coder.coder)
    case .seen, .none: return .failure(.init(.seen))
    }
  }

  /// `LeftOut.Reason` as an error.
  struct Excuse: Error {
    var reason: LeftOut.Reason
    var isHidden: Bool

    init(_ reason: LeftOut.Reason, isHidden: Bool = false) {
      self.reason = reason
      self.isHidden = isHidden
    }
  }

  private mutating func frozen(
    _ number: Int,
    of transcript: String,
    by coder: Coder.ID
  ) -> Result<Sidecar, Excuse> {
    do throws(StudyProblem) {
      if let copy = try study.submission(of: transcript, by: coder, number: number) {
        return .success(copy)
      }
      noteUnread(study.frozenCopyGone(of: transcript, by: coder, number: number))
      return .failure(.init(.damaged))
    } catch {
      unread.append(error)
      return .failure(.init(.damaged))
    }
  }
}

extension Sidecar {
  /// Where the submission that counts of a coder's work is.
  enum CountedSubmission: Hashable, Sendable {
    /// In the frozen copy of this number.
    case frozen(Int)
    /// In the sidecar, which is what was submitted and has no frozen copy.
    case asItStands
    /// Nowhere: the frozen copy of this number is missing, and the sidecar was opened again or recoded.
    case gone(Int)
    /// There are submissions, none of them blind.
    case seen
    case none
  }

  /// The last blind submission, also where its frozen copy is missing: an earlier one is not what counts.
  ///
  /// - Parameters:
  ///   - frozen: the numbers of the frozen copies that are there.
  ///   - includesSeen: whether one that was made after seeing others' work counts.
  /// - Returns: where it is, or why there is none.
  func submission(among frozen: [Int], includesSeen: Bool = false) -> CountedSubmission {
    let all = Set(frozen).union(submissions).sorted()
    let isSubmitted = status.state == .submitted
    guard let last = all.last else {
      guard isSubmitted else { return .none }
      return includesSeen || isBlind ? .asItStands : .seen
    }
    guard let counting = all.last(where: { includesSeen || isBlind(submission: $0) }) else {
      return .seen
    }
    if frozen.contains(counting) { return .frozen(counting) }
    let isAsSubmitted = isSubmitted && recodedSinceSubmission.isEmpty
    return isAsSubmitted && counting == last ? .asItStands : .gone(counting)
  }

  /// Whether a submission was made before others' work was seen; yes where the log is silent.
  func isBlind(submission number: Int) -> Bool {
    let entry = log.last { $0["act"]?.string == "submit" && $0["number"]?.int == number }
    return entry.map { $0["blind"] != .bool(false) } ?? true
  }

  /// Whether it stands as it was before others' work was seen; the consensus is never blind work.
  fileprivate var isBlind: Bool {
    if coder == Coder.consensus { return true }
    let entry = log.last { $0["act"]?.string == "submit" }
    return entry.map { $0["blind"] != .bool(false) } ?? !isRevealed
  }
}

extension StudyFolder {
  /// That a frozen copy of which a log knows is missing.
  func frozenCopyGone(of transcript: String, by coder: Coder.ID, number: Int) -> StudyProblem {
    .frozenCopyGone(
      absolute(submissionName(of: transcript, by: coder, number: number)),
      coder,
      number
    )
  }
}
