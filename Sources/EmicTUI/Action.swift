import EmicKit

/// What can happen: input from the terminal, and the results of effects.
///
/// Indirect, for it is handed on several times: a copy is one reference, however large a result.
public indirect enum Action: Sendable {
  case input(Input)
  case opened(OpenedTranscript)
  /// The beginning of a long transcript, which is opened when the rest is read.
  case beginningRead(OpenedTranscript)
  case openFailed(transcript: String, problem: String)
  case rowsLoaded([TranscriptRow])
  case ownWorkLoaded(OwnWork)
  /// The coder's proposals, pinned codes and what else was left, and who it is.
  case began(
    Coder,
    proposals: [Code],
    quickCodes: [Int: Code.ID],
    drafts: [String: Draft],
    columns: [Code.ID]
  )
  /// The codebook, with what it is used for.
  case codebookRead(OpenedCodebook)
  /// Why the codebook could not be read, in a sentence.
  case codebookRefused(String)
  /// Somebody else has saved the codebook.
  case codebookChanged(Codebook)
  /// A coder's file of proposals was written: this is what is there now.
  case proposalsChanged([Code], of: Coder.ID)
  /// Somebody has proposed a code, or decided about one.
  case anyProposalsChanged
  /// The changes under way are on the disk: this is what is there now.
  case codebookSaved(Codebook)
  case codebookNotSaved(reason: String)
  /// Codes are simply gone from the codebook's file: what is in memory stays until somebody decides.
  case codebookLost(CodebookLoss)
  /// That was decided: this is the codebook from here on.
  case codebookSettled(SettledCodebook)
  /// It could not be done; why, in a sentence.
  case codebookNotSettled(String)
  /// What could not be saved is to be tried again.
  case codebookRetry
  /// Nothing was saved: others have changed the same.
  case codebookDiffers(CodebookConflicts)
  /// The coder's work, read for the recode queue.
  case recodingRead(OpenedRecoding)
  /// Why it could not be read, in a sentence.
  case recodingRefused(String)
  case recodingSaved(revision: Int, transcript: String, merged: Merge?)
  case recodingNotSaved(revision: Int, transcript: String, reason: String)
  /// What could not be saved is to be tried again.
  case recodingRetry
  /// All memos that the coder may see, and what could not be read.
  case memosRead([ListedMemo], problems: [String])
  /// Why they could not be read, in a sentence.
  case memosRefused(String)
  /// A memo on a code, a case or the study is on the disk, or why it is not.
  ///
  /// - Parameter isJoined: whether another session had written it meanwhile, and both wordings stand there.
  ///
  /// - Parameter isChanged: whether anything was written that can be taken back.
  case memoSaved(
    String,
    on: MemosFile.Subject,
    problem: String?,
    isJoined: Bool = false,
    isChanged: Bool = true
  )
  /// A memo on a code, a case or the study was taken back or written again, or was not.
  case memoStepped(String, isProblem: Bool)
  /// A transcript's case, as it is known now.
  case caseRead(OpenedCase)
  /// What came back from the editor.
  case edited(String)
  /// The review of the study, read for whoever looks.
  case reviewRead(OpenedReview)
  /// Somebody has submitted or opened work again since the review was read.
  case reviewOutdated
  /// Why there is nothing to review, in sentences.
  case reviewRefused(String)
  /// The figures, counted as was asked for.
  case reviewCounted(ReviewFigures)
  /// The adjudication of a transcript is closed, and its consensus complete.
  case adjudicationClosed(transcript: String, Sidecar)
  /// Another adjudicator has closed a transcript, so that a verdict could not be saved.
  case adjudicationClosedByOther(transcript: String, Sidecar)
  /// It is on record that this coder is shown others' codings of these transcripts.
  case revealed(transcripts: [String])
  /// That is not on record, so nothing is shown; why, in sentences.
  case revealRefused(String)
  /// - Parameters:
  ///   - merged: what is on disk now, when another session's changes were taken in.
  ///   - count: how many codings came from there.
  case saved(revision: Int, transcript: String, coder: Coder.ID, merged: Merge?)
  case saveFailed(revision: Int, transcript: String, coder: Coder.ID, reason: String)
  /// What can be undone and done again in a transcript, whichever session of the coder has done it.
  case stepsRead(UndoStacks<Change>?, transcript: String)
  /// The transcript's file is not the text any more that is on the screen.
  case textChanged(transcript: String, problem: ChangedText)
  /// What becomes of the codings of a transcript that has changed.
  case reanchoringProposed(Reanchoring)
  /// It is on the disk; what the sidecar was before, and how many codings have moved, in words.
  case reanchored(transcript: String, before: Sidecar, after: Sidecar, summary: String)
  case reanchoringTakenBack(transcript: String)
  /// The sidecar on disk was changed by somebody else.
  case changedOnDisk(transcript: String, coder: Coder.ID, Merge)
  /// The codings of the study, read for whoever looks.
  case codingsRead(StudyCodings)
  /// Why they could not be read, in a sentence.
  case codingsRefused(String)
  /// What came of a question about them.
  case answered(Answered)
  /// Why a question has no answer, in a sentence.
  case questionRefused(Question, String)
  /// To answer or to export this, others' codings of transcripts would be shown that whoever asks has not
  /// submitted; that is asked first.
  case revealAsked(RevealWish, transcripts: [String])
  /// Hits of a search, and how many transcripts are searched of all.
  case searchFound(number: Int, [StudyHit], searched: Int, all: Int)
  /// A search is over; why it stopped before its end, in a sentence.
  case searchEnded(number: Int, problem: String?)
  /// The framework matrix, with the codings to which it refers, and what this coder can undo of it.
  case frameworkRead(VisibleFramework, StudyCodings, UndoStacks<FrameworkChange>)
  case frameworkRefused(String)
  case summarySaved(FrameworkChange, ChangeHistory.Act, VisibleFramework)
  /// Why it is not on the disk, in a sentence; the matrix as it is there, when it could be read.
  case summaryNotSaved(FrameworkChange, ChangeHistory.Act, VisibleFramework?, String)
  /// An import goes on in the background.
  case importing(done: Int, of: Int)
  case imported(ImportedFiles)
  /// An export of the study goes on in the background: what it is at, and how much of how much of that is
  /// done; of 0 where nobody knows.
  case exporting(step: String, done: Int, of: Int)
  /// It is over; a note says what came of it.
  case exportEnded
  /// Others have brought texts into the study, or taken some out: all that there are now.
  case transcriptsListed([String])
  /// What was typed in a line cannot be done; why, in a sentence.
  case answerRefused(String)
  /// Something went well or wrong that the coder should read.
  case note(String, isProblem: Bool)
  /// Time has passed: the message may be over.
  case clock
  /// The question that has come up was drawn, and no input waits that came before: keys answer it now.
  case questionSeen

  /// What came from another session of the same coder.
  public struct Merge: Sendable {
    /// What this session had last given to disk or read from it.
    public var base: Sidecar
    public var sidecar: Sidecar
    /// How many codings came from there.
    public var count: Int

    public init(base: Sidecar, sidecar: Sidecar, count: Int) {
      self.base = base
      self.sidecar = sidecar
      self.count = count
    }
  }
}

