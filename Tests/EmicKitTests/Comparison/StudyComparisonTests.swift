import Agreement
import EmicKit
import Testing

@Suite("Choosing what of a study is compared") struct StudyComparisonTests {
  private func comparison(
    _ change: (inout ComparisonRequest) -> Void = { _ in }
  ) throws -> StudyComparison {
    let study = try StudyFolder.open(path: CalibrationStudy.path)
    var work = VisibleWork(of: study, asker: nil)
    var request = ComparisonRequest()
    change(&request)
    return try StudyComparison(of: &work, codebook: try study.codebook(), request: request)
  }

  /// What a report says, as a list that can be compared.
  private func figures(_ comparison: StudyComparison) -> [[String]] {
    AgreementReport(of: comparison).blocks.flatMap { block in
      let rows = block.rows.map { row in
        ["\(row.code)", "\(row.spans)", "\(row.disagreeingUnits)", "\(row.all)"]
          + row.pairs.map { "\($0)" } + row.alphaWithout.map { "\($0)" }
      }
      return rows + block.confusions.map { ["\($0)"] } + block.transcripts.map { ["\($0)"] }
    }
  }

  @Test("counting another way reads nothing and gives what a new comparison gives")
  func counted() throws {
    let turns = try comparison()
    for unit in AgreementUnits.Kind.allCases {
      for scope in AgreementUnits.Scope.allCases {
        for level in [CodeReading.Level.code, .family] {
          let fresh = try comparison {
            $0.unit = unit
            $0.scope = scope
            $0.level = level
          }
          let again = turns.counted(by: unit, scope: scope, level: level)
          #expect(figures(again) == figures(fresh), "\(unit) \(scope) \(level)")
        }
      }
    }
    #expect(figures(turns.counted(by: .character)) != figures(turns))
  }

  @Test("every figure comes from the counts beside it")
  func countsBesideFigures() throws {
    for block in AgreementReport(of: try comparison()).blocks {
      #expect(!block.rows.isEmpty)
      for row in block.rows {
        for pair in row.pairs {
          let again = PairMeasures(pair.measures.table)
          #expect(again.kappa.value == pair.measures.kappa.value)
          #expect(again.alpha.value == pair.measures.alpha.value)
          #expect(again.positive.value == pair.measures.positive.value)
        }
      }
      for pair in block.pairs {
        let sum = block.rows.reduce(0) { sum, row in
          let own = row.pairs.first { $0.first == pair.first && $0.second == pair.second }
          return sum + (own?.measures.table.disagreeing ?? 0)
        }
        #expect(pair.disagreeing == sum)
      }
    }
  }

  @Test("a coder's text names a coder or one of their submissions")
  func comparedCoder() {
    #expect(ComparedCoder("coder-a") == ComparedCoder("coder-a"))
    #expect(ComparedCoder("coder-a")?.submission == nil)
    #expect(ComparedCoder("coder-a@2") == ComparedCoder("coder-a", submission: 2))
    #expect(ComparedCoder("coder-a@2")?.name == "coder-a@2")
    for text in ["", "@", "@1", "coder-a@", "coder-a@0", "coder-a@-1", "coder-a@x", "Coder A"] {
      #expect(ComparedCoder(text) == nil, "\(text)")
    }
  }

  @Test("each reason for which nothing is compared is one sentence or two, with what to do")
  func messages() {
    let left = [LeftOut(transcript: "T1\u{1B}[m", coder: "a", reason: .seen)]
    let problems: [ComparisonProblem] = [
      .unknownCoder("x", known: ["a"]), .coderTwice("a"), .unknownSubmission(ComparedCoder("a")),
      .unknownRound("x", known: []), .noSuchTranscriptInRound("x"),
      .unknownCode("x", nearest: nil), .notOfLevel("x", isFamily: true), .notAFamily("x"),
      .draftsAreForSupervisors, .tooManyCoders(65), .noTranscripts,
      .nothingSubmitted(calibration: []), .onlyOneCoder("a", left, calibration: ["first"]),
      .noCommonTranscript(["a", "b"], left), .differentTexts(left),
      .overlappingValues(transcript: "T1", coder: "a", codes: ["x", "y"], Span(1..<2)),
    ]
    for problem in problems {
      #expect(problem.message.hasSuffix("."), "\(problem.message)")
      #expect(!problem.message.contains("\u{1B}"))
      #expect(!problem.message.contains("\n"))
    }
  }
}
