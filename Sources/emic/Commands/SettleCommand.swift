import ArgumentParser
import EmicKit

/// Settles disagreements, and lists what is to be settled.
struct SettleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "settle",
    abstract: "List the disagreements with their verdicts, settle one, close an adjudication.",
    discussion: """
      Without a verdict the disagreements are listed, those of a passage as 7.1, 7.2 and so on; a \
      disagreement is also known by the id of any coding in it (--id). One verdict settles it: \
      --adopt a coder, who may have nothing there; --union or --intersection of different edges; \
      --both of different codes; --neither; or a place of its own (--at, --quote, --start and \
      --end, with --code where there are several). --reason is the likeliest where none is given. \
      --note alone goes to the verdict that stands. --close closes a transcript's adjudication \
      once no disagreement is open. Verdicts go back with emic undo --coder consensus; emic reopen \
      --coder consensus opens what is closed. As on the screen, calibration rounds are left out.

      Example: emic settle sample-transcripts --transcript T02 --open --as supervisor

      Example: emic settle sample-transcripts 1.1 --adopt coder-a --as supervisor

      Example: emic settle sample-transcripts --transcript T02 --close --as supervisor
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(help: ArgumentHelp("Which disagreement.", valueName: "number"))
  var number: String?

  @Option(help: ArgumentHelp("That of this coding, in place of a number.", valueName: "id"))
  var id: String?

  @Option(help: ArgumentHelp("Only this transcript's.", valueName: "name"))
  var transcript: String?

  @Flag(help: "List only what has no verdict yet.")
  var open = false

  @Flag(help: "List only what was settled otherwise than you have coded it.")
  var mine = false

  @Option(help: ArgumentHelp("Adopt this coder.", valueName: "id"))
  var adopt: String?

  @Flag(help: "All that any coder marked.")
  var union = false

  @Flag(help: "What all marked.")
  var intersection = false

  @Flag(help: "Different codes both stand.")
  var both = false

  @Flag(help: "Nothing belongs there.")
  var neither = false

  @OptionGroup var place: PlaceOptions

  @OptionGroup var beginning: BeginningOptions

  @Option(help: ArgumentHelp("The code of a place of its own.", valueName: "code"))
  var code: String?

  @Option(help: "boundary, missed, different-code, codebook-unclear or ambiguous.")
  var reason: String?

  @Option(help: "A note on the verdict; empty takes it away.")
  var note: String?

  @Flag(help: "Close the adjudication of --transcript.")
  var close = false

  @Option(
    name: [.customLong("as"), .customLong("coder")],
    help: ArgumentHelp("Who adjudicates, or asks; else $EMIC_CODER.", valueName: "id")
  )
  var adjudicator: String?

  @Option(
    help: ArgumentHelp("A codebook in place of the study's own.", valueName: "file"),
    completion: .file()
  )
  var codebook: String?

  @OptionGroup var names: NamesOption
  @OptionGroup var output: OutputOptions

  private var verdicts: Int {
    [adopt != nil, union, intersection, both, neither, place.isGiven].count { $0 }
  }

  func run() throws {
    try refuseUnclear()
    try Failure.refuseBlank(note, "--note")
    let folder = try openStudy(study, codebook: codebook)
    let list = try names.list(outside: folder)
    let asker = try ConsensusDesk.adjudicator(
      adjudicator,
      in: folder,
      isListing: !close && number == nil && id == nil
    )
    let only = try Failure.study { () throws(StudyProblem) in
      try transcript.map { name throws(StudyProblem) in try folder.transcript(named: name) }
    }
    var rows = try DisagreementRows(folder, asker: asker, showing: only)
    if close, let only { return try closeAdjudication(rows, of: only) }
    if number != nil || id != nil { return try settle(in: &rows, list) }
    func isAsked(_ item: DisagreementRows.Item) -> Bool {
      (!open || !item.state.isSettled) && (!mine || rows.differing.contains(item.row.from))
    }
    let unrecorded = rows.reveal(rows.items.filter(isAsked))
    let page = SettlePage(
      rows: rows,
      items: rows.items.filter(isAsked),
      names: list
    )
    for problem in unrecorded { Output.writeError(problem) }
    output.answer(json: page.json, csv: page.csv, table: page.text(output.tableForm))
    for problem in rows.problems { Output.writeError(problem) }
    if mine { for note in rows.notesOfMine(only) { output.note(note) } }
    for note in rows.leftOut + rows.hidden.map(\.sentence) { output.note(note) }
    // Verdicts that are not there count as open.
    for name in Set(rows.items.map(\.transcript.name)).sorted() {
      let note = folder.noteOfLoss(on: name, of: [Coder.consensus], named: name)
      if let note { output.note(note) }
    }
    if !rows.problems.isEmpty || !unrecorded.isEmpty { throw Failure.silent(3) }
  }

  private func refuseUnclear() throws(Failure) {
    let isNamed = number != nil || id != nil
    guard verdicts < 2 else {
      throw .usage(
        "Several verdicts are given. Use one of --adopt, --union, --intersection, --both, --neither "
          + "and a place."
      )
    }
    guard number == nil || id == nil else {
      throw .usage("A number and --id are two disagreements. Give one of them.")
    }
    if close {
      guard !isNamed, verdicts == 0, transcript != nil else {
        throw .usage("--close closes a whole transcript. Give --transcript, and no verdict.")
      }
      return
    }
    guard isNamed || (verdicts == 0 && reason == nil && note == nil && code == nil) else {
      throw .usage("Which disagreement? Give its number or --id; emic settle lists them.")
    }
    guard !isNamed || verdicts == 1 || (verdicts == 0 && note != nil && reason == nil) else {
      throw .usage(
        "No verdict is given. Use --adopt, --union, --intersection, --both, --neither or a place; or "
          + "--note alone."
      )
    }
    guard code == nil || place.isGiven else {
      throw .usage("--code is the code of a place of its own. Give --at, --quote or both offsets.")
    }
  }

  // MARK: Settling

  private func settle(in rows: inout DisagreementRows, _ list: NameList?) throws {
    try refuseUncounted(rows)
    // A number is told without showing anything; what an id may be the beginning of, is not.
    let named = id == nil ? [try rows.item(number, coding: nil)] : rows.items
    let unrecorded = rows.reveal(named)
    for problem in unrecorded { Output.writeError(problem) }
    guard unrecorded.isEmpty else { throw Failure.silent(3) }
    let item = try rows.item(number, coding: id)
    var desk = try desk(on: item.transcript.name)
    guard verdicts > 0 else { return try keepNote(item, &desk, rows, list) }
    let (choice, reason) = (try choice(item, desk), try givenReason)
    let change: Change
    do throws(AdjudicationProblem) {
      change = try desk.sidecar.adjudicating(
        item.row,
        choice,
        reason: reason ?? item.row.kind.likeliestReason,
        note: note ?? "",
        by: desk.adjudicator,
        in: item.transcript,
        codebook: desk.codebook.version,
        at: desk.now
      )
    } catch {
      throw Failure(error, on: item.transcript.name)
    }
    try desk.save(change)
    answer(item, desk, rows, list, change.summary)
  }

  /// A number counts the disagreements of what can be read: without a coder's work it may be another's.
  private func refuseUncounted(_ rows: DisagreementRows) throws(Failure) {
    guard id == nil, !rows.problems.isEmpty else { return }
    for problem in rows.problems { Output.writeError(problem) }
    throw .data(
      "Nothing was settled: the numbers count what can be read. Mend that first, or name the disagreement with "
        + "--id."
    )
  }

  private func keepNote(
    _ item: DisagreementRows.Item,
    _ desk: inout ConsensusDesk,
    _ rows: DisagreementRows,
    _ list: NameList?
  ) throws {
    guard case .settled(let verdict) = item.state else {
      throw Failure.refused(
        "\(item.number) has no verdict that stands, so there is nothing to note on. Settle it; --note "
          + "goes with the verdict."
      )
    }
    let change = desk.sidecar.noting(note ?? "", by: desk.adjudicator, on: verdict)
    try desk.save(change)
    let stays =
      verdict.hasNote(ofOthersThan: desk.adjudicator)
      ? " \(verdict.maker)'s note stays beside it." : ""
    answer(item, desk, rows, list, change.summary + (change.isEmpty ? "" : stays))
  }

  private func desk(on name: String) throws(Failure) -> ConsensusDesk {
    let desk = try ConsensusDesk(
      study: study,
      codebook: codebook,
      adjudicator: adjudicator,
      transcript: name,
      beginsAnew: beginning.beginAnew
    )
    if let reason = ConsensusGathering.closedReason(desk.sidecar, desk.transcript) {
      throw .refused(reason)
    }
    return desk
  }

  private var givenReason: Settlement.Reason? {
    get throws(Failure) {
      guard let reason else { return nil }
      let known = Settlement.Reason.known.map(\.text)
      guard known.contains(reason) else {
        throw .usage(
          "\"\(reason)\" is no reason. Use one of: \(known.joined(separator: ", "))."
        )
      }
      return Settlement.Reason(reason)
    }
  }

  private func choice(
    _ item: DisagreementRows.Item,
    _ desk: ConsensusDesk
  ) throws(Failure) -> PassageRow.Choice {
    if let adopt {
      guard let lane = item.coders.firstIndex(of: Coder.ID(adopt)) else {
        throw .usage(
          "\"\(adopt)\" is not compared here. Adopt one of: "
            + "\(item.coders.map(\.text).joined(separator: ", "))."
        )
      }
      return .adopt(coder: lane)
    }
    if union { return .union }
    if intersection { return .intersection }
    if both { return .both }
    if neither { return .neither }
    try place.validateChoice()
    let span = try place.span(in: item.transcript)
    guard let trimmed = item.transcript.trimmed(span) else {
      throw .usage("There are only blanks in this place. Choose some words.")
    }
    let passage = item.row.span
    guard trimmed.overlaps(passage) else {
      throw .usage(
        "This place is \(trimmed.start)-\(trimmed.end) and the disagreement \(passage.start)-\(passage.end): "
          + "they share no words. Nothing was settled; choose a place in the disagreement."
      )
    }
    return .edit(span: trimmed, code: try editedCode(item, desk))
  }

  /// The code that a place of its own gets: one of those that stand here.
  private func editedCode(
    _ item: DisagreementRows.Item,
    _ desk: ConsensusDesk
  ) throws(Failure) -> Code.ID? {
    guard let code else {
      guard item.row.codes.count > 1 else { return nil }
      throw .usage(
        "Several codes stand here: \(item.row.codes.map(\.text).joined(separator: ", ")). Say with "
          + "--code which of them the place is to have."
      )
    }
    let id = try desk.codebook.code(asked: code)
    guard item.row.codes.contains(id) else {
      throw .usage(
        "\(id) does not stand here. Choose one of: "
          + "\(item.row.codes.map(\.text).joined(separator: ", "))."
      )
    }
    return id
  }

  private func answer(
    _ item: DisagreementRows.Item,
    _ desk: ConsensusDesk,
    _ rows: DisagreementRows,
    _ list: NameList?,
    _ summary: String
  ) {
    let verdicts = desk.sidecar.verdicts
    let state = verdicts.state(of: item.row)
    let settled = DisagreementRows.Item(
      passage: item.passage,
      place: item.place,
      transcript: item.transcript,
      coders: item.coders,
      row: item.row,
      state: state
    )
    let open = rows.items.count { other in
      other.transcript.name == item.transcript.name
        && !verdicts.state(of: other.row).isSettled
    }
    let page = SettlePage(rows: rows, items: [settled], names: list)
    output.answer(
      json: page.object(settled),
      csv: page.csv,
      facts: page.table,
      sentences: [
        "\(item.number): \(summary) \(open) without a verdict in \(item.transcript.name)."
      ]
    )
  }

  // MARK: Closing

  private func closeAdjudication(_ rows: DisagreementRows, of name: String) throws {
    var desk = try desk(on: name)
    guard let compared = rows.consensus[name]?.compared else {
      let why = rows.leftOut.joined(separator: " ")
      throw Failure.refused("\(name) is not compared, so there is nothing to close. \(why)")
    }
    try desk.close(over: compared)
    let count = desk.sidecar.codings.count
    output.answer(
      json: .object([
        JSONMember("transcript", .string(name)),
        JSONMember("by", .string(desk.adjudicator.text)),
        JSONMember("at", .string(desk.sidecar.status.at.text)),
        JSONMember("codings", .count(count)),
      ]),
      csv: [
        ["transcript", "by", "at", "codings"],
        [name, desk.adjudicator.text, desk.sidecar.status.at.text, "\(count)"],
      ],
      sentences: [
        "Closed the adjudication of \(name): \(count) "
          + "\(count == 1 ? "coding stands" : "codings stand") in its consensus."
      ]
    )
  }
}
