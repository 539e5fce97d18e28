/// Why two versions of a file are not merged; both are as they were.
public enum FileMergeProblem: Error, Hashable, Sendable {
  /// With file, line and what to do.
  case unreadable(String)
  case sidecars(MergeProblem, path: String)
  case codebooks(CodebookConflicts, path: String)
  /// One part of a file, named in words, that both have changed differently.
  case part(String, path: String)
  /// A key of the other version's file that finds no place in the layout of this one.
  case notPutIn(key: String, path: String)
  /// One value of `cases.csv`.
  case value(attribute: String, transcript: String, String, String, path: String)
  /// A file that has no parts to be merged.
  case bothChanged(path: String)

  public var message: String {
    switch self {
    case .unreadable(let sentence): sentence
    case .sidecars(let problem, let path): "\(DisplayText.safe(path)): \(problem.message)"
    case .codebooks(let conflicts, let path):
      "\(DisplayText.safe(path)): \(Self.words(of: conflicts))"
    case .part(let words, let path):
      "\(DisplayText.safe(path)): \(words) was changed differently in both versions. Here it is as it was; "
        + "write it otherwise where that is wrong."
    case .notPutIn(let key, let path):
      "\(DisplayText.safe(path)): \(DisplayText.quoted(key)) was changed in the other version, and can't be put in "
        + "here without touching other lines. Here it is as it was; write it as it is there."
    case .value(let attribute, let transcript, let one, let other, let path):
      "\(DisplayText.safe(path)): \(DisplayText.quoted(attribute)) of \(DisplayText.quoted(transcript)) "
        + "is \(DisplayText.quoted(one)) here and \(DisplayText.quoted(other)) in the other version. Here it "
        + "is as it was; write it otherwise where that is wrong."
    case .bothChanged(let path):
      "\(DisplayText.safe(path)): both versions were changed, and a file of this kind can't be merged. "
        + "Decide which one is right, and put it in place of both."
    }
  }

  private static func words(of conflicts: CodebookConflicts) -> String {
    func shown(_ text: String) -> String { text.isEmpty ? "nothing" : DisplayText.quoted(text) }
    let lines = conflicts.conflicts.map { conflict in
      "\(conflict.code?.text ?? "the book"), \(conflict.field): \(shown(conflict.one)) here, "
        + "\(shown(conflict.other)) in the other version."
    }
    return
      (["the two versions of the codebook differ where nobody but you can say what is meant:"]
      + lines
      + ["Here they are as they were; write them otherwise where that is wrong."]).joined(
        separator: "\n"
      )
  }
}
