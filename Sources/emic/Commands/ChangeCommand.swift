import ArgumentParser
import EmicKit

/// Changes a coding.
struct ChangeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "change",
    abstract: "Change a coding of yours: another code, other edges, flags.",
    discussion: """
      Its id and memo stay; where its code stands on the same words already, it takes that in. All that is given is one step for emic undo. --start or --end alone \
      moves that edge; --at, --quote or both offsets give it another stretch. Flags are exemplar, \
      do-not-quote, discuss and redact; --replacement says what stands for redacted words where \
      text leaves the study. emic read and emic codings show the ids; the beginning of one is \
      enough.

      Example: emic change my-study T03 --coder ana --id 0195b0c4 --code legitimacy --flag discuss
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(
    help: "The transcript: its path, its transcript-id or the start of its name.",
    completion: .file()
  )
  var transcript: String

  @OptionGroup var writing: WritingOptions

  @Option(help: "The coding's id, or the beginning of it.")
  var id: String

  @Option(help: ArgumentHelp("Its new code: id, name or beginning of the id.", valueName: "code"))
  var code: String?

  @OptionGroup var place: PlaceOptions

  @Option(help: ArgumentHelp("Sets this flag; may be given again.", valueName: "flag"))
  var flag: [String] = []

  @Option(help: ArgumentHelp("Takes this flag off; may be given again.", valueName: "flag"))
  var noFlag: [String] = []

  @Option(help: ArgumentHelp("What stands for the words when redacted.", valueName: "text"))
  var replacement: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let (given, unset) = (try flag.map(Self.flag), try noFlag.map(Self.flag))
    try refuseUnclear(given, unset)
    var desk = try Desk(writing, study: study, transcript: transcript)
    let coding = try desk.coding(meant: id, orNothingIs: "changed")
    let set = try given + redactAnew(coding, given)
    var change = ChangeInSteps(of: desk.sidecar, at: desk.moment.now)
    if place.isGiven {
      let span = try place.span(moving: coding.span, in: desk.transcript)
      try change.take { $0.moving([coding.id], to: span, in: desk.transcript) }
    }
    if let code {
      let id = try desk.codebook.code(meant: code)
      try desk.refuseUnlessAssignable(id)
      try change.take { sidecar in
        sidecar.changingCode(
          of: coding.id,
          to: id,
          codebook: desk.codebook.version,
          in: desk.transcript
        )
      }
    }
    if place.isGiven { try change.take { $0.takingInTwins(of: coding.id) } }
    for flag in set where !coding.flags.contains(flag) || isReplacedAnew(flag, coding) {
      if coding.flags.contains(flag) { try change.take { $0.toggling(flag, on: coding.id) } }
      try change.take { $0.toggling(flag, on: coding.id, replacement: replacement) }
    }
    for flag in unset where coding.flags.contains(flag) {
      try change.take { $0.toggling(flag, on: coding.id) }
    }
    try desk.save(change.whole)
    guard let now = desk.sidecar.codings.first(where: { $0.id == coding.id }) else {
      throw Failure.refused("The coding was removed in another session meanwhile.")
    }
    desk.answer([now], change.isEmpty ? "It is so already." : change.whole.summary, output)
  }

  private func refuseUnclear(
    _ set: [Coding.Flag],
    _ unset: [Coding.Flag]
  ) throws(Failure) {
    guard
      code != nil || place.isGiven || !set.isEmpty || !unset.isEmpty || replacement != nil
    else {
      throw .usage(
        "Nothing is given to change. Use --code, --start, --end, --at, --quote, --flag, --no-flag or "
          + "--replacement."
      )
    }
    if let both = set.first(where: unset.contains) {
      throw .usage("--flag \(both.text) and --no-flag \(both.text) are given. Leave one out.")
    }
    guard replacement == nil || !unset.contains(.redact) else {
      throw .usage("--replacement belongs to the flag redact. Leave --no-flag redact out.")
    }
  }

  /// A replacement alone is another one for words that are redacted already.
  private func redactAnew(
    _ coding: Coding,
    _ set: [Coding.Flag]
  ) throws(Failure) -> [Coding.Flag] {
    guard replacement != nil, !set.contains(.redact) else { return [] }
    guard coding.flags.contains(.redact) else {
      throw .usage(
        "--replacement says what stands for redacted words, and this coding is not redacted. Give "
          + "--flag redact, too."
      )
    }
    return [.redact]
  }

  private func isReplacedAnew(_ flag: Coding.Flag, _ coding: Coding) -> Bool {
    flag == .redact && replacement != nil && coding.replacement != replacement
  }

  private static func flag(_ text: String) throws(Failure) -> Coding.Flag {
    guard Coding.Flag.known.contains(where: { $0.text == text }) else {
      throw .usage(QueryProblem.unknownFlag(text).message)
    }
    return Coding.Flag(text)
  }
}

/// Changes of a sidecar that are made one after the other and count as one.
struct ChangeInSteps {
  private var sidecar: Sidecar
  private let time: Timestamp
  private var edits: [Change.Edit] = []
  private var summaries: [String] = []

  init(of sidecar: Sidecar, at time: Timestamp) {
    (self.sidecar, self.time) = (sidecar, time)
  }

  var isEmpty: Bool { edits.isEmpty }
  var whole: Change { Change(summaries.joined(separator: " "), edits) }

  /// Makes a step of what the sidecar is after those before it.
  mutating func take(_ make: (Sidecar) -> Change) throws(Failure) {
    let change = make(sidecar)
    guard !change.isEmpty else { return }
    do throws(ChangeProblem) {
      try sidecar.apply(change, at: time)
    } catch {
      throw .refused(error.message)
    }
    edits += change.edits
    summaries.append(change.summary)
  }
}
