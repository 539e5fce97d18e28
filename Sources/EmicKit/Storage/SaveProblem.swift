/// Why a sidecar was not saved; the work stays in memory and can be saved again or elsewhere.
public enum SaveProblem: Error, Hashable, Sendable {
  case file(FileProblem)
  /// What stands on disk cannot be read, so it is not written over.
  case unreadable(SidecarError)
  case merge(MergeProblem, path: String)
  /// Written by a newer emic: shown, never written.
  case newerVersion(Int, path: String)
  /// Another session has submitted it, so it is closed.
  case closedMeanwhile(path: String)
  /// Another session has changed what was to be submitted or closed.
  case changedMeanwhile(path: String)
  /// It is an older version, in a study's folder, and what it lacks would be buried.
  case older(OlderSidecar, study: String)
  /// The case was withdrawn from the study: nothing is written of it any more.
  case withdrawn(path: String)
  /// The bytes to be written do not hold what was to be saved.
  case encoding(path: String)
  /// Many codings would disappear without having been removed; the version to be saved was kept.
  case drop(before: Int, after: Int, path: String, keptAt: String?)

  public var message: String {
    switch self {
    case .file(let problem): problem.message
    case .unreadable(let error): error.message
    case .merge(let problem, let path): "\(path): \(problem.message)"
    case .newerVersion(let version, let path):
      "\(path): version \(version) is newer than this emic. Nothing was written; update emic."
    case .closedMeanwhile(let path):
      "\(path): it was \(Self.isConsensus(path) ? "closed in another session" : "submitted in another session, so it is closed"). "
        + "Nothing was written; `emic reopen` opens it again."
    case .changedMeanwhile(let path):
      "\(path): another session has changed it just now. Nothing was written; look at it and try again."
    case .older(let older, let study): older.message(study: study)
    case .withdrawn(let path):
      "\(path): the transcript was withdrawn from the study, so nothing is written of it any more. What is still on the screen goes when it is closed."
    case .encoding(let path):
      "\(path): what would be written could not be read again. Nothing was written; save a copy with `:save-copy` and report it."
    case .drop(let before, let after, let path, let keptAt):
      "\(path): only \(after) of \(before) codings would be left, and nobody removed them. Nothing was written"
        + (keptAt.map { "; the version to be saved is in \($0)." }
          ?? ". Save a copy with `:save-copy`.")
    }
  }
}

extension SaveProblem {
  /// Whether a sidecar holds the consensus, however the study keeps them.
  private static func isConsensus(_ path: String) -> Bool {
    path.hasSuffix(".\(Coder.consensus).json") || path.contains("codings/\(Coder.consensus)/")
  }
}

/// What came of a save.
public enum SaveOutcome: Hashable, Sendable {
  /// Safe on the disk, as given here: with what another session had saved in between.
  case saved(Sidecar, mergedFromOthers: Int)
  case unchanged
  /// A later snapshot is being saved in its place.
  case superseded
  case failed(SaveProblem)
}
