import Agreement

/// Units × coders for R's `irr` and Python's `krippendorff`.
///
/// 1, 0, or empty where a coder did not work on the transcript. One code at a time is a table of
/// ratings.
struct UnitTable {
  let study: ExportedStudy
  let isForExcel: Bool

  init(_ study: ExportedStudy, isForExcel: Bool) {
    self.study = study
    self.isForExcel = isForExcel
  }

  func write(to file: ExportFile) throws -> ExportOutcome {
    let comparison = try study.comparison()
    guard comparison.unit != .character else { throw ExportProblem.unitOfCharacters }
    var writer = SpreadsheetWriter(file, isForExcel: isForExcel)
    let coders = comparison.coders
    try writer.add((["unit_id", "transcript", "code"] + coders.map(\.text)).map { .string($0) })
    var count = 0
    for block in comparison.blocks {
      let codes = block.comparison.codes
      // A coder without work in a block is missing there.
      let places = coders.map { block.comparison.coders.firstIndex(of: $0) }
      for transcript in block.comparison.transcripts {
        let name = study.release.words(transcript.transcript.name)
        let marks = codes.map { code in
          transcript.layers.map { layer in layer.map { Self.marked($0, code, transcript.units) } }
        }
        for (unit, id) in Self.ids(of: transcript.units, name).enumerated() {
          for (place, code) in codes.enumerated() {
            let ratings = places.map { coder -> JSONValue in
              guard let coder, let marked = marks[place][coder] else { return .null }
              return .number(marked.contains(unit) ? "1" : "0")
            }
            try writer.add(
              [.string(id), .string(name), .string(study.id(of: code).text)] + ratings
            )
            count += 1
          }
        }
      }
    }
    return ExportOutcome(count, "row", "rows", notes: writer.notes)
  }

  /// The units that a coder gave a code.
  private static func marked(
    _ layer: ComparedLayer,
    _ code: Code.ID,
    _ units: AgreementUnits
  ) -> Set<Int> {
    layer.spans(of: code).reduce(into: []) { $0.formUnion(units.places(touchedBy: $1)) }
  }

  /// `T03.txt#14`, of a sentence `T03.txt#14.2`.
  private static func ids(of units: AgreementUnits, _ name: String) -> [String] {
    var sentence = (turn: 0, number: 0)
    return units.turns.map { turn in
      guard units.kind == .sentence else { return "\(name)#\(turn)" }
      sentence = sentence.turn == turn ? (turn, sentence.number + 1) : (turn, 1)
      return "\(name)#\(turn).\(sentence.number)"
    }
  }
}
