import Agreement
import EmicKit

/// `emic weekly --format json`: what stands on the page, section by section.
struct WeeklyJSON {
  let page: WeeklyPage
  /// What happens to words.
  let release: Release

  /// Ids and names of codes leave as such; all other words one by one.
  var value: JSONValue { sections.released(release) }

  private func id(_ code: Code.ID) -> JSONValue { .string(release.id(code).text) }

  private func ids(_ codes: [Code.ID]) -> JSONValue { .array(codes.map(id)) }

  private var sections: JSONValue {
    .object([
      JSONMember("since", .string(page.since.date)),
      JSONMember("codebook", .count(page.codebook.version)),
      JSONMember("progress", .array(page.progress.map(progress))),
      JSONMember("new-transcripts", .strings(page.newTranscripts.map(release.transcript))),
      JSONMember("agreement", .array((page.report?.blocks ?? []).map(block))),
      JSONMember("families", .array((page.families?.blocks ?? []).map(block))),
      JSONMember("not-compared", .known(page.problem?.message)),
      JSONMember("passages", .array(passages)),
      JSONMember("withheld", .strings(page.withheld.sorted().map(release.transcript))),
      JSONMember("flagged", .array(page.flagged.map(flagged))),
      JSONMember("proposals", .array(page.proposals.map { proposal($0.coder, $0.code) })),
      JSONMember("changes", .array(page.changes.map(change))),
      JSONMember(
        "recode",
        .array(
          page.recode.map { row in
            .object([
              JSONMember("coder", .string(row.coder.text)),
              JSONMember("codings", .count(row.codings)),
            ])
          }
        )
      ),
      JSONMember(
        "rounds",
        .array(page.rounds.entries.filter { !$0.transcripts.isEmpty }.map(round))
      ),
      JSONMember("first-uses", .array(page.firstUses.map(firstUses))),
      JSONMember(
        "without-final-layer",
        .strings(page.withoutFinalLayer.map { release.transcript($0.transcript) })
      ),
    ])
  }

  private func progress(_ row: WeeklyPage.Progress) -> JSONValue {
    .object([
      JSONMember("transcript", .string(release.transcript(row.transcript))),
      JSONMember("coder", .string(row.coder.text)),
      JSONMember("state", .known(row.state?.rawValue)),
      JSONMember("at", .known(row.at?.text)),
    ])
  }

  /// The figures of the page; all others are `emic agreement`'s.
  private func block(_ block: AgreementBlock) -> JSONValue {
    .object([
      JSONMember("kind", .string(block.compared.kind?.name ?? "all")),
      JSONMember("units", .count(block.transcripts.reduce(0) { $0 + $1.units })),
      JSONMember(
        "codes",
        .array((block.rows(.judged) + block.rows(.tooRare)).map { code($0, block.coders) })
      ),
    ])
  }

  private func code(_ row: CodeRow, _ coders: [Coder.ID]) -> JSONValue {
    .object([
      JSONMember("code", id(row.code)),
      JSONMember(
        "spans",
        .object(zip(coders, row.spans).map { JSONMember($0.text, .count($1)) })
      ),
      JSONMember("units-with", .count(row.unitsWith)),
      JSONMember("disagreeing-units", .count(row.disagreeingUnits)),
      JSONMember("too-rare", .bool(row.part == .tooRare)),
      JSONMember("positive", .measure(row.all.positive)),
      JSONMember("alpha", .measure(row.all.alpha)),
      JSONMember(
        "pairs",
        .array(
          row.pairs.map { pair in
            .object([
              JSONMember("coders", .coders([coders[pair.first], coders[pair.second]])),
              JSONMember("kappa", .measure(pair.measures.kappa)),
            ])
          }
        )
      ),
    ])
  }

  /// Without those of which it could not be recorded that they are shown.
  private var passages: [JSONValue] {
    let coders = page.report?.study.coders ?? []
    return page.passages.filter { !page.withheld.contains($0.passage.transcript) }.map { item in
      let given = zip(coders, item.passage.codings).compactMap { coder, codings in
        codings.map { codings in
          JSONMember(coder.text, ids(Set(codings.map(\.code)).sorted()))
        }
      }
      return .object([
        JSONMember("passage", .count(item.passage.number)),
        JSONMember("transcript", .string(release.transcript(item.passage.transcript))),
        JSONMember("turn", item.passage.turn.map { .count($0) } ?? .null),
        JSONMember("open", .bool(item.isOpen)),
        JSONMember("coders", .object(given)),
        JSONMember("text", .known(item.words)),
      ])
    }
  }

  private func flagged(_ item: WeeklyPage.Flagged) -> JSONValue {
    .object([
      JSONMember("transcript", .string(release.transcript(item.transcript))),
      JSONMember("turn", item.turn.map { .count($0) } ?? .null),
      JSONMember("coder", .string(item.coder.text)),
      JSONMember("code", id(item.code)),
    ])
  }

  private func proposal(_ coder: Coder.ID, _ code: Code) -> JSONValue {
    .object([
      JSONMember("id", id(code.id)),
      JSONMember("name", .string(release.name(code.name.primary, of: code.id))),
      JSONMember("coder", .string(coder.text)), JSONMember("brief", .string(code.brief)),
    ])
  }

  private func change(_ entry: CodebookHistoryEntry) -> JSONValue {
    .object([
      JSONMember("version", .count(entry.version)), JSONMember("at", .known(entry.at?.text)),
      JSONMember("by", .known(entry.by?.text)),
      JSONMember("change", .string(entry.change.rawValue)),
      JSONMember("codes", ids(entry.codes)),
      JSONMember("reason", .string(entry.reason)),
    ])
  }

  private func round(_ entry: RoundSeries.Entry) -> JSONValue {
    .object([
      JSONMember("round", .known(entry.round?.name)),
      JSONMember("transcripts", .strings(entry.transcripts.map(release.transcript))),
      JSONMember("codebooks", .array(entry.codebooks.map { .count($0) })),
      JSONMember(
        "alpha",
        .object(
          page.rounds.codes.compactMap { code in
            WeeklyPages.alpha(of: code, in: entry).map {
              JSONMember(release.id(code).text, .measure($0))
            }
          }
        )
      ),
      JSONMember("rates", .array(entry.rates.map(rate))),
    ])
  }

  private func rate(_ rate: CodingRate) -> JSONValue {
    .object([
      JSONMember("coder", .string(rate.coder.text)), JSONMember("codings", .count(rate.codings)),
      JSONMember("length", .count(rate.length)), JSONMember("unit", .string(rate.unit.rawValue)),
      JSONMember("per-thousand", rate.perThousand.map { .real($0) } ?? .null),
    ])
  }

  private func firstUses(_ row: Saturation.FirstUses) -> JSONValue {
    .object([
      JSONMember("transcript", .string(release.transcript(row.transcript))),
      JSONMember("new", ids(row.new)), JSONMember("total", .count(row.total)),
    ])
  }
}
