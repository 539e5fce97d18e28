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
  /// Keep the coder's proposals; `withdrawn` ones leave the file, others in it stay.
  case saveProposals([Code], withdrawn: Set<Code.ID>, coder: Coder.ID)
  /// Keep where the coder is.
  case remember(Place, transcript: String, coder: Coder.ID)
  /// Read the study again on behalf of a coder who was just chosen.
  case begin(coder: Coder.ID)
  /// Read the work of all coders that this one may see, compare it, and read the consensus.
  case readReview(coder: Coder.ID)
  /// Count what was read last another way.
  case countReview(Counting)
  /// Put on record that a coder is shown others' codings of these transcripts.
  case reveal(transcripts: [String], coder: Coder.ID)
  /// Write the figures, counted like this, into the study's `exports/`.
  case exportFigures(Counting)
  /// Close the adjudication of a transcript over this consensus, which is on disk.
  case closeAdjudication(Sidecar, transcript: String, coder: Coder.ID)
  /// Read all codings of the study that this coder may see.
  case readCodings(coder: Coder.ID)
  /// Answer a question about what was read, with what this coder has changed since.
  case answer(Question, coder: Coder.ID, own: OwnChange?)
  /// Write these quotations, as they may leave the study, into its `exports/`.
  case exportQuotations([CodingRow], form: ExportForm, name: String, coder: Coder.ID)
  /// Put one quotation, as it may leave the study, where `y` puts it.
  case copyQuotation(CodingRow, coder: Coder.ID)
  /// Put a quotation with its reference where `y` puts it.
  case copy(String)
  case saveCopy(Sidecar, path: String)
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

  /// Where a coder is in a transcript, and what goes with it.
  public struct Place: Hashable, Sendable {
    /// In scalars from the start of the text.
    public var caret: Int
    /// The furthest turn read, from 1; 0 for none.
    public var readTo: Int
    public var quickCodes: [Int: Code.ID]
    /// Memos begun and not saved, by what they are on.
    public var drafts: [String: String]
  }
}
