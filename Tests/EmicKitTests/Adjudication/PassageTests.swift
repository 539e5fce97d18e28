import Testing

@testable import EmicKit

@Suite("What is decided together") struct PassageTests {
  private typealias Samples = AdjudicationSamples

  private func rows(_ codings: [Coding]?...) -> [PassageRow] {
    let coders: [Coder.ID] = ["coder-a", "coder-b", "coder-c"]
    let sidecars = zip(coders, codings).map { coder, codings in
      codings.map { Samples.sidecar(coder, $0) }
    }
    return Samples.compared(sidecars).rows()
  }

  @Test("a row has the sides of all coders, who has nothing there, and the ids it settles")
  func sides() throws {
    let rows = rows(
      [Samples.coding(2, "x", 10..<20), Samples.coding(1, "x", 15..<25)],
      [Samples.coding(3, "x", 20..<22)],
      []
    )
    let row = try #require(rows.first)
    #expect(rows.count == 1)
    #expect(row.kind == .boundary)
    #expect(row.sides.map { $0.map(\.span) } == [[Span(10..<25)], [Span(20..<22)], []])
    #expect(row.missing == [2])
    #expect(row.span == Span(10..<25))
    #expect(row.from.map(\.text) == [sampleID(1), sampleID(2), sampleID(3)])
  }

  @Test("all agree, one has nothing, edges differ, codes differ")
  func kinds() {
    let one = [Samples.coding(1, "x", 10..<20)]
    let same = [Samples.coding(2, "x", 10..<20)]
    #expect(rows(one, same).map(\.kind) == [.agreed])
    #expect(rows(one, same, []).map(\.kind) == [.missed])
    #expect(rows(one, same, [Samples.coding(3, "x", 10..<21)]).map(\.kind) == [.boundary])
    #expect(rows(one, same, [Samples.coding(3, "y", 10..<21)]).map(\.kind) == [.differentCode])
    #expect(rows(one, [], []).map(\.kind) == [.missed])
  }

  @Test("somebody without a layer is not missing, and one coder alone has nothing to settle")
  func layers() {
    let one = [Samples.coding(1, "x", 10..<20)]
    #expect(rows(one, [Samples.coding(2, "x", 10..<20)], nil).map(\.kind) == [.agreed])
    #expect(rows(one, nil, []).map(\.missing) == [[2]])
    #expect(rows(one, nil, nil).isEmpty)
  }

  @Test("a passage tells what is open from what is agreed inside it")
  func passage() throws {
    let compared = Samples.compared([
      Samples.sidecar(
        "coder-a",
        [
          Samples.coding(1, "x", 10..<20), Samples.coding(2, "y", 18..<30),
          Samples.coding(3, "v", 40..<44),
        ]
      ),
      Samples.sidecar(
        "coder-b",
        [
          Samples.coding(4, "x", 10..<20), Samples.coding(5, "y", 18..<29),
          Samples.coding(6, "v", 40..<44),
        ]
      ),
    ])
    let passages = compared.passagesWithRows()
    #expect(passages.map(\.span) == [Span(10..<30)])
    #expect(passages[0].rows.map(\.kind) == [.boundary])
    #expect(passages[0].agreed.map(\.span) == [Span(10..<20)])
    #expect(compared.agreedRows().map(\.span) == [Span(10..<20), Span(40..<44)])
    #expect(passages[0].transcript == "T03.txt")
  }

  /// Joins what any item has in common until nothing more can be joined.
  private func slowRows(_ compared: ComparedTranscript) -> Set<Set<[Int]>> {
    var groups: [Set<[Int]>] = []
    let layers = compared.layers
    func key(_ coder: Int, _ coding: UnitedCoding) -> [Int] {
      let code = AdjudicationSamples.codes.firstIndex(of: coding.code) ?? -1
      return [coder, coding.span.start, coding.span.end, code]
    }
    for (coder, layer) in layers.enumerated() {
      for coding in layer?.codings ?? [] { groups.append([key(coder, coding)]) }
    }
    for first in layers.indices {
      for second in layers.indices where first != second {
        for item in compared.disagreements(first, second) {
          groups.append(
            Set(item.first.map { key(first, $0) } + item.second.map { key(second, $0) })
          )
        }
      }
    }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for one in groups.indices {
        for other in groups.indices where one < other && !groups[other].isEmpty {
          guard !groups[one].isDisjoint(with: groups[other]) else { continue }
          groups[one].formUnion(groups[other])
          groups[other] = []
          hasChanged = true
        }
      }
    }
    return Set(groups.filter { !$0.isEmpty })
  }

  @Test("rows are those of the slow way, each coding is in one, in any order of coders")
  func laws() {
    var generator = SeededGenerator(state: 5)
    for _ in 0..<600 {
      let count = Int.random(in: 2...4, using: &generator)
      let sidecars = (0..<count).map { place -> Sidecar? in
        if Int.random(in: 0..<8, using: &generator) == 0 { return nil }
        return AdjudicationSamples.random(Coder.ID("coder-\(place)"), place, &generator)
      }
      let compared = Samples.compared(sidecars)
      guard sidecars.count(where: { $0 != nil }) > 1 else { continue }
      let rows = compared.rows()
      let keys = rows.map { row in
        Set(
          row.sides.enumerated().flatMap { coder, side in
            side.map { coding in
              [
                coder, coding.span.start, coding.span.end,
                Samples.codes.firstIndex(of: coding.code) ?? -1,
              ]
            }
          }
        )
      }
      #expect(Set(keys) == slowRows(compared))
      for (coder, layer) in compared.layers.enumerated() {
        #expect(rows.flatMap { $0.sides[coder] }.sorted() == layer?.codings ?? [])
      }
      #expect(rows.flatMap(\.from).count == Set(rows.flatMap(\.from)).count)
      let passages = compared.passagesWithRows()
      #expect(passages.map(\.span) == compared.passages())
      let open = rows.filter { $0.kind != .agreed }
      #expect(passages.flatMap(\.rows).sorted() == open)

      let order = sidecars.indices.shuffled(using: &generator)
      let others = Samples.compared(order.map { sidecars[$0] }).rows()
      #expect(others.map(\.span) == rows.map(\.span))
      #expect(others.map(\.from) == rows.map(\.from))
      #expect(others.map(\.kind) == rows.map(\.kind))
      #expect(others.map(\.sides) == rows.map { row in order.map { row.sides[$0] } })
      #expect(others.map { Set($0.missing.map { order[$0] }) } == rows.map { Set($0.missing) })
    }
  }

  @Test("the sample study has 34 passages, and 35 with working codes")
  func sampleStudy() throws {
    for (includesWorking, count) in [(false, 34), (true, 35)] {
      var found = 0
      for compared in try Self.sampleStudy(includesWorking: includesWorking) {
        let passages = compared.passagesWithRows()
        #expect(passages.map(\.span) == compared.passages())
        found += passages.count
      }
      #expect(found == count)
    }
  }

  static func sampleStudy(includesWorking: Bool = false) throws -> [ComparedTranscript] {
    let study = try StudyFolder.open(path: CalibrationStudy.path)
    let reading = CodeReading(try study.codebook(), includesWorking: includesWorking)
    return try study.transcripts.map { name in
      let transcript = try study.transcript(name)
      let layers = try SampleComparisonTests.coders.map { coder in
        try study.sidecar(of: name, by: coder).map {
          ComparedLayer(of: $0, in: transcript, reading: reading)
        }
      }
      let units = AgreementUnits(of: transcript, kind: .turn, scope: .respondents)
      return ComparedTranscript(transcript, layers: layers, units: units)
    }
  }
}
