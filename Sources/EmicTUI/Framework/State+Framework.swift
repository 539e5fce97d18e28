import EmicKit

/// Commands on the framework matrix, and what comes back from the disk.
extension State {
  mutating func openFramework() {
    guard let coder else { return askForCoder() }
    leave(for: .framework)
    if framework.visible == nil { framework.problem = nil }
    outbox.append(.readFramework(coder: coder.id))
  }

  mutating func runOnFramework(_ command: Command) {
    let page = max(1, FrameworkView(state: self).rowsInView)
    switch command {
    case .down: moveInFramework(rows: 1)
    case .up: moveInFramework(rows: -1)
    case .right: moveInFramework(columns: 1)
    case .left: moveInFramework(columns: -1)
    case .pageDown: moveInFramework(rows: page)
    case .pageUp: moveInFramework(rows: -page)
    case .firstPlace: moveInFramework(rows: -1_000_000)
    case .lastPlace: moveInFramework(rows: 1_000_000)
    case .lineStart: moveInFramework(columns: -1_000_000)
    case .lineEnd: moveInFramework(columns: 1_000_000)
    case .open, .memo: writeSummary()
    case .quotationsOfCell: openQuotationsOfSummary()
    case .askCodes: pickSummaryCodes()
    case .showEntry: showEntryOfSummary()
    case .export: chooseFrameworkExport()
    case .undo: undoSummary()
    case .redo: redoSummary()
    case .framework: openFramework()
    case .study: goToStudy()
    default: complain("\(command.rawValue) does nothing on the framework matrix.")
    }
  }

  private mutating func moveInFramework(rows: Int = 0, columns: Int = 0) {
    framework.move(rows: rows, columns: columns)
    framework.firstColumn = FrameworkView(state: self).firstColumnShowing(framework.column)
  }

  // MARK: What comes back

  mutating func take(
    _ visible: VisibleFramework,
    _ codings: StudyCodings,
    _ steps: UndoStacks<FrameworkChange>
  ) {
    // What is on its way to the disk is not in what was read.
    if framework.saving == 0 { framework.steps = steps }
    if self.codings == nil { take(codings) } else { self.codings = codings }
    framework.take(visible, codebook: codings.codebook)
    framework.firstColumn = FrameworkView(state: self).firstColumnShowing(framework.column)
    if !visible.hidden.isEmpty {
      let count = visible.hidden.count
      say(
        "\(count == 1 ? "1 summary by others is" : "\(count) summaries by others are") hidden: you still "
          + "code some of their transcripts blind."
      )
    }
  }

  mutating func refuseFramework(_ sentence: String) {
    framework.problem = sentence
    dropHeld()
    complain(sentence)
  }

  // MARK: Writing

  static func draftKey(_ place: SummaryPlace) -> String {
    "framework\n\(place.case)\n\(place.code)"
  }

  private mutating func writeSummary() {
    guard let place = framework.place else { return complainNoCell() }
    let draft = drafts[Self.draftKey(place)]
    let title = "\(place.case) · \(place.code)"
    let text = framework.cell(place)?.summary ?? ""
    popups.append(
      .memo(
        MemoSheet(
          subject: .summary(place),
          title: draft == nil ? title : "\(title) (draft)",
          field: TextField(draft?.resumed(over: text) ?? text, isMultiline: true),
          opened: text
        )
      )
    )
    if draft?.isJoined(over: text) == true { say(Self.resumedWords) }
  }

  private mutating func complainNoCell() {
    complain(
      unreadFrameworkWords ?? "There is no cell here: \(keyName(of: .askCodes, "c")) chooses codes."
    )
  }

  /// Why there is no framework matrix; `nil` where there is one.
  var unreadFrameworkWords: String? {
    framework.visible == nil
      ? framework.problem ?? "The framework matrix is still being read." : nil
  }

  /// Keeps what was typed, across restarts too, until the summary is saved.
  mutating func keepDraft(of sheet: MemoSheet, at place: SummaryPlace) {
    let text = sheet.field.text
    guard !text.trimmed.isEmpty, text != framework.cell(place)?.summary else { return }
    drafts[Self.draftKey(place)] = Draft(text, begunOver: sheet.opened)
    keepDrafts()
    say(
      "The summary is kept as a draft: \(keyName(of: .open, "Enter")) takes it up again, Ctrl-S saves it."
    )
  }

