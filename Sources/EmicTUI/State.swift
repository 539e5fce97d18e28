import EmicKit

/// All that the screen shows and the keys change.
public struct State {
  enum Screen {
    case coderChoice, study, coding, review, retrieval, counts, search, framework, codebook,
      recoding
  }

  /// A line for the coder, and until when it stands in place of the facts.
  struct Message: Equatable {
    var text: String
    var isProblem: Bool
    var until: Timestamp
    /// Whether it came from the world and not as the answer to a key: no key takes it away unread.
    var isFromOutside = false
  }

  /// Whether the list of transcripts is in view, and no import of one's own is on its way.
  public var showsTranscripts: Bool { screen == .study && jobs.importing == nil }

  public var size: Size
  /// How many colours the terminal shows.
  public var depth: ColorDepth
  /// How whoever looks at the screen wants it.
  public var settings = ScreenSettings()
  /// The keys of somebody who has rebound some; `nil` for those that emic comes with.
  public var ownKeymap: Keymap? { didSet { foot = KeptFoot() } }
  /// The keys at the foot as they were drawn last; copies share it, for no state looks otherwise by it.
  var foot = KeptFoot()
  var screen: Screen
  var popups: [Popup] = []
  var pendingKeys: [Key] = []
  @Kept var reanchoring = ReanchoringState()
  /// What is said of a transcript once it is open.
  var wordsAtOpening: String?
  var message: Message?
  var pastMessages: [String] = []
  /// Whether what is said just now comes from the world and is not the answer to a key.
  var speaksFromOutside = false
  /// The line that was typed last, until the next key: what is wrong with it may be known later.
  @Kept var answeredPrompt: Prompt?
  var isBlank = false
  /// What the mouse has pressed last.
  var pointer: Pointer?
  /// Whether the mouse did what was done last, rather than a key: then the text under it stays where it is.
  var isPointing = false
  var isLeaving = false
  /// Whether somebody waits to hear that all is on the disk.
  var isCheckingSave = false

  var coder: Coder?
  public internal(set) var studyTitle: String
  /// What is shown in the place of real names; offsets and quotations stay those of the texts.
  let names: NameList?
  var knownCoders: [Coder]
  /// The team's codebook with this coder's proposals at its end.
  @Kept var codebook: Codebook
  var proposals: [Code] = []
  /// Proposals that were taken back in this session.
  var withdrawn: Set<Code.ID> = []
  /// How this coder has used the codes elsewhere in the study.
  @Kept var ownWork = OwnWork()
  /// Code by digit, 1 to 9.
  var quickCodes: [Int: Code.ID] = [:]
  /// Memos begun and not saved.
  var drafts: [String: Draft] = [:]
  /// When what is being written is kept as one.
  var draftDue: Timestamp?
  /// Memos outside sidecars that were written in view of what is shown.
  var memoTrail = MemoTrail()

  /// Whether agreement is opened as soon as the coder is known.
  public var beginsWithReview = false
  /// The transcript to open as soon as the coder is known, or the last one is saved.
  var opens: String?
  @Kept var list: TranscriptList
  var coding: CodingState?
  /// Agreement and its passages, once they were read.
  @Kept var review: ReviewState?
  var reviewProgress = ReviewProgress.idle
  var jobs = BackgroundJobs()
  var waiting = WaitingQuestions()
  /// Files whose encoding is asked, one after the other.
  var encodingQuestions: [UndecidedFile] = []
  /// What came of the files so far, until all questions are answered.
  var importReport: [String] = []
  /// What is shown as soon as it is on record that others' codings are.
  var reviewWish: ReviewWish?
  /// What is shown once somebody has said that others' codings may be.
  var askedReviewWish: ReviewWish?
  /// What is to be undone or done again, and was found not to be as it was left.
  var staleStep: (act: ChangeHistory.Act, change: Change)?
  /// What was typed ahead of what it is meant for, in its order.
  var held: [Input] = []
  /// Whether the next disagreement (`true`) or the previous one is gone to when the study is read.
  var awaitedDisagreement: Bool?
  /// The screens through which somebody came to the one in view, the last at the end.
  var trail: [Stop] = []
  /// Where the caret is put as soon as its transcript is open.
  var awaitedPlace: AwaitedPlace?
  /// The study's codings, once they were read.
  @Kept var codings: StudyCodings?
  var codingsProgress = CodingsProgress.idle
  /// What was asked and has no answer yet.
  var askedQuestion: Question?
  /// Which state of the own work the codings have taken in.
  var ownRevision: String?
  /// The coding to which the next link leads.
  var linkMark: LinkMark?
  /// What waits for the study's codings: a jump along a link, the list of links.
  var awaitedCoding: Coding.ID?
  var awaitsLinks = false
  @Kept var retrieval = RetrievalState()
  @Kept var counts = CountsState()
  @Kept var framework = FrameworkState()
  @Kept var studySearch = StudySearchState()
  /// The codebook, once it was opened.
  @Kept var book: CodebookState?
  /// The codes that are gone from its file, until somebody has said what is to be done.
  var codebookLoss: CodebookLoss?
  /// The recode queue, once it was read.
  @Kept var recoding: RecodeState?
  /// Why it could not be read, in a sentence.
  var recodingRefusal: String?
  /// Where `q` leads from the recode queue.
  var recodingReturnsTo = Screen.study
  /// What waits for the memos to be read.
  var memoWish: MemoWish?
  /// The transcript that was opened from a list.
  var visiting: Visit?

