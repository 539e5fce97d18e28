import Agreement
import Testing

@testable import EmicKit

@Suite("Figures counted source by source") struct StudyFiguresTests {
  /// A study on the disk, different for each seed.
  private struct Invented {
    let folder = TemporaryFolder()
    private static let codes = ["a", "b", "c", "d", "old", "later", "new", "unknown"]
    private static let coders = ["ana", "ben", "cai", "dora"]

    init(seed: UInt64) throws {
      var numbers = SeededGenerator(state: seed)
      try folder.write(
        """
        format: emic/codebook
        version: 3
        title: Law
        codes:
          - id: family
            name: Family
            family: true
            codes:
              - {id: a, name: A, codes: [{id: b, name: B}]}
              - {id: c, name: C, since: 1, revised: 2}
          - {id: d, name: D}
          - {id: old, name: Old, retired: 2, replaced-by: [d]}
          - {id: later, name: Later, working: true}
          - {id: new, name: New, retired: 3, replaced-by: [a, d]}

        """,
        to: "codebook.yaml"
      )
      try folder.write(
        """
        format: emic/study
        version: 1
        title: Law
        codebook: codebook.yaml
        coders:
          - {id: dora}
          - {id: ana}
          - {id: ben}
          - {id: lead, role: supervisor}
        interviewers: [I]
        rounds:
          - {name: first, kind: calibration, transcripts: [T0.txt], coders: [ana, ben]}

        """,
        to: "study.yaml"
      )
      for number in 0..<8 {
        let lines = (0..<6).map { line in
          let speech = "trust number \(number) in line \(line). And then nothing more."
          // Every fourth one is a document.
          return number % 4 == 3 ? speech : "\(line % 3 == 0 ? "I" : "R"): \(speech)"
        }
        let text = lines.joined(separator: "\n\n") + "\n"
        try folder.write(text, to: "T\(number).txt")
        for coder in Self.coders where Int.random(in: 0..<5, using: &numbers) > 0 {
          try folder.write(
            Self.sidecar(of: text, "T\(number).txt", coder, &numbers),
            to: "T\(number).txt.\(coder).json"
          )
        }
      }
    }

    private static func sidecar(
      of text: String,
      _ name: String,
      _ coder: String,
      _ numbers: inout SeededGenerator
    ) -> String {
      let scalars = Array(text.unicodeScalars)
      let state = Int.random(in: 0..<7, using: &numbers) > 0 ? "submitted" : "draft"
      let spans = (0..<Int.random(in: 0...9, using: &numbers)).map { _ in
        let start = Int.random(in: 0..<scalars.count - 8, using: &numbers) / 4 * 4
        return Span(start..<min(scalars.count, start + 4 * Int.random(in: 1...20, using: &numbers)))
      }
      var seen: Set<String> = []
      let codings = spans.sorted().compactMap { span -> String? in
        let code = codes[Int.random(in: 0..<codes.count, using: &numbers)]
        guard seen.insert("\(span) \(code)").inserted else { return nil }
        let id = Int.random(in: 100_000_000_000...999_999_999_999, using: &numbers)
        let quote = String(String.UnicodeScalarView(scalars[span.range]))
          .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
        return """
          {"id": "0194683d-9c00-7000-8000-\(id)", "code": "\(code)", "start": \(span.start),
          "end": \(span.end), "quote": "\(quote)", "before": "", "after": "",
          "codebook": \(Int.random(in: 1...3, using: &numbers)),
          "created": "2027-01-15T08:00:00.000Z", "modified": "2027-01-15T08:00:00.000Z"}
          """
      }
      return """
        {"format": "emic/sidecar", "version": 1, "coder": "\(coder)", "transcript": {"file": "\(name)",
        "sha256": "\(Digest.sha256(Array(text.utf8)))", "length": \(scalars.count),
        "unit": "unicode-scalar"}, "status": {"state": "\(state)", "at": "2027-01-15T08:00:00.000Z",
        "codebook": \(Int.random(in: 1...3, using: &numbers))},
        "codings": [\(codings.joined(separator: ",\n"))]}

        """
    }
  }

  /// All that is said of a comparison, as lists that can be compared.
  private struct Said: Equatable {
    var compared: [String] = []
    var figures: [[String]] = []
    var families: [[String]] = []
    var pairs: [String] = []
    var domains: [String] = []
    var refusal: ComparisonProblem?

