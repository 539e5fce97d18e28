import Testing

@testable import EmicKit

/// Changed copies of good files: whatever a reader makes of them, it comes back, and what it gives is
/// a text.
@Suite("Damaged imports") struct ImportMutationTests {
  private static let files = [
    "office/tracked_changes.docx", "office/table_footnote.docx", "office/libreoffice74.odt",
    "office/libreoffice74.rtf", "timed/zoom.vtt", "timed/teams.vtt", "timed/otter.srt",
    "timed/whisperx.json", "timed/otranscribe.otr", "timed/interview.eaf", "timed/chat.cha",
    "timed/f4_maxqda.txt", "txt/zh_gb18030.txt",
  ]
  private static let table =
    "speaker,text,start\nI,\"Why, \"\"so\"\"?\",00:01\nR,因为,2.5\n\"a\nb\",x,\n"

  @Test("no change of a few bytes brings a reader down", arguments: files)
  func mutated(file: String) throws {
    try mutate(try ImportFixture.bytes(file), file, seed: UInt64(file.utf8.count))
  }

  @Test("nor of a table")
  func table() throws { try mutate(Array(Self.table.utf8), "a.csv", seed: 7) }

  private func mutate(_ good: [UInt8], _ name: String, seed: UInt64) throws {
    var mutator = Mutator(seed: seed)
    for round in 0..<60 {
      let bytes = mutator.changed(good)
      for encoding in [nil, TextEncoding.gb18030] {
        do throws(ImportProblem) {
          let (_, imported) = try imported(bytes, named: name, as: encoding)
          for text in imported.texts {
            let canonical = try? TranscriptText(bytes: text.bytes)
            #expect(canonical != nil, "round \(round)")
            let length = canonical?.scalarCount ?? 0
            #expect(text.times.allSatisfy { $0.span.end <= length }, "round \(round)")
          }
        } catch {
          #expect(!error.message(file: name, study: "s").isEmpty)
        }
      }
    }
  }
}
