import Agreement
import EmicKit
import Testing

@Suite("Comparing the coders of the sample study") struct SampleComparisonTests {
  static let coders: [Coder.ID] = ["coder-a", "coder-b", "coder-c"]

  private func comparison(
    _ kind: AgreementUnits.Kind,
    _ scope: AgreementUnits.Scope,
    level: CodeReading.Level = .code,
    withWorking: Bool = false
  ) throws -> Comparison {
    let study = try StudyFolder.open(path: CalibrationStudy.path)
    let reading = CodeReading(
      try study.codebook(),
      level: level,
      includesWorking: withWorking
    )
    let transcripts = try study.transcripts.map { name in
      let transcript = try study.transcript(name)
      let layers = try Self.coders.map { coder in
        try study.sidecar(of: name, by: coder).map {
          ComparedLayer(of: $0, in: transcript, reading: reading)
        }
      }
      let units = AgreementUnits(of: transcript, kind: kind, scope: scope)
      return ComparedTranscript(transcript, layers: layers, units: units)
    }
    return Comparison(coders: Self.coders, transcripts: transcripts)
  }

  @Test("counts, percent, κ and α are those of the reference, for turns and for characters")
  func reference() throws {
    let file = "Tests/EmicKitTests/Fixtures/comparison/sample-agreement-reference.tsv"
    let text = String(decoding: try SampleStudyTests().bytes(file), as: UTF8.self)
    let rows = text.split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(rows.count == 504)
    let turns = try comparison(.turn, .respondents, withWorking: true)
    let scalars = try comparison(.character, .all, withWorking: true)
    func isNear(_ measure: Measure, _ text: String) -> Bool {
      guard let value = measure.value, let wanted = Double(text) else {
        return measure.value == nil && text.isEmpty
      }
      return abs(value - wanted) <= 0.000_000_51
    }
    for row in rows {
      let all = row[1] == "scalar" ? scalars : turns
      let transcript = try #require(
        all.transcripts.first { $0.transcript.name.hasPrefix(row[0]) }
      )
      let cells = CodeCells(coders: 3, transcripts: [transcript.cells(of: Code.ID(row[2]))])
      #expect(transcript.units.count == Int(row[4]))
      if row[3] == "all" {
        #expect(isNear(cells.measures(nil).alpha, row[11]), "\(row)")
        continue
      }
      let pair = row[3].split(separator: "~").map { Coder.ID(String($0)) }
      let first = try #require(Self.coders.firstIndex(of: pair[0]))
      let second = try #require(Self.coders.firstIndex(of: pair[1]))
      let measures = cells.measures(first, second, nil)
      let table = measures.table
      let counts = [table.both, table.onlyFirst, table.onlySecond, table.neither]
      #expect(counts == row[5...8].compactMap { Int($0) }, "\(row)")
      #expect(isNear(measures.percent, row[9]), "\(row)")
      #expect(isNear(measures.kappa, row[10]), "\(row)")
    }
  }

  @Test("items are those counted by hand, and 74 of 77 boundaries are in the same turn")
  func disagreements() throws {
    let all = try comparison(.turn, .respondents)
    var quiet = 0
    for (first, second, wanted) in [
      (0, 1, [8, 44, 7, 7, 5]), (0, 2, [7, 14, 8, 25, 7]), (1, 2, [0, 19, 10, 32, 9]),
    ] {
      var counts = [Int](repeating: 0, count: 5)
      for transcript in all.transcripts {
        let items = transcript.disagreements(first, second)
        for (item, turns) in zip(items, transcript.counts(of: items, first, second)) {
          switch item.kind {
          case .agreed: counts[0] += 1
          case .boundary:
            counts[1] += 1
            if turns.isEmpty { quiet += 1 }
          case .differentCode: counts[2] += 1
          case .missed(beside: true): counts[3] += 1
          case .missed(beside: false): counts[4] += 1
          }
        }
      }
      #expect(counts == wanted)
    }
    #expect(quiet == 74)
    #expect(all.transcripts.map { $0.passages().count }.reduce(0, +) == 34)
  }

  @Test("the turns of the items are those that the table calls disagreeing")
  func countsAreTheTable() throws {
    let all = try comparison(.turn, .respondents)
    for transcript in all.transcripts {
      var units: Set<[String]> = []
      let items = transcript.disagreements(0, 1)
      for (item, turns) in zip(items, transcript.counts(of: items, 0, 1)) {
        guard item.kind != .differentCode else { continue }
        for code in Set((item.first + item.second).map(\.code)) {
          for turn in turns { units.insert([code.text, "\(turn)"]) }
        }
      }
      for item in items where item.kind == .differentCode {
        for side in [item.first, item.second] {
          let isFirst = side == item.first
          let part = Disagreement(
            kind: .missed(beside: true),
            first: isFirst ? side : [],
            second: isFirst ? [] : side
          )
          for turn in transcript.counts(of: [part], 0, 1)[0] {
            units.insert([side[0].code.text, "\(turn)"])
          }
        }
      }
      let disagreeing = all.codes.reduce(0) { sum, code in
        let table = transcript.cells(of: code).pairTable(0, 1) ?? PairTable()
        return sum + table.disagreeing
      }
      #expect(units.count == disagreeing)
    }
  }

  @Test("families gather what is below them, subcodes go up without a family")
  func rollUp() throws {
    let families = try comparison(.turn, .respondents, level: .family)
    #expect(families.codes.count == 8)
    let plain = try comparison(.turn, .respondents)
    let rolled = try comparison(.turn, .respondents, level: .withSubcodes)
    let book = try StudyFolder.open(path: CalibrationStudy.path).codebook()
    #expect(Set(rolled.codes).isSuperset(of: plain.codes))
    #expect(rolled.codes.allSatisfy { book[$0]?.isFamily == false })
    for code in rolled.codes {
      let below = [code] + book.descendants(of: code).map(\.id)
      for (transcript, wide) in zip(plain.transcripts, rolled.transcripts) {
        for coder in 0..<3 {
          let turns = Set(
            below.flatMap { transcript.layers[coder]?.spans(of: $0) ?? [] }.flatMap {
              Array(transcript.units.places(touchedBy: $0))
            }
          )
          let table = wide.cells(of: code).pairTable(coder, coder) ?? PairTable()
          #expect(table.both == turns.count)
        }
      }
    }
  }

  @Test("a working code is left out unless it is wanted, and never rolled up")
  func working() throws {
    #expect(try !comparison(.turn, .all).codes.contains("to-discuss"))
    let families = try comparison(.turn, .all, level: .family, withWorking: true)
    #expect(families.codes.contains("to-discuss"))
  }

  @Test("spans in common and unitizing take whole texts, whatever unit and scope")
  func wholeTexts() throws {
    let turns = try comparison(.turn, .respondents)
    let scalars = try comparison(.character, .all)
    for code in turns.codes {
      #expect(turns.unitizing(of: code) == scalars.unitizing(of: code))
      let exact = turns.spans(of: code, 0, 1)
      let near = turns.spans(of: code, 0, 1, atLeast: 90)
      #expect(exact == scalars.spans(of: code, 0, 1))
      #expect(near.matched >= exact.matched)
    }
    let agreed = turns.codes.reduce(0) { $0 + turns.spans(of: $1, 0, 1).matched }
    #expect(agreed == 8)
  }
}
