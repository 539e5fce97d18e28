/// A sidecar as it was last known, whatever has become of its file: the last copy of it that can be read, with what
/// the history knows of since.
extension Restoring {
  /// Nothing is written.
  struct LastKnown: Sendable {
    /// Its file, relative to the study.
    let file: String
    /// `nil` where nothing is known that can be read, or nothing was in it.
    var sidecar: Sidecar?
    var since = Replayed()

    /// Why there may be flags that are not in it; `nil` where it is whole.
    var doubt: StudyProblem? {
      since.unread ?? (since.leftFlags > 0 ? .changesLost(since.leftFlags, file: file) : nil)
    }
  }

  /// What is known without fail.
  ///
  /// - Parameter file: relative to the study.
  /// - Returns: with why that may not be all.
  func lastKnown(_ file: String) -> LastKnown {
    do throws(StudyProblem) {
      return try knownState(of: file)
    } catch {
      var known = LastKnown(file: file)
      known.since.unread = error
      guard let place = study.sidecar(file, Set(study.transcripts)) else { return known }
      let sidecar = beginning(of: file, place, damage: &known.since.unread)?.sidecar
      known.sidecar = sidecar?.isEmpty == true ? nil : sidecar
      return known
    }
  }

  /// The same where all that was done since can be read.
  ///
  /// - Parameter file: relative to the study.
  /// - Returns: what was kept may be damaged all the same (`since.unread`).
  /// - Throws: where the transcript, or the history, cannot be read: then nobody knows what was done since.
  func knownState(of file: String) throws(StudyProblem) -> LastKnown {
    guard let place = study.sidecar(file, Set(study.transcripts)) else {
      return LastKnown(file: file)
    }
    var damage: StudyProblem?
    let kept = beginning(of: file, place, damage: &damage)
    let beginning = if let kept { kept } else { try draft(place) }
    var known = try replay(on: beginning.sidecar, since: beginning.start, file)
    known.since.unread = damage
    var (sidecar, since) = try withSubmission(known, file)
    guard !sidecar.isEmpty else { return LastKnown(file: file, since: since) }
    let history = HistoryFile(of: study, by: place.coder, named: place.transcript)
    if kept == nil, since.unread == nil, !history.mayTellOfWork {
      since.unread = .onlyFrozen(file: file)
    }
    return LastKnown(file: file, sidecar: sidecar, since: since)
  }

  private typealias Beginning = (sidecar: Sidecar, start: ChangeHistory.Start)

  /// What a merge or a submission has left, or the last daily backup, whichever is later.
  ///
  /// - Parameters:
  ///   - file: relative to the study.
  ///   - place: whose it is.
  ///   - damage: gets what should have been read before, and cannot be.
  /// - Returns: `nil` where nothing was kept that can be read.
  private func beginning(
    of file: String,
    _ place: (transcript: String, coder: Coder.ID),
    damage: inout StudyProblem?
  ) -> Beginning? {
    var latest: Checkpoint?
    do throws(StudyProblem) {
      latest = try Checkpoint(of: file, in: study.path)
    } catch {
      damage = error
    }
    for day in backup.days().reversed() where FileReader.isThere(backup.path(of: file, day: day)) {
      // A day's backup is as old as its beginning.
      if let latest, latest.at.date >= day, latest.sidecar.coder == place.coder { break }
      do throws(StudyProblem) {
        let stored = try stored(of: file, day: day)
        damage = damage ?? forgotten(of: file, by: place.coder, besides: latest, day)
        return (stored, .backup(lastChange: stored.lastChange, day: day))
      } catch {
        damage = damage ?? error
      }
    }
    damage = damage ?? forgotten(of: file, by: place.coder, besides: latest)
    return latest.map { ($0.sidecar, .checkpoint(historyLength: $0.historyLength)) }
  }

  /// What a merge has changed, of which the history tells that it was, and no copy is left.
  ///
  /// - Parameters:
  ///   - file: the sidecar's, relative to the study.
  ///   - coder: whose it is.
  ///   - latest: what was kept of it last, if that is there.
  ///   - day: of the backup with which it is begun; it has what came before that day.
  /// - Returns: `nil` where nothing is missing.
  func forgotten(
    of file: String,
    by coder: Coder.ID,
    besides latest: Checkpoint?,
    _ day: String? = nil
  ) -> StudyProblem? {
    let history = HistoryFile(ofSidecar: file, by: coder, in: study.path)
    guard let time = history?.lastCheckpoint, latest.map({ $0.at < time }) ?? true,
      day.map({ $0 <= time.date }) ?? true
    else { return nil }
    return .checkpointGone(file: file, time)
  }

  /// What is known of a sidecar, begun from its last frozen copy where that tells of a submission of which neither backups
  /// nor the history tell.
  ///
  /// - Parameters:
  ///   - known: without the copy.
  ///   - file: relative to the study.
  /// - Returns: `known` where something of it is not in the copy: that was made on another machine, and its flags bind
  ///   beside what is known.
  /// - Throws: where the transcript, or the history, cannot be read.
  func withSubmission(
    _ known: (sidecar: Sidecar, since: Replayed),
    _ file: String
  ) throws(StudyProblem) -> (sidecar: Sidecar, since: Replayed) {
    guard let (transcript, coder) = study.sidecar(file, Set(study.transcripts)),
      let number = study.submissions(of: transcript, by: coder).last,
      let frozen = (try? study.submission(of: transcript, by: coder, number: number)) ?? nil,
      frozen.coder == known.sidecar.coder,
      !Set(frozen.submissions).isSubset(of: known.sidecar.submissions)
    else { return known }
    var (sidecar, since) = try replay(on: frozen, since: .submission(frozen.lastChange), file)
    guard known.sidecar.part(lackingIn: sidecar).count == 0 else { return known }
    sidecar.log += known.sidecar.log.filter { !sidecar.log.contains($0) }
    since.unread = known.since.unread
    if case .checkpointGone(_, let time) = since.unread, time < frozen.status.at {
      since.unread = nil
    }
    since.leftFlags = max(since.leftFlags, known.since.leftFlags)
    return (sidecar, since)
  }

  private func stored(of file: String, day: String) throws(StudyProblem) -> Sidecar {
    let path = backup.path(of: file, day: day)
    let bytes = try StudyFolder.file { () throws(FileProblem) in try FileReader.read(path).bytes }
    do throws(SidecarError) {
      return try SidecarReader.read(bytes, file: path)
    } catch {
      throw .sidecar(error)
    }
  }

  /// Of which only the history knows.
  private func draft(
    _ place: (transcript: String, coder: Coder.ID)
  ) throws(StudyProblem) -> Beginning {
    let transcript = try study.transcript(place.transcript)
    let history = ChangeHistory(study: study, transcript: transcript.name, coder: place.coder)
    let draft = Sidecar(
      draftOf: transcript,
      by: place.coder,
      codebook: (try? study.codebook().version) ?? 1,
      at: history.entries(for: transcript).first?.at ?? Timestamp(milliseconds: 0)
    )
    return (draft, .checkpoint(historyLength: 0))
  }
}
