import EmicKit
import Foundation

/// P13: retrieval, matrices and co-occurrence over 200 transcripts × 2 coders × 100 codings.
///
/// Once in memory, where the answer must come within a frame; and as a study on disk, on which whole
/// commands are measured.
enum Retrieving {
  static let transcripts = 200
  static let codings = 100
  static let coders: [Coder.ID] = ["ana", "ben"]
  /// Twenty codes with three subcodes each under five families.
  static let codebook = Codebook(
    codes: (0..<5).flatMap { family -> [Code] in
      [code("family-\(family)", under: nil, isFamily: true)]
        + (0..<4).flatMap { place -> [Code] in
          let id = "code-\(family)-\(place)"
          return [code(id, under: "family-\(family)")]
            + (0..<3).map { code("\(id)-\($0)", under: id) }
        }
    }
  )

  private static func code(_ id: String, under parent: String?, isFamily: Bool = false) -> Code {
    Code(
      id: Code.ID(id),
      name: Code.Name(id),
      parent: parent.map { Code.ID($0) },
      isFamily: isFamily
    )
  }

  static func measure(in folder: URL, into results: inout [String: Double]) throws {
    let sources = try write(to: folder)
    let own = sources.filter { $0.coder == coders[0] }
    let reading = CodeReading(codebook, level: .withSubcodes, includesWorking: true)
    var filter = CodingFilter()
    filter.codes = ["code-1-2"]
    filter.includesSubcodes = true
    filter.relations = [CodeRelation(.near(turns: 1), "code-3-0")]
    var found = 0
    results["retrieval"] = try best {
      found = try sources.reduce(0) { $0 + (try filter.places(in: $1).count) }
    }
    var counted = 0
    results["matrix"] = best {
      let matrix = CodeMatrix(
        of: own,
        by: [.attribute("sector"), .attribute("level")],
        reading: reading
      )
      counted = matrix.total.codings
    }
    results["matrix-coders"] = best {
      counted += CodeMatrix(of: sources, by: [.coder], reading: reading).total.codings
    }
    var pairs = 0
    results["cooccurrence"] = best {
      pairs = Cooccurrence(of: sources, reading: reading).pairs.count
    }
    let asked = try measureQuestions(in: folder, into: &results)
    // Something must have been counted, or nothing was measured.
    results["retrieval-found"] = Double(min(found, counted, pairs, asked))
  }

  /// Questions as the screen asks them: from what was read once to the lines of the answer.
  ///
  /// - Returns: the fewest codings that an answer had.
  private static func measureQuestions(
    in folder: URL,
    into results: inout [String: Double]
  ) throws -> Int {
    let study = try StudyFolder.open(path: folder.path)
    let book = try study.codebook()
    let codings = try StudyCodings(of: study, asker: "ana", book: book)
    var near = CodingQuery()
    near.codes = ["code-1-2"]
    near.includesSubcodes = true
    near.relations = [CodeRelation(.near(turns: 1), "code-3-0")]
    near.conditions = [AttributeCondition("sector", .equal, "sector 1")]
    var found: [Int] = [0, 0, 0]
    results["question-near"] = try best { found[0] = try codings.answer(near).places.count }
    results["question-all"] = try best {
      found[1] = try codings.answer(CodingQuery()).places.count
    }
    var own = CodingQuery()
    own.coders = ["ana"]
    own.includesSubcodes = true
    results["question-matrix"] = try best {
      let answer = try codings.answer(own, layer: .final, isCounting: true)
      let matrix = CodeMatrix(
        of: answer.sources,
        uncoded: answer.uncoded,
        by: [.attribute("sector"), .attribute("level")],
        reading: own.reading(codings.codebook),
        study: study.file
      )
      found[2] = matrix.total.codings
    }
    return found.min() ?? 0
  }

  /// The quickest of some runs, in nanoseconds of the processor.
  private static func best(_ body: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<7 { best = min(best, try Stopwatch.work(body)) }
    return best
  }

  /// Writes the study over what is there of it.
  ///
  /// - Returns: the same codings as they are once loaded.
  private static func write(to folder: URL) throws -> [CodedSource] {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write(_ bytes: some Sequence<UInt8>, _ name: String) throws {
      try Data(bytes).write(to: folder.appending(path: name))
    }
    try write(CodebookWriter.text(of: codebook).utf8, "codebook.yaml")
    try write(
      """
      format: emic/study
      version: 1
      title: Benchmark
      codebook: codebook.yaml
      coders: [{id: ana}, {id: ben}]
      interviewers: [I]

      """.utf8,
      "study.yaml"
    )
    var table = CaseTable(attributes: ["sector", "level"])
    let codes = codebook.assignable.map(\.id)
    var sources: [CodedSource] = []
    for number in 0..<transcripts {
      let name = "T\(1000 + number).txt"
      let values = ["sector": "sector \(number % 4)", "level": "level \(number % 3)"]
      table.rows.append(
        CaseTable.Row(
          line: number + 2,
          transcript: name,
          case: "case \(number / 2)",
          values: values
        )
      )
      let transcript = Transcript(
        name: name,
        text: TranscriptText(Interview.text(turns: 60, bytes: 30_000, seed: UInt64(number))),
        interviewers: ["I"]
      )
      try write(transcript.text[transcript.text.span].utf8, name)
      for (place, coder) in coders.enumerated() {
        var sidecar = Interview.coded(
          transcript,
          codings: codings,
          by: coder,
          codes: codes,
          seed: UInt64(2 * number + place)
        )
        sidecar.status.state = .submitted
        try write(SidecarWriter.encode(sidecar), "\(name).\(coder).json")
        sources.append(
          CodedSource(
            of: sidecar,
            in: transcript,
            named: name,
            codebook: codebook,
            attributes: table.attributes(of: name, header: nil, study: StudyFile())
          )
        )
      }
    }
    let rows = table.rows.map { row in
      [row.transcript, row.case] + table.attributes.map { row.values[$0] ?? "" }
    }
    try write(CSV.text(of: [["transcript", "case"] + table.attributes] + rows).utf8, "cases.csv")
    return sources
  }
}
