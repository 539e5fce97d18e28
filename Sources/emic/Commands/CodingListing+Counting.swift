import ArgumentParser
import EmicKit

/// How commands that count read codes, and what they leave out.
extension CodingListing {
  /// Codes as `--with-subcodes` has them; working codes are counted like others.
  var codeReading: CodeReading {
    CodeReading(
      codebook,
      level: filter.includesSubcodes ? .withSubcodes : .code,
      includesWorking: true
    )
  }

  /// The sources as they leave, by path.
  func released(_ names: NameList?) -> [String: ReleasedSource] {
    transcripts.mapValues { work.source($0, .released(names)) }
  }

  /// All rows for a working view, names replaced.
  func rows(replacing names: NameList) -> [CodingRow] {
    let sources = transcripts.mapValues { ReleasedSource($0, codings: [], names: names) }
    return rows.map { $0.replacing(names, in: sources[$0.transcript]) }
  }

  /// Says which rows of the case table belong to no source, and which sources to no case.
  func noteCases(_ output: OutputOptions) {
    let known = Set(study.transcripts)
    for row in cases.rows where !known.contains(row.transcript) {
      output.note(
        "cases.csv:\(row.line): there is no transcript \"\(row.transcript)\", so the row counts for "
          + "nothing. Correct the path or take the row out."
      )
    }
    let alone =
      (sources.filter { $0.attributes.case.isEmpty }.map(\.transcript)
        + uncoded.filter { $0.attributes.case.isEmpty }.map(\.transcript))
    let names = Set(alone).sorted()
    if !names.isEmpty, !cases.rows.isEmpty {
      output.note(
        "No case is known of \(names.joined(separator: ", ")): each counts as a case of its own. "
          + "Say it in cases.csv."
      )
    }
  }
}

extension JSONValue {
  static func known(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
