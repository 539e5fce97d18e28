import Agreement
import EmicKit

/// The weekly page as Markdown, its tables readable as plain text, too; or as a line for each fact.
struct WeeklyPages {
  let page: WeeklyPage
  let form: PageForm
  /// As the study was given, for commands that can be repeated.
  let study: String
  /// What happens to words.
  let release: Release

  /// Ids and names of codes leave as such; all other words as a whole.
  var text: String {
    release.words(
      ([heading] + sections.map { form.heading($0.title, level: 2) + "\n" + $0.text })
        .joined(separator: "\n")
    )
  }

  private var sections: [(title: String, text: String)] {
    [
      ("Progress", progress), ("Agreement", agreement), ("Disagreements to discuss", passages),
      ("Flagged for discussion", flagged), ("Proposed codes", proposals),
      ("Changes of the codebook", changes), ("Recode queue", recode),
      ("Rounds and drift", rounds), ("Saturation", saturation),
    ]
  }

  private func id(_ code: Code.ID) -> String { release.id(code).text }

  private func source(_ path: String) -> String { release.transcript(path) }

  private func list(_ codes: [Code.ID]) -> String { codes.map(id).joined(separator: ", ") }

  private func name(of code: Code) -> String { release.name(code.name.primary, of: code.id) }

  private var heading: String {
    form.heading(page.title.isEmpty ? "Study" : page.title, level: 1)
      + "\nSince \(page.since.date) · codebook version \(page.codebook.version)\n"
  }

  // MARK: Who is where

  private var progress: String {
    guard !page.progress.isEmpty else { return "Nobody has begun.\n" }
    return form.table(
      ["transcript", "coder", "state", "since"],
      page.progress.map { row in
        [
          source(row.transcript), row.coder.text, row.state?.rawValue ?? "not begun",
          row.at?.date ?? "",
        ]
      }
    )
  }

  // MARK: Where coders differ

  /// As many codes as can be talked about in a meeting.
  private static let worst = 10

  private var agreement: String {
    guard let report = page.report else {
      return "Nothing to compare: \(form.plain(page.problem?.message ?? ""))\n"
    }
    let new = page.newTranscripts.map { form.plain(source($0)) }.joined(separator: ", ")
    var text =
      new.isEmpty
      ? "Nothing that can be compared was submitted since \(page.since.date); these are the figures "
        + "of all submissions.\n"
      : "Newly submitted: \(new).\n"
    for block in page.families?.blocks ?? [] {
      text += "\n" + figures(block, of: "families", unit: report.study.unit)
    }
    for block in report.blocks {
      text += "\n" + figures(block, of: "codes", unit: report.study.unit)
    }
    let left = report.study.leftOut.map {
      "\(form.plain(source($0.transcript))) by \($0.coder) (\($0.words))"
    }
    if !left.isEmpty { text += "\nLeft out: \(left.joined(separator: ", ")).\n" }
    return text + "\nThe same figures: `\(command)`, for families with `--level family`\n"
  }

  private var command: String {
    let names = page.newTranscripts.map(source).joined(separator: ",")
    return "emic agreement \(study)" + (names.isEmpty ? "" : " --transcripts \(names)")
  }

  private func figures(
    _ block: AgreementBlock,
    of what: String,
    unit: AgreementUnits.Kind
  ) -> String {
    let rows = (block.rows(.judged) + block.rows(.tooRare)).prefix(Self.worst)
    guard !rows.isEmpty else { return "No code has figures.\n" }
    let coders = block.coders.map(\.text)
    let pairs = block.pairs.map { "κ \(coders[$0.first])·\(coders[$0.second])" }
    let units = block.transcripts.reduce(0) { $0 + $1.units }
    let kind =
      block.compared.kind.map { $0 == .interview ? "Interviews" : "Documents" } ?? "Sources"
    return
      "\(kind), unit \(unit.rawValue) (\(units)); the \(what) with most disagreement first:\n\n"
      + form.table(
        [
          "\(what)", "spans \(coders.joined(separator: "/"))", "units with it", "differing", "P+",
          "α",
        ]
          + pairs,
        rows.map { row in
          let counts = [
            id(row.code), row.spans.map(String.init).joined(separator: "/"),
            String(row.unitsWith), String(row.disagreeingUnits),
          ]
          guard row.part == .judged else {
            return counts + ["too rare to judge", ""] + pairs.map { _ in "" }
          }
          return counts + [Figures.text(row.all.positive), Figures.text(row.all.alpha)]
            + row.pairs.map { Figures.text($0.measures.kappa) }
        }
      )
  }

