import Foundation
import Synchronization
import Testing

@testable import EmicKit
@testable import emic

@Suite("Exports of many sources") struct FlatExportTests {
  private static let count = 150

  /// Hands on what another one reads, and sees how many of the texts are still held.
  private final class Watched: ExportedSources, @unchecked Sendable {
    private final class Held: @unchecked Sendable {
      weak var text: TextStorage?

      init(_ text: TextStorage) { self.text = text }
    }

    private let sources: any ExportedSources
    private let held = Mutex<[Held]>([])
    private(set) var read = 0
    private(set) var most = 0

    init(_ sources: any ExportedSources) { self.sources = sources }

    func forEach<Value: Sendable>(
      of transcripts: [String],
      _ make: @escaping @Sendable (ExportedSource) -> Value,
      take: (Value) throws -> Void
    ) throws {
      try sources.forEach(of: transcripts) { source in
        self.held.withLock { $0.append(Held(source.source.text.storage)) }
        return make(source)
      } take: { value in
        try take(value)
        read += 1
        most = max(most, held.withLock { $0.count { $0.text != nil } })
      }
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

  @Test(
    "no text is held any longer than the next few are read",
    arguments: [
      "c.csv", "c.excel.csv", "c.jsonl", "c.jsonld", "q.md", "r.html", "p.qdpx",
    ]
  )
  func flat(name: String) throws {
    let workshop = try Workshop()
    try study(workshop)
    let folder = try StudyFolder.open(path: workshop.folder.appending(path: "many").path())
    let question = try CodingQuestion(
      folder,
      try ReadingOptions.parse([]),
      FilterOptions.everything()
    )
    let reading = try ExportReading(question, .released(nil))
    let whole = try reading.study()
    let watched = Watched(reading)
    let outcome = try ExportFormat.named(name).export(
      ExportedStudy(
        folder,
        codebook: question.codebook,
        attributes: [],
        release: .released(nil),
        at: Timestamp(milliseconds: 0),
        transcripts: question.transcripts,
        sources: watched,
        compare: { try whole.comparison() },
        count: { try whole.figures() }
      ),
      to: ExportPlace(
        workshop.folder.appending(path: name).path(),
        ending: ExportFormat.named(name).ending,
        study: folder,
        isIdentified: false
      ),
      ExportRequest()
    )
    #expect(outcome.count == 2 * Self.count || name == "q.md" && outcome.count == Self.count)
    #expect(watched.read == Self.count)
    // Those that are read ahead, and what each thread is at.
    #expect(watched.most < 50, "\(watched.most) texts were held at once")
  }
}
