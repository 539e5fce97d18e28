import EmicKit

/// Commands on the list of quotations.
extension State {
  mutating func runOnRetrieval(_ command: Command) {
    if runOnQuestion(command) { return }
    let page = max(1, retrievalGeometry.listHeight - 1)
    switch command {
    case .down: moveInRetrieval(by: 1)
    case .up: moveInRetrieval(by: -1)
    case .pageDown: moveInRetrieval(by: page)
    case .pageUp: moveInRetrieval(by: -page)
    case .firstPlace: moveInRetrieval(by: -1_000_000)
    case .lastPlace: moveInRetrieval(by: 1_000_000)
    case .halfPageDown: scrollPreview(by: 5)
    case .halfPageUp: scrollPreview(by: -5)
    case .preview: retrieval.showsPreview.toggle()
    case .open: openQuotationPlace()
    case .sort: chooseOrder()
    case .showEntry: showEntryOfQuotation()
    case .copy: copyListedQuotation()
    case .support: toggleSupport()
    case .export: chooseExport()
    case .study: goToStudy()
    case .retrieval: readCodings()
    default: complain("\(command.rawValue) does nothing on quotations.")
    }
  }

  var retrievalGeometry: RetrievalGeometry {
    RetrievalGeometry(
      size: size,
      showsPreview: retrieval.showsPreview,
      isPlain: settings.isAccessible
    )
  }

  mutating func moveInRetrieval(by distance: Int) {
    guard let list = retrieval.list else { return }
    let before = retrieval.place.row
    retrieval.place.move(
      by: distance,
      over: list.lines.map { line in
        if case .coding = line { true } else { false }
      }
    )
    if retrieval.place.row != before { retrieval.previewTop = 0 }
  }

  private mutating func scrollPreview(by distance: Int) {
    let last = RetrievalView(state: self).lastPreviewTop
    retrieval.previewTop = min(max(0, retrieval.previewTop + distance), last)
  }

  // MARK: The quotation in hand

  private mutating func openQuotationPlace() {
    guard let row = retrieval.current else { return complainNoQuotation() }
    let isOwn = row.coder == coder?.id
    let whose = isOwn ? "" : " by \(row.coder)"
    goToPlace(
      AwaitedPlace(
        transcript: row.transcript,
        digest: row.sha256,
        span: row.coding.span,
        coding: isOwn ? row.coding.id : nil,
        words: "\(row.codeID)\(whose): \(keyName(of: .back, "q")) goes back to the quotations."
      )
    )
  }

  private mutating func showEntryOfQuotation() {
    guard let row = retrieval.current else { return complainNoQuotation() }
    showEntry(of: Code.ID(row.codeID))
  }

  private mutating func copyListedQuotation() {
    guard let row = retrieval.current, let coder else { return complainNoQuotation() }
    outbox.append(.copyQuotation(row, coder: coder.id))
  }

  private mutating func complainNoQuotation() {
    complain("There is no quotation in hand: ask for others with e, c or Esc.")
  }

  // MARK: Order and export

  private mutating func chooseOrder() {
    popups.append(
      .choice(
        Choice(
          title: "In which order?",
          rows: RowOrder.allCases.map(\.words),
          row: RowOrder.allCases.firstIndex(of: retrieval.order) ?? 0,
          purpose: .order
        )
      )
    )
  }

  mutating func take(order: RowOrder) {
    retrieval.order = order
    askAgain()
  }

  private mutating func chooseExport() {
    guard let count = retrieval.list?.count, count > 0 else { return complainNoQuotation() }
    popups.append(
      .choice(
        Choice(
          title: count == 1 ? "Export this quotation" : "Export these \(count) quotations",
          rows: [
            "Markdown, a page of quotations by code", "CSV, a row for each coding",
          ],
          purpose: .export
        )
      )
    )
  }

  mutating func export(as form: Effect.ExportForm) {
    guard let list = retrieval.list, let coder else { return }
    outbox.append(
      .exportQuotations(list.rows, form: form, name: exportName, coder: coder.id)
    )
  }

  /// `quotations-trust`, and `quotations-trust-9a3f` where more is asked for than codes, so that one
  /// question does not write over another's page; its words may be names, and do not become a file's.
  private var exportName: String {
    let query = retrieval.asking.query
    let codes = query.codes.prefix(3).map { Slug.id(for: shown($0.text)) }
    var plain = CodingQuery()
    plain.codes = Array(query.codes.prefix(3))
    let mark = query == plain ? [] : [Self.mark(of: query.words())]
    return (["quotations"] + (codes.isEmpty ? ["all"] : codes) + mark).joined(separator: "-")
  }

  /// Four digits that are the same for the same words (FNV-1a).
  private static func mark(of words: String) -> String {
    var hash: UInt32 = 2_166_136_261
    for byte in words.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    let digits = String((hash ^ hash >> 16) & 0xFFFF, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  // MARK: In words

  var retrievalPlace: String {
    let question = asking.query.words(names: codings?.names)
    guard let list = retrieval.list else {
      return asking.refusal ?? "Quotations: \(question); they are still being read."
    }
    guard let row = retrieval.current else { return "No quotations: \(question)." }
    let number = list.number(of: retrieval.place.row)
    let notes = asking.notes.isEmpty ? "" : " " + asking.notes.joined(separator: " ")
    return
      "Quotation \(number) of \(list.count): \(question). \(reference(to: row)), \(row.codeID) by "
      + "\(row.coder): \(row.coding.quote.prefix(200).onOneLine)\(notes)"
  }

  /// `T03, turn 14`.
  func reference(to row: CodingRow) -> String {
    guard let codings else { return row.transcript }
    return codings.names.reference(
      to: row,
      kind: codings.transcripts[row.transcript]?.structure.kind
    )
  }
}
