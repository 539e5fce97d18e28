import Agreement
import EmicKit

/// `emic agreement --format json`.
struct AgreementJSON {
  let figures: StudyFigures
  let byTranscript: Bool

  var value: JSONValue {
    let study = figures.compared
    var members = [
      JSONMember("unit", .string(study.unit.rawValue)),
      JSONMember("scope", .string(study.scope.rawValue)),
      JSONMember("layer", .string(study.request.layer.rawValue)),
      JSONMember("codebook", .count(study.codebook.version)),
      JSONMember("coders", .coders(study.coders)),
      JSONMember("transcripts", .array(transcripts)),
      JSONMember("left-out", .array(study.leftOut.map(Self.leftOut))),
    ]
    if !study.calibrationLeftOut.isEmpty {
      members.append(JSONMember("rounds-left-out", .strings(study.calibrationLeftOut)))
    }
    guard figures.blocks.count > 1 else {
      return .object(members + figures.blocks.indices.flatMap(block))
    }
    let blocks = figures.blocks.indices.map { place -> JSONValue in
      let kind = figures.blocks[place].kind
      return .object([JSONMember("kind", .string(kind?.name ?? "all"))] + block(place))
    }
    return .object(members + [JSONMember("blocks", .array(blocks))])
  }

  private var seed: UInt64? {
    if case .bootstrap(_, let seed)? = figures.options.resampling { seed } else { nil }
  }

  private var transcripts: [JSONValue] {
    figures.blocks.flatMap { block in
      block.transcripts.map { transcript in
        JSONValue.object([
          JSONMember("transcript", .string(transcript.transcript)),
          JSONMember("kind", .string(transcript.kind.name)),
          JSONMember("coders", .coders(transcript.coders.map { block.coders[$0] })),
          JSONMember("units", .count(transcript.units)),
        ])
      }
    }
  }

  private static func leftOut(_ leftOut: LeftOut) -> JSONValue {
    .object([
      JSONMember("transcript", .string(leftOut.transcript)),
      JSONMember("coder", .string(leftOut.coder.text)),
      JSONMember("reason", .string(leftOut.reason.rawValue)),
    ])
  }

  private func block(_ place: Int) -> [JSONMember] {
    let block = figures.blocks[place]
    var members = [
      JSONMember("codes", .array(block.rows.map { code($0, block) })),
      JSONMember("pairs", .array(block.pairs.map { pair($0, block) })),
      JSONMember("confusions", .array(block.confusions.map { Self.confusion($0, block.coders) })),
    ]
    if figures.domains.indices.contains(place) {
      members.append(JSONMember("domain", Self.domain(figures.domains[place])))
    }
    return members
  }

  private func code(_ row: CodeRow, _ block: AgreementFigures) -> JSONValue {
    let spans = zip(block.coders, row.spans).map { JSONMember($0.text, .count($1)) }
    var members = [
      JSONMember("code", .string(row.code.text)),
      JSONMember("spans", .object(spans)),
      JSONMember("units-with", .count(row.unitsWith)),
      JSONMember("disagreeing-units", .count(row.disagreeingUnits)),
      JSONMember("all", .object(measures(row.all.named(binaryUAlpha: row.binaryUAlpha)))),
      JSONMember("pairs", .array(row.pairs.map { pair($0, block) })),
    ]
    if byTranscript {
      let transcripts = block.transcripts.enumerated().map { place, transcript in
        let pairs = block.pairs(of: row.code, inTranscript: place)
        return JSONValue.object([
          JSONMember("transcript", .string(transcript.transcript)),
          JSONMember("pairs", .array(pairs.map { pair($0, block) })),
        ])
      }
      members.append(JSONMember("transcripts", .array(transcripts)))
    }
    return .object(members)
  }

  private func measures(_ named: [(name: String, measure: Measure)]) -> [JSONMember] {
    named.map { JSONMember($0.name, .measure($0.measure, seed: seed)) }
  }

  private func pair(_ row: PairRow, _ block: AgreementFigures) -> JSONValue {
    let table = row.measures.table
    let counts = [
      JSONMember("coders", .coders([block.coders[row.first], block.coders[row.second]])),
      JSONMember("both", .count(table.both)),
      JSONMember("only", [.count(table.onlyFirst), .count(table.onlySecond)]),
      JSONMember("neither", .count(table.neither)),
    ]
    let threshold = Double(figures.options.overlap) / Double(AgreementReport.Options.wholeOverlap)
    let spans = JSONValue.object([
      JSONMember(
        "exact",
        .object([
          JSONMember("matched", .count(row.exact.matched)),
          JSONMember("f1", .measure(row.exact.f1)),
        ])
      ),
      JSONMember(
        "overlap",
        .object([
          JSONMember("threshold", .real(threshold)),
          JSONMember("matched", .count(row.overlapping.matched)),
          JSONMember("f1", .measure(row.overlapping.f1)),
        ])
      ),
    ])
    return .object(counts + measures(row.measures.named) + [JSONMember("spans", spans)])
  }

  private func pair(_ pair: PairSummary, _ block: AgreementFigures) -> JSONValue {
    .object([
      JSONMember("coders", .coders([block.coders[pair.first], block.coders[pair.second]])),
      JSONMember("pooled-kappa", .measure(pair.pooled.pooled)),
      JSONMember("codes-defined", .count(pair.pooled.codesDefined)),
      JSONMember("codes", .count(pair.pooled.codes)),
    ])
  }

  static func confusion(_ confusion: Confusion, _ coders: [Coder.ID]) -> JSONValue {
    .object([
      JSONMember("coders", .coders([coders[confusion.first], coders[confusion.second]])),
      JSONMember("codes", .strings([confusion.codeOfFirst.text, confusion.codeOfSecond.text])),
      JSONMember("count", .count(confusion.count)),
      JSONMember("parent-child", .bool(confusion.isParentAndChild)),
    ])
  }

  private static func domain(_ domain: DomainAgreement) -> JSONValue {
    let values = domain.codes.indices.map { domain.counts.kuAlpha($0) }
    func object(_ measures: [Measure]) -> JSONValue {
      .object(zip(domain.codes, measures).map { JSONMember($0.text, .measure($1)) })
    }
    return .object([
      JSONMember("family", .string(domain.family.text)),
      JSONMember("u-alpha", .measure(domain.counts.uAlpha)),
      JSONMember("binary-u-alpha", .measure(domain.counts.binaryUAlpha)),
      JSONMember("cu-alpha", .measure(domain.counts.cuAlpha)),
      JSONMember("cu-coverage", .measure(domain.counts.cuCoverage)),
      JSONMember("ku-alpha", object(values.map(\.alpha))),
      JSONMember("ku-coverage", object(values.map(\.coverage))),
    ])
  }
}
