import ArgumentParser
import EmicKit

/// Draws the transcripts that several coders are to code.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "sample",
    abstract: "Draw transcripts for double coding, and store them as a round.",
    discussion: """
      Every combination of the attributes' values has its share of the sample; transcripts of a \
      calibration round are not drawn, unless there are no others. The seed is stored with the \
      round, so that the paper can name it and anybody can draw the same again.

      Example: emic sample my-study --share 0.2 --by sector,level --seed 7
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @Option(help: ArgumentHelp("Of the transcripts, above 0 and at most 1.", valueName: "share"))
  var share: Double

  @Option(help: ArgumentHelp("Attributes that make the strata, with commas.", valueName: "a,b"))
  var by: String?

  @Option(help: "A whole number from 1; the same seed draws the same. Else one by chance.")
  var seed: Int?

  @Option(help: "The round's name; else sample-1, sample-2, …")
  var name: String?

  @Option(help: ArgumentHelp("Who is to code; else all but supervisors.", valueName: "a,b"))
  var coders: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let study = try openStudy(self.study)
    guard study.hasStudyFile else {
      throw Failure.refused(
        "\(self.study): there is no study.yaml to store the round in. Make one with `emic init`, or "
          + "write one with format: emic/study and version: 1."
      )
    }
    guard share > 0, share <= 1 else {
      throw Failure.usage("--share \(share) is no share. Use a number such as 0.2, at most 1.")
    }
    let seed = seed ?? Int.random(in: 1...999_999)
    guard seed > 0 else { throw Failure.usage("--seed \(seed) can't be used. Take one from 1.") }
    let attributes = (by ?? "").split(separator: ",").map { String($0) }
    let version = try Failure.study { () throws(StudyProblem) in try study.codebook().version }
    let sample = StratifiedSample(
      of: try candidates(in: study, by: attributes),
      share: share,
      seed: seed
    )
    let coders = try coders(in: study)
    guard coders.count > 1 else {
      throw Failure.usage(
        "Double coding takes two coders, and \(coders.first?.text ?? "nobody") alone would code. Name them "
          + "with --coders a,b, or add them to study.yaml."
      )
    }
    let round = StudyFile.Round(
      name: try name(in: study),
      kind: "double-coding",
      codebook: version,
      transcripts: sample.transcripts,
      coders: coders,
      draw: StudyFile.Draw(share: share, by: attributes, seed: seed)
    )
    try Failure.study { () throws(StudyProblem) in try study.add(round) }
    answer(round, sample, attributes)
    noteHidden(round, in: study)
  }

  /// Work that was open to everybody waits for the round's coders now.
  private func noteHidden(_ round: StudyFile.Round, in study: StudyFolder) {
    let work = VisibleWork(of: study, asker: nil, transcripts: round.transcripts)
    let hidden = round.transcripts.filter { name in
      work.coders(of: name).contains { work.state(of: name, by: $0)?.state == .submitted }
        && round.coders.contains { work.state(of: name, by: $0)?.state != .submitted }
    }
    guard !hidden.isEmpty else { return }
    output.note(
      "\(hidden.joined(separator: ", ")): coders have submitted work on it already. It is hidden from the "
        + "other coders until \(round.coders.map(\.text).joined(separator: ", ")) have submitted theirs; "
        + "take the round out of study.yaml, or name other coders, if that is not wanted."
    )
  }

  /// The transcripts there are to draw from, each with its values.
  private func candidates(
    in study: StudyFolder,
    by attributes: [String]
  ) throws(Failure) -> [(name: String, values: [String?])] {
    let calibration = study.file.rounds.filter { $0.kind == "calibration" }.flatMap(\.transcripts)
    let others = study.transcripts.filter { !calibration.contains($0) }
    let names = others.isEmpty ? study.transcripts : others
    guard !names.isEmpty else {
      throw .refused("\(self.study): \(StudyFolder.withoutTranscripts)")
    }
    let cases = try Failure.study { () throws(StudyProblem) in try study.cases() }
    let named = cases.attributeNames(study: study.file)
    var known = Set(named)
    let rows = try names.map { name throws(Failure) in
      let header = try Failure.study { () throws(StudyProblem) in
        try study.transcript(name).structure.header
      }
      let values = cases.attributes(of: name, header: header, study: study.file).values
      known.formUnion(values.keys)
      return (name: name, values: attributes.map { values[$0] })
    }
    for attribute in attributes where !known.contains(attribute) {
      throw .usage(
        "No source has the attribute \"\(attribute)\". Use one of those that cases.csv and study.yaml "
          + "have\(named.isEmpty ? "" : ": " + named.joined(separator: ", "))."
      )
    }
    return rows
  }

  private func name(in study: StudyFolder) throws(Failure) -> String {
    let taken = study.file.rounds.map(\.name)
    guard let name else {
      var number = 1
      while taken.contains("sample-\(number)") { number += 1 }
      return "sample-\(number)"
    }
    guard !name.isEmpty, !taken.contains(name) else {
      throw .usage("\"\(name)\" can't be the round's name: it is empty or taken. Choose another.")
    }
    return name
  }

  private func coders(in study: StudyFolder) throws(Failure) -> [Coder.ID] {
    let known = study.file.coders
    guard let coders else { return known.filter { $0.role != .supervisor }.map(\.id) }
    return try coders.split(separator: ",").map { text throws(Failure) in
      guard let coder = known.first(where: { $0.id.text == text }) else {
        let names = known.map(\.id.text).joined(separator: ", ")
        throw .usage("\"\(text)\" is not a coder of this study. There are: \(names).")
      }
      return coder.id
    }
  }

  private func answer(
    _ round: StudyFile.Round,
    _ sample: StratifiedSample,
    _ attributes: [String]
  ) {
    let strata = sample.strata.map { stratum in
      (values: zip(attributes, stratum.values).map { ($0, $1) }, stratum: stratum)
    }
    let json = strata.map { values, stratum in
      JSONValue.object([
        JSONMember(
          "values",
          .object(values.map { JSONMember($0, $1.map { .string($0) } ?? .null) })
        ),
        JSONMember("transcripts", .array(stratum.transcripts.map { .string($0) })),
        JSONMember("drawn", .array(stratum.drawn.map { .string($0) })),
      ])
    }
    var table = Table(["STRATUM", "TRANSCRIPTS", "DRAWN", ""])
    table.rightAligned = [1, 2]
    for (values, stratum) in strata {
      table.add([
        values.map { $1 ?? "\($0) unknown" }.joined(separator: " · "),
        String(stratum.transcripts.count), String(stratum.drawn.count),
        stratum.drawn.joined(separator: " "),
      ])
    }
    output.answer(
      json: .object([
        JSONMember("round", .string(round.name)),
        JSONMember("transcripts", .array(round.transcripts.map { .string($0) })),
        JSONMember("coders", .array(round.coders.map { .string($0.text) })),
        JSONMember("seed", .number(String(round.draw?.seed ?? 0))),
        JSONMember("strata", .array(json)),
      ]),
      csv: [["transcript"] + attributes + ["drawn"]]
        + strata.flatMap { values, stratum in
          stratum.transcripts.map { name in
            [name] + values.map { $1 ?? "" } + [stratum.drawn.contains(name) ? "true" : "false"]
          }
        },
      table: table.text(output.tableForm)
    )
    let count = sample.strata.reduce(0) { $0 + $1.transcripts.count }
    output.note(
      "Stored as the round \(round.name) in study.yaml: \(round.transcripts.count) of \(count) "
        + "transcripts, seed \(round.draw?.seed ?? 0)."
    )
  }
}
