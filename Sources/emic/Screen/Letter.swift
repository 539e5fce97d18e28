import EmicKit
import EmicTUI

/// What comes from the background.
enum Letter: Sendable {
  case action(Action)
  /// The text is there of which only the beginning was shown.
  case textRead
  case saved(SaveQueue.Save, SaveOutcome)
  /// Something is safe in a sidecar, and could not be added to the history.
  case historyUnwritten
  /// The disk was looked at with this sidecar in hand.
  case polled(Sidecar, transcript: String, SidecarStore.Poll)
  /// The study was read for its review.
  case reviewed(ReviewReading.Opened)
  /// Whether there are submissions that the review does not show yet.
  case lookedForSubmissions(areNew: Bool)
  /// The codebook was read, with what it is used for.
  case codebookRead(OpenedCodebook, afterSaves: Int, records: Int)
  /// What somebody else has saved of the codebook, if anything.
  case codebookPolled(Codebook?)
  case codebookSettled(SettledCodebook)
  case codebookSaved(Result<Codebook, CodebookSaveProblem>)
  /// A small file was changed, and what the state has to know of it.
  case fileChanged(Action?)
  /// One coder's work was read for the recode queue.
  case recodingRead(RecodeDesk.Opened)
  /// An adjudication was closed, or was not.
  case closed(Result<Sidecar, AdjudicationProblem>, transcript: String)
  /// A quotation that is to be in the terminal's clipboard.
  case toClipboard(String)
  /// Files were brought into the study, which is this now.
  case imported(ImportedFiles, StudyFolder)
  /// Others have brought texts into the study, which is this now.
  case listed(StudyFolder)
}