  // Filled while an action is carried out and handed over at its end.
  var outbox: [Effect] = []
  var moment: Moment

  /// A state before anything was read but the study's folder.
  ///
  /// - Parameters:
  ///   - size: of the screen.
  ///   - depth: how many colours it shows.
  ///   - study: what is known before a transcript is read.
  ///   - coder: `nil` when the screen has to ask.
  ///   - opens: the transcript to begin with, else the list.
  ///   - names: what is shown in the place of real names.
  ///   - moment: now.
  public init(
    size: Size,
    depth: ColorDepth = .many,
    study: StudySummary,
    coder: Coder?,
    opens: String? = nil,
    names: NameList? = nil,
    moment: Moment
  ) {
    self.opens = opens
    self.names = names
    self.size = size
    self.depth = depth
    self.coder = coder
    self.moment = moment
    studyTitle = study.title
    knownCoders = study.coders
    codebook = study.codebook
    list = TranscriptList(rows: study.rows)
    screen = coder == nil ? .coderChoice : .study
    if coder == nil { askForCoder() }
  }
}

extension State {
  /// Not stored: it is made when the first key comes, or after the first frame.
  var keymap: Keymap { ownKeymap ?? .standard }

  /// What is not safe on disk yet, newest state: sidecar, transcript and revision.
  public var unsaved: (sidecar: Sidecar, transcript: String, revision: Int)? {
    guard let coding, coding.access == .open else { return nil }
    if case .saved = coding.saving { return nil }
    return (coding.sidecar, coding.transcript.name, coding.revision)
  }

  /// Whether decisions of the recode queue could not be brought to the disk and are to be tried again.
  public var wantsRecodingSaved: Bool {
    recoding?.works.values.contains {
      if case .notSaved = $0.saving { true } else { false }
    } ?? false
  }

  /// The consensus on transcripts that is not safe on disk yet.
  public var unsavedVerdicts: [(sidecar: Sidecar, transcript: String, revision: Int)] {
    guard let review else { return [] }
    return review.unsaved.compactMap { name in
      review.work(on: name).map { ($0.sidecar, name, $0.revision) }
    }
  }

  /// The consensus on the transcript whose passage is in view, when it may be written.
  public var openVerdicts: (sidecar: Sidecar, transcript: String, revision: Int)? {
    guard screen == .review, let review, review.readOnlyBecause == nil,
      let reading = review.reading, let work = review.work(on: reading.transcript.name),
      work.closedBecause == nil
    else { return nil }
    return (work.sidecar, reading.transcript.name, work.revision)
  }

  /// Whether agreement, its passages and verdicts are in view.
  public var showsReview: Bool { screen == .review && review != nil }

  /// Whether the review is to be read again, and nothing on the screen would be lost by it.
  public var wantsReviewRead: Bool {
    showsReview && review?.isOutdated == true && reviewProgress != .reading && mayReviewChange
  }

  /// Whether nobody is in the middle of a choice or of moving an edge.
  var mayReviewChange: Bool { popups.isEmpty && review?.reading?.edit == nil }

  /// Whether the codebook on the screen is not what the disk has.
  public var isCodebookUnsaved: Bool { book?.pending.isEmpty == false }

  /// Whether changes of the codebook could not be brought to the disk and are to be tried again.
  public var wantsCodebookSaved: Bool {
    guard let book, book.inFlight == 0, case .notSaved = book.saving else { return false }
    return true
  }

  /// The transcript in view, when nothing is written on it and it may be read anew at any moment.
  public var closedInView: (transcript: String, coder: Coder.ID)? {
    guard screen == .coding, popups.isEmpty, pendingKeys.isEmpty, let coding, let coder,
      coding.access != .open, case .saved = coding.saving
    else { return nil }
    return (coding.transcript.name, coder.id)
  }

  /// The sidecar on the screen, and whether it may be written.
  public var openWork: (sidecar: Sidecar, transcript: String, revision: Int, isOpen: Bool)? {
    coding.map {
      ($0.sidecar, $0.transcript.name, $0.revision, $0.access == .open && !$0.isBeginning)
    }
  }

  /// Whose proposals may be decided about elsewhere while the screen is open.
  public var proposer: Coder.ID? { coder?.id }

  /// When something happens by itself: a message ends, what is being written is kept as a draft, a question
  /// takes answers.
  public var nextDeadline: Timestamp? {
    let ends = settings.isAccessible || isBlank ? nil : message?.until
    return [ends, draftDue, waiting.opensAt].compactMap { $0 }.min()
  }
}
