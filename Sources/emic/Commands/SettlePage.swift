import EmicKit

/// Disagreements with what each coder has there, and their verdicts.
struct SettlePage {
  let rows: DisagreementRows
  let items: [DisagreementRows.Item]
  private let sources: [String: ReleasedSource]
  private let release: Release

  /// - Parameters:
  ///   - rows: of which they are.
  ///   - items: what is shown.
  ///   - names: those that are replaced in words.
  init(rows: DisagreementRows, items: [DisagreementRows.Item], names: NameList?) {
    (self.rows, self.items) = (rows, items)
    release = .released(names)
    sources = Dictionary(
      (names == nil ? [] : items).map { item in
        (item.transcript.name, ReleasedSource(item.transcript, codings: [], names: names))
      },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private func words(of item: DisagreementRows.Item) -> String {
    guard let source = sources[item.transcript.name] else {
      return String(item.transcript.text[item.row.span])
    }
    return source.words(of: item.row.span) ?? ""
  }

  /// Those without a verdict.
  private var open: Int { items.count { !$0.state.isSettled } }

  // MARK: JSON

  var json: JSONValue {
    .object([
      JSONMember("rows", .array(items.map(object))), JSONMember("open", .count(open)),
    ])
  }

  func object(_ item: DisagreementRows.Item) -> JSONValue {
    .object([
      JSONMember("row", .string(item.number)), JSONMember("passage", .count(item.passage)),
      JSONMember("transcript", .string(release.transcript(item.transcript.name))),
      JSONMember("turn", item.turn.map { .count($0) } ?? .null),
      JSONMember("kind", .string(Self.name(of: item.row.kind))),
      JSONMember("codes", .strings(item.row.codes.map { release.id($0).text })),
      JSONMember("coders", sides(of: item)),
      JSONMember("state", .string(Self.name(of: item.state))),
      JSONMember("verdict", verdict(of: item)),
      JSONMember("text", .string(words(of: item))),
    ])
  }

  private func sides(of item: DisagreementRows.Item) -> JSONValue {
    .object(
      zip(item.coders.indices, item.coders).map { place, coder in
        let side = item.row.sides[place]
        guard !side.isEmpty || item.row.missing.contains(place) else {
          return JSONMember(coder.text, .null)
        }
        return JSONMember(
          coder.text,
          .array(
            side.flatMap { united in
              united.codings.map { id in
                .object([
                  JSONMember("id", .string(id.text)),
                  JSONMember("code", .string(release.id(united.code).text)),
                  JSONMember("start", .count(united.span.start)),
                  JSONMember("end", .count(united.span.end)),
                ])
              }
            }
          )
        )
      }
    )
  }

  private func verdict(of item: DisagreementRows.Item) -> JSONValue {
    guard let verdict = item.state.verdict else { return .null }
    let settlement = verdict.settlement
    return .object([
      JSONMember("decision", .string(settlement.decision.text)),
      JSONMember("reason", .known(settlement.reason?.text)),
      JSONMember("note", .known(settlement.note.map(release.words))),
      JSONMember("by", .known(settlement.by?.text)),
      JSONMember("at", .string(verdict.at.text)),
      JSONMember(
        "codings",
        .array(
          verdict.codings.map { coding in
            .object([
              JSONMember("id", .string(coding.id.text)),
              JSONMember("code", .string(release.id(coding.code).text)),
              JSONMember("start", .count(coding.span.start)),
              JSONMember("end", .count(coding.span.end)),
            ])
          }
        )
      ),
    ])
  }

  static func name(of kind: PassageRow.Kind) -> String {
    switch kind {
    case .agreed: "agreed"
    case .boundary: "boundary"
    case .differentCode: "different-code"
    case .missed: "missed"
    }
  }

  private static func name(of state: RowState) -> String {
    switch state {
    case .open: "open"
    case .settled: "settled"
    case .stale: "stale"
    }
  }

  // MARK: Tables

  var csv: [[String]] {
    [
      ["row", "transcript", "turn", "kind", "codes"] + rows.coders.map(\.text)
        + ["state", "decision", "reason", "text"]
    ]
      + items.map { item in
        let settlement = item.state.verdict?.settlement
        return [
          item.number, release.transcript(item.transcript.name), item.turn.map { "\($0)" } ?? "",
          Self.name(of: item.row.kind),
          item.row.codes.map { release.id($0).text }.joined(separator: " "),
        ] + rows.coders.map { side(of: $0, item) } + [
          Self.name(of: item.state), settlement?.decision.text ?? "",
          settlement?.reason?.text ?? "", words(of: item),
        ]
      }
  }

  func text(_ form: Table.Form) -> String {
    var table = table
    if form == .list { table.clips = [] }
    let count = items.count
    return table.text(form)
      + "\(count) \(count == 1 ? "disagreement" : "disagreements"), \(open) without a verdict.\n"
  }

  /// A row for each disagreement.
  var table: Table {
    var table = Table(
      ["ROW", "TRANSCRIPT", "TURN", "DISAGREEMENT"] + rows.coders.map(\.text) + ["VERDICT", "TEXT"]
    )
    table.rightAligned = [2]
    table.clips = [5 + rows.coders.count]
    for item in items {
      table.add(
        [
          item.number, release.transcript(item.transcript.name), item.turn.map { "\($0)" } ?? "",
          VerdictWords.title(of: item.row, release),
        ] + rows.coders.map { side(of: $0, item) } + [verdictWords(item), words(of: item)]
      )
    }
    return table
  }

  /// What a coder has there, by address: `trust 20.1`.
  private func side(of coder: Coder.ID, _ item: DisagreementRows.Item) -> String {
    guard let place = item.coders.firstIndex(of: coder) else { return "not compared here" }
    let side = item.row.sides[place]
    guard !side.isEmpty else {
      return item.row.missing.contains(place) ? "nothing" : "not compared here"
    }
    return side.map { united in
      let address = Address.text(of: united.span, in: item.transcript)
      return "\(release.id(united.code)) \(address ?? "") \(united.span.start)-\(united.span.end)"
    }.joined(separator: "; ")
  }

  private func verdictWords(_ item: DisagreementRows.Item) -> String {
    switch item.state {
    case .open: "open"
    case .settled(let verdict): release.words(VerdictWords.words(verdict))
    case .stale(let verdict):
      "stale, the codings have changed since: " + release.words(VerdictWords.words(verdict))
    }
  }
}
