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
    let isFrozen = !numbers.isEmpty && request.layer == .submitted
    guard
      isFrozen
        ? blindness.sees(submissionsOf: coder.coder, on: transcript)
        : blindness.sees(workOf: coder.coder, on: transcript)
    else {
      let isHidden = isFrozen || sidecar.status.state == .submitted
      return .failure(.init(.notSubmitted, isHidden: isHidden))
    }
    if let number = coder.submission {
      guard numbers.contains(number) else { return .failure(.init(.notSubmitted)) }
      return frozen(number, of: transcript, by: coder.coder).map {
        followed($0, by: sidecar, transcript)
      }
    }
    if request.layer == .current || numbers.isEmpty {
      guard sidecar.status.state == .submitted || (request.includesDrafts && numbers.isEmpty) else {
        return .failure(.init(.notSubmitted))
      }
      let counts = request.layer == .current || request.includesSeen || sidecar.isBlind
      return counts ? .success(sidecar) : .failure(.init(.seen))
    }
    let counting = request.includesSeen ? numbers : numbers.filter(sidecar.isBlind(submission:))
    guard let number = counting.last else { return .failure(.init(.seen)) }
    return frozen(number, of: transcript, by: coder.coder).map {
      followed($0, by: sidecar, transcript)
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
    for number in numbers.reversed() {
      let copy = frozen(number, of: transcript, by: coder.coder)
      // A copy's own log says whether it is blind.
      guard case .success(let sidecar) = copy else { return copy }
      if request.includesSeen || sidecar.isBlind(submission: number) { return copy }
    }
    return .failure(.init(.seen))
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
      guard let copy = try study.submission(of: transcript, by: coder, number: number) else {
        return .failure(.init(.notSubmitted))
      }
      return .success(copy)
    } catch {
      unread.append(error)
      return .failure(.init(.damaged))
    }
  }
}

extension Sidecar {
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