  private var passages: String {
    guard !page.passages.isEmpty else { return "None.\n" }
    let open = page.passages.filter(\.isOpen)
    let shown = open.filter { !page.withheld.contains($0.passage.transcript) }
    let longest = shown.sorted { one, other in
      let lengths = [one, other].map(\.passage.span.count)
      return lengths[0] != lengths[1]
        ? lengths[0] > lengths[1] : one.passage.number < other.passage.number
    }
    var text =
      "\(page.passages.count == 1 ? "1 passage differs" : "\(page.passages.count) passages differ"), \(open.count) without a verdict"
      + (open.isEmpty ? ".\n" : "; of these the longest first.\n\n")
    let coders = page.report?.study.coders ?? []
    for passage in longest.prefix(Self.worst) {
      text += form == .list ? facts(passage, coders) : item(passage, coders)
    }
    if longest.count > Self.worst {
      text +=
        "\n\(longest.count - Self.worst) more: `emic disagreements \(study)\(chosen) --passages`\n"
    }
    if !page.withheld.isEmpty {
      let names = page.withheld.sorted().map { form.plain(source($0)) }.joined(separator: ", ")
      text += "\nLeft out: \(names), because it could not be recorded that you saw them.\n"
    }
    return text
  }

  /// As the figures above: else the command would count the passages otherwise.
  private var chosen: String {
    page.newTranscripts.isEmpty
      ? ""
      : " --transcripts "
        + page.newTranscripts.map { form.plain(source($0)) }.joined(separator: ",")
  }

  private func item(_ passage: WeeklyPage.Passage, _ coders: [Coder.ID]) -> String {
    let place = passage.passage.turn.map { ", turn \($0)" } ?? ""
    let given = given(passage, coders).map { "\($0) \($1)" }
    let words = passage.words.map(quotation) ?? "  > (not to be quoted)\n"
    return
      "- \(passage.passage.number). \(form.plain(source(passage.passage.transcript)))\(place): "
      + "\(given.joined(separator: " · "))\n\(words)"
  }

  /// What each coder gave a passage.
  private func given(
    _ passage: WeeklyPage.Passage,
    _ coders: [Coder.ID]
  ) -> [(coder: Coder.ID, codes: String)] {
    zip(coders, passage.passage.codings).compactMap { coder, codings in
      codings.map { codings in
        let codes = list(Set(codings.map(\.code)).sorted())
        return (coder, codes.isEmpty ? "nothing" : codes)
      }
    }
  }

  private func facts(_ passage: WeeklyPage.Passage, _ coders: [Coder.ID]) -> String {
    let given = given(passage, coders)
    return form.table(
      ["passage", "transcript", "turn"] + given.map(\.coder.text) + ["words"],
      [
        [
          "\(passage.passage.number)", source(passage.passage.transcript),
          passage.passage.turn.map { "\($0)" } ?? "",
        ] + given.map(\.codes)
          + [passage.words.map { Table.clipped($0, to: 160) } ?? "not to be quoted"]
      ]
    )
  }

  private func quotation(_ words: String) -> String {
    "  > \(form.plain(Table.clipped(words, to: 160)))\n"
  }

  private var flagged: String {
    guard !page.flagged.isEmpty else { return "None.\n" }
    guard form == .markdown else {
      return form.table(
        ["transcript", "turn", "coder", "code"],
        page.flagged.map { item in
          [
            source(item.transcript), item.turn.map { "\($0)" } ?? "", item.coder.text,
            id(item.code),
          ]
        }
      )
    }
    return page.flagged.map { item in
      let place = item.turn.map { ", turn \($0)" } ?? ""
      return "- \(form.plain(source(item.transcript)))\(place): \(item.coder), \(id(item.code))\n"
    }.joined()
  }

  // MARK: The codebook

  private var proposals: String {
    guard !page.proposals.isEmpty else { return "None.\n" }
    guard form == .markdown else {
      return form.table(
        ["proposed code", "name", "coder", "definition"],
        page.proposals.map { coder, code in
          ["+\(id(code.id))", name(of: code), coder.text, code.brief]
        }
      )
    }
    return page.proposals.map { coder, code in
      let brief = code.brief.isEmpty ? "" : ": \(form.plain(code.brief))"
      return "- +\(id(code.id)) \(form.plain(name(of: code))) (\(coder))\(brief)\n"
    }.joined()
  }

