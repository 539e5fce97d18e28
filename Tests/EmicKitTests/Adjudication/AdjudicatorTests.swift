import EmicKit
import Testing

@Suite("Who may adjudicate") struct AdjudicatorTests {
  private func refusal(
    _ coder: Coder.ID,
    coders: [Coder],
    _ states: [Coder.ID: Sidecar.State]
  ) -> AdjudicationProblem? {
    var study = StudyFile()
    study.coders = coders
    let blindness = Blindness(asker: coder, study: study, states: ["t": states])
    do throws(AdjudicationProblem) {
      try blindness.refuse(adjudicator: coder, of: "t")
      return nil
    } catch {
      return error
    }
  }

  private let team = [
    Coder(id: "ana"), Coder(id: "lea", role: .lead), Coder(id: "sup", role: .supervisor),
    Coder(id: "sue", role: .supervisor),
  ]

  @Test("where there are supervisors, they alone")
  func supervisors() {
    #expect(refusal("sup", coders: team, ["ana": .submitted]) == nil)
    for coder in ["ana", "lea", "zoe"] as [Coder.ID] {
      let problem = refusal(coder, coders: team, ["ana": .submitted])
      #expect(problem == .notSupervisor(coder, supervisors: ["sup", "sue"]))
      #expect(
        problem?.message(transcript: "t")
          == "\(coder) is no supervisor of this study, so nothing was changed. sup or sue can "
          + "adjudicate."
      )
    }
  }

  @Test("a supervisor who codes the transcript, too, not before all have submitted")
  func codingSupervisor() {
    #expect(refusal("sup", coders: team, ["sup": .draft, "ana": .submitted]) == .blind("sup"))
    let waiting = refusal("sup", coders: team, ["sup": .submitted, "ana": .draft])
    #expect(waiting?.message(transcript: "t").hasPrefix("sup codes t blind") == true)
    #expect(refusal("sup", coders: team, ["sup": .submitted, "ana": .submitted]) == nil)
  }

  @Test("where no roles are given, anybody who does not code it blind; consensus is nobody")
  func withoutRoles() {
    #expect(refusal("zoe", coders: [], ["ana": .submitted]) == nil)
    #expect(refusal("ana", coders: [], ["ana": .draft]) == .blind("ana"))
    #expect(refusal("ana", coders: [Coder(id: "ana")], ["ana": .submitted]) == nil)
    let problem = refusal("consensus", coders: [], [:])
    #expect(problem?.message(transcript: "t").contains("the id of whoever adjudicates.") == true)
  }
}
