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
    var random = Seeded(seed: seed)
    for round in 0..<60 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...6, using: &random) { Self.change(&bytes, good, &random) }
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

  private static func change(_ bytes: inout [UInt8], _ good: [UInt8], _ random: inout Seeded) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: bytes.removeSubrange(place..<min(bytes.count, place + 8))
    case 3: bytes = Array(bytes.prefix(place))
    case 4:
      let from = Int.random(in: 0..<good.count, using: &random)
      bytes.insert(contentsOf: good[from..<min(good.count, from + 40)], at: place)
    default:
      let odd: [[UInt8]] = [
        [0], [0xFF, 0xFE], Array("{".utf8), Array("\"".utf8), Array("<w:p>".utf8),
        Array("-->".utf8), Array("\\u-1".utf8), Array("99999999999999999999".utf8), [0x15],
      ]
      bytes.insert(contentsOf: odd.randomElement(using: &random) ?? [], at: place)
    }
  }

  private struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }
}
