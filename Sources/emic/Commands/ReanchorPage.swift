import EmicKit

/// The printed forms of what re-anchoring proposes.
struct ReanchorPage {
  /// One coder's work on one transcript.
  struct Entry {
    let reanchoring: Reanchoring
    /// Whether codings may be shown one by one.
    let isListed: Bool

    var transcript: Transcript { reanchoring.transcript }
    var isChanged: Bool { reanchoring.isChanged }
  }

  var entries: [Entry] = []
  /// Work that whoever asks may not see.
  var hidden: [(transcript: String, coder: Coder.ID)] = []
  /// Work whose new places whoever asks may not store.
  var left: [(transcript: String, coder: Coder.ID)] = []
  let isWritten: Bool
  /// Codings that somebody has looked at.
  private let settled: Set<Coding.ID>

  init(isWritten: Bool, settled: Set<Coding.ID> = []) {
    self.isWritten = isWritten
    self.settled = settled
  }

  var text: String {
    var text = entries.map { Self.text(of: $0) }.joined(separator: "\n")
    if entries.isEmpty && hidden.isEmpty && left.isEmpty {
      text = "No transcript has changed since it was coded, and there are no orphans.\n"
    }
    for (transcript, coder) in hidden {
      text +=
        DisplayText.safe(
          "\(transcript): it has changed since \(coder) coded it. Their work is hidden from you; "
            + "\(coder) finds it again with "
            + "\(ReanchorCommandLine.words(for: [coder], isWriting: isWritten))."
        ) + "\n"
    }
    for (transcript, coder) in left {
      text +=
        DisplayText.safe(
          "\(transcript): nothing was written for \(coder), whose work it is. \(coder) runs "
            + "\(ReanchorCommandLine.words(for: [coder], isWriting: true)), or a supervisor does with their own "
            + "name."
        ) + "\n"
    }
    text += flagged
    if isWritten, !entries.contains(where: \.isChanged) {
      return settled.isEmpty ? text : text + "\nStored.\n"
    }
    guard entries.contains(where: \.isChanged) else { return text }
    return text
      + (isWritten
        ? "\nStored. `emic restore --list` shows the copies of before.\n"
        : "\nNothing was written; --write stores these places.\n")
  }

  /// Says of which transcripts nothing leaves until somebody has looked.
  private var flagged: String {
    let lines = entries.compactMap { entry -> String? in
      let count = entry.reanchoring.unsettledFlags.subtracting(settled).count
      guard count > 0 else { return nil }
      return "  \(entry.transcript.name), \(entry.reanchoring.sidecar.coder): \(count)"
    }
    guard !lines.isEmpty else { return "" }
    return "\nFlagged passages (do-not-quote, redact) that are not found for certain:\n"
      + lines.map { DisplayText.safe($0) + "\n" }.joined()
      + "They stay orphans, and nothing of these transcripts is exported or quoted, until somebody has "
      + "looked at each: --write --place ID stores the proposed place, --write --drop ID removes the "
      + "coding.\n"
  }

  private static func text(of entry: Entry) -> String {
    let reanchoring = entry.reanchoring
    let coder = reanchoring.sidecar.coder
    let name = entry.transcript.name
    guard entry.isChanged else {
      let count = reanchoring.sidecar.orphans.count
      let orphans = count == 1 ? "1 orphan" : "\(count) orphans"
      return DisplayText.safe("\(name), \(coder): \(orphans).") + "\n" + list(entry)
    }
    var line = "\(name), \(coder): \(reanchoring.summary)."
    let dropped = reanchoring.droppedTurns
    if dropped > 0 {
      line +=
        " \(dropped) turn\(dropped == 1 ? "" : "s") marked \"nothing here\" can't be told again and "
        + "\(dropped == 1 ? "is" : "are") open."
    }
    return DisplayText.safe(line) + "\n" + list(entry)
  }

  private static func list(_ entry: Entry) -> String {
    guard entry.isListed else { return "" }
    return entry.reanchoring.items
      .filter { entry.isChanged ? $0.outcome != .unchanged : $0.wasOrphan }
      .map { DisplayText.safe("  \(words(of: $0, entry))") + "\n" }.joined()
  }

