import Foundation
import Synchronization
import Testing

@testable import EmicKit
@testable import emic

@Suite("Exports of many sources") struct FlatExportTests {
  private static let count = 150

  /// Sees how many of the texts that were read are still held.
  private final class Texts: @unchecked Sendable {
    private final class Held: @unchecked Sendable {
      weak var text: TextStorage?

      init(_ text: TextStorage) { self.text = text }
    }

    private let held = Mutex<[Held]>([])
    private let counts = Mutex((read: 0, most: 0))
    var read: Int { counts.withLock { $0.read } }
    var most: Int { counts.withLock { $0.most } }

    func hold(_ text: TextStorage) {
      let now = held.withLock { held in
        held.append(Held(text))
        return held.count { $0.text != nil }
      }
      counts.withLock { $0 = ($0.read + 1, max($0.most, now)) }
    }
  }

  /// Hands on what another one reads.
  private struct Watched: ExportedSources {
    let sources: any ExportedSources
    let texts: Texts

    func forEach<Value: Sendable>(
      of transcripts: [String],
      _ make: @escaping @Sendable (ExportedSource) -> Value,
      take: (Value) throws -> Void
    ) throws {
      let texts = texts
      try sources.forEach(
        of: transcripts,
        { source in
          texts.hold(source.source.text.storage)
          return make(source)
        },
        take: take
      )
    }
  }

  private func study(_ workshop: Workshop) throws {
    let folder = workshop.folder.appending(path: "many")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write(_ text: String, _ name: String) throws {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    try write(
      "format: emic/codebook\nversion: 1\ntitle: Many\ncodes:\n  - {id: trust, name: Trust}\n",
      "codebook.yaml"
    )
    try write(
      "format: emic/study\nversion: 1\ntitle: Many\ncodebook: codebook.yaml\ncoders:\n  - {id: ana}\n"
        + "  - {id: ben}\ninterviewers: [I]\n",
      "study.yaml"
    )
    for number in 0..<Self.count {
      let name = "T\(1000 + number).txt"
      let text = "I: Whom?\n\nR: I trust number \(number), nobody else.\n"
      try write(text, name)
      for (place, coder) in ["ana", "ben"].enumerated() {
        let id = "0194683d-9c00-7000-8000-\(String(100_000_000_000 + 2 * number + place))"
        try write(
          """
          {"format": "emic/sidecar", "version": 1, "coder": "\(coder)", "transcript": {"file": "\(name)",
          "sha256": "\(Digest.sha256(Array(text.utf8)))", "length": \(text.unicodeScalars.count),
          "unit": "unicode-scalar"}, "status": {"state": "submitted", "at": "2027-01-15T08:00:00.000Z",
          "codebook": 1}, "codings": [{"id": "\(id)", "code": "trust", "start": 15, "end": 20,
          "quote": "trust", "before": "I: Whom?\\n\\nR: I ", "after": " number", "codebook": 1,
          "created": "2027-01-15T08:00:00.000Z", "modified": "2027-01-15T08:00:00.000Z"}]}

          """,
          "\(name).\(coder).json"
        )
      }
    }
  }

  /// What an export of the study has told of its progress.
  private final class Told {
    private(set) var steps: [ExportStep: [Int]] = [:]
    private(set) var counts: [ExportStep: Set<Int>] = [:]

    func tell(_ step: ExportStep, _ done: Int, _ count: Int) {
      steps[step, default: []].append(done)
      counts[step, default: []].insert(count)
    }
  }

  private func export(
    _ name: String,
    in workshop: Workshop,
    _ texts: Texts = Texts(),
    _ told: Told = Told()
  ) throws -> ExportOutcome {
    let folder = try StudyFolder.open(path: workshop.folder.appending(path: "many").path())
    let question = try CodingQuestion(
      folder,
      try ReadingOptions.parse([]),
      FilterOptions.everything()
    )
    let format = try ExportFormat.named(name)
    return try format.export(
      ExportedStudy(
        folder,
        codebook: question.codebook,
        attributes: [],
        release: .released(nil),
        at: Timestamp(milliseconds: 0),
        transcripts: question.transcripts,
        sources: Watched(sources: try ExportReading(question, .released(nil)), texts: texts),
        compare: {
          var problems: [StudyProblem] = []
          var sources = try ComparedSources(
            folder,
            asker: nil,
            showsDrafts: false,
            codebook: question.codebook,
            request: ComparisonRequest(),
            problems: &problems
          )
          sources.transcript = { name throws(StudyProblem) in
            let transcript = try folder.transcript(name)
            texts.hold(transcript.text.storage)
            return transcript
          }
          return sources
        },
        tell: told.tell
      ),
      to: ExportPlace(
        workshop.folder.appending(path: name).path(),
        ending: format.ending,
        study: folder,
        isIdentified: false
      ),
      ExportRequest()
    )
  }

  @Test(
    "no text is held any longer than the next few are read",
    arguments: [
      ("c.csv", 300), ("c.excel.csv", 300), ("c.jsonl", 300), ("c.jsonld", 300), ("q.md", 150),
      ("r.html", 300), ("p.qdpx", 300), ("units.csv", 150), ("agreement.csv", 1),
    ]
  )
  func flat(name: String, count: Int) throws {
    let workshop = try Workshop()
    try study(workshop)
    let texts = Texts()
    #expect(try export(name, in: workshop, texts).count == count)
    // A report reads them once more for its figures.
    #expect(texts.read == (name == "r.html" ? 2 : 1) * Self.count)
    // Those that are read ahead, and what each thread is at.
    #expect(texts.most < 90, "\(texts.most) texts were held at once")
  }

  @Test(
    "what is done after the last transcript is read has a progress, too",
    arguments: [
      ("r.html", ExportStep.counting, 150), ("agreement.csv", .counting, 150),
      ("units.csv", .counting, 150), ("units.csv", .writing, 150),
      // Of each source its codings, its memos and its text.
      ("p.qdpx", .packing, 3 * 150),
    ]
  )
  func progress(name: String, step: ExportStep, count: Int) throws {
    let workshop = try Workshop()
    try study(workshop)
    let told = Told()
    _ = try export(name, in: workshop, Texts(), told)
    #expect(told.steps[step] == Array(0..<count))
    #expect(told.counts[step] == [count])
  }
}
