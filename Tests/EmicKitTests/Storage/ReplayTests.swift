import Testing

@testable import EmicKit

@Suite("What was done since a backup, done again") struct ReplayTests {
  private let folder = TemporaryFolder()

  private func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

  /// A study with one text, and a draft of it by ana.
  private func begun() throws -> (study: StudyFolder, draft: Sidecar, history: ChangeHistory) {
    try folder.write(String(repeating: "abcdefghij", count: 20), to: "T03.txt")
    try folder.write("format: emic/study\nversion: 1\n", to: "study.yaml")
    let study = try StudyFolder.open(path: folder.path)
    let draft = Sidecar(
      draftOf: try study.transcript("T03.txt"),
      by: "ana",
      codebook: 1,
      at: time(1)
    )
    return (study, draft, ChangeHistory(study: study, transcript: "T03.txt", coder: "ana"))
  }

  private func replay(
    on draft: Sidecar,
    in study: StudyFolder
  ) throws -> (sidecar: Sidecar, since: Restoring.Replayed) {
    try Restoring(of: study).replay(
      on: draft,
      since: .backup(lastChange: time(2), day: "2100-01-01"),
      study.sidecarName(of: "T03.txt", by: "ana")
    )
  }

  @Test("a coding that was removed elsewhere after the step that made it does not come back")
  func removedLater() throws {
    var (study, draft, history) = try begun()
    let made = AdjudicationSamples.coding(1, "x", 10..<20)
    let other = AdjudicationSamples.coding(2, "x", 30..<40)
    history.append(Change("Assigned x.", [.coding(before: nil, after: made)]), at: time(3000))
    history.append(Change("Assigned x.", [.coding(before: nil, after: other)]), at: time(3001))
    #expect(try replay(on: draft, in: study).sidecar.codings.count == 2)
    draft.removed = [Sidecar.Removal(id: made.id.text, at: time(4000))]
    let later = try replay(on: draft, in: study)
    #expect(later.sidecar.codings.map(\.id) == [other.id])
    #expect((later.since.done, later.since.left) == (1, 0))
    // What was made again after that is there.
    draft.removed[0].at = time(2000)
    #expect(try replay(on: draft, in: study).sidecar.codings.count == 2)
  }
}
