import EmicKit

/// Agreement, its passages and their verdicts on the screen.
struct ReviewState {
  enum Page { case figures, passages, passage, differences }

  /// What the table of agreement has in its rows.
  enum Table { case codes, transcripts, pairs, confusions, rounds }

  /// A passage with the block of sources it belongs to, and where its rows stand.
  struct Item {
    let passage: Passage
    let block: Int
    var states: [RowState]

    var openRows: Int { states.count { !$0.isSettled } }
  }

  /// The consensus on one transcript.
  struct Work: SavedWork {
    /// The coders' work on it, by codes.
    let compared: ComparedTranscript
    var sidecar: Sidecar
    var saving: CodingState.Saving
    var revision = 0
    /// Why nothing can be settled in this transcript, in one sentence.
    var closedBecause: String?
    /// Whether its verdicts may be seen.
    var isShown = true
    /// The coders who have opened their work again.
    var reopened: [Coder.ID] = []

    var transcript: Transcript { compared.transcript }
  }

  /// A verdict that can be undone or redone.
  struct Step {
    var transcript: String
    var change: Change
  }

  var page = Page.figures
  var figures: ReviewFigures
  /// Whether others have submitted since this was read.
  var isOutdated = false
  /// How often verdicts had been changed when the study was asked to be read again.
  var revisionsRead = 0
  /// Whether another count is under way; the figures are those of the last one.
  var isCounting = false
  /// What was asked for last, so that a count that ends late is not taken for it.
  var counting: Counting
  var view = Table.codes
  /// As it was last drawn up.
  var table = FigureTable(columns: [])
  /// Where somebody stands in the table.
  var place = ListPlace()

  /// Why nobody is to settle anything here, in one sentence; `nil` for who adjudicates.
  var readOnlyBecause: String?
  /// What becomes of edges when a transcript is closed.
  let boundaries: StudyFile.Boundaries
  /// Each transcript of which others' codings are hidden, and why in one sentence.
  var hidden: [(transcript: String, sentence: String)]
  /// Whose codings of which transcripts have been shown before, or may be without a record.
  var revealed: Set<String>
  /// The transcripts that this coder has yet to submit: before others' codings are shown there, they are
  /// asked.
  var asksBefore: Set<String>
  /// What was settled otherwise than this coder has coded.
  var differences: [OwnDifference]
  /// The place in `differences`.
  var differenceRow = 0
  /// Whether the passage in view was opened from the differences: it is only read there.
  var cameFromDifferences = false

  /// Of all transcripts of the study.
  var sourceNames = SourceNames(ofPaths: [])
  var isAnonymous = false
  /// The coders of each block, as they are shown.
  private(set) var lanesOfBlocks: [CoderLanes] = []

  private(set) var items: [Item] = []
  /// The places in `items` of the passages of each transcript.
  private let itemsOfTranscripts: [String: [Int]]
  private(set) var works: [String: Work] = [:]
  var undoable: [Step] = []
  var redoable: [Step] = []

  var filter = PassageFilter.all
  /// The places in `items` that are walked.
  var shown: [Int] = []
  /// The place in `shown`.
  var shownRow = 0
  /// The passage in view.
  var reading: PassageReading?

  init(_ opened: OpenedReview) {
    figures = opened.figures
    let study = opened.figures.report.study
    counting = Counting(unit: study.unit, level: study.request.level)
    readOnlyBecause = opened.readOnlyBecause
    boundaries = opened.boundaries
    hidden = opened.hidden
    revealed = opened.revealed
    asksBefore = opened.asksBefore
    differences = opened.differences
    for consensus in opened.consensus {
      let name = consensus.compared.transcript.name
      works[name] = Work(
        compared: consensus.compared,
        sidecar: consensus.sidecar,
        saving: .saved(consensus.saved),
        closedBecause: consensus.closedBecause,
        isShown: consensus.isShown,
        reopened: consensus.reopened
      )
      undoable += consensus.undoable.map { Step(transcript: name, change: $0) }
      redoable += consensus.redoable.map { Step(transcript: name, change: $0) }
    }
    items = opened.passages.map { block, passage in
      Item(passage: passage, block: block, states: [])
    }
    itemsOfTranscripts = Dictionary(grouping: items.indices) { [items] in
      items[$0].passage.transcript
    }
    for name in works.keys { restate(name) }
    shown = Array(items.indices)
    nameLanes()
    drawUpTable()
  }

