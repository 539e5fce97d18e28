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
    let units = try study.units(beside: file.path)
    var writer = SpreadsheetWriter(file, isForExcel: isForExcel)
    try writer.add(
      (["unit_id", "transcript", "code"] + units.coders.map(\.text)).map { .string($0) }
    )
    let all = units.blocks.reduce(0) { $0 + $1.entries.count }
    var (done, count) = (0, 0)
    for block in units.blocks {
      let codes = block.codes
      for entry in block.entries {
        study.tell(.writing, done, all)
        done += 1
        count += try write(entry, codes, of: units, to: &writer)
      }
    }
    return ExportOutcome(count, "row", "rows", notes: writer.notes)
  }

  /// Writes the rows of a transcript.
  ///
  /// - Returns: how many there were.
  private func write(
    _ entry: StudyUnits.Entry,
    _ codes: [Code.ID],
    of units: StudyUnits,
    to writer: inout SpreadsheetWriter
  ) throws -> Int {
    let marks = try units.marks(of: entry)
    let name = study.release.transcript(entry.name)
    let places = units.places(in: entry)
    let columns = codes.map { code in
      let marked = marks.codes[code]?.map { Set($0) }
      return (
        name: JSONValue.string(study.id(of: code).text),
        // A coder without work on it is missing there.
        marked: places.map { place in place.map { marked?[$0] ?? [] } }
      )
    }
    for (unit, id) in Self.ids(of: marks.turns, units.unit, name).enumerated() {
      for column in columns {
        let ratings = column.marked.map { marked -> JSONValue in
          marked.map { .number($0.contains(unit) ? "1" : "0") } ?? .null
        }
        try writer.add([.string(id), .string(name), column.name] + ratings)
      }
    }
    return marks.turns.count * codes.count
  }

  /// `T03.txt#14`, of a sentence `T03.txt#14.2`.
  private static func ids(
    of turns: [Int],
    _ unit: AgreementUnits.Kind,
    _ name: String
  ) -> [String] {
    var sentence = (turn: 0, number: 0)
    return turns.map { turn in
      guard unit == .sentence else { return "\(name)#\(turn)" }
      sentence = sentence.turn == turn ? (turn, sentence.number + 1) : (turn, 1)
      return "\(name)#\(turn).\(sentence.number)"
    }
  }
}