  private static func words(of item: Reanchoring.Item, _ entry: Entry) -> String {
    let coding = item.coding
    let quote = Reanchoring.quotation(coding) { Table.clipped($0, to: 40) }
    if item.bindsUnsettled {
      let fate =
        item.outcome == .orphan && !entry.isChanged
        ? "not found, an orphan" : entry.reanchoring.words(for: item)
      let now = item.outcome.span.map {
        "; there stands now “\(Table.clipped(entry.transcript.text[$0], to: 40))”"
      }
      return
        "\(coding.code)  \(Reanchoring.bindingFlags(of: coding)), \(fate): \(quote)\(now ?? "")  "
        + "ID \(coding.id.text)"
    }
    guard entry.isChanged else { return "\(coding.code)  orphan: \(quote)" }
    let line = "\(coding.code)  \(entry.reanchoring.words(for: item)): \(quote)"
    guard case .reworded(let span, _) = item.outcome else { return line }
    return line + " is now “\(Table.clipped(entry.transcript.text[span], to: 40))”"
  }

  var json: JSONValue {
    .object([
      JSONMember("sidecars", .array(entries.map(Self.object))),
      JSONMember("hidden", Self.array(hidden)),
      JSONMember("left", Self.array(left)),
      JSONMember("written", .bool(isWritten && entries.contains(where: \.isChanged))),
    ])
  }

  private static func array(_ work: [(transcript: String, coder: Coder.ID)]) -> JSONValue {
    .array(
      work.map {
        .object([
          JSONMember("transcript", .string($0.transcript)),
          JSONMember("coder", .string($0.coder.text)),
        ])
      }
    )
  }

  private static func object(_ entry: Entry) -> JSONValue {
    let reanchoring = entry.reanchoring
    func number(_ value: Int) -> JSONValue { .number(String(value)) }
    let unchanged = reanchoring.count { $0 == .unchanged }
    let needed = reanchoring.count(where: \.needsLook)
    return .object([
      JSONMember("transcript", .string(entry.transcript.name)),
      JSONMember("coder", .string(reanchoring.sidecar.coder.text)),
      JSONMember("changed", .bool(entry.isChanged)),
      JSONMember("unchanged", number(unchanged)),
      JSONMember("moved", number(reanchoring.items.count - unchanged - needed)),
      JSONMember("need-you", number(needed)),
      JSONMember("flagged", number(reanchoring.unsettledFlags.count)),
      JSONMember("orphans", number(reanchoring.count { $0 == .orphan })),
      JSONMember("turns-open-again", number(reanchoring.droppedTurns)),
      JSONMember(
        "codings",
        .array(entry.isListed ? reanchoring.items.map { object($0, entry.transcript) } : [])
      ),
    ])
  }

  private static func object(_ item: Reanchoring.Item, _ transcript: Transcript) -> JSONValue {
    func place(_ span: Span) -> JSONValue {
      .object([
        JSONMember("start", .number(String(span.start))),
        JSONMember("end", .number(String(span.end))),
      ])
    }
    let to = item.outcome == .unchanged ? item.coding.span : item.outcome.span
    return .object([
      JSONMember("id", .string(item.coding.id.text)),
      JSONMember("code", .string(item.coding.code.text)),
      JSONMember("outcome", .string(word(item.outcome))),
      JSONMember("from", place(item.coding.span)),
      JSONMember("to", to.map(place) ?? .null),
      JSONMember("quote", .string(item.coding.quote)),
      JSONMember("now", to.map { .string(transcript.text[$0]) } ?? .null),
    ])
  }

  private static func word(_ outcome: Reanchoring.Outcome) -> String {
    switch outcome {
    case .unchanged: "unchanged"
    case .moved: "moved"
    case .nearest: "nearest"
    case .reworded: "reworded"
    case .orphan: "orphan"
    }
  }

  var rows: [[String]] {
    [
      [
        "transcript", "coder", "id", "code", "outcome", "start", "end", "to_start", "to_end",
        "quote",
      ]
    ]
      + entries.filter(\.isListed).flatMap { entry in
        entry.reanchoring.items.map { item in
          let to = item.outcome == .unchanged ? item.coding.span : item.outcome.span
          return [
            entry.transcript.name, entry.reanchoring.sidecar.coder.text, item.coding.id.text,
            item.coding.code.text, Self.word(item.outcome), String(item.coding.span.start),
            String(item.coding.span.end), to.map { String($0.start) } ?? "",
            to.map { String($0.end) } ?? "", item.coding.quote,
          ]
        }
      }
  }
}
