@testable import EmicKit
@testable import EmicTUI

/// A session on coder-a's recode queue of the sample study; what it asks is answered at once.
struct RecodeSession {
  var session: Session
  /// What the disk holds, by transcript.
  private(set) var disk: [String: Sidecar] = [:]
  var codebook: Codebook
  var diskProblem: String?
  private var transcripts: [String: Transcript] = [:]
  /// What the history of undo holds.
  private var steps = UndoStacks<OpenedRecoding.Step>()

  /// Opens the queue after a change of the codebook.
  init(
    size: Size = Size(width: 80, height: 24),
    depth: ColorDepth = .many,
    names: NameList? = nil,
    change: (Codebook) throws -> CodebookChange = Self.splitTrust
  ) throws {
    let study = try Samples.study()
    codebook = try study.codebook()
    var moment = Moment(now: Timestamp(milliseconds: 1_799_000_000_000), seed: (3, 4))
    try codebook.apply(change(codebook), by: "supervisor", moment: &moment)
    for name in study.transcripts {
      transcripts[name] = try study.transcript(name)
      disk[name] = try study.sidecar(of: name, by: "coder-a")
    }
    session = try Session(sample: nil, size: size, depth: depth, coder: "coder-a", names: names)
    session.state.codebook = codebook
    play("g q")
  }

  /// R2 in T03 tells trust in a person and trust in an organisation apart.
  static func splitTrust(_ book: Codebook) throws -> CodebookChange {
    func part(_ id: Code.ID, _ name: String, _ chinese: String, _ brief: String) -> Code {
      let entries = [("en", name), ("zh", chinese)].map {
        Code.Name.Entry(language: $0.0, text: $0.1)
      }
      return Code(id: id, name: Code.Name(entries), brief: brief)
    }
    return try book.splitting(
      "trust",
      into: ["trust-in-person", "trust-in-organisation"],
      new: [
        part("trust-in-person", "Trust in a person", "对人的信任", "Confidence in a named person."),
        part(
          "trust-in-organisation",
          "Trust in an organisation",
          "对组织的信任",
          "Confidence in an organisation or office, whoever sits in it."
        ),
      ]
    )
  }

  static func redefineTrust(_ book: Codebook) throws -> CodebookChange {
    try book.redefining(
      "trust",
      [.brief: "Confidence of one party in another.", .notWhen: "Confidence in oneself."]
    )
  }

  /// Leaves, and opens the queue anew with what the disk holds.
  mutating func restart() throws {
    session = try Session(sample: nil, size: state.size, coder: "coder-a")
    session.state.codebook = codebook
    play("g q")
  }

  /// As another session of the same coder would.
  mutating func change(_ transcript: String, _ change: (inout Sidecar) -> Void) {
    if var sidecar = disk[transcript] {
      change(&sidecar)
      disk[transcript] = sidecar
    }
  }

  var state: State { session.state }
  var message: String { session.message }
  var waiting: Int { session.state.recoding?.queue.items.count ?? -1 }
  var screen: String {
    let canvas = render(session.state)
    return (0..<canvas.size.height).map { canvas.text(ofRow: $0) }.joined(separator: "\n")
  }

  /// How many codings of a code the disk holds.
  func count(_ code: Code.ID) -> Int {
    disk.values.reduce(0) { $0 + $1.codings.count { $0.code == code } }
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

  private mutating func answer() {
    while !session.effects.isEmpty {
      let effects = session.effects
      session.effects = []
      for effect in effects { answer(effect) }
    }
  }

  private mutating func answer(_ effect: Effect) {
    switch effect {
    case .readRecoding:
      let works = disk.keys.sorted().compactMap { name in
        transcripts[name].flatMap { transcript in
          disk[name].map { OpenedRecoding.Work(transcript: transcript, sidecar: $0) }
        }
      }
      session.perform(
        .recodingRead(OpenedRecoding(works: works, codebook: codebook, steps: steps))
      )
    case .recordRecoding(let change, let act, let transcript, _, _):
      // Only what is safe in the sidecar gets its line.
      guard diskProblem == nil else { return }
      steps.take(act, .init(transcript: transcript, change: change)) { $0.change == change }
    case .saveRecoded(let sidecar, let transcript, let revision):
      if let diskProblem {
        session.perform(
          .recodingNotSaved(revision: revision, transcript: transcript, reason: diskProblem)
        )
      } else {
        disk[transcript] = sidecar
        session.perform(.recodingSaved(revision: revision, transcript: transcript, merged: nil))
      }
    case .open(let name, _):
      guard let transcript = transcripts[name], let sidecar = disk[name] else { return }
      session.perform(
        .opened(
          OpenedTranscript(transcript: transcript, sidecar: sidecar, closedBecause: "Submitted.")
        )
      )
    default: break
    }
  }
}