    mutating func add(_ summary: ComparisonSummary) {
      compared = [
        "\(summary.unit) \(summary.scope)", "\(summary.coders)", "\(summary.leftOut)",
        "\(summary.calibrationLeftOut)", "\(summary.isAsFound)",
        "\(summary.remarks.codedVersions)", "\(summary.remarks.reanchored)",
        "\(summary.remarks.withoutInterviewers)",
      ]
    }

    static func lines(_ block: AgreementFigures) -> [String] {
      var lines = [block.kind.map { "\($0)" } ?? "", "\(block.coders)"]
      for row in block.rows { lines.append("\(row)") }
      for pair in block.pairs { lines.append("\(pair)") }
      for confusion in block.confusions { lines.append("\(confusion)") }
      for transcript in block.transcripts { lines.append("\(transcript)") }
      return lines
    }
  }

  private func whole(
    _ study: StudyFolder,
    _ request: ComparisonRequest,
    _ options: AgreementReport.Options
  ) throws -> Said {
    var work = VisibleWork(of: study, asker: nil)
    var said = Said()
    do throws(ComparisonProblem) {
      let codebook = try? study.codebook()
      let comparison = try StudyComparison(
        of: &work,
        codebook: codebook ?? Codebook(),
        request: request
      )
      let report = AgreementReport(of: comparison, options: options)
      said.add(comparison.summary)
      said.figures = report.blocks.map { Said.lines($0.figures) }
      said.families = AgreementReport(
        of: comparison.counted(level: .family),
        options: options
      ).blocks.map { Said.lines($0.figures) }
      for block in report.blocks {
        for row in block.rows {
          for place in block.transcripts.indices {
            said.pairs += block.pairs(of: row.code, inTranscript: place, options).map { "\($0)" }
          }
        }
      }
      said.domains = domains {
        let byCode = comparison.counted(level: .code)
        return try byCode.blocks.map { try DomainAgreement(of: "family", in: $0, of: byCode) }
      }
    } catch {
      said = Said(refusal: error)
    }
    #expect(work.problems.isEmpty)
    return said
  }

  private func streamed(
    _ study: StudyFolder,
    _ request: ComparisonRequest,
    _ options: AgreementReport.Options
  ) throws -> Said {
    var said = Said()
    let codebook = try study.codebook()
    var problems: [StudyProblem] = []
    do throws(ComparisonProblem) {
      let sources = try ComparedSources(
        study,
        asker: nil,
        showsDrafts: false,
        codebook: codebook,
        request: request,
        problems: &problems
      )
      let read = StudyFigures.read(
        sources,
        families: true,
        options: options
      )
      problems += read.problems
      let figures = try read.figures.get()
      said.add(figures.compared)
      said.figures = figures.blocks.map(Said.lines)
      said.families = figures.families.map(Said.lines)
      for block in figures.blocks {
        for row in block.rows {
          for place in block.transcripts.indices {
            said.pairs += block.pairs(of: row.code, inTranscript: place).map { "\($0)" }
          }
        }
      }
      said.domains = domains {
        let values = try DomainValues(of: "family", in: codebook)
        return try StudyFigures.read(sources, domain: values, options: options).figures.get()
          .domains
      }
    } catch {
      said = Said(refusal: error)
    }
    #expect(problems.isEmpty)
    return said
  }

  /// What is said of a family's codes as values, or why it cannot be.
  private func domains(_ read: () throws -> [DomainAgreement]) -> [String] {
    do {
      return try read().map { "\($0)" }
    } catch {
      return ["\(error)"]
    }
  }

  private static var requests: [ComparisonRequest] {
    AgreementUnits.Kind.allCases.flatMap { unit in
      [CodeReading.Level.code, .withSubcodes, .family].flatMap { level in
        (0..<5).map { variant in
          var request = ComparisonRequest()
          (request.unit, request.level) = (unit, level)
          request.scope = variant == 1 ? .all : nil
          if variant == 2 { request.poolsSources = true }
          if variant == 3 { request.coders = ["cai", "ana"].map { ComparedCoder(Coder.ID($0)) } }
          if variant == 4 {
            (request.codes, request.layer) = (level == .family ? ["family"] : ["d", "a"], .current)
          }
          return request
        }
      }
    }
  }

