extension Restoring.Problem {
  /// What is wrong, and what to do.
  public var message: String {
    switch self {
    case .file(let problem): problem.message
    case .notKept(let file):
      "\(DisplayText.safe(file)): the damaged file could not be kept in .emic/backup, so it was not "
        + "replaced. Make room or give write permission, and try again."
    case .damagedCopy(let error):
      "\(error.message) It is a backup: choose another day (--list)."
    case .damagedMemos(let error):
      "\(error.message) It is a backup: choose another day (--list)."
    case .strange(let file, let coder):
      "\(DisplayText.safe(file)): by what stands in it, this is \(DisplayText.safe(coder.text))'s work, or of another transcript: "
        + "it is no version of what the backup holds, and stays as it is. Move it away, and give the command again."
    case .unknown(let problem):
      "\(problem.message) Its sidecar was not brought back: what was done since the backup is not known without it."
    case .unmerged(let sentence):
      "\(sentence) It lacks codings that the backup has, and stays as it is."
    }
  }
}
