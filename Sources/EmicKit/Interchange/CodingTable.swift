/// `codings.csv`: a row for each coding.
struct CodingTable {
  let study: ExportedStudy
  let isForExcel: Bool

  init(_ study: ExportedStudy, isForExcel: Bool) {
    self.study = study
    self.isForExcel = isForExcel
  }

  func write(to file: ExportFile) throws -> ExportOutcome {
    var writer = SpreadsheetWriter(file, isForExcel: isForExcel)
    let hasStored = study.hasStoredCodes
    let attributes = try study.allAttributes
    let columns = CodingRows.columns(attributes: attributes, hasStoredCodes: hasStored)
    try writer.add(columns.map { .string($0) })
    var tally = ExportTally()
    if isForExcel {
      try study.forEachSource { source in
        for row in source.rows {
          try writer.add(row.row.cells(attributes: attributes, hasStoredCodes: hasStored))
        }
        tally.add(source)
      }
    } else {
      try study.forEachSource { source in
        (
          CodingRows.csv(of: source, attributes: attributes, hasStoredCodes: hasStored),
          source.tally
        )
      } take: { rows, part in
        try file.write(rows)
        tally.add(part)
      }
    }
    return ExportOutcome(tally.codings, "coding", "codings", notes: tally.notes + writer.notes)
  }
}

/// The rows of `codings.csv` as JSON objects, one a line.
struct CodingLines {
  let study: ExportedStudy

  init(_ study: ExportedStudy) { self.study = study }

  func write(to file: ExportFile) throws -> ExportOutcome {
    let (attributes, hasStored) = (try study.allAttributes, study.hasStoredCodes)
    let columns = CodingRows.columns(attributes: attributes, hasStoredCodes: hasStored)
    var tally = ExportTally()
    try study.forEachSource { source in
      var lines: [UInt8] = []
      for row in source.rows {
        let cells = row.row.cells(attributes: attributes, hasStoredCodes: hasStored)
        let object = JSONValue.object(zip(columns, cells).map { JSONMember($0, $1) })
        lines += object.compact()
        lines.append(Ascii.lineFeed)
      }
      return (lines, source.tally)
    } take: { lines, part in
      try file.write(lines)
      tally.add(part)
    }
    return ExportOutcome(tally.codings, "coding", "codings", notes: tally.notes)
  }
}

/// How many codings were exported, and how many could not be.
struct ExportTally: Sendable {
  private(set) var codings = 0
  private var withheld = 0
  private var cut = 0
  private var stale = 0

  init() {}

  fileprivate init(of layers: [ExportedLayer]) {
    for layer in layers {
      stale += layer.stale
      if let unchanged = layer.unchanged {
        codings += unchanged.found.count
        continue
      }
      codings += layer.rows.count
      cut += layer.rows.count(where: \.isCut)
      withheld += layer.withheld
    }
  }

  mutating func add(_ source: ExportedSource) { add(source.tally) }

  mutating func add(_ other: ExportTally) {
    codings += other.codings
    withheld += other.withheld
    cut += other.cut
    stale += other.stale
  }

  var notes: [String] {
    var notes: [String] = []
    func codings(_ count: Int) -> String { count == 1 ? "1 coding is" : "\(count) codings are" }
    if withheld > 0 {
      notes.append("\(codings(withheld)) left out: all of the words are flagged do-not-quote.")
    }
    if cut > 0 {
      notes.append("\(codings(cut)) cut: a part of the words is flagged do-not-quote.")
    }
    if stale > 0 {
      notes.append(
        "\(codings(stale)) left out: the transcript has changed since. `emic reanchor` finds them again."
      )
    }
    return notes
  }
}

extension ExportedSource {
  var tally: ExportTally { ExportTally(of: layers) }
}
