extension SharedFile {
  /// Of a file that is gone: what depends on it, and the ways out.
  var messageIfGone: String {
    "\(DisplayText.safe(path)): the file is gone, and the study had it: \(reason). `\(wayBack)` "
      + "puts it back as it was when emic last saved something here. To go on without it: `\(wayOut)`."
  }

  private var reason: String {
    switch kind {
    case .study:
      "only it says who codes blind, where work is kept and whether names may leave"
    case .codebook: "without it no code has a name or a definition"
    case .cases:
      "only it says which transcript is whose; without it what stands at the head of a text would take "
        + "the place of the case's pseudonym and its attributes"
    case .framework: "all summaries stand in it, and would be begun anew"
    case .proposals(let coder):
      "codes that \(coder) has proposed stand in it, and would be begun anew"
    }
  }

  /// Of a file that is there and knows less than it did.
  ///
  /// - Parameter lacks: what it lacks.
  /// - Returns: a sentence, and the ways out, without the path.
  func sentence(lacking lacks: [String]) -> String {
    let most = 4
    let words = lacks.prefix(most).joined(separator: ", ")
    let more = lacks.count > most ? " and \(lacks.count - most) more" : ""
    return "it lacks what it had when emic last saved something here: "
      + "\(DisplayText.safe(words + more)). An older version may have been put back, or a part was lost. "
      + "`\(wayBackByMerging)`\(whoMerges) brings it back and keeps what is new; if it is meant so: "
      + "`\(wayOut)`."
  }

  /// Of a file that is there and differs from the copy, though nothing is known to be lacking.
  var sentenceIfOther: String {
    "it is another than the copy that emic kept when it last saved something here. "
      + "`diff \([copy, path].map(ShellWord.quoted).joined(separator: " "))` shows what differs; "
      + "`\(wayBackByMerging)`\(whoMerges) takes in what it lacks."
  }

  private var wayBack: String { "cp \(ShellWord.quoted(copy)) \(ShellWord.quoted(path))" }

  /// As a second version beside it, so that nothing is lost that was done since.
  private var wayBackByMerging: String {
    let (folder, name) = Path.split(path)
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let beside = Path.join(folder, "\(name[..<dot]) (conflicted copy)\(name[dot...])")
    let words = [copy, beside].map(ShellWord.quoted).joined(separator: " ")
    return "cp \(words) && emic merge \(ShellWord.quoted(study))"
  }

  private var whoMerges: String {
    kind == .codebook ? " (with --as, by who writes the codebook)" : ""
  }

  private var wayOut: String { "rm \(ShellWord.quoted(copy))" }
}

/// A shared file that is there and knows less than when emic last saved something in the study.
public struct LackingFile: Hashable, Sendable {
  public let file: SharedFile
  /// Without the path: what it lacks, and the ways out.
  public let sentence: String

  /// In one line.
  public var message: String { "\(DisplayText.safe(file.path)): \(sentence)" }

  init(_ file: SharedFile, _ lacks: [String]) {
    self.file = file
    sentence = file.sentence(lacking: lacks)
  }
}

/// A shared file whose kept copy is another: gone, or changed since by something else than emic.
public struct OtherSharedFile: Hashable, Sendable {
  public enum State: String, Sendable {
    case gone
    /// Something is known to be lacking.
    case lacking
    case differs
  }

  public let path: String
  public let copy: String
  public let state: State
  /// In one line: what is so, and how the copy comes back.
  public let message: String
}

extension SharedFile {
  /// What there is to say of its copy; `nil` where there is none, or the file is as it was.
  func other(transcripts: [String]) -> OtherSharedFile? {
    func other(_ state: OtherSharedFile.State, _ message: String) -> OtherSharedFile {
      OtherSharedFile(path: path, copy: copy, state: state, message: message)
    }
    if let gone = ifGone { return other(.gone, gone.messageIfGone) }
    guard isOther else { return nil }
    let lacks = lacks(transcripts: transcripts)
    guard lacks.isEmpty else { return other(.lacking, LackingFile(self, lacks).message) }
    return other(.differs, "\(DisplayText.safe(path)): \(sentenceIfOther)")
  }
}
