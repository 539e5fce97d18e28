import Agreement
import EmicKit
import EmicTUI

/// The table of rounds as the screen shows it: a row for each round, code and figure, then for each
/// coder how densely they code.
struct RoundsCSV {
  let rounds: [ReviewFigures.Round]
  /// Those of the comparison.
  let coders: [Coder.ID]
  /// What stands for the coders' ids where they are not to be known.
  let coderNames: [Coder.ID: String]
  /// Rounds have names that somebody has typed.
  let release: Release

  static let columns = [
    "round", "round_kind", "codebooks", "kind", "code", "units_with", "coder", "measure", "value",
    "reason",
  ]

  var rows: [[String]] {
    [Self.columns]
      + rounds.flatMap { round in
        let start = start(of: round.entry)
        return alphas(round).map { start + $0 } + rates(round.entry).map { start + $0 }
      }
  }

  private func start(of entry: RoundSeries.Entry) -> [String] {
    [
      release.words(entry.round?.name ?? ""), release.words(entry.round?.kind ?? ""),
      entry.codebooks.map(String.init).joined(separator: " "),
    ]
  }

  private func alphas(_ round: ReviewFigures.Round) -> [[String]] {
    (round.report?.blocks ?? []).flatMap { block in
      block.rows.sorted { $0.code < $1.code }.map { row in
        [
          block.compared.kind?.name ?? "all", release.id(row.code).text, String(row.unitsWith), "",
          "alpha", row.all.alpha.value.map { "\($0)" } ?? "",
          row.all.alpha.reason?.rawValue ?? "",
        ]
      }
    }
  }

  private func rates(_ entry: RoundSeries.Entry) -> [[String]] {
    // In the order of the names: that of the ids would tell who is who.
    entry.rates.filter { coders.contains($0.coder) }
      .map { (name: coderNames[$0.coder] ?? $0.coder.text, rate: $0) }
      .sorted { $0.name < $1.name }
      .map { name, rate in
        [
          "", "", "", name, "codings-per-1000-\(rate.unit.rawValue)",
          rate.perThousand.map { "\($0)" } ?? "", rate.perThousand == nil ? "no-data" : "",
        ]
      }
  }
}
