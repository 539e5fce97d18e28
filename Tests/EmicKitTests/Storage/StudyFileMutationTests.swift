import Foundation
import ReaderLaws
import Testing

@testable import EmicKit

/// Changed copies of a study's own files.
@Suite("Damaged files of a study") struct StudyFileMutationTests {
  private static let rounds = 400

  /// The law holds for the good file, which is read, and for copies of it.
  private func mutate(_ law: ReaderLaw, _ good: [UInt8]) throws {
    #expect(try law.holds(for: good), "the good file")
    for bytes in copies(of: good, seed: UInt64(good.count)) {
      #expect(throws: Never.self) { try law.holds(for: bytes) }
    }
  }

  private func copies(of good: [UInt8], seed: UInt64) -> [[UInt8]] {
    var mutator = Mutator(seed: seed)
    return (0..<Self.rounds).map { _ in mutator.changed(good) }
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

  @Test("sidecars and codebooks")
  func sidecarsAndCodebooks() throws {
    try mutate(.sidecar, Self.sidecar)
    try mutate(.codebook, Self.codebook)
  }

  @Test("a damaged copy is merged as it reads, or refused, and the good one's codings stay")
  func merges() throws {
    let good = try SidecarReader.read(Self.sidecar, file: "q7x")
    for bytes in copies(of: Self.sidecar, seed: 2) {
      do throws(FileMergeProblem) {
        let merged = try FileMerge.merged(Self.sidecar, bytes, base: nil, path: "q7x.json")
        let read = try? SidecarReader.read(merged.bytes, file: "q7x")
        let there = Set((read?.codings.map(\.id.text) ?? []) + (read?.removed.map(\.id) ?? []))
        #expect(good.codings.allSatisfy { there.contains($0.id.text) })
      } catch {
        #expect(error.message.contains("q7x"), "\(error)")
      }
    }
  }

  @Test("study.yaml and cases.csv of the sample study, and merges of them")
  func studyAndCases() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "CalibrationStudy/sample-transcripts")
    let study = Array(try Data(contentsOf: folder.appending(path: "study.yaml")))
    try mutate(.study, study)
    let cases = Array(try Data(contentsOf: folder.appending(path: "cases.csv")))
    try mutate(.cases, cases)
    for (good, base, path) in [
      (study, Array(study.dropLast()), "study.yaml"), (cases, nil, "cases.csv"),
    ] {
      for bytes in copies(of: good, seed: 5) {
        do throws(FileMergeProblem) {
          _ = try FileMerge.merged(good, bytes, base: base, path: path)
        } catch {
          #expect(error.message.contains(path), "\(error)")
        }
      }
    }
  }

  @Test("memos, proposals and the framework matrix")
  func others() throws {
    var memos = MemosFile(coder: "ana")
    memos.entries = [
      .init(.study, Memo(id: "m1", at: Timestamp(milliseconds: 1000), text: "一")),
      .init(.case("NGO-A"), Memo(id: "m2", at: Timestamp(milliseconds: 2000), text: "two")),
    ]
    memos.note(revealOf: "T1.txt", at: Timestamp(milliseconds: 3000))
    try mutate(.memos, memos.bytes)
    let proposals = "format: emic/proposals\nversion: 1\ncodes:\n  - id: a\n    name: {en: A}\n"
    try mutate(.proposals, Array(proposals.utf8))
    let matrix =
      "format: emic/framework\nversion: 1\ncells:\n  - case: A\n    code: trust\n    summary: |\n"
      + "      One.\n      Two.\n    at: 2026-03-22T09:00:00Z\n"
    try mutate(.framework, Array(matrix.utf8))
  }
}
