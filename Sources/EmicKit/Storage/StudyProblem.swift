/// Why a study or one of its files cannot be opened.
public enum StudyProblem: Error, Hashable, Sendable {
  case file(FileProblem)
  case studyFile(StudyFileError)
  case codebook(CodebookError)
  case cases(CaseTableError)
  case sidecar(SidecarError)
  case memos(MemosFileError)
  /// A coder's memos on codes, cases and the study are gone, and would be begun anew.
  case memosGone(path: String)
  /// A coder's memos are an older version of them.
  case memosOlder(OlderMemos)
  /// A frozen copy of a coder's submission is gone: its path, whose it is, its number.
  case frozenCopyGone(String, Coder.ID, Int)
  /// The codebook that `study.yaml` names is not there: its path, and the name.
  case codebookMissing(String, named: String)
  /// `.emic` is a link; its path.
  case linkedInternals(String)
  /// `cases.csv` lacks what kept words at the heads of texts back.
  case casesLack(LackingFile)
  /// So many changes of a sidecar that is gone may have flagged words, and do not fit what is known of it.
  case changesLost(Int, file: String)
  /// What a merge had made of a sidecar that is gone, at a time: no copy has it any more.
  case checkpointGone(file: String, Timestamp)
  /// Of a sidecar that is gone nothing but its frozen copy is known.
  case onlyFrozen(file: String)
  case framework(FrameworkError)
  case text(TranscriptTextProblem, file: String)
  /// Two names that differ in case or in the way their letters are composed only.
  case collision(String, String)
  case noSuchTranscript(String, nearest: String?)
  case ambiguousTranscript(String, [String])
  /// A path given on the command line in which nothing stands.
  case emptyPath
  /// A path given on the command line that is neither a folder nor a `.txt` or `.md`.
  case notAStudy(String)
  case severalCodebooks([String])
  /// The `study.yaml` of a study that is open has gone since; its path.
  case studyFileGone(String)
  /// A file on which the study rests is gone, and a copy of it is known.
  case sharedFileGone(SharedFile)
  /// A file on which the study rests is gone, and a second version of it lies in its place: the path, and that one's
  /// name.
  case putAside(String, String)
  /// A transcript that was withdrawn from the study and has come back; its path.
  case withdrawnText(String)
  /// A folder that is no study itself and has some below it.
  case studiesBelow([String], of: String)

  var isOfFrozenCopyGone: Bool { if case .frozenCopyGone = self { true } else { false } }

  public var message: String {
    switch self {
    case .file(let problem): problem.message
    case .studyFile(let error): error.message
    case .codebook(let error): error.message
    case .cases(let error): error.message
    case .sidecar(let error): error.message
    case .memos(let error): error.message
    case .memosGone(let path):
      "\(DisplayText.safe(path)): the file is gone, and with it memos that a backup or the history knows of. Nothing "
        + "was written; `emic restore STUDY --list` and `--from DATE` bring them back."
    case .memosOlder(let older):
      "\(older.name): \(older.words(study: "STUDY")) Nothing is written here before that; "
        + "`emic memo … --begin-anew` goes on with it as it is."
    case .casesLack(let file):
      "\(file.message) Until then nothing leaves: what stands at the heads of the texts would take its place."
    case .frozenCopyGone(let path, let coder, let number):
      "\(DisplayText.safe(path)): the frozen copy of \(coder)'s submission \(number) is gone, and nothing else is what "
        + "was submitted then. Put it back from another copy of the study or a backup of the disk; until then this "
        + "work is left out."
    case .codebookMissing(let path, let name):
      "\(DisplayText.safe(path)): there is no such file, and study.yaml names it as the codebook "
        + "(\(DisplayText.safe("codebook: \(name)"))). Put it there from where it is kept a second time, or name the "
        + "right one in study.yaml."
    case .linkedInternals(let path):
      "\(DisplayText.safe(path)): this is a link, and links in a study are not followed: what emic keeps for undo and "
        + "backups would leave the study. Take the link away, and move the folder that it leads to here."
    case .changesLost(let count, let file):
      "\(DisplayText.safe(file)): \(count == 1 ? "1 change" : "\(count) changes") that may flag words "
        + "\(count == 1 ? "does" : "do") not fit what is known of it."
    case .checkpointGone(let file, let time):
      "\(DisplayText.safe(file)): on \(time.date) more changed it than the history tells (a merge), and no "
        + "copy in .emic has that any more. `emic merge` takes it from another copy of the study."
    case .onlyFrozen(let file):
      "\(DisplayText.safe(file)): nothing but what was submitted is known of it, nor whether it was opened again and "
        + "changed. Ask who coded it."
    case .framework(let error): error.message
    case .text(let problem, let file): problem.message(file: file)
    case .collision(let one, let other):
      "\(one) and \(other): the two names differ in case or accents only, and other systems take them for one. Rename one of them."
    case .noSuchTranscript(let name, let nearest):
      "there is no transcript \"\(name)\" in the study. "
        + (nearest.map { "Did you mean \($0)?" } ?? "`emic status` lists the transcripts.")
    case .ambiguousTranscript(let name, let paths):
      "\"\(name)\" may be \(paths.joined(separator: " or ")). Give the path."
    case .emptyPath:
      "the path is empty. Give a study's folder or a transcript; \".\" is the folder that one is in."
    case .notAStudy(let path):
      "\(path): this is neither a folder nor a .txt or .md. Give a study's folder or a transcript; `emic import` brings other files into a study."
    case .studiesBelow(let folders, let path):
      "\(DisplayText.safe(path)): this is no study, but \(folders.count == 1 ? "one lies" : "some lie") in it. "
        + "Open \(Self.choice(of: folders.map { DisplayText.safe(Path.join(path, $0)) }))."
    case .studyFileGone(let path):
      "\(path): it is gone from the study. Put it back: only it says who codes blind, where work is kept "
        + "and whether names may leave."
    case .sharedFileGone(let file): file.messageIfGone
    case .putAside(let path, let copy):
      "\(DisplayText.safe(path)): there is none, and \(DisplayText.quoted(copy)) lies there as a second version of it. "
        + "Give it the name of the file if it is the right one; else put it away from the study."
    case .withdrawnText(let path):
      "\(DisplayText.safe(path)): this text was withdrawn from the study, and is here again. Nothing of it is read, shown, "
        + "counted or exported. `emic withdraw`, given once more with the case, or with the path of the text where no "
        + "table names the case any more, takes it out."
    case .severalCodebooks(let files):
      "several codebooks lie in the folder: \(files.joined(separator: ", ")). Name one in study.yaml, or with --codebook."
    }
  }

  /// `a or b`; of many the first, and how many more there are.
  private static func choice(of names: [String]) -> String {
    let most = 5
    let shown = names.prefix(most).joined(separator: " or ")
    return names.count > most ? "\(shown) or one of \(names.count - most) more" : shown
  }
}
