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
    var (sidecar, since) = try replay(on: beginning.sidecar, since: beginning.start, file)
    since.unread = damage
    return LastKnown(file: file, sidecar: sidecar.isEmpty ? nil : sidecar, since: since)
  }

  private typealias Beginning = (sidecar: Sidecar, start: ChangeHistory.Start)

  /// What a merge or a submission has left, the last daily backup or the last frozen copy, whichever is later.
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
    let (latest, frozen) = (checkpoint(of: file, &damage), frozenCopy(place))
    for day in backup.days().reversed() where FileReader.isThere(backup.path(of: file, day: day)) {
      // A day's backup is as old as its beginning.
      if let latest, latest.at.date >= day, latest.sidecar.coder == place.coder { break }
      if let submitted = frozen.sidecar, submitted.lastChange.date >= day { break }
      do throws(StudyProblem) {
        let stored = try stored(of: file, day: day)
        return (stored, .backup(lastChange: stored.lastChange, day: day))
      } catch {
        damage = damage ?? error
      }
    }
    if let submitted = frozen.sidecar,
      latest.map({ $0.sidecar.lastChange < submitted.lastChange }) ?? true
    {
      return (submitted, .submission(submitted.lastChange))
    }
    if latest == nil { damage = damage ?? frozen.problem }
    return latest.map { ($0.sidecar, .checkpoint(historyLength: $0.historyLength)) }
  }

  private func checkpoint(of file: String, _ damage: inout StudyProblem?) -> Checkpoint? {
    do throws(StudyProblem) {
      return try Checkpoint(of: file, in: study.path)
    } catch {
      damage = error
      return nil
    }
  }

  private func frozenCopy(
    _ place: (transcript: String, coder: Coder.ID)
  ) -> (sidecar: Sidecar?, problem: StudyProblem?) {
    do throws(StudyProblem) {
      return (try lastSubmission(place), nil)
    } catch {
      return (nil, error)
    }
  }

  /// What was last submitted; `nil` where nothing was.
  ///
  /// - Throws: where its frozen copy cannot be read.
  func lastSubmission(
    _ place: (transcript: String, coder: Coder.ID)
  ) throws(StudyProblem) -> Sidecar? {
    guard let number = study.submissions(of: place.transcript, by: place.coder).last else {
      return nil
    }
    return try study.submission(of: place.transcript, by: place.coder, number: number)
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

/// An older version of a sidecar that was put back, as by a synchronising program.
extension Restoring {
  /// How many codings, memos, marks and links a sidecar that can be read lacks of what is known of it, or has only as
  /// they were before.
  ///
  /// - Parameters:
  ///   - sidecar: as it is.
  ///   - file: its own, relative to the study.
  /// - Returns: 0 where it is the last version.
  func countMissing(in sidecar: Sidecar, _ file: String) -> Int {
    guard mayKnowMore(than: sidecar, file), let known = lastKnown(file).sidecar,
      known.coder == sidecar.coder
    else { return 0 }
    return known.part(lackingIn: sidecar).count
  }

  /// Whether something was kept or done later than what is in it: most sidecars need not be made again to be compared.
  private func mayKnowMore(than sidecar: Sidecar, _ file: String) -> Bool {
    let last = sidecar.lastChange
    let history = HistoryFile(ofSidecar: file, by: sidecar.coder, in: study.path)
    let done = history?.lines.last { HistoryLine.time(ofChangeIn: $0) != nil }
    if let done, let time = HistoryLine.time(ofChangeIn: done), time > last { return true }
    let latest = (try? Checkpoint(of: file, in: study.path)) ?? nil
    return latest.map { $0.sidecar.lastChange > last } ?? false
  }
}
