import EmicKit

/// What `emic disagreements` prints.
struct DisagreementPage {
  let listing: DisagreementListing
  let comparison: StudyComparison
  let consensus: ConsensusReading
  private let sources: [String: ReleasedSource]
  private let release: Release

  /// - Parameters:
  ///   - listing: what is shown of it.
  ///   - comparison: of which it is.
  ///   - consensus: what was decided.
  ///   - names: those that are replaced in words, labels and notes; flags are none of its business.
  init(
    listing: DisagreementListing,
    comparison: StudyComparison,
    consensus: ConsensusReading,
    names: NameList? = nil
  ) {
    self.listing = listing
    self.comparison = comparison
    self.consensus = consensus
    release = .released(names)
    let transcripts = names == nil ? [] : comparison.blocks.flatMap(\.comparison.transcripts)
    sources = Dictionary(
      transcripts.map { compared in
        let source = ReleasedSource(compared.transcript, codings: [], names: names)
        return (compared.transcript.name, source)
      },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private func text(of item: DisagreementListing.Item) -> String {
    guard let source = sources[item.transcript] else { return item.text }
    return source.words(of: item.disagreement.span) ?? ""
  }

  private func text(of passage: DisagreementListing.Passage) -> String {
    guard let source = sources[passage.transcript] else { return passage.text }
    return source.words(of: passage.span) ?? ""
  }

  // MARK: JSON

  var json: JSONValue {
    .object([
      JSONMember("items", .array(listing.items.map(object))),
      JSONMember("passages", .array(listing.passages.map(object))),
      JSONMember("confusions", .array(confusions)),
    ])
  }

  private func object(_ item: DisagreementListing.Item) -> JSONValue {
    let kind = item.disagreement.kind
    var members = [
      JSONMember("transcript", .string(release.transcript(item.transcript))),
      JSONMember("turn", item.turn.map { .count($0) } ?? .null),
      JSONMember("coders", .coders([item.first, item.second])),
      JSONMember("kind", .string(kind.name)),
    ]
    if let context = kind.context { members.append(JSONMember("context", .string(context))) }
    if let by = item.by { members.append(JSONMember("by", .string(by.text))) }
    return .object(
      members + [
        JSONMember("a", codings(item.disagreement.first, item.first, item.transcript)),
        JSONMember("b", codings(item.disagreement.second, item.second, item.transcript)),
        JSONMember("counts", .array(item.counts.map { .count($0) })),
        JSONMember("passage", .count(item.passage)),
        JSONMember("text", .string(text(of: item))),
        JSONMember("verdict", verdict(of: item)),
      ]
    )
  }

  private func verdict(of item: DisagreementListing.Item) -> JSONValue {
    let verdict: Verdict
    var isStale = false
    switch consensus.state(of: item) {
    case .open: return .null
    case .settled(let found): verdict = found
    case .stale(let found): (verdict, isStale) = (found, true)
    }
    let settlement = verdict.settlement
    var members = [JSONMember("decision", .string(settlement.decision.text))]
    if let reason = settlement.reason { members.append(JSONMember("reason", .string(reason.text))) }
    if let note = settlement.note {
      members.append(JSONMember("note", .string(release.words(note))))
    }
    if let by = settlement.by { members.append(JSONMember("by", .string(by.text))) }
    return .object(
      members + [
        JSONMember("at", .string(verdict.at.text)), JSONMember("stale", .bool(isStale)),
      ]
    )
  }

  private func codings(
    _ side: [UnitedCoding],
    _ coder: Coder.ID,
    _ transcript: String
  ) -> JSONValue {
    .array(
      side.flatMap { united in
        listing.stored(united, by: coder, in: transcript).map { stored in
          JSONValue.object([
            JSONMember("id", .string(stored.id.text)),
            JSONMember("code", .string(release.id(united.code).text)),
            JSONMember("start", .count(stored.span.start)),
            JSONMember("end", .count(stored.span.end)),
          ])
        }
      }
    )
  }

  private func object(_ passage: DisagreementListing.Passage) -> JSONValue {
    .object([
      JSONMember("passage", .count(passage.number)),
      JSONMember("transcript", .string(release.transcript(passage.transcript))),
      JSONMember("turn", passage.turn.map { .count($0) } ?? .null),
      JSONMember("start", .count(passage.span.start)),
      JSONMember("end", .count(passage.span.end)),
      JSONMember(
        "coders",
        .object(
          zip(listing.coders, passage.codings).map { coder, codings in
            JSONMember(
              coder.text,
              codings.map { self.codings($0, coder, passage.transcript) } ?? .null
            )
          }
        )
      ),
      JSONMember("text", .string(text(of: passage))),
    ])
  }

  /// Different codes as coded, each with the families above them.
  private var confusions: [JSONValue] {
    let book = comparison.codebook
    var counts: [Confused: Int] = [:]
    for item in listing.items where item.disagreement.kind == .differentCode {
      let codes = [item.disagreement.first[0].code, item.disagreement.second[0].code]
      counts[Confused(coders: [item.first, item.second], codes: codes), default: 0] += 1
    }
    let sorted = counts.sorted { one, other in
      if one.value != other.value { return one.value > other.value }
      if one.key.coders != other.key.coders {
        return one.key.coders.lexicographicallyPrecedes(other.key.coders)
      }
      return one.key.codes.lexicographicallyPrecedes(other.key.codes)
    }
    return sorted.map { confused, count in
      let paths = confused.codes.map(book.path(to:))
      return .object([
        JSONMember("coders", .coders(confused.coders)),
        JSONMember("codes", .strings(confused.codes.map { release.id($0).text })),
        JSONMember("families", .strings(paths.map { release.id($0[0]).text })),
        JSONMember("count", .count(count)),
        JSONMember(
          "parent-child",
          .bool(paths[0].contains(confused.codes[1]) || paths[1].contains(confused.codes[0]))
        ),
      ])
    }
  }

  private struct Confused: Hashable {
    var coders: [Coder.ID]
    var codes: [Code.ID]
  }

  // MARK: CSV

  var itemRows: [[String]] {
    [
      [
        "transcript", "turn", "coder_a", "coder_b", "kind", "context", "by", "codes_a", "spans_a",
        "codes_b", "spans_b", "counts", "passage", "text", "decision", "reason",
      ]
    ]
      + listing.items.map { item in
        let sides = [item.disagreement.first, item.disagreement.second]
        return [
          release.transcript(item.transcript), item.turn.map { String($0) } ?? "", item.first.text,
          item.second.text,
          item.disagreement.kind.name, item.disagreement.kind.context ?? "", item.by?.text ?? "",
        ] + sides.flatMap { [codes($0, " "), Self.spans($0)] }
          + [
            item.counts.map { String($0) }.joined(separator: " "), String(item.passage),
            text(of: item),
          ] + decided(item)
      }
  }

  /// Decision and reason; empty where the item waits for a verdict.
  private func decided(_ item: DisagreementListing.Item) -> [String] {
    guard case .settled(let verdict) = consensus.state(of: item) else { return ["", ""] }
    return [verdict.settlement.decision.text, verdict.settlement.reason?.text ?? ""]
  }

  var passageRows: [[String]] {
    [["passage", "transcript", "turn", "start", "end"] + listing.coders.map(\.text) + ["text"]]
      + listing.passages.map { passage in
        [
          String(passage.number), release.transcript(passage.transcript),
          passage.turn.map { String($0) } ?? "",
          String(passage.span.start), String(passage.span.end),
        ] + passage.codings.map { $0.map(placed) ?? "" } + [text(of: passage)]
      }
  }

  private func codes(_ side: [UnitedCoding], _ separator: String) -> String {
    var seen: Set<Code.ID> = []
    return side.map(\.code).filter { seen.insert($0).inserted }
      .map { release.id($0).text }
      .joined(separator: separator)
  }

  private static func spans(_ side: [UnitedCoding]) -> String {
    side.map { "\($0.span.start)-\($0.span.end)" }.joined(separator: " ")
  }

  private func placed(_ side: [UnitedCoding]) -> String {
    side.map { "\(release.id($0.code)) \($0.span.start)-\($0.span.end)" }.joined(separator: "; ")
  }

  // MARK: Tables

  func table(_ form: Table.Form) -> String {
    var table = Table([
      "PASSAGE", "TRANSCRIPT", "TURN", "PAIR", "KIND", "FIRST", "SECOND", "UNITS", "TEXT",
    ])
    table.rightAligned = [0, 2]
    table.clips = form == .list ? [] : [8]
    table.labels = [
      3: "pair of coders", 5: "codes of the first", 6: "codes of the second",
      7: "turns that disagree because of it",
    ]
    for item in listing.items {
      let kind = item.disagreement.kind
      let counts = item.counts.map { String($0) }.joined(separator: ",")
      table.add([
        String(item.passage), release.transcript(item.transcript),
        item.turn.map { String($0) } ?? "",
        "\(item.first) ~ \(item.second)", kind.name + (kind.context.map { ", \($0)" } ?? ""),
        codes(item.disagreement.first, "+"), codes(item.disagreement.second, "+"),
        counts.isEmpty ? "–" : counts, text(of: item),
      ])
    }
    return table.text(form) + summary
  }

  private var summary: String {
    let kinds = ["boundary", "different-code", "missed"].map { name in
      "\(listing.items.count { $0.disagreement.kind.name == name }) \(name)"
    }
    let count = listing.items.count
    return "\(count) \(count == 1 ? "disagreement" : "disagreements") "
      + "(\(kinds.joined(separator: ", "))) in \(listing.passages.count) "
      + "\(listing.passages.count == 1 ? "passage" : "passages"). UNITS are the turns that disagree "
      + "because of it; –: the same turn, other words. "
      + "\(consensus.openPassages(of: listing).count) without a verdict.\n"
  }

  /// The passages as a labelled line for each fact.
  private var list: String {
    var table = Table(
      ["PASSAGE", "TRANSCRIPT", "TURN", "CHARACTERS", "TEXT"] + listing.coders.map(\.text)
    )
    for passage in listing.passages {
      table.add(
        [
          String(passage.number), release.transcript(passage.transcript),
          passage.turn.map { String($0) } ?? "",
          "\(passage.span.start) to \(passage.span.end)", text(of: passage),
        ]
          + passage.codings.map { codings in
            codings.map { $0.isEmpty ? "nothing" : placed($0) } ?? "not compared here"
          }
      )
    }
    return table.text(.list)
  }

  /// The passages one below the other, each with its text and what every coder gave it.
  func walk(_ form: Table.Form) -> String {
    guard case .columns(let isBold) = form else { return list + summary }
    var text = ""
    let width = listing.coders.map(\.text.count).max() ?? 0
    for passage in listing.passages {
      let turn = passage.turn.map { ", turn \($0)" } ?? ""
      let name = DisplayText.safe(release.transcript(passage.transcript))
      let head =
        "\(passage.number)  \(name)\(turn), "
        + "characters \(passage.span.start) to \(passage.span.end)"
      text += isBold ? "\u{1B}[1m\(head)\u{1B}[m\n" : head + "\n"
      let oneLine = String(self.text(of: passage).map { $0.isNewline || $0 == "\t" ? " " : $0 })
      text += "   \(DisplayText.safe(Table.clipped(oneLine, to: 300)))\n"
      for (coder, codings) in zip(listing.coders, passage.codings) {
        let padding = String(repeating: " ", count: width - coder.text.count)
        let words = codings.map { $0.isEmpty ? "nothing" : placed($0) } ?? "not compared here"
        text += "   \(DisplayText.safe(coder.text))\(padding)  \(DisplayText.safe(words))\n"
      }
      text += "\n"
    }
    return text + summary
  }
}
