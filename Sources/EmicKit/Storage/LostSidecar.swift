/// A coder's work on a transcript that is not there, though the study knows of it.
///
/// To begin it anew without a word would leave behind what is in a backup, and the flags that bind words.
public struct LostSidecar: Hashable, Sendable {
  public let transcript: String
  public let coder: Coder.ID
  /// Where it would be, relative to the study.
  public let name: String
  /// The day from which it is brought back: of the latest backup, or else on which it was last changed as far as is
  /// known; `nil` where nothing of it can be read.
  public let day: String?
  /// The last submission of which there is a frozen copy.
  public let frozen: FrozenCopy?

  /// A submission as it was frozen.
  public struct FrozenCopy: Hashable, Sendable {
    public let number: Int
    /// Relative to the study.
    public let name: String
  }

  /// How it comes back.
  ///
  /// - Parameter study: the folder, as it is written in commands.
  /// - Returns: sentences with the commands.
  public func wayBack(study: String) -> String {
    var ways: [String] = []
    let quoted = ShellWord.quoted
    if let day {
      ways.append(
        "`emic restore \(quoted(study)) --from \(day) --transcript \(quoted(transcript)) --coder \(coder)` brings it back as it "
          + "was last known: from a backup or what was submitted, with what the history knows of since."
      )
    }
    if let frozen {
      ways.append(
        "`cp --no-preserve=mode \(quoted("\(study)/\(frozen.name)")) \(quoted("\(study)/\(name)"))` brings back what was submitted "
          + "as \(frozen.number) alone."
      )
    }
    if ways.isEmpty {
      ways.append(
        "Nothing of it in .emic can be read; take it from where the folder is kept a second time."
      )
    }
    return ways.joined(separator: " ")
  }
}

extension StudyFolder {
  /// What a frozen copy, a backup or the history of undo knows of a coder's sidecar that is not there.
  ///
  /// - Returns: `nil` where there is one, or where nothing tells of any.
  public func lostSidecar(of transcript: String, by coder: Coder.ID) -> LostSidecar? {
    let name = sidecarName(of: transcript, by: coder)
    guard FileReader.isGone(absolute(name)) else { return nil }
    let restoring = Restoring(of: self)
    let backup = restoring.lastDay(of: name)
    let number = submissions(of: transcript, by: coder).last
    let history = HistoryFile(of: self, by: coder, named: transcript)
    guard backup != nil || number != nil || history.lines.contains(where: HistoryLine.tellsOfWork),
      // Else another process has begun it since the first look, and what is known is of that.
      FileReader.isGone(absolute(name))
    else { return nil }
    return LostSidecar(
      transcript: transcript,
      coder: coder,
      name: name,
      day: backup ?? restoring.lastKnown(name).sidecar?.lastChange.date,
      frozen: number.map { number in
        .init(number: number, name: submissionName(of: transcript, by: coder, number: number))
      }
    )
  }
}
