import EmicKit

/// What the program asks the world to do: a value that a test can compare.
public enum Effect: Hashable, Sendable {
  /// Read a transcript with this coder's sidecar and history.
  case open(transcript: String, coder: Coder.ID)
  /// Read what the start screen shows, and this coder's use of the codes.
  case loadRows(coder: Coder.ID)
  /// Make the newest state of a sidecar durable.
  case save(Sidecar, transcript: String, revision: Int)
  /// Add to the history of changes, for undo across restarts.
  case record(Change, ChangeHistory.Act, transcript: String, coder: Coder.ID, at: Timestamp)
  /// Read again what this coder can undo and do again in a transcript.
  case readSteps(transcript: String, coder: Coder.ID)
  /// The same for the consensus: who has decided or taken back is on record, too.
  case recordVerdict(
    Change,
    ChangeHistory.Act,
    transcript: String,
    adjudicator: Coder.ID,
    at: Timestamp
  )
  /// Keep the coder's proposals; `withdrawn` ones leave the file, others in it stay.
  case saveProposals([Code], withdrawn: Set<Code.ID>, coder: Coder.ID)
  /// Keep where the coder is.
  case remember(Place, transcript: String, coder: Coder.ID)
  /// Read the study again on behalf of a coder who was just chosen.
  case begin(coder: Coder.ID)
  /// Read the codebook, and the codings that this coder may see.
  case readCodebook(coder: Coder.ID)
  /// Bring the codebook to the disk, merged with what others have saved since it was `from`.
  case saveCodebook(Codebook, from: Codebook, settling: [CodebookConflicts.Choice])
  /// Take the codebook's file as it is, with codes gone from it, or write the last whole book again.
  case settleCodebook(taking: Bool)
  /// Keep for undo what was done with a change of the codebook that is on the disk.
  case recordCodebook(CodebookStep, ChangeHistory.Act, coder: Coder.ID, at: Timestamp)
  /// Take an accepted proposal out of its coder's file.
  case dropProposal(ProposedCode)
  /// Put a proposal into its coder's file again.
  case keepProposal(ProposedCode)
  /// Put a proposal aside, with the reason and who did it.
  case decline(
    ProposedCode,
    into: Code.ID?,
    reason: String,
    by: Coder.ID,
    codebook: Int,
    at: Timestamp
  )
  /// Find a coder's codings again in a transcript that has changed.
  case proposeReanchoring(transcript: String, coder: Coder.ID)
  /// Store what was proposed and agreed to.
  case storeReanchoring(Reanchoring, leaving: Set<Coding.ID>, coder: Coder.ID)
  /// Bring the sidecar back that was there before.
  case takeBackReanchoring(Sidecar, to: Sidecar, transcript: String)
  /// Read this coder's sidecars for the recode queue.
  case readRecoding(coder: Coder.ID)
  /// Make the newest state of a sidecar durable in which what waited was decided.
  case saveRecoded(Sidecar, transcript: String, revision: Int)
  /// Add a decision to the history of changes.
  case recordRecoding(
    Change,
    ChangeHistory.Act,
    transcript: String,
    coder: Coder.ID,
    at: Timestamp
  )
  /// Read all memos that this coder may see; of some transcripts their own alone.
  case readMemos(coder: Coder.ID, leavingOut: [String] = [])
  /// Read this coder's own memos on codes, cases and the study, to write one.
  case readOwnMemos(coder: Coder.ID)
  /// Write a memo on a code, a case or the study; an empty one is taken away.
  ///
  /// - Parameter opened: what stood there when it was begun.
  case saveMemo(
    String,
    id: Memo.ID?,
    opened: String,
    on: MemosFile.Subject,
    by: Coder.ID,
    moment: Moment
  )
  /// Write memos, as Markdown, into the study's `exports/`.
  case exportMemos([ListedMemo], title: String, coder: Coder.ID)
  /// Write the study's work, as far as this coder may see it, into a file whose ending says the form.
  case exportStudy(path: String, coder: Coder.ID)
  /// Keep what was begun and not saved, wherever the coder is.
  case keepDrafts([String: Draft], coder: Coder.ID)
  /// Keep which columns of the framework matrix were chosen.
  case keepColumns([Code.ID], coder: Coder.ID)
  /// Read the case of a transcript and its attributes.
  case readCase(transcript: String)
  /// Write the value of an attribute into `cases.csv`; empty makes it unknown.
  case setAttribute(String, String, of: String, coder: Coder.ID?)
  /// Take the coder's last change of a memo on a code, a case or the study back, or do it again.
  case stepMemo(ChangeHistory.Act, coder: Coder.ID)
  /// Take the coder's last change of an attribute back, or do it again; then show the case, where it is
  /// shown. Where it is not, the last of attributes and such memos.
  case stepCase(ChangeHistory.Act, showing: String?, coder: Coder.ID)
  /// Have a text changed in the coder's own editor.
  case edit(String, title: String)
  /// Read the work of all coders that this one may see, compare it, and read the consensus.
  case readReview(coder: Coder.ID)
  /// Count what was read last another way.
  case countReview(Counting)
  /// Put on record that a coder is shown others' codings of these transcripts.
  case reveal(transcripts: [String], coder: Coder.ID)
  /// Write a table of the review, counted like this, into the study's `exports/`.
  case exportReview(ReviewExport, Counting)
  /// Close the adjudication of a transcript over this consensus, which is on disk.
  case closeAdjudication(Sidecar, transcript: String, coder: Coder.ID)
  /// Read all codings of the study that this coder may see.
  case readCodings(coder: Coder.ID)
  /// Answer a question about what was read, with what this coder has changed since.
  case answer(Question, coder: Coder.ID, own: OwnChange?)
  /// Show others' codings of these transcripts from here on, where they are asked for.
  case allowReveal(transcripts: [String], coder: Coder.ID)
  /// Write these quotations, as they may leave the study, into its `exports/`.
  case exportQuotations([CodingRow], form: ExportForm, name: String, coder: Coder.ID)
  /// Write what a question counts into the study's `exports/`.
  case exportCounts(Question, coder: Coder.ID)
  /// Search the study in the background; one that is running is given up.
  case searchStudy(StudySearch, coder: Coder.ID)
  case stopSearch
  /// Read the framework matrix, as far as this coder may see it.
  case readFramework(coder: Coder.ID)
  /// Bring a summary to the disk, or back, unless somebody else has changed it since it was read.
  case saveSummary(FrameworkChange, ChangeHistory.Act, coder: Coder.ID)
  /// Write the framework matrix into the study's `exports/`.
  case exportFramework(ExportForm, coder: Coder.ID)
  /// Write best-practice cards into the study's `exports/`.
  case exportCards(CodingQuery, name: String, coder: Coder.ID)
  /// Write the hand-out on a code into the study's `exports/`.
  case exportTheme(Code.ID, CodingQuery, name: String, coder: Coder.ID)
  /// Put one quotation, as it may leave the study, where `y` puts it.
  case copyQuotation(CodingRow, coder: Coder.ID)
  /// Put the words of a transcript, as they may leave the study, where `y` puts them.
  case copyWords(Span, transcript: String, reference: String, coder: Coder.ID)
  case saveCopy(Sidecar, path: String)
  /// Bring a file, or the files of a folder, into the study; the encoding by its name, where it was asked
  /// for.
  case importFiles(path: String, encoding: String? = nil)
  case redraw
  case suspend
  case quit

  /// A coder's work on a transcript as it is in memory.
  public struct OwnChange: Hashable, Sendable {
    public var sidecar: Sidecar
    public var transcript: String

    init(_ sidecar: Sidecar, of transcript: String) {
      self.sidecar = sidecar
      self.transcript = transcript
    }
  }

  /// As what a list or a table leaves the screen.
  public enum ExportForm: String, Hashable, Sendable {
    case markdown, csv

    /// The ending of the file's name.
    public var ending: String { self == .markdown ? "md" : "csv" }
  }

  /// Whether it brings the codebook, a proposal or a decision of the recode queue to the disk.
  public var isLateSave: Bool {
    switch self {
    case .saveCodebook, .dropProposal, .keepProposal, .decline, .saveRecoded, .saveMemo,
      .setAttribute, .stepCase, .stepMemo:
      true
    default: false
    }
  }

  /// Where a coder is in a transcript, and what goes with it.
  public struct Place: Hashable, Sendable {
    /// In scalars from the start of the text.
    public var caret: Int
    /// The furthest turn read, from 1; 0 for none.
    public var readTo: Int
    public var quickCodes: [Int: Code.ID]
    /// Memos begun and not saved, by what they are on.
    public var drafts: [String: Draft]
  }
}
