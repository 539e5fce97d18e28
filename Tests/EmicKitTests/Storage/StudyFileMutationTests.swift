import Foundation
import Testing

@testable import EmicKit

/// Changed copies of a study's own files: each reader comes back, with a value or with a sentence that
/// names the file; what it has read it reads again from what is written of it.
@Suite("Damaged files of a study") struct StudyFileMutationTests {
  private static let rounds = 400

  /// `read` throws what the reader says.
  private func mutate(
    _ good: [UInt8],
    seed: UInt64,
    _ read: ([UInt8]) throws -> Void
  ) {
    #expect(throws: Never.self, "the good file") { try read(good) }
    var mutator = Mutator(seed: seed)
    for _ in 0..<Self.rounds {
      do {
        try read(mutator.changed(good))
      } catch {
        #expect("\(error)".contains("file"), "\(error)")
        #expect(!"\(error)".unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "\(error)")
      }
    }
  }

  private static let sidecar: [UInt8] = {
    var coding = sampleCoding(1, "trust", 40..<60, memo: "why?")
    coding.flags = [.doNotQuote, .redact]
    coding.replacement = "an official"
    var sidecar = sampleSidecar([coding, sampleCoding(2, "legitimacy", 45..<50)])
    sidecar.memos = [
      Memo(id: Memo.ID(sampleID(7)), at: Timestamp(milliseconds: 1000), text: "信任")
    ]
    sidecar.nothingHere = [.init(span: Span(1..<3), at: Timestamp(milliseconds: 1000))]
    sidecar.removed = [.init(id: sampleID(3), at: Timestamp(milliseconds: 1000), into: nil)]
    sidecar.kept = [JSONMember("x", [1, "二", .null])]
    return SidecarWriter.encode(sidecar)
  }()

  @Test("sidecars")
  func sidecars() {
    mutate(Self.sidecar, seed: 1) { bytes throws in
      let sidecar = try SidecarReader.read(bytes, file: "file")
      #expect(try SidecarReader.read(SidecarWriter.encode(sidecar), file: "file") == sidecar)
      _ = SidecarText.lines(of: bytes, file: "file")
    }
  }

  @Test("a damaged copy is merged as it reads, or refused, and the good one's codings stay")
  func merges() throws {
    let good = try SidecarReader.read(Self.sidecar, file: "file")
    mutate(Self.sidecar, seed: 2) { bytes throws in
      do throws(FileMergeProblem) {
        let merged = try FileMerge.merged(Self.sidecar, bytes, base: nil, path: "file.json")
        let read = try? SidecarReader.read(merged.bytes, file: "file")
        let there = Set((read?.codings.map(\.id.text) ?? []) + (read?.removed.map(\.id) ?? []))
        #expect(good.codings.allSatisfy { there.contains($0.id.text) })
      } catch {
        #expect(error.message.contains("file"), "\(error)")
      }
    }
  }

  private static let codebook = Array(
    """
    # of the team
    format: emic/codebook
    version: 3
    title: Book
    codes:
      - id: relations
        name: {en: Relations, zh: 关系}
        family: true
        codes:
          - id: trust
            name: {en: Trust, zh: 信任}
            brief: Confidence.
            example: "The section chief: \\"trusts\\" me."
            key: t
            color: sky
            revised: 2
          - id: mistrust
            retired: 3
            replaced-by: [trust]
    history:
      - version: 2
        at: 2026-03-22T09:00:00Z
        by: supervisor
        change: redefine
        codes: [trust]
        reason: clearer
        was: {brief: Certainty.}

    """.utf8
  )

  @Test("codebooks")
  func codebooks() {
    mutate(Self.codebook, seed: 3) { bytes throws in
      let book = try CodebookReader.read(bytes, file: "file")
      let text = CodebookWriter.text(of: book)
      #expect(try CodebookReader.read(Array(text.utf8), file: "file") == book)
    }
  }

  @Test("study.yaml and cases.csv of the sample study")
  func studyAndCases() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "CalibrationStudy/sample-transcripts")
    let study = Array(try Data(contentsOf: folder.appending(path: "study.yaml")))
    mutate(study, seed: 4) { bytes throws in
      _ = try StudyFileReader.read(bytes, file: "file")
      _ = try? FileMerge.merged(study, bytes, base: Array(study.dropLast()), path: "study.yaml")
    }
    let cases = Array(try Data(contentsOf: folder.appending(path: "cases.csv")))
    mutate(cases, seed: 5) { bytes throws in
      _ = try CaseTable.read(bytes, file: "file", study: StudyFile())
      _ = try? FileMerge.merged(cases, bytes, base: nil, path: "cases.csv")
    }
  }

  @Test("memos, proposals and the framework matrix")
  func others() {
    var memos = MemosFile(coder: "ana")
    memos.entries = [
      .init(.study, Memo(id: "m1", at: Timestamp(milliseconds: 1000), text: "一")),
      .init(.case("NGO-A"), Memo(id: "m2", at: Timestamp(milliseconds: 2000), text: "two")),
    ]
    memos.note(revealOf: "T1.txt", at: Timestamp(milliseconds: 3000))
    mutate(memos.bytes, seed: 6) { bytes throws in
      let read = try MemosFile.read(bytes, file: "file")
      #expect(try MemosFile.read(read.bytes, file: "file") == read)
    }
    let proposals = "format: emic/proposals\nversion: 1\ncodes:\n  - id: a\n    name: {en: A}\n"
    mutate(Array(proposals.utf8), seed: 7) { bytes throws in
      let codes = try ProposalsFile.read(bytes, file: "file")
      let text = ProposalsFile.text(of: codes)
      #expect(try ProposalsFile.read(Array(text.utf8), file: "file") == codes)
    }
    let matrix =
      "format: emic/framework\nversion: 1\ncells:\n  - case: A\n    code: trust\n    summary: |\n"
      + "      One.\n      Two.\n    at: 2026-03-22T09:00:00Z\n"
    mutate(Array(matrix.utf8), seed: 8) { bytes throws in
      let read = try FrameworkFile.read(bytes, file: "file")
      let text = FrameworkFile.text(of: read)
      #expect(try FrameworkFile.read(Array(text.utf8), file: "file") == read)
    }
  }
}
