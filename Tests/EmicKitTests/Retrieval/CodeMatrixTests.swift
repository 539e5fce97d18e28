import Testing

@testable import EmicKit

@Suite("Codes by attributes") struct CodeMatrixTests {
  private func reading(
    _ book: Codebook = retrievalBook,
    withSubcodes: Bool = false
  ) -> CodeReading {
    CodeReading(book, level: withSubcodes ? .withSubcodes : .code, includesWorking: true)
  }

  @Test("the sample study by sector and level: the numbers it is known for")
  func sample() throws {
    let study = try StudyFolder.open(path: CalibrationStudy.path)
    let matrix = CodeMatrix(
      of: try sampleSources("coder-a"),
      by: [.attribute("sector"), .attribute("level")],
      reading: reading(try study.codebook()),
      study: study.file
    )
    #expect(
      matrix.columns.map(\.values) == [
        ["migrants", "district"], ["children with disabilities", "district"],
      ]
    )
    func cells(_ code: Code.ID) throws -> [CodeMatrix.Cell] {
      matrix.cells[try #require(matrix.codes.firstIndex(of: code))]
    }
    typealias Count = CodeMatrix.Count
    #expect(
      try cells("trust")
        == [.counted(Count(codings: 2, cases: 1)), .counted(Count(codings: 3, cases: 1))]
    )
    #expect(
      try cells("funding-dependence")
        == [.counted(Count(codings: 1, cases: 1)), .counted(Count(codings: 2, cases: 1))]
    )
    #expect(
      try cells("stability-concern")
        == [.counted(Count(codings: 3, cases: 1)), .counted(Count(codings: 1, cases: 1))]
    )
    #expect(matrix.total == Count(codings: 61, cases: 2))
    #expect(matrix.unknown == Count())
  }

  @Test(
    "trust with mistrust, by coder",
    arguments: [("coder-a", 5), ("coder-b", 4), ("coder-c", 4)]
  )
  func rolledUp(coder: String, count: Int) throws {
    let study = try StudyFolder.open(path: CalibrationStudy.path)
    let matrix = CodeMatrix(
      of: try sampleSources(Coder.ID(coder)),
      by: [.coder],
      reading: reading(try study.codebook(), withSubcodes: true)
    )
    let row = try #require(matrix.codes.firstIndex(of: "trust"))
    #expect(matrix.rowTotals[row].codings == count)
    #expect(matrix.codings(row: row, column: 0).count == count)
  }

  @Test("coded and none, not coded yet, and not offered then are three things")
  func threeZeroes() {
    let matrix = CodeMatrix(
      of: [
        retrievalSource("T1.txt", codebook: 1, values: ["sector": "old"], [("trust", 0..<3)]),
        retrievalSource("T2.txt", codebook: 3, values: ["sector": "new"], [("control", 0..<3)]),
      ],
      uncoded: [("T3.txt", CaseTable.Attributes(case: "", values: ["sector": "later"]))],
      by: [.attribute("sector")],
      codes: ["trust", "control", "ties"],
      reading: reading()
    )
    let none = CodeMatrix.Cell.counted(CodeMatrix.Count())
    let one = CodeMatrix.Cell.counted(CodeMatrix.Count(codings: 1, cases: 1))
    #expect(matrix.columns.map(\.values) == [["later"], ["new"], ["old"]])
    #expect(matrix.codes == ["trust", "ties", "control"])
    #expect(
      matrix.cells == [
        [.notCoded, none, one], [.notCoded, none, none], [.notCoded, one, .notOffered],
      ]
    )
    #expect(matrix.notCoded == ["T3.txt"])
    #expect(matrix.notOffered.map(\.code) == ["control"])
    #expect(matrix.notOffered.first?.transcripts == ["T1.txt"])
  }

  @Test("a coding that was confirmed later makes no text read again for a code that is newer")
  func confirmedLater() {
    let sources = [
      retrievalSource("T1.txt", codebook: 1, confirmed: 3, [("trust", 0..<3)]),
      retrievalSource("T2.txt", codebook: 1, [("trust", 0..<3)]),
    ]
    let matrix = CodeMatrix(
      of: sources,
      by: [.transcript],
      codes: ["control"],
      reading: reading()
    )
    #expect(matrix.cells == [[.notOffered, .notOffered]])
    #expect(matrix.notOffered.first?.transcripts == ["T1.txt", "T2.txt"])
  }

  @Test("what came of a split was read for with the whole, and is a zero once nothing waits")
  func partOfSplit() throws {
    var book = retrievalBook
    book.version = 1
    let parts: [Code.ID] = ["ties-to-kin", "ties-to-office"]
    try book.perform { book in
      try book.splitting(
        "ties",
        into: parts,
        new: parts.map { Code(id: $0, name: .init($0.text)) }
      )
    }
    func cells(_ codes: Code.ID...) -> [CodeMatrix.Cell] {
      CodeMatrix(
        of: [
          retrievalSource(
            "T1.txt",
            codebook: 1,
            confirmed: 2,
            by: book,
            codes.enumerated().map { ($1, $0 * 4..<$0 * 4 + 3) }
          )
        ],
        by: [.transcript],
        codes: parts,
        reading: reading(book)
      ).cells.map { $0[0] }
    }
    let one = CodeMatrix.Cell.counted(CodeMatrix.Count(codings: 1, cases: 1))
    let none = CodeMatrix.Cell.counted(CodeMatrix.Count())
    #expect(cells("ties") == [.notOffered, .notOffered])
    #expect(cells("ties", "ties-to-kin") == [one, .notOffered])
    #expect(cells("ties-to-kin") == [one, none])
    #expect(cells("trust") == [none, none])
  }

  @Test("where no cell of a row or column has a number, its total has none")
  func totalsOfNothing() {
    let matrix = CodeMatrix(
      of: [
        retrievalSource("T1.txt", codebook: 1, [("trust", 0..<3)]),
        retrievalSource("T2.txt", codebook: 1, [("trust", 0..<3)]),
      ],
      uncoded: [("T3.txt", CaseTable.Attributes(case: "", values: [:]))],
      by: [.transcript],
      codes: ["control"],
      reading: reading()
    )
    #expect(matrix.cells == [[.notOffered, .notOffered, .notCoded]])
    #expect((0..<3).map(matrix.columnTotal) == [.notOffered, .notOffered, .notCoded])
    #expect(matrix.rowTotal(0) == .notCoded)
  }

  @Test("a draft that does not count is not what nobody has coded yet")
  func draft() {
    let matrix = CodeMatrix(
      of: [retrievalSource("T1.txt", values: ["sector": "a"], [("trust", 0..<3)])],
      uncoded: [("T2.txt", "a"), ("T3.txt", "b"), ("T4.txt", "c"), ("T5.txt", "c")].map {
        ($0, CaseTable.Attributes(case: "", values: ["sector": $1]))
      },
      hidden: ["T3.txt"],
      drafts: ["T2.txt", "T3.txt", "T5.txt"],
      by: [.attribute("sector")],
      codes: ["trust"],
      reading: reading()
    )
    let one = CodeMatrix.Cell.counted(CodeMatrix.Count(codings: 1, cases: 1))
    #expect(matrix.cells == [[one, .draft, .draft]])
    #expect(matrix.drafts == ["T2.txt", "T3.txt", "T5.txt"])
    #expect(matrix.hidden == [])
    #expect(matrix.notCoded == ["T4.txt"])
    #expect(matrix.columnTotal(2) == .draft)
  }

  @Test("what is coded and hidden is not what nobody has coded yet")
  func hidden() {
    func matrix(_ uncoded: [(String, String)]) -> CodeMatrix {
      CodeMatrix(
        of: [retrievalSource("T1.txt", values: ["sector": "a"], [("trust", 0..<3)])],
        uncoded: uncoded.map { name, sector in
          (name, CaseTable.Attributes(case: "", values: ["sector": sector]))
        },
        hidden: ["T3.txt", "T5.txt"],
        by: [.attribute("sector")],
        codes: ["trust"],
        reading: reading()
      )
    }
    let one = CodeMatrix.Cell.counted(CodeMatrix.Count(codings: 1, cases: 1))
    let mixed = matrix([("T2.txt", "b"), ("T3.txt", "c"), ("T4.txt", "d"), ("T5.txt", "d")])
    #expect(mixed.cells == [[one, .notCoded, .hidden, .hidden]])
    #expect(mixed.notCoded == ["T2.txt", "T4.txt"])
    #expect(mixed.hidden == ["T3.txt", "T5.txt"])
    #expect((0..<4).map(mixed.columnTotal) == [one, .notCoded, .hidden, .hidden])
    #expect(mixed.rowTotal(0) == one)
    // Beside what is shown of a column it is left out, as what nobody has coded is.
    #expect(matrix([("T3.txt", "a")]).cells == [[one]])
    let none = CodeMatrix(
      of: [],
      uncoded: [("T3.txt", CaseTable.Attributes(case: "", values: [:]))],
      hidden: ["T3.txt"],
      by: [.transcript],
      codes: ["trust"],
      reading: reading()
    )
    #expect(none.wholeTotal == .hidden)
  }

  @Test(
    "columns stand by the study's list, else as numbers and days go; what is unknown comes last"
  )
  func order() {
    var study = StudyFile()
    study.attributes = [StudyFile.AttributeValues(attribute: "level", values: ["low", "high"])]
    func columns(_ name: String, _ values: [String?]) -> [String?] {
      CodeMatrix(
        of: values.enumerated().map { place, value in
          retrievalSource(
            "T\(place).txt",
            values: value.map { [name: $0] } ?? [:],
            [("trust", 0..<3)]
          )
        },
        by: [.attribute(name)],
        reading: reading(),
        study: study
      ).columns.map(\.values[0])
    }
    #expect(columns("level", [nil, "high", "low"]) == ["low", "high", nil])
    #expect(columns("age", ["100", "9", nil, "30", "30.0"]) == ["9", "30", "100", nil])
    #expect(columns("day", ["2018-11-02", "2018-03-14"]) == ["2018-03-14", "2018-11-02"])
  }

  @Test("a case with two transcripts is one case; a source without a case is its own")
  func cases() {
    let matrix = CodeMatrix(
      of: [
        retrievalSource("T1.txt", case: "A", [("trust", 0..<3)]),
        retrievalSource("T2.txt", case: "B", [("trust", 0..<3)]),
        retrievalSource("T3.txt", case: "A", [("trust", 0..<3), ("mistrust", 0..<3)]),
        retrievalSource("T4.txt", [("trust", 0..<3)]),
        retrievalSource("T5.txt", [("trust", 0..<3)]),
      ],
      by: [.attribute("sector")],
      codes: ["trust", "relations"],
      reading: reading(withSubcodes: true)
    )
    #expect(matrix.codes == ["relations", "trust"])
    #expect(matrix.rowTotals == Array(repeating: CodeMatrix.Count(codings: 6, cases: 4), count: 2))
    // Each coding counts once, though two rows have it.
    #expect(matrix.columnTotals == [CodeMatrix.Count(codings: 6, cases: 4)])
    #expect(matrix.unknown == CodeMatrix.Count(codings: 6, cases: 4))
  }

  @Test("laws: sums of parts, the slow count, any order of sources", arguments: 0..<40)
  func laws(seed: UInt64) {
    var numbers = SeededGenerator(state: seed)
    let sources = randomSources(&numbers)
    let withSubcodes = seed.isMultiple(of: 2)
    let reading = reading(withSubcodes: withSubcodes)
    let matrix = CodeMatrix(of: sources, by: [.attribute("sector")], reading: reading)
    let shuffled = CodeMatrix(
      of: sources.shuffled(using: &numbers),
      by: [.attribute("sector")],
      reading: reading
    )
    #expect(matrix.cells == shuffled.cells)
    #expect(matrix.columns == shuffled.columns)
    for (row, code) in matrix.codes.enumerated() {
      var sum = 0
      for (column, name) in matrix.columns.enumerated() {
        let behind = sources.filter { $0.attributes.values["sector"] == name.values[0] }
        let hits = behind.flatMap { source in
          source.rows.filter { reading.codes(for: $0.coding.code).contains(code) }
            .map { (key: source.caseKey, id: $0.transcript + $0.coding.id.text) }
        }
        #expect(Set(hits.map(\.id)).count == hits.count)
        guard case .counted(let count) = matrix.cells[row][column] else {
          #expect(hits.isEmpty)
          continue
        }
        #expect(count == CodeMatrix.Count(codings: hits.count, cases: Set(hits.map(\.key)).count))
        #expect(matrix.codings(row: row, column: column).count == count.codings)
        sum += count.codings
      }
      #expect(matrix.rowTotals[row].codings == sum)
    }
    let all = sources.reduce(0) { $0 + $1.rows.count }
    #expect(matrix.total.codings == all)
    #expect(matrix.columnTotals.reduce(0) { $0 + $1.codings } == all)
    if !withSubcodes { #expect(matrix.rowTotals.reduce(0) { $0 + $1.codings } == all) }
  }
}
