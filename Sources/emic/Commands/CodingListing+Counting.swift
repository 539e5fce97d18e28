import ArgumentParser
import EmicKit

/// How commands that count read codes, and what they leave out.
extension CodingListing {
  /// How many transcripts may be read before the first of them is counted.
  private static let ahead = 64

  /// What is counted, read transcript by transcript: neither texts nor words are kept.
  ///
  /// - Parameters:
  ///   - study: is read as it is on disk now.
  ///   - reading: who asks.
  ///   - filters: what is asked for.
  ///   - output: where progress is shown.
  ///   - layer: where `--layer` says nothing.
  ///   - isCounting: refuses several coders of one transcript, whichever layer.
  ///   - look: told each part while its texts are there.
  /// - Throws: when the question cannot be meant, or coders would be added up.
  init(
    counting study: StudyFolder,
    _ reading: ReadingOptions,
    _ filters: FilterOptions,
    _ output: OutputOptions,
    layer: CodingLayer = .final,
    isCounting: Bool = true,
    look: (CodingListing) -> Void = { _ in }
  ) throws(Failure) {
    let question = try CodingQuestion(study, reading, filters, layer: layer)
    try self.init(
      question,
      transcripts: [],
      isCounting: isCounting,
      leavesOutStale: true,
      words: .none
    )
    try refuseUnknownAttributes(filter.conditions.map(\.attribute))
    let names = question.transcripts
    let progress = ProgressLine("Reading transcript", output)
    defer { progress.clear() }
    var done = 0
    try Concurrently.inOrder(names.count, ahead: Self.ahead) { place in
      Result { () throws(Failure) in
        try CodingListing(
          question,
          transcripts: [names[place]],
          isCounting: isCounting,
          leavesOutStale: true,
          words: .none
        )
      }
    } take: { (read: Result<CodingListing, Failure>) throws(Failure) in
      progress.show(done, of: names.count)
      done += 1
      let part = try read.get()
      look(part)
      count(part)
    }
  }

  /// Codes as `--with-subcodes` has them; working codes are counted like others.
  var codeReading: CodeReading {
    CodeReading(
      codebook,
      level: filter.includesSubcodes ? .withSubcodes : .code,
      includesWorking: true
    )
  }

  /// The sources as they leave, by path.
  func released(_ release: Release) -> [String: ReleasedSource] {
    transcripts.mapValues { work.source($0, release) }
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
