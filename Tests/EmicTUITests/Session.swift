import EmicKit
@testable import EmicTUI
import Testing

/// A session without terminal, clock or disk: keys in, state and effects out.
///
/// Texts are drawn with their selection: `他说#[没有人|]#理解我` has 没有人 selected with the head at
/// its end, `#[|没有人]#` with the head at its start, `他#|说` the caret on 说.
struct Session {
  var state: State
  var effects: [Effect] = []
  private var time: Int64 = 1_800_000_000_000
  private var seed: UInt64 = 1

  static let codebook = Codebook(
    version: 1,
    codes: [
      Code(
        id: "relations",
        name: Code.Name([.init(language: "en", text: "Relations")]),
        isFamily: true
      ),
      code("trust", "Trust", "信任", "Confidence between parties.", parent: "relations", key: "t"),
      code("mistrust", "Mistrust", "不信任", "Suspicion.", parent: "trust"),
      code(
        "legitimacy",
        "Legitimacy",
        "合法性",
        "Standing in the eyes of others.",
        parent: "relations"
      ),
      code("paperwork-burden", "Paperwork burden", "台账负担", "Records displace work."),
      Code(id: "old", name: Code.Name("Old"), retired: 1),
    ]
  )

  private static func code(
    _ id: Code.ID,
    _ english: String,
    _ chinese: String,
    _ brief: String,
    parent: Code.ID? = nil,
    key: Character? = nil
  ) -> Code {
    Code(
      id: id,
      name: Code.Name([
        .init(language: "en", text: english), .init(language: "zh", text: chinese),
      ]),
      parent: parent,
      brief: brief,
      key: key
    )
  }

  init(
    _ drawn: String,
    size: Size = Size(width: 80, height: 24),
    depth: ColorDepth = .many,
    closedBecause: String? = nil,
    names: NameList? = nil
  ) {
    let (text, selection) = Self.read(drawn)
    let transcript = Transcript(name: "T01.txt", text: TranscriptText(text))
    let summary = StudySummary(
      title: "Test study",
      coders: [Coder(id: "ana")],
      codebook: Self.codebook,
      rows: [TranscriptRow(name: "T01.txt"), TranscriptRow(name: "T02.txt")]
    )
    let start = Moment(now: Timestamp(milliseconds: 1_800_000_000_000), seed: (1, 2))
    self.init(
      State(
        size: size,
        depth: depth,
        study: summary,
        coder: Coder(id: "ana"),
        names: names,
        moment: start
      )
    )
    open(transcript, closedBecause: closedBecause, caret: selection?.head)
    if let selection { state.coding?.selection = selection }
    effects = []
  }

  init(_ state: State) { self.state = state }

  /// Opens a transcript on which nothing was coded yet.
  mutating func open(
    _ transcript: Transcript,
    closedBecause: String? = nil,
    caret: Int? = nil
  ) {
    let sidecar = Sidecar(
      coder: state.coder?.id ?? "ana",
      source: Sidecar.Source(
        file: transcript.name,
        sha256: transcript.digest,
        length: transcript.text.scalarCount
      ),
      status: Sidecar.Status(state: .draft, at: state.moment.now, codebook: 1)
    )
    perform(
      .opened(
        OpenedTranscript(
          transcript: transcript,
          sidecar: sidecar,
          caseName: state.list.rows.first { $0.name == transcript.name }?.caseName,
          closedBecause: closedBecause,
          caret: caret
        )
      )
    )
  }

  /// Carries out an action, as if a frame were drawn after it, unless `isDrawn` says otherwise, and a question
  /// in it read, unless `isRead` does.
  @discardableResult
  mutating func perform(
    _ action: Action,
    after milliseconds: Int64 = 1000,
    isDrawn: Bool = true,
    isRead: Bool = true
  ) -> [Effect] {
    time += milliseconds
    seed += 1
    let moment = Moment(now: Timestamp(milliseconds: time), seed: (seed, seed &* 7919))
    let new = reduce(&state, action, at: moment)
    effects += new
    if isDrawn, state.asksUnseen {
      _ = reduce(&state, .questionSeen, at: moment)
      if isRead {
        time += WaitingQuestions.quietTime
        let later = Moment(now: Timestamp(milliseconds: time), seed: (seed, seed &* 7919))
        _ = reduce(&state, .clock, at: later)
      }
    }
    return new
  }

  /// Lets the save of what is in view fail: the disk is full.
  mutating func failSave() {
    perform(
      .saveFailed(
        revision: state.coding?.revision ?? 0,
        transcript: "T01.txt",
        coder: "ana",
        reason: "the disk is full."
      )
    )
  }

  /// Presses keys in the notation of the key table, separated by blanks.
  @discardableResult
  mutating func play(_ keys: String) -> Session {
    for notation in keys.split(separator: " ") {
      guard let key = Key(notation) else {
        Issue.record("\(notation) is no key")
        continue
      }
      perform(.input(.key(key)))
    }
    return self
  }

  /// Types a text, one key a character.
  mutating func type(_ text: String) {
    for character in text { perform(.input(.key(Key(.character(character))))) }
  }

  static func playing(_ keys: String, on drawn: String) -> Session {
    var session = Session(drawn)
    session.play(keys)
    return session
  }

  /// The codings as `code: words`, in the order of the sidecar.
  var codings: [String] {
    (state.coding?.sidecar.codings ?? []).map { "\($0.code): \($0.quote)" }
  }

  var message: String { state.message?.text ?? "" }
}