  /// The comparison as it is counted now.
  var comparison: StudyComparison { figures.report.study }

  // MARK: Coders

  mutating func nameLanes() {
    lanesOfBlocks = comparison.blocks.map {
      CoderLanes($0.comparison.coders, isAnonymous: isAnonymous)
    }
  }

  /// The lanes of the passage in view, or of the first block.
  var lanes: CoderLanes {
    let block = reading.map { items[$0.item].block } ?? 0
    return lanesOfBlocks.indices.contains(block) ? lanesOfBlocks[block] : CoderLanes([])
  }

  /// How a coder is called here.
  func name(of coder: Coder.ID) -> String {
    guard isAnonymous else { return coder.text }
    return lanesOfBlocks.first { $0.coders.contains(coder) }?.name(of: coder) ?? "?"
  }

  /// The numbers that stand for the coders, whichever sources they coded; none under their names.
  var anonymousNames: [Coder.ID: String] {
    guard isAnonymous else { return [:] }
    let lanes = CoderLanes(comparison.coders, isAnonymous: true)
    return lanes.coders.reduce(into: [:]) { $0[$1] = "coder \(lanes.name(of: $1))" }
  }

  // MARK: Verdicts

  func work(on transcript: String) -> Work? { works[transcript] }

  /// Why nothing can be settled in a transcript, in one sentence: its own reason, else that of all.
  func refusal(on transcript: String) -> String? {
    works[transcript]?.closedBecause ?? readOnlyBecause
  }

  /// Changes the consensus on a transcript, and with it where its rows stand.
  mutating func change(_ transcript: String, _ change: (inout Work) -> Void) {
    guard var work = works[transcript] else { return }
    change(&work)
    works[transcript] = work
    restate(transcript)
  }

  private mutating func restate(_ transcript: String) {
    guard let verdicts = works[transcript]?.sidecar.verdicts else { return }
    for index in itemsOfTranscripts[transcript] ?? [] {
      items[index].states = items[index].passage.rows.map { verdicts.state(of: $0) }
    }
  }

  /// Whether all verdicts may be seen, so that they can be counted.
  var showsVerdicts: Bool { works.values.allSatisfy(\.isShown) }

  /// How many passages have a row without a verdict.
  var openCount: Int { items.count { $0.openRows > 0 } }

  /// Whatever is not on the disk yet, by transcript.
  var unsaved: [String] {
    works.filter { if case .saved = $0.value.saving { false } else { true } }.keys.sorted()
  }

  // MARK: Walking

  mutating func show(_ filter: PassageFilter) {
    self.filter = filter
    shown = items(of: filter)
    shownRow = shown.firstIndex { items[$0].openRows > 0 } ?? 0
  }

  /// How often verdicts have been changed here.
  var revisions: Int { works.values.reduce(0) { $0 + $1.revision } }

  /// The place in `shown` of a passage as it was read before: the first that shares its text.
  func shownPlace(of passage: Passage) -> Int? {
    shown.firstIndex { items[$0].passage == passage }
      ?? shown.firstIndex {
        items[$0].passage.transcript == passage.transcript
          && items[$0].passage.span.overlaps(passage.span)
      }
  }

  /// What a filter takes of one block of the table.
  func filter(_ filter: PassageFilter, inBlock place: Int) -> PassageFilter {
    guard comparison.blocks.count > 1, let kind = comparison.blocks[place].kind else {
      return filter
    }
    return .within(kind, filter)
  }

  /// The places of the passages that a filter takes.
  func items(of filter: PassageFilter) -> [Int] {
    items.indices.filter { !rows(of: $0, filter).isEmpty }
  }

  /// The rows of a passage that a filter takes, by their place.
  func rows(of place: Int, _ filter: PassageFilter) -> [Int] {
    let item = items[place]
    let block = comparison.blocks[item.block]
    return item.passage.rows.indices.filter {
      filter.takes(
        item.passage.rows[$0],
        in: item.passage.transcript,
        kind: block.kind,
        coders: block.comparison.coders,
        codebook: comparison.codebook
      )
    }
  }
}

/// How the figures are counted.
public struct Counting: Hashable, Sendable {
  public var unit: AgreementUnits.Kind
  public var level: CodeReading.Level

  public init(unit: AgreementUnits.Kind, level: CodeReading.Level) {
    self.unit = unit
    self.level = level
  }
}