/// That the text in view is not that of its file any more.
public struct ChangedText: Sendable {
  /// Why nothing more is written, and what to do.
  public var sentence: String
  /// Whether it names the keys that find codings again in the new text: these work in the popup that says it.
  public var leadsToReanchoring: Bool

  public init(_ sentence: String, leadsToReanchoring: Bool = false) {
    self.sentence = sentence
    self.leadsToReanchoring = leadsToReanchoring
  }
}

/// What came of an import.
public struct ImportedFiles: Sendable {
  /// All transcripts that the study has now.
  public var transcripts: [String]
  /// In one sentence.
  public var summary: String
  /// File by file, in lines.
  public var report: [String]
  public var isProblem: Bool
  /// Whether there was nothing to import where somebody has said.
  package var isRefused = false
  /// Files of which somebody has to say in which encoding they are written.
  package var undecided: [UndecidedFile] = []

  public init(transcripts: [String], summary: String, report: [String], isProblem: Bool) {
    self.transcripts = transcripts
    self.summary = summary
    self.report = report
    self.isProblem = isProblem
  }
}

/// A transcript with one coder's work, as read from disk.
public struct OpenedTranscript: Sendable {
  public var transcript: Transcript
  public var sidecar: Sidecar
  public var caseName: String?
  /// Of the case table and the header, by name; `nil` where only the header is known.
  public var attributes: [String: String]?
  /// Why nothing may be written, in one sentence; `nil` when all is well.
  public var closedBecause: String?
  /// What has to be read before anybody codes here, in one sentence.
  public var warning: String?
  public var caret: Int?
  public var readTo: Int
  public var undoable: [Change]
  public var redoable: [Change]
  /// When the sidecar was last written; `nil` when there is none yet.
  public var saved: Timestamp?
  /// The sidecar before its codings were found again, where that can be taken back.
  public var beforeReanchoring: Sidecar?

  public init(
    transcript: Transcript,
    sidecar: Sidecar,
    caseName: String? = nil,
    attributes: [String: String]? = nil,
    closedBecause: String? = nil,
    caret: Int? = nil,
    readTo: Int = 0,
    undoable: [Change] = [],
    redoable: [Change] = [],
    saved: Timestamp? = nil
  ) {
    self.transcript = transcript
    self.sidecar = sidecar
    self.caseName = caseName
    self.attributes = attributes
    self.closedBecause = closedBecause
    self.caret = caret
    self.readTo = readTo
    self.undoable = undoable
    self.redoable = redoable
    self.saved = saved
  }
}

/// A file that is not UTF-8 and does not say what it is.
package struct UndecidedFile: Sendable {
  package var path: String
  /// What it may be, the likeliest first.
  package var candidates: [EncodingCandidate]

  package init(path: String, candidates: [EncodingCandidate]) {
    self.path = path
    self.candidates = candidates
  }
}
