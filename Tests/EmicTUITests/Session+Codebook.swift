@testable import EmicKit
@testable import EmicTUI

/// A session on the codebook of the sample study; what it asks of the world is answered at once.
struct CodebookSession {
  var session: Session
  /// What the disk holds.
  var disk: Codebook
  /// Merges with the disk as the file does; its answer to a save is kept back while this is set.
  var isDiskSlow = false
  var diskProblem: String?
  var proposals: [ProposedCode]
  /// What each coder's history of undo holds.
  private var histories: [Coder.ID: UndoStacks<CodebookStep>] = [:]
  private var sample: SampleCodebook

  init(
    coder: Coder.ID = "supervisor",
    size: Size = Size(width: 80, height: 24),
    depth: ColorDepth = .many,
    sample: SampleCodebook = SampleCodebook()
  ) throws {
    self.sample = sample
    session = try Session(sample: nil, size: size, depth: depth, coder: coder)
    disk = try Samples.study().codebook()
    proposals = sample.proposals
    play("g c")
  }

  /// Leaves, and somebody begins anew with what the disk holds.
  mutating func restart(as coder: Coder.ID = "supervisor") throws {
    session = try Session(sample: nil, size: state.size, coder: coder)
    session.state.codebook = disk
    play("g c")
  }

  var state: State { session.state }
  var message: String { session.message }
  /// As the screen shows it.
  var book: Codebook { session.state.book?.book ?? Codebook() }
  var screen: String {
    let canvas = render(session.state)
    return (0..<canvas.size.height).map { canvas.text(ofRow: $0) }.joined(separator: "\n")
  }

  mutating func play(_ keys: String) {
    for key in keys.split(separator: " ") { perform { $0.play(String(key)) } }
  }

  mutating func type(_ text: String) { perform { $0.type(text) } }

  mutating func perform(_ action: Action) { perform { $0.perform(action) } }

  /// Goes to a code.
  mutating func go(to id: Code.ID) { session.state.book?.go(to: id) }

  /// Splits trust as the second coder of T03 asks for it.
  mutating func splitTrust() {
    go(to: "trust")
    play("s")
    type("trust-in-person")
    play("Tab Tab Tab Tab")
    type("trust-in-organisation")
    play("PgDn")
    type("R2 tells them apart")
    play("Ctrl-S y")
  }

  /// Answers the save that was kept back.
  mutating func answerSave() {
    isDiskSlow = false
    if let save = kept { answer(save) }
    kept = nil
    answerAll()
  }

  mutating func rest() { session.rest() }

  private var kept: Effect?

  private mutating func perform(_ body: (inout Session) -> Void) {
    session.effects = []
    body(&session)
    answerAll()
  }

  private mutating func answerAll() {
    while !session.effects.isEmpty {
      let effects = session.effects
      session.effects = []
      for effect in effects { answer(effect) }
    }
  }

  private mutating func answer(_ effect: Effect) {
    switch effect {
    case .readCodebook(let coder):
      var opened = sample.opened(disk, proposals, for: coder)
      opened.history = histories[coder] ?? UndoStacks()
      session.perform(.codebookRead(opened))
    case .recordCodebook(let step, let act, let coder, _):
      var history = histories[coder] ?? UndoStacks()
      let count = history.undo.count
      history.take(act, step) { $0.isSame(as: step) }
      if act == .redo, history.undo.count > count { history.undo[count] = step }
      histories[coder] = history
    case .saveCodebook where isDiskSlow: kept = effect
    case .saveCodebook(let book, let base, let choices): save(book, base, choices)
    case .dropProposal(let proposal):
      proposals.removeAll { $0.code.id == proposal.code.id && $0.coder == proposal.coder }
    case .keepProposal(let proposal): proposals.append(proposal)
    case .decline(let proposal, _, _, _, _, _): proposals.removeAll { $0 == proposal }
    default: break
    }
  }

  private mutating func save(
    _ book: Codebook,
    _ base: Codebook,
    _ choices: [CodebookConflicts.Choice]
  ) {
    if let diskProblem {
      session.perform(.codebookNotSaved(reason: diskProblem))
      return
    }
    do throws(CodebookConflicts) {
      disk = try book.rebased(onto: disk, from: base, settling: choices)
      session.perform(.codebookSaved(disk))
    } catch {
      session.perform(.codebookDiffers(error))
    }
  }
}

/// What is read beside the sample study's codebook.
struct SampleCodebook: Sendable {
  var proposals: [ProposedCode] = []
  var readOnlyBecause: String?
  var commentLines: [Int] = []
  var memos: [ListedMemo] = []

  func opened(
    _ book: Codebook,
    _ proposals: [ProposedCode],
    for coder: Coder.ID
  ) -> OpenedCodebook {
    var uses = CodeUses()
    var usage = CodeUsage()
    var used: Set<Code.ID> = []
    if let study = try? Samples.study() {
      var work = VisibleWork(of: study, asker: coder)
      used = (try? study.usedCodes()) ?? []
      for name in study.transcripts {
        uses.hiddenSidecars += work.hiddenCount(of: name)
        for sidecar in (try? work.sidecars(of: name)) ?? [] {
          uses.add(sidecar)
          usage.add(sidecar, codebook: book)
        }
      }
    }
    return OpenedCodebook(
      book: book,
      proposals: proposals,
      uses: uses,
      findings: CodebookLint.findings(in: book, usage: usage),
      used: used,
      readOnlyBecause: readOnlyBecause,
      commentLines: commentLines,
      memos: memos
    )
  }

  /// Memos of three coders on one code.
  static let annotated = SampleCodebook(
    memos: [
      ("coder-a", "trust", "Persons and offices: two codes?"), ("supervisor", "trust", "机构或个人？"),
      ("coder-a", "control", "Not this one."),
    ]
    .map { coder, code, text in
      ListedMemo(
        .code(Code.ID(code)),
        by: Coder.ID(coder),
        id: coder,
        at: Timestamp(milliseconds: 1_774_000_000_000),
        text: text
      )
    }
  )

  /// Two coders' proposals.
  static let proposing = SampleCodebook(proposals: [
    ProposedCode(
      Code(
        id: "mediation",
        name: Code.Name([
          .init(language: "en", text: "Mediation"), .init(language: "zh", text: "调解"),
        ]),
        parent: "relations",
        brief: "The organisation calms a dispute.",
        isProposal: true
      ),
      by: "coder-a"
    ),
    ProposedCode(
      Code(id: "face", name: Code.Name("Face"), isProposal: true),
      by: "coder-b"
    ),
  ])
}
