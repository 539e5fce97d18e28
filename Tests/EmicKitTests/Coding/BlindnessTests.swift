import EmicKit
import Testing

@Suite("Who sees what") struct BlindnessTests {
  private static func study(rounds: [StudyFile.Round] = []) -> StudyFile {
    var study = StudyFile()
    study.coders = [
      Coder(id: "ana"), Coder(id: "ben"), Coder(id: "cai"), Coder(id: "sup", role: .supervisor),
    ]
    study.rounds = rounds
    return study
  }

  private static let round = StudyFile.Round(
    name: "one",
    kind: "calibration",
    codebook: 1,
    transcripts: ["t"],
    coders: ["ana", "ben"]
  )

  private func blindness(
    _ asker: Coder.ID?,
    _ states: [Coder.ID: Sidecar.State],
    rounds: [StudyFile.Round] = [],
    drafts: Bool = false
  ) -> Blindness {
    Blindness(
      asker: asker,
      study: Self.study(rounds: rounds),
      states: ["t": states],
      showsDrafts: drafts
    )
  }

  @Test("an observer sees what is submitted, and no draft")
  func observer() {
    let sight = blindness(nil, ["ana": .submitted, "ben": .draft])
    #expect(sight.sees(workOf: "ana", on: "t"))
    #expect(!sight.sees(workOf: "ben", on: "t"))
    #expect(!sight.isBlind(to: "t"))
  }

  @Test("a name without a place in the study asks as an observer")
  func stranger() {
    let sight = blindness("zoe", ["ana": .submitted, "ben": .draft])
    #expect(sight.asker == nil)
    #expect(sight.sees(workOf: "ana", on: "t"))
  }

  @Test("a coder sees their own draft, and others only when all have submitted")
  func coder() {
    let coding = blindness("ana", ["ana": .draft, "ben": .submitted])
    #expect(coding.sees(workOf: "ana", on: "t"))
    #expect(!coding.sees(workOf: "ben", on: "t"))
    let waiting = blindness("ana", ["ana": .submitted, "ben": .submitted, "cai": .draft])
    #expect(!waiting.sees(workOf: "ben", on: "t"))
    let done = blindness("ana", ["ana": .submitted, "ben": .submitted])
    #expect(done.sees(workOf: "ben", on: "t"))
    #expect(!done.isBlind(to: "t"))
  }

  @Test("a round says who is to submit: somebody who has not begun counts, others do not")
  func rounds() {
    let notBegun = blindness("ana", ["ana": .submitted], rounds: [Self.round])
    #expect(notBegun.isBlind(to: "t"))
    let others = blindness(
      "ana",
      ["ana": .submitted, "ben": .submitted, "cai": .draft],
      rounds: [Self.round]
    )
    #expect(others.sees(workOf: "ben", on: "t"))
    #expect(!others.sees(workOf: "cai", on: "t"))
  }

  @Test("whoever codes without being assigned stays blind until they have submitted")
  func unassigned() {
    let states: [Coder.ID: Sidecar.State] = ["ana": .submitted, "ben": .submitted]
    let drafting = blindness(
      "cai",
      states.merging(["cai": .draft]) { $1 },
      rounds: [Self.round]
    )
    #expect(drafting.isBlind(to: "t"))
    #expect(!blindness("cai", states, rounds: [Self.round]).isBlind(to: "t"))
  }

  @Test("a supervisor without a sidecar sees what is submitted, and drafts on request")
  func supervisor() {
    let states: [Coder.ID: Sidecar.State] = ["ana": .submitted, "ben": .draft]
    #expect(blindness("sup", states).sees(workOf: "ana", on: "t"))
    #expect(!blindness("sup", states).sees(workOf: "ben", on: "t"))
    #expect(blindness("sup", states, drafts: true).sees(workOf: "ben", on: "t"))
    let coding = blindness("sup", states.merging(["sup": .draft]) { $1 }, drafts: true)
    #expect(!coding.sees(workOf: "ana", on: "t"))
  }

  @Test("drafts are shown to supervisors alone")
  func draftsForCoders() {
    let sight = blindness("ana", ["ana": .submitted, "ben": .draft], drafts: true)
    #expect(!sight.sees(workOf: "ben", on: "t"))
  }
}