  private var changes: String {
    guard !page.changes.isEmpty else { return "None.\n" }
    guard form == .markdown else {
      return form.table(
        ["version", "change", "codes", "date", "by", "reason"],
        page.changes.map { entry in
          [
            "\(entry.version)", entry.change.rawValue,
            list(entry.codes), entry.at?.date ?? "no date",
            entry.by?.text ?? "", entry.reason,
          ]
        }
      )
    }
    return page.changes.map { entry in
      let codes = list(entry.codes)
      let reason = entry.reason.isEmpty ? "" : ": \(form.plain(entry.reason))"
      let who = entry.by.map { ", \($0)" } ?? ""
      return "- version \(entry.version), \(entry.change.rawValue) \(codes)"
        + " (\(entry.at?.date ?? "no date")\(who))\(reason)\n"
    }.joined()
  }

  private var recode: String {
    guard !page.recode.isEmpty else { return "Empty.\n" }
    return "Codings made before their code was redefined or split:\n\n"
      + (form == .list
        ? form.table(["coder", "codings"], page.recode.map { [$0.coder.text, "\($0.codings)"] })
        : page.recode.map { "- \($0.coder): \($0.codings)\n" }.joined())
  }

  // MARK: How things move

  private var rounds: String {
    let entries = page.rounds.entries.filter { !$0.transcripts.isEmpty }
    guard !entries.isEmpty else { return "Nothing is submitted.\n" }
    let names = entries.map { $0.round?.name ?? "without a round" }
    let codes = page.rounds.codes.filter { code in
      entries.contains { Self.alpha(of: code, in: $0)?.value != nil }
    }
    var text = form.table(
      ["round", "codebook", "transcripts"],
      zip(names, entries).map { name, entry in
        [
          name, entry.codebooks.map(String.init).joined(separator: ", "),
          String(entry.transcripts.count),
        ]
      }
    )
    if !codes.isEmpty {
      text += "\nα of interviews from round to round (documents where there are no interviews):\n\n"
      text += form.table(
        ["code"] + names,
        codes.map { code in
          [id(code)] + entries.map { Self.alpha(of: code, in: $0).map(Figures.text) ?? "–" }
        }
      )
    }
    text += "\nCodings per 1,000 words (characters of Chinese):\n\n"
    return text
      + form.table(
        ["round", "coder", "codings", "text", "per 1,000"],
        zip(names, entries).flatMap { name, entry in
          entry.rates.map { rate in
            [
              name, rate.coder.text, String(rate.codings), "\(rate.length) \(rate.unit.rawValue)",
              rate.perThousand.map { ShortNumber.tenths($0) } ?? "–",
            ]
          }
        }
      )
  }

  static func alpha(of code: Code.ID, in entry: RoundSeries.Entry) -> Measure? {
    entry.report?.blocks.lazy.compactMap { $0[code] }.first.flatMap {
      $0.part == .judged ? $0.all.alpha : nil
    }
  }

  /// The transcripts without a final layer, by the reason.
  private var notCounted: [(why: String, transcripts: [String])] {
    var (several, unreadable, gone) = ([String](), [String](), [String]())
    for one in page.withoutFinalLayer {
      switch one.reason {
      case .several: several.append(one.transcript)
      case .unreadableConsensus: unreadable.append(one.transcript)
      case .gone: gone.append(one.transcript)
      }
    }
    return [
      ("several coders have submitted them and their consensus is not closed", several),
      ("their consensus cannot be read (emic check says where it is damaged)", unreadable),
      ("submitted work on them is gone (emic check says whose, and how it comes back)", gone),
    ].filter { !$0.1.isEmpty }
  }

  private var saturation: String {
    var text = ""
    if !page.firstUses.isEmpty {
      text += form.table(
        ["transcript", "new codes", "codes so far"],
        page.firstUses.map { row in
          [
            source(row.transcript),
            "\(row.new.count)"
              + (row.new.isEmpty ? "" : ": \(list(row.new))"),
            String(row.total),
          ]
        }
      )
    }
    for (why, transcripts) in notCounted {
      text += text.isEmpty ? "" : "\n"
      text += "Not counted, since \(why): "
      text += transcripts.map { form.plain(source($0)) }.joined(separator: ", ") + ".\n"
    }
    return text.isEmpty ? "Nothing is submitted.\n" : text
  }
}
