extension StudyFolder {
  /// Submits a coder's sidecar: first its frozen copy is safe on the disk, then it is closed.
  ///
  /// A copy that an interrupted submission has left is taken when it holds the same; else it stays
  /// as it is and the next number is used. No frozen copy is ever written again.
  ///
  /// - Parameters:
  ///   - file: as loaded.
  ///   - draft: what was loaded, checked against its transcript.
  ///   - transcript: its path.
  ///   - codebook: its version.
  ///   - time: of the submission.
  /// - Returns: the sidecar as submitted, and its number.
  /// - Throws: when it is submitted already, somebody changes it now, or the disk refuses.
  public func submit(
    _ file: inout SidecarFile,
    _ draft: Sidecar,
    of transcript: String,
    codebook: Int,
    at time: Timestamp
  ) throws(SubmissionProblem) -> (sidecar: Sidecar, number: Int) {
    let draft = try withEarlierReveal(of: transcript, draft)
    let frozen = submissions(of: transcript, by: draft.coder)
    let known = draft.submissions
    var number = (frozen + known).max().map { $0 + 1 } ?? 1
    var submitted = try draft.submitted(as: number, codebook: codebook, at: time)
    if let last = frozen.last, !known.contains(last),
      let again = try left(
        submissionName(of: transcript, by: draft.coder, number: last),
        draft,
        last
      )
    {
      (submitted, number) = (again, last)
    }
    let name = submissionName(of: transcript, by: draft.coder, number: number)
    do throws(FileProblem) {
      let modes = Folder.modes(of: path)
      try Folder.make(Path.split(name).folder, in: path, mode: modes.folder)
    } catch {
      throw .save(.file(error))
    }
    switch file.save(submitted, frozenAt: absolute(name)) {
    case .saved(let sidecar, _): return (sidecar, number)
    case .unchanged, .superseded: return (submitted, number)
    case .failed(let problem): throw .save(problem)
    }
  }

  /// Freezes a closed sidecar once more of which the frozen copy is gone, before it is opened: as soon as it
  /// changes, nothing else is what was submitted.
  ///
  /// - Parameters:
  ///   - sidecar: as it is on the disk; nothing is done with one that is no longer as it was submitted.
  ///   - transcript: its path.
  /// - Throws: when the disk refuses.
  public func freezeAgain(
    _ sidecar: Sidecar,
    of transcript: String
  ) throws(SubmissionProblem) {
    let frozen = submissions(of: transcript, by: sidecar.coder)
    guard let number = sidecar.submissions.max(),
      sidecar.submission(among: frozen, includesSeen: true) == .asItStands
    else { return }
    let name = submissionName(of: transcript, by: sidecar.coder, number: number)
    do throws(FileProblem) {
      try Folder.make(Path.split(name).folder, in: path, mode: Folder.modes(of: path).folder)
      try FileSaver().save(SidecarWriter.encode(sidecar), to: absolute(name), isNew: true)
    } catch {
      throw .save(.file(error))
    }
  }

  private func withEarlierReveal(
    of transcript: String,
    _ draft: Sidecar
  ) throws(SubmissionProblem) -> Sidecar {
    do throws(StudyProblem) {
      return try withEarlierReveal(draft, of: transcript)
    } catch {
      throw .reveals(error)
    }
  }

  /// The draft as an interrupted submission has frozen it, if that is what the copy holds.
  private func left(
    _ name: String,
    _ draft: Sidecar,
    _ number: Int
  ) throws(SubmissionProblem) -> Sidecar? {
    guard let bytes = try? FileReader.read(absolute(name)).bytes,
      let copy = try? SidecarReader.read(bytes, file: name)
    else { return nil }
    let status = copy.status
    let again = try draft.submitted(as: number, codebook: status.codebook, at: status.at)
    return SidecarWriter.encode(again) == bytes ? again : nil
  }
}