  /// Saves a summary; what was written there since it was opened stays, below the new words.
  mutating func save(summary text: String, opened: String, at place: SummaryPlace) {
    let known = framework.cell(place)
    let text = Draft(text, begunOver: opened).resumed(over: known?.summary ?? "")
    guard text != known?.summary ?? "" else {
      drafts[Self.draftKey(place)] = nil
      keepDrafts()
      return say("The summary is as it was.")
    }
    save(
      FrameworkMatrix.Cell(
        case: place.case,
        code: place.code,
        summary: text,
        quotations: known?.quotations ?? [],
        by: coder?.id,
        at: moment.now,
        kept: known?.kept ?? []
      ),
      known: known
    )
  }

  private mutating func save(_ cell: FrameworkMatrix.Cell, known: FrameworkMatrix.Cell?) {
    // Until the disk has it, it is kept where no crash takes it.
    drafts[Self.draftKey(SummaryPlace(case: cell.case, code: cell.code))] = Draft(
      cell.summary,
      begunOver: known?.summary ?? ""
    )
    keepDrafts()
    perform(FrameworkChange(to: cell, from: known))
  }

  // MARK: Quotations behind a summary

  private mutating func openQuotationsOfSummary() {
    guard let place = framework.place, let codings else { return complainNoCell() }
    var query = CodingQuery()
    // What was coded with a merged code is read as the other one.
    let code = codings.codebook.resolved(place.code)
    query.codes = [code]
    query.includesSubcodes = !codings.codebook.children(of: code).isEmpty
    if codings.study.transcripts.contains(place.case) {
      query.transcripts = [place.case]
    } else {
      query.conditions = [AttributeCondition("case", .equal, place.case)]
    }
    if beginsWithOwnWork(in: codings), let asker = codings.asker { query.coders = [asker] }
    openQuotations(query, for: place)
  }

  /// Whether a quotation is behind the summary for which the list was opened.
  func isSupport(_ row: CodingRow) -> Bool {
    retrieval.summary.flatMap { framework.cell($0) }?.quotations.contains(row.coding.id) ?? false
  }

  mutating func toggleSupport() {
    guard let place = retrieval.summary else {
      return complain(
        "Quotations are gathered for a summary: o on a cell of the framework matrix (g f)."
      )
    }
    guard let row = retrieval.current else { return complain("There is no quotation in hand.") }
    guard var cell = framework.cell(place) else {
      return complain(
        "\(place.case) has no summary of \(place.code) yet: \(keyName(of: .back, "q")) goes back, Enter writes it."
      )
    }
    let known = cell
    if let index = cell.quotations.firstIndex(of: row.coding.id) {
      cell.quotations.remove(at: index)
    } else {
      cell.quotations.append(row.coding.id)
    }
    (cell.by, cell.at) = (coder?.id, moment.now)
    perform(FrameworkChange(to: cell, from: known))
  }

  // MARK: Columns, entry, export

  private mutating func pickSummaryCodes() {
    guard let codings else { return complainNoCell() }
    popups.append(.picker(CodePicker(.columns, codebook: codings.codebook)))
  }

  mutating func takeColumns(_ codes: [Code.ID]) {
    framework.choose(codes.map { codebook.resolved($0) }, codebook: codings?.codebook ?? codebook)
    if let coder { outbox.append(.keepColumns(framework.chosen, coder: coder.id)) }
    moveInFramework()
  }

  private mutating func showEntryOfSummary() {
    guard let place = framework.place else { return complainNoCell() }
    showEntry(of: place.code)
  }

  private mutating func chooseFrameworkExport() {
    guard framework.visible?.cells.isEmpty == false else {
      return complain("There is no summary to export yet.")
    }
    popups.append(
      .choice(
        Choice(
          title: "Export the framework matrix",
          rows: ["Markdown, a table of cases by codes", "CSV, a row for each summary"],
          purpose: .frameworkExport
        )
      )
    )
  }

  mutating func exportFramework(as form: Effect.ExportForm) {
    if let coder { outbox.append(.exportFramework(form, coder: coder.id)) }
  }

  // MARK: In words

  var frameworkPlace: String {
    guard let place = framework.place else {
      return unreadFrameworkWords
        ?? "The framework matrix has no column yet: \(keyName(of: .askCodes, "c")) chooses codes."
    }
    guard let cell = framework.current else {
      return
        "\(place.case), \(place.code): no summary yet. \(keyName(of: .open, "Enter")) writes it."
    }
    return "\(place.case), \(place.code): \(cell.summary.onOneLine)"
  }

  /// The places of the quotations behind a summary: `T03, turn 14`.
  func references(of cell: FrameworkMatrix.Cell) -> [String] {
    guard !cell.quotations.isEmpty, let codings else { return [] }
    return cell.quotations.map { id in
      codings.row(of: id).map { reference(to: $0) } ?? "a coding that is hidden or gone"
    }
  }
}
