import EmicKit

@testable import EmicTUI

/// A session on the review of the sample study; what it asks of the world is answered at once.
struct ReviewSession {
  var session: Session
  /// What the disk would hold of each consensus.
  private(set) var saved: [String: Sidecar] = [:]
  private var sample: SampleReview

  init(
    coder: Coder.ID = "supervisor",
    size: Size = Size(width: 80, height: 24),
    depth: ColorDepth = .many,
    sample: SampleReview = .plain,
    names: NameList? = nil
  ) throws {
    self.sample = sample
    session = try Session(sample: nil, size: size, depth: depth, coder: coder, names: names)
    play("g a")
  }

  var state: State { session.state }
  var review: ReviewState? { session.state.review }
  var message: String { session.message }
  var screen: String {
    let canvas = render(session.state)
    return (0..<canvas.size.height).map { canvas.text(ofRow: $0) }.joined(separator: "\n")
  }

  mutating func play(_ keys: String) {
    for key in keys.split(separator: " ") {
      session.effects = []
      session.play(String(key))
      answer()
    }
  }

  mutating func perform(_ action: Action) {
    session.effects = []
    session.perform(action)
    answer()
  }

  /// Goes to the first row of a kind.
  mutating func walk(to kind: PassageRow.Kind) {
    guard let items = review?.items else { return }
    for (place, item) in items.enumerated() {
      guard let row = item.passage.rows.firstIndex(where: { $0.kind == kind }) else { continue }
      session.state.review?.show(.all)
      session.state.review?.shownRow = place
      return session.state.open(item: place, row: row)
    }
  }

  /// Lets the message end.
  mutating func rest() { session.rest() }

  private mutating func answer() {
    var waiting = session.effects[...]
    while let effect = waiting.popFirst() {
      let before = session.effects.count
      switch effect {
      case .readReview(let coder): session.perform(.reviewRead(sample.opened(for: coder)))
      case .countReview(let counting):
        session.perform(.reviewCounted(sample.figures(counting)))
      case .reveal(let transcripts, _): session.perform(.revealed(transcripts: transcripts))
      case .save(let sidecar, let transcript, let revision):
        keep(sidecar, transcript)
        let coder = sidecar.coder
        session.perform(
          .saved(revision: revision, transcript: transcript, coder: coder, merged: nil)
        )
      case .closeAdjudication(let consensus, let transcript, let coder):
        if let closed = sample.closed(consensus, transcript, by: coder) {
          keep(closed, transcript)
          session.perform(.adjudicationClosed(transcript: transcript, closed))
        }
      case .recordVerdict(let change, let act, let transcript, _, _):
        record(change, act, transcript)
      default: continue
      }
      waiting += session.effects[before...]
    }
  }

  /// What is read again is what was saved.
  private mutating func keep(_ consensus: Sidecar, _ transcript: String) {
    saved[transcript] = consensus
    sample.consensus[transcript] = consensus
  }

  private mutating func record(_ change: Change, _ act: ChangeHistory.Act, _ transcript: String) {
    switch act {
    case .do:
      sample.undoable[transcript, default: []].append(change)
      sample.redoable[transcript] = []
    case .undo:
      guard let undone = sample.undoable[transcript]?.popLast() else { return }
      sample.redoable[transcript, default: []].append(undone)
    case .redo:
      guard let redone = sample.redoable[transcript]?.popLast() else { return }
      sample.undoable[transcript, default: []].append(redone)
    case .drop: break
    }
  }
}

/// The sample study, read for its review.
struct SampleReview: Sendable {
  static let plain = SampleReview()

  /// By transcript; drafts where there is none.
  var consensus: [String: Sidecar] = [:]
  var undoable: [String: [Change]] = [:]
  var redoable: [String: [Change]] = [:]
  var readOnlyBecause: String?
  /// Of single transcripts, by name.
  var closedBecause: [String: String] = [:]
  var hidden: [(transcript: String, sentence: String)] = []
  /// Whether whoever looks may see verdicts that are not closed.
  var showsVerdicts = true
  /// Who has opened every transcript again.
  var reopened: [Coder.ID] = []
  var revealed: Set<String> = [Samples.english, Samples.chinese]

  private static let study = try? Samples.study()
  private static let codebook = try? study?.codebook()
  private static let read: (comparison: StudyComparison, rounds: RoundSeries)? = {
    guard let study, let codebook else { return nil }
    var work = VisibleWork(of: study, asker: "supervisor")
    guard let comparison = try? StudyComparison(of: &work, codebook: codebook) else { return nil }
    return (comparison, RoundSeries(of: &work, codebook: codebook))
  }()

  static var compared: [ComparedTranscript] {
    read?.comparison.blocks.flatMap(\.comparison.transcripts) ?? []
  }

  /// A consensus without a verdict.
  static func draft(_ transcript: Transcript) -> Sidecar {
    Sidecar(
      draftOf: transcript,
      by: Coder.consensus,
      codebook: 1,
      at: Timestamp(milliseconds: 1_799_000_000_000)
    )
  }

  func figures(_ counting: Counting? = nil) -> ReviewFigures {
    guard let read = Self.read else { fatalError("the sample study cannot be compared") }
    return ReviewFigures(read.comparison, rounds: read.rounds, counting: counting) {
      row,
      block,
      unit,
      name in
      "\(row.disagreeingUnits) of \(row.unitsWith) \(unit.rawValue)s differ."
        + (row.code == "trust" ? " \(name(block.coders[0])) too." : "")
    }
  }

  func opened(for coder: Coder.ID) -> OpenedReview {
    let figures = figures()
    let compared = Self.compared
    let coders = figures.report.study.coders
    return OpenedReview(
      figures: figures,
      passages: compared.flatMap { $0.passagesWithRows() }.map { (0, $0) },
      consensus: compared.map { compared in
        let sidecar = consensus[compared.transcript.name] ?? Self.draft(compared.transcript)
        return OpenedReview.Consensus(
          compared: compared,
          sidecar: sidecar,
          undoable: undoable[compared.transcript.name] ?? [],
          redoable: redoable[compared.transcript.name] ?? [],
          closedBecause: closedBecause[compared.transcript.name]
            ?? OpenedReview.closedReason(sidecar),
          isShown: showsVerdicts,
          reopened: reopened
        )
      },
      readOnlyBecause: readOnlyBecause,
      hidden: hidden,
      revealed: revealed,
      differences: compared.flatMap { compared -> [OwnDifference] in
        guard let place = coders.firstIndex(of: coder),
          let sidecar = consensus[compared.transcript.name]
        else { return [] }
        return compared.differences(
          of: place,
          from: sidecar,
          codebook: figures.report.study.codebook
        ).map { OwnDifference(transcript: compared.transcript.name, difference: $0) }
      },
      boundaries: .ask
    )
  }

  func closed(_ consensus: Sidecar, _ transcript: String, by coder: Coder.ID) -> Sidecar? {
    guard let compared = Self.compared.first(where: { $0.transcript.name == transcript }) else {
      return nil
    }
    return try? consensus.closed(
      over: compared,
      boundaries: .ask,
      by: coder,
      codebook: 1,
      at: Timestamp(milliseconds: 1_800_000_500_000)
    )
  }
}
