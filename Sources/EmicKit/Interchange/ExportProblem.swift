/// Why an export is not made, or not finished; the file that was there is as it was.
public enum ExportProblem: Error, Hashable, Sendable {
  case file(FileProblem)
  case unknownEnding(String, known: [String])
  /// `--what` names something that a file of this ending cannot hold.
  case notInThisForm(String, ending: String, known: [String])
  case unknownProfile(String, known: [String])
  /// The place is in the study and not in its `exports/`.
  case insideStudy(String)
  /// The place is in another study, and not in its `exports/`.
  case insideOtherStudy(String, study: String)
  /// Something is there that emic has not exported.
  case otherFile(String)
  /// A file is there that must not be written.
  case readOnly(String)
  /// The codebook, or the list of names that is being read.
  case ownFile(String)
  /// The export and the list of what was replaced in it are one file.
  case ownLog(String)
  /// A release under a name that says there are real names in it.
  case saysIdentified(String)
  /// Nobody can tell which words of a transcript may not be quoted.
  case unknownFlags(FlagDoubt)
  /// A part of what was asked for cannot be read: why, in a sentence.
  case incomplete(String)
  /// A transcript is not there, and what is exported would lack it.
  case missing(StudyFolder.MissingTranscript)
  /// A part of it must not be shown, since that cannot be put on record: why, in a sentence.
  case unrecorded(String)
  /// A row for each character and code.
  case unitOfCharacters
  /// There is nothing of the kind in the study.
  case nothing(String)

  public var message: String {
    switch self {
    case .file(let problem): problem.message
    case .unknownEnding(let path, let known):
      "\(DisplayText.safe(path)): no export has this ending. Use one of: "
        + known.joined(separator: ", ") + "."
    case .notInThisForm(let what, let ending, let known):
      known.isEmpty
        ? "a \(ending) file holds one thing only. Leave --what out."
        : "a \(ending) file cannot hold \"\(DisplayText.safe(what))\". Use --what with one of: "
          + known.joined(separator: ", ") + "."
    case .unknownProfile(let profile, let known):
      known.isEmpty
        ? "there is one form of this export only. Leave --for out."
        : "\"\(DisplayText.safe(profile))\" is nothing that this export is made for. Use --for with one "
          + "of: \(known.joined(separator: ", "))."
    case .insideStudy(let path):
      "\(DisplayText.safe(path)): this lies in the study, where it could be taken for a transcript or "
        + "write over the study's own files. Export into exports/, or outside the study."
    case .insideOtherStudy(let path, let study):
      "\(DisplayText.safe(path)): this lies in the study \(DisplayText.safe(study)), where it could be "
        + "taken for a transcript or write over that study's own files. Export outside of studies, or "
        + "into an exports/ folder."
    case .otherFile(let path):
      "\(DisplayText.safe(path)): this file is there, and it is no export of emic's. Choose another name; "
        + "`emic export --force` replaces it."
    case .readOnly(let path):
      "\(DisplayText.safe(path)): this file is there, and it is read-only. Choose another name; "
        + "`emic export --force` replaces it."
    case .ownFile(let path):
      "\(DisplayText.safe(path)): this file is read for the export and would be written over. Choose "
        + "another name."
    case .ownLog(let path):
      "\(DisplayText.safe(path)): the export and its --log are one file. Nothing was written; give the "
        + "log a name of its own."
    case .saysIdentified(let path):
      "\(DisplayText.safe(path)): the name says \(ExportPlace.mark), and this export is not. Choose "
        + "another name, or type --identified."
    case .unknownFlags(let doubt):
      doubt.message
        + (doubt.reason == .unreadable
          ? " Nothing was exported; `emic check` says where it is damaged."
          : " Nothing was exported; an earlier export is as it was.")
    case .incomplete(let reason):
      Self.nothing(reason) + " `emic check` lists what cannot be read."
    case .missing(let missing):
      DisplayText.safe(missing.transcript)
        + (missing.named.map {
          ": this transcript is missing, but \(DisplayText.safe($0)) is about it."
        } ?? ": this is a link, and links inside a study are not followed.")
        + " Nothing was exported, since a part must not take the place of the whole; an earlier export is as "
        + "it was. Bring the transcript back; --transcript exports those that are there."
    case .unrecorded(let reason): Self.nothing(reason)
    case .unitOfCharacters:
      "a table of single characters would have millions of rows. Use --unit turn or --unit sentence."
    case .nothing(let what): "there are no \(what) to export. Nothing was written."
    }
  }

  private static func nothing(_ reason: String) -> String {
    // A sentence may end with a command to be copied.
    reason + (reason.hasSuffix(".") ? " Nothing" : " – nothing")
      + " was exported, since a part must not take the place of the whole; an earlier export is as it was."
  }
}