  @Test("they are those of a comparison that is kept, whatever is asked for", arguments: 1...4)
  func law(seed: UInt64) throws {
    let invented = try Invented(seed: seed)
    let study = try StudyFolder.open(path: invented.folder.path)
    var counted = 0
    for request in Self.requests {
      var options = AgreementReport.Options()
      options.byTranscript = true
      let kept = try whole(study, request, options)
      #expect(try streamed(study, request, options) == kept, "\(request)")
      if kept.refusal == nil, kept.pairs.count > 10, kept.figures.count > 0 { counted += 1 }
    }
    // Else the law would say nothing.
    #expect(counted > 5, "\(counted)")
  }

  @Test("without intervals nothing of it grows with the transcripts, and the figures are the same")
  func withoutIntervals() throws {
    let invented = try Invented(seed: 3)
    let study = try StudyFolder.open(path: invented.folder.path)
    var options = AgreementReport.Options()
    options.resampling = nil
    for request in Self.requests {
      var kept = try whole(study, request, options)
      // Pairs of single transcripts were not asked for.
      kept.pairs = []
      #expect(try streamed(study, request, options) == kept, "\(request)")
    }
  }

  @Test("what cannot be read is known, also where nobody can be compared")
  func unread() throws {
    let invented = try Invented(seed: 1)
    // A file where the folder of frozen copies would be.
    try invented.folder.write("", to: "submissions")
    let study = try StudyFolder.open(path: invented.folder.path)
    let codebook = try study.codebook()
    var problems: [StudyProblem] = []
    var request = ComparisonRequest()
    request.coders = [ComparedCoder("nobody")]
    #expect(throws: ComparisonProblem.self) {
      _ = try ComparedSources(
        study,
        asker: nil,
        showsDrafts: false,
        codebook: codebook,
        request: request,
        problems: &problems
      )
    }
    #expect(problems.count == 1 && problems[0].message.contains("submissions"))
  }

  @Test("all are compared who have handed in, however many others have begun")
  func manyCandidates() throws {
    let folder = TemporaryFolder()
    try folder.write(
      "format: emic/codebook\nversion: 1\ntitle: M\ncodes:\n  - {id: a, name: A}\n",
      to: "codebook.yaml"
    )
    try folder.write(
      "format: emic/study\nversion: 1\ntitle: M\ncodebook: codebook.yaml\n",
      to: "study.yaml"
    )
    let text = "I: Whom?\n\nR: I trust nobody else.\n"
    func write(_ transcript: String, _ coder: String, _ state: String) throws {
      try folder.write(text, to: transcript)
      try folder.write(
        """
        {"format": "emic/sidecar", "version": 1, "coder": "\(coder)", "transcript": {"file":
        "\(transcript)", "sha256": "\(Digest.sha256(Array(text.utf8)))",
        "length": \(text.unicodeScalars.count), "unit": "unicode-scalar"}, "status": {"state":
        "\(state)", "at": "2027-01-15T08:00:00.000Z", "codebook": 1}, "codings": []}

        """,
        to: "\(transcript).\(coder).json"
      )
    }
    for number in 100..<180 { try write("T\(number % 4).txt", "c\(number)", "draft") }
    // The last of them are those who have handed in.
    for coder in ["y", "x", "z"] { try write("T1.txt", coder, "submitted") }
    let open = try StudyFolder.open(path: folder.path)
    let request = ComparisonRequest()
    let kept = try whole(open, request, AgreementReport.Options())
    #expect(kept.refusal == nil && kept.compared[1] == "\(["x", "y", "z"].map { Coder.ID($0) })")
    var said = try streamed(open, request, AgreementReport.Options())
    said.pairs = kept.pairs
    #expect(said == kept)
    // As many as can be told apart, and one more.
    for count in [64, 65] {
      for number in 100..<100 + count - 3 { try write("T2.txt", "c\(number)", "submitted") }
      let study = try StudyFolder.open(path: folder.path)
      let refusal = try streamed(study, request, AgreementReport.Options()).refusal
      #expect(refusal == (count == 64 ? nil : .tooManyCoders(65)))
    }
  }
}
