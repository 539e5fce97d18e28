@testable import EmicKit
@testable import EmicTUI

/// A session on the questions of the sample study; what it asks of the world is answered at once.
struct QuestionSession {
  var session: Session
  /// Of which transcripts it was put on record that others' codings are shown.
  private(set) var recorded: Set<String> = []
  /// What was written or copied.
  private(set) var left: [Effect] = []
  /// Transcripts of which nothing can be put on record.
  var unrecordable: Set<String> = []
  private var codings: StudyCodings?
  /// What the disk would hold of the framework matrix.
  var framework = FrameworkMatrix()
  /// What the history of undo holds of it.
  private var summarySteps = UndoStacks<FrameworkChange>()

  init(
    coder: Coder.ID = "coder-a",
    size: Size = Size(width: 80, height: 24),
    depth: ColorDepth = .many,
    keys: String = "g r",
    names: NameList? = nil
  ) throws {
    session = try Session(sample: nil, size: size, depth: depth, coder: coder, names: names)
    play(keys)
  }

  /// Leaves, and begins anew with what the disk holds.
  mutating func restart(keys: String) throws {
    session = try Session(sample: nil, size: state.size, coder: state.coder?.id ?? "coder-a")
    play(keys)
  }

  var state: State { session.state }
  var retrieval: RetrievalState { session.state.retrieval }
  var message: String { session.message }
  var words: String { session.state.asking.query.words(names: session.state.codings?.names) }
  var lines: [String] {
    let canvas = render(session.state)
    return (0..<canvas.size.height).map { canvas.text(ofRow: $0) }
  }
  var screen: String { lines.joined(separator: "\n") }

  /// What is lit on the screen as found, row by row.
  var lights: [String] {
    let canvas = render(session.state)
    return (0..<canvas.size.height).map { y in
      canvas.row(y).filter { [.hit, .currentHit].contains($0.style.role) }
        .map { String($0.scalar) }.joined()
    }.filter { !$0.isEmpty }
  }

  mutating func play(_ keys: String) {
    for key in keys.split(separator: " ") {
      session.effects = []
      session.play(String(key))
      answer()
    }
  }

  mutating func type(_ text: String) {
    for character in text {
      session.effects = []
      session.perform(.input(.key(Key(.character(character)))))
      answer()
    }
  }

  /// Asks by the line of words.
  mutating func ask(_ words: String) {
    play("e Ctrl-U")
    type(words)
    play("Enter")
  }

  mutating func perform(_ action: Action) {
    session.effects = []
    session.perform(action)
    answer()
  }

  mutating func rest() { session.rest() }

  private mutating func answer() {
    var waiting = session.effects[...]
    while let effect = waiting.popFirst() {
      let before = session.effects.count
      switch effect {
      case .readCodings(let coder): readCodings(for: coder)
      case .answer(let question, let coder, let own): answer(question, own, for: coder)
      case .open(let transcript, let coder): open(transcript, coder)
      case .readFramework(let coder):
        readCodings(for: coder)
        if let visible, let codings {
          session.perform(.frameworkRead(visible, codings, summarySteps))
        }
      case .saveSummary(let change, let act, _): save(change, act)
      case .exportCounts, .exportFramework, .exportCards, .exportTheme: left.append(effect)
      case .exportQuotations, .copyQuotation, .keepColumns: left.append(effect)
      default: continue
      }
      waiting += session.effects[before...]
    }
  }

  private mutating func readCodings(for coder: Coder.ID) {
    guard let read = Self.sample[coder] else {
      session.perform(.codingsRefused("the sample study cannot be read."))
      return
    }
    codings = read
    session.perform(.codingsRead(read))
  }

  /// The sample study as these coders may see it, read once.
  private static let sample: [Coder.ID: StudyCodings] = {
    var sample: [Coder.ID: StudyCodings] = [:]
    for coder: Coder.ID in ["coder-a", "supervisor"] {
      guard let study = try? Samples.study(), let book = try? study.codebook() else { continue }
      sample[coder] = try? StudyCodings(of: study, asker: coder, book: book)
    }
    return sample
  }()

  private mutating func answer(_ question: Question, _ own: Effect.OwnChange?, for coder: Coder.ID)
  {
    guard var read = codings else { return }
    if let own { read.take(own: own.sidecar, of: own.transcript) }
    codings = read
    let unrecordable = unrecordable
    var shown: Set<String> = []
    do {
      let answered = try question.answered(
        by: read,
        recording: { transcripts in
          shown = transcripts.subtracting(unrecordable)
          return Dictionary(
            uniqueKeysWithValues: transcripts.intersection(unrecordable).map {
              ($0, "\($0): others' codings are left out.")
            }
          )
        }
      )
      recorded.formUnion(shown)
      session.perform(.answered(answered))
    } catch {
      session.perform(.questionRefused(question, error.message))
    }
  }

  private var visible: VisibleFramework? {
    codings.map {
      VisibleFramework(
        framework,
        caseOfTranscript: $0.caseOfTranscript,
        blindness: $0.work.blindness
      )
    }
  }

  private mutating func save(_ change: FrameworkChange, _ act: ChangeHistory.Act) {
    let carried = act == .undo ? change.inverse : change
    guard framework[change.case, change.code] == carried.before else {
      if act != .do { summarySteps.take(.drop, change) { $0 == change } }
      session.perform(.summaryNotSaved(change, act, visible, "Somebody has changed it."))
      return
    }
    framework.set(carried.cell)
    summarySteps.take(act, change) { $0 == change }
    if let visible { session.perform(.summarySaved(change, act, visible)) }
  }

  private mutating func open(_ name: String, _ coder: Coder.ID) {
    guard let study = try? Samples.study(), let transcript = try? study.transcript(name) else {
      return
    }
    let stored = (try? study.sidecar(of: name, by: coder)) ?? nil
    session.perform(
      .opened(
        OpenedTranscript(
          transcript: transcript,
          sidecar: stored
            ?? Sidecar(draftOf: transcript, by: coder, codebook: 1, at: session.state.moment.now)
        )
      )
    )
  }
}
